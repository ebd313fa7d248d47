"""Addresses of the look itself: choosing a theme, an institution's colours."""

from django.urls import path

from houvast.web import views

app_name = "web"

urlpatterns = [
    path("look/theme/", views.theme, name="theme"),
    path("look/brand-<str:colour>.css", views.brand, name="brand"),
]
