"""Connected sources."""

from django.urls import URLPattern, path

from houvast.standards import views

urlpatterns: list[URLPattern] = [
    path("administration/sources/", views.source_list, name="administration-sources"),
    path("administration/sources/<uuid:source_id>/", views.source_page, name="administration-source"),
]
