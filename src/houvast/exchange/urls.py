"""Importing files."""

from django.urls import URLPattern, path

from houvast.exchange import views

urlpatterns: list[URLPattern] = [
    path("import/", views.choose, name="import"),
    path("import/template/", views.template, name="import-template"),
    path("import/<uuid:pending>/", views.rehearsal, name="import-rehearsal"),
    path("import/<uuid:pending>/load/", views.load, name="import-load"),
    path("import/<uuid:pending>/discard/", views.discard, name="import-discard"),
    path("import/done/<uuid:run>/", views.done, name="import-done"),
]
