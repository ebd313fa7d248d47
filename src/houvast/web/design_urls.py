"""Addresses of the page of components; mounted in development only."""

from django.urls import path

from houvast.web.design import views

app_name = "design"

urlpatterns = [
    path("", views.components, name="components"),
    path("<slug:page>/", views.whole_page, name="page"),
]
