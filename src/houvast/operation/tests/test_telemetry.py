"""OpenTelemetry tells how long pages and tasks took, to who asks for it, and nothing about anybody."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from houvast.operation.telemetry import Telemetry, around_work, tracer
from houvast.outbox.actions import ask_job
from houvast.outbox.registry import Asked, Registry
from houvast.outbox.worker import Worker
from houvast.people.clock import now
from tests.houvast_testing.cast import Cast

KEPT = InMemorySpanExporter()
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def kept_in_memory(get_response: Callable[[HttpRequest], HttpResponse]) -> Telemetry:
    """The middleware as it runs, but for where the spans go."""
    return Telemetry(get_response, SimpleSpanProcessor(KEPT))


@pytest.fixture
def spans(settings: Any) -> InMemorySpanExporter:
    settings.MIDDLEWARE = [f"{__name__}.kept_in_memory", *settings.MIDDLEWARE]
    KEPT.clear()
    return KEPT


def attributes(span: ReadableSpan) -> dict[str, object]:
    return dict(span.attributes or {})


def test_it_is_off_unless_an_address_is_set() -> None:
    assert tracer() is None
    with pytest.raises(MiddlewareNotUsed):
        Telemetry(lambda _request: HttpResponse())


def test_a_page_is_known_by_its_pattern_its_status_and_its_queries(cast: Cast, spans: InMemorySpanExporter) -> None:
    client = cast.client("coach")
    client.get(f"/students/{cast.student.pk}/", headers={"traceparent": PARENT})
    (span,) = spans.get_finished_spans()
    said = attributes(span)
    assert span.name == "GET /students/<uuid:student_id>/"
    assert (said["http.response.status_code"], said["http.request.method"]) == (200, "GET")
    assert isinstance(said["houvast.queries"], int)
    assert said["houvast.queries"] > 3
    assert span.parent is not None
    assert f"{span.parent.trace_id:032x}" == PARENT.split("-")[1]


def test_nothing_of_a_person_is_in_what_leaves(cast: Cast, spans: InMemorySpanExporter) -> None:
    """Not in the address, not in what was typed, not in what went wrong, not in who asked."""
    client = cast.client("coach")
    client.get(f"/students/{cast.student.pk}/")
    client.get("/students/", {"q": cast.student.family_name})
    client.post("/sign-in/", {"email": cast.student.email, "password": "a-secret-of-sam"})
    client.get(f"/no-such-page/{cast.student.pk}/")
    told = " ".join(span.to_json() for span in spans.get_finished_spans())
    assert len(spans.get_finished_spans()) == 4
    personal = (cast.student.pk, cast.coach.pk, cast.student.family_name, cast.student.email, "a-secret-of-sam")
    assert [value for value in personal if str(value) in told] == []
    allowed = {"http.route", "http.request.method", "http.response.status_code", "houvast.queries"}
    assert {name for span in spans.get_finished_spans() for name in attributes(span)} <= allowed


def test_a_task_is_known_by_its_name_and_whether_it_failed(cast: Cast) -> None:
    KEPT.clear()
    registry = Registry()

    def fails(_asked: Asked) -> bool:
        raise ValueError(cast.student.email)

    registry.add("monitor.works", lambda _asked: False)
    registry.add("monitor.fails", fails)
    for name in ("monitor.works", "monitor.fails"):
        ask_job(name=name, key="k", organisation_id=cast.organisation.pk, at=now())
    around = around_work(tracer(SimpleSpanProcessor(KEPT)))
    assert around is not None
    worker = Worker(server=None, registry=registry, around=around)
    for _turn in range(2):
        worker.do_a_job(cast.organisation.pk)
    found = {span.name: json.loads(span.to_json()) for span in KEPT.get_finished_spans()}
    assert {name: said["status"]["status_code"] for name, said in found.items()} == {
        "monitor.works": "UNSET",
        "monitor.fails": "ERROR",
    }
    assert cast.student.email not in json.dumps(found)
    assert found["monitor.fails"]["events"] == []
