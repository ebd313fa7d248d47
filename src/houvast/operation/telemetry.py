"""OpenTelemetry, for who asks for it: how long each page and each task took, and nothing about anybody.

Off unless HOUVAST_TELEMETRY_URL is set and the part `telemetry` is installed. A span names the page's pattern, never
its address; the SQL, what was typed, who asked and what an exception said stay out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from opentelemetry.sdk.trace import SpanProcessor
    from opentelemetry.trace import Tracer

NAME = "houvast"
FAILED = 500


class TelemetryNotInstalled(RuntimeError):
    def __init__(self) -> None:
        super().__init__(
            "HOUVAST_TELEMETRY_URL is set, but the part is not installed: pip install 'houvast[telemetry]'."
        )


def tracer(processor: SpanProcessor | None = None) -> Tracer | None:
    """What makes spans, sent to HOUVAST_TELEMETRY_URL or to the processor given; None when nobody asked for them.

    Raises TelemetryNotInstalled.
    """
    url = settings.HOUVAST.telemetry_url
    if not url and processor is None:
        return None
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as lacks:
        raise TelemetryNotInstalled from lacks
    provider = TracerProvider(resource=Resource.create({"service.name": NAME, "service.version": version(NAME)}))
    provider.add_span_processor(processor or BatchSpanProcessor(OTLPSpanExporter(endpoint=url)))
    return provider.get_tracer(NAME, version(NAME))


class Telemetry:
    """The first middleware: a span per page, with its pattern, its status and how many queries it asked."""

    def __init__(
        self, get_response: Callable[[HttpRequest], HttpResponse], processor: SpanProcessor | None = None
    ) -> None:
        self.get_response = get_response
        found = tracer(processor)
        if found is None:
            raise MiddlewareNotUsed
        self.tracer = found

    def __call__(self, request: HttpRequest) -> HttpResponse:
        from opentelemetry.trace import SpanKind
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        above = TraceContextTextMapPropagator().extract({"traceparent": request.headers.get("traceparent", "")})
        method = request.method or ""
        queries = Counted()
        with (
            self.tracer.start_as_current_span(
                method, above, SpanKind.SERVER, record_exception=False, set_status_on_exception=False
            ) as span,
            connection.execute_wrapper(queries),
        ):
            response = self.get_response(request)
            if request.resolver_match is not None:
                span.update_name(f"{method} /{request.resolver_match.route}")
                span.set_attribute("http.route", f"/{request.resolver_match.route}")
            span.set_attribute("http.request.method", method)
            span.set_attribute("http.response.status_code", response.status_code)
            span.set_attribute("houvast.queries", queries.count)
            _mark(span, failed=response.status_code >= FAILED)
            return response


class Counted:
    """How many queries were asked; what they asked is not looked at."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *asked: Any) -> Any:
        self.count += 1
        return execute(*asked)


def around_work(found: Tracer | None) -> Callable[[str], Any] | None:
    """For the worker: a span around every task, by its name; None when nobody asked for spans."""
    if found is None:
        return None

    @contextmanager
    def around(name: str) -> Iterator[None]:
        with found.start_as_current_span(name, record_exception=False, set_status_on_exception=False) as span:
            try:
                yield
            except Exception:
                _mark(span, failed=True)
                raise

    return around


def _mark(span: Any, *, failed: bool) -> None:
    from opentelemetry.trace import StatusCode

    if failed:
        span.set_status(StatusCode.ERROR)
