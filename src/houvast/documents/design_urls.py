"""Addresses of the previews of letters and mails; mounted in development only."""

from django.urls import path

from houvast.documents import preview

app_name = "design-letters"

urlpatterns = [
    path("", preview.overview, name="overview"),
    path("<slug:pack_id>/<slug:name>/<slug:language>/", preview.letter, name="letter"),
]
