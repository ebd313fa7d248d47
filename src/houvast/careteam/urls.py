"""Addresses of care team, review meetings, teachers' rounds and referrals."""

from django.urls import URLPattern

app_name = "careteam"
urlpatterns: list[URLPattern] = []
