"""Addresses of appointments, asking for help and the student's own network."""

from django.urls import URLPattern

app_name = "appointments"
urlpatterns: list[URLPattern] = []
