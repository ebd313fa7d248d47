"""Addresses of workplace learning."""

from django.urls import URLPattern

app_name = "workplace"

urlpatterns: list[URLPattern] = []
