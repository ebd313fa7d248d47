"""Addresses of letters and reports."""

from django.urls import path

from houvast.documents import views

app_name = "documents"

urlpatterns = [
    path("letters/<uuid:document_id>/", views.letter, name="letter"),
    path("letters/<uuid:document_id>/file/", views.file, name="file"),
]
