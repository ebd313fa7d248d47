"""Addresses of the page of components; mounted in development only."""

from django.urls import path

from houvast.web import design

app_name = "design"

urlpatterns = [
    path("", design.components, name="components"),
    path("<slug:page>/", design.whole_page, name="page"),
]
