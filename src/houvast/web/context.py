"""What the page frame needs on every page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"in_development": settings.DEVELOPMENT, "is_demo": settings.HOUVAST.demo}
