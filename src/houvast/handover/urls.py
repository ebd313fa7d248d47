"""Addresses of handovers and of the partner desk."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
