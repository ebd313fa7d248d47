"""Addresses of progress."""

from django.urls import URLPattern, path

from houvast.education import views

app_name = "education"
urlpatterns: list[URLPattern] = [
    path("students/<uuid:student_id>/progress/", views.progress, name="progress"),
]
