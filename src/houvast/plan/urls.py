"""Addresses of the one plan and of adjustments."""

from django.urls import URLPattern

app_name = "plan"
urlpatterns: list[URLPattern] = []
