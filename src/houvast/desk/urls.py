"""Addresses of the pages where a person starts."""

from django.urls import URLPattern, path

from houvast.desk import views

urlpatterns: list[URLPattern] = [
    path("", views.start, name="start"),
    path("students/", views.students, name="students"),
    path("students/<uuid:student_id>/", views.student, name="student"),
]
