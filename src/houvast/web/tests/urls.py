"""The addresses that the look needs, and a page of each kind of failure."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views.i18n import set_language

from houvast.web import views


def conflicting(request: HttpRequest) -> HttpResponse:
    return views.conflict(request, typed={"Verslag": "<b>Wat ik schreef</b>"}, again_url="/design/")


def waiting(request: HttpRequest) -> HttpResponse:
    return views.too_many(request, minutes=5)


urlpatterns = [
    path("", include("houvast.web.urls")),
    path("design/", include("houvast.web.design_urls")),
    path("language/", set_language, name="set_language"),
    path("wrong/400/", views.bad_request),
    path("wrong/403/", views.forbidden),
    path("wrong/404/", views.not_found),
    path("wrong/409/", conflicting),
    path("wrong/429/", waiting),
    path("wrong/500/", views.failed),
    path("wrong/503/", views.unavailable),
    path("wrong/form/", views.stale_form),
]
handler404 = "houvast.web.views.not_found"
