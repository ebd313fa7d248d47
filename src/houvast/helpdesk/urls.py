"""Addresses of the helpdesk and of complaint, objection and appeal."""

from django.urls import URLPattern

app_name = "helpdesk"
urlpatterns: list[URLPattern] = []
