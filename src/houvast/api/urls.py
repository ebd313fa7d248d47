"""The pages of connected systems, under administration."""

from django.urls import URLPattern, path

from houvast.api import views

BASE = "administration/systems/"
urlpatterns: list[URLPattern] = [
    path(BASE, views.systems, name="administration-systems"),
    path(f"{BASE}new/", views.connect, name="administration-system-new"),
    path(f"{BASE}<uuid:client_id>/", views.system, name="administration-system"),
    path(f"{BASE}<uuid:client_id>/end/", views.end, name="administration-system-end"),
    path(f"{BASE}<uuid:client_id>/tokens/<slug:purpose>/", views.new_token, name="administration-token-new"),
    path(f"{BASE}<uuid:client_id>/webhooks/new/", views.new_webhook, name="administration-webhook-new"),
    path(f"{BASE}tokens/<uuid:token_id>/end/", views.end_token, name="administration-token-end"),
    path(f"{BASE}webhooks/<uuid:webhook_id>/end/", views.end_webhook, name="administration-webhook-end"),
]
