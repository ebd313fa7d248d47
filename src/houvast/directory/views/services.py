"""The pages of the directory: one kind of service, one service."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def kind(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse(slug)


@require_safe
def service(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    return HttpResponse(str(service))
