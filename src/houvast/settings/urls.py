"""The URL table: one line per folder."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from houvast.settings.api import api
from houvast.standards.oeapi.serving import make_oeapi

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("houvast.desk.urls")),
    path("", include("houvast.people.urls")),
    path("", include("houvast.guidance.urls")),
    path("", include("houvast.attendance.urls")),
    path("", include("houvast.education.urls")),
    path("", include("houvast.alerts.urls")),
    path("", include("houvast.appointments.urls")),
    path("", include("houvast.placement.urls")),
    path("", include("houvast.plan.urls")),
    path("", include("houvast.handover.urls")),
    path("", include("houvast.cases.urls")),
    path("", include("houvast.transfer.urls")),
    path("", include("houvast.directory.urls")),
    path("", include("houvast.directory.keeping_urls")),
    path("", include("houvast.documents.urls")),
    path("", include("houvast.privacy.urls")),
    path("api/v1/", api.urls),
    path("oeapi/v6/", make_oeapi().urls),
    path("", include("houvast.api.urls")),
    path("", include("houvast.exchange.urls")),
    path("", include("houvast.standards.urls")),
    path("", include("houvast.workplace.urls")),
    path("", include("houvast.helpdesk.urls")),
    path("", include("houvast.careteam.urls")),
    path("", include("houvast.monitor.urls")),
    path("", include("houvast.operation.urls")),
    path("", include("houvast.web.urls")),
]

if settings.DEVELOPMENT:
    urlpatterns.append(path("design/letters/", include("houvast.documents.design_urls")))
    urlpatterns.append(path("design/", include("houvast.web.design_urls")))

handler400 = "houvast.web.views.bad_request"
handler403 = "houvast.web.views.forbidden"
handler404 = "houvast.web.views.not_found"
handler500 = "houvast.operation.closing.failed"
