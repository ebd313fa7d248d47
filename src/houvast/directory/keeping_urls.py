"""Addresses for who keeps the directory of an organisation: signed in, and only their own entries."""

from django.urls import path

from houvast.directory.views import importing, keeping

urlpatterns = [
    path("directory/", keeping.queue, name="keep-services"),
    path("directory/new/", keeping.new, name="keep-new-service"),
    path("directory/export.csv", keeping.export, name="keep-services-export"),
    path("directory/import/", importing.choose, name="keep-services-import"),
    path("directory/import/load/", importing.load, name="keep-services-load"),
    path("directory/import/template.csv", importing.template, name="keep-services-template"),
    path("directory/gaps/", keeping.gaps, name="keep-gaps"),
    path("directory/<uuid:service>/", keeping.edit, name="keep-service"),
    path("directory/<uuid:service>/<slug:what>/", keeping.step, name="keep-service-step"),
]
