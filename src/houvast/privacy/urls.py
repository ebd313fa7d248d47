"""Addresses of the log of reads."""

from django.urls import path

from houvast.privacy import views

urlpatterns = [
    path("who-looked/", views.reads, name="who-looked"),
    path("who-looked/<uuid:student_id>/", views.child_reads, name="child-looked"),
]
