"""The URL table as it is in development."""

from django.urls import include, path

from houvast.settings.urls import urlpatterns as house

urlpatterns = [path("design/letters/", include("houvast.documents.design_urls")), *house]
