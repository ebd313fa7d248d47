"""What a load balancer and a monitoring system ask: does it run, can it serve, what waits. Nothing about persons.

It answers before anything else looks at the request: without a session, a transaction or a host name, so that it still
speaks when the database does not, and so that a probe may ask by address.
"""

import hmac
from collections.abc import Callable
from importlib.metadata import version

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotFound
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from houvast.outbox.queries import QueueState, job_state, mail_state
from houvast.people.clock import now
from houvast.people.models import Organisation
from houvast.privacy.scope import organisation_scope

UNAVAILABLE = 503


class Health:
    """The first middleware but one: `/health/live`, `/health/ready`, `/health/metrics`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path)
        if answer is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        response = answer(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def live(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return _said("alive")


def ready(_request: HttpRequest) -> HttpResponse:
    """The database answers and has the shape this version asks for; 503 when not, so that nobody is sent here."""
    try:
        executor = MigrationExecutor(connection)
        waits = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return _said("the database does not answer", UNAVAILABLE)
    return _said("the database must be migrated", UNAVAILABLE) if waits else _said("ready")


def metrics(request: HttpRequest) -> HttpResponse:
    """Counts for Prometheus, for whoever has HOUVAST_METRICS_TOKEN; without that setting there is no such page."""
    token = settings.HOUVAST.metrics_token.get_secret_value()
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(given.encode(), token.encode()):
        return HttpResponseNotFound()
    try:
        return HttpResponse(generate_latest(_measured()), content_type=CONTENT_TYPE_LATEST)
    except DatabaseError:
        return _said("the database does not answer", UNAVAILABLE)


ANSWERS = {"/health/live": live, "/health/ready": ready, "/health/metrics": metrics}


def _said(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", content_type="text/plain; charset=utf-8", status=status)


def _measured() -> CollectorRegistry:
    registry = CollectorRegistry()
    info = Gauge("houvast_info", "The version that runs.", ["version"], registry=registry)
    rows = Gauge("houvast_queue_rows", "Mails and jobs, by state.", ["queue", "state"], registry=registry)
    late = Gauge("houvast_queue_late_seconds", "How late the oldest is that is due.", ["queue"], registry=registry)
    info.labels(version("houvast")).set(1)
    at = now()
    for queue, states in _queues().items():
        rows.labels(queue, "waiting").set(sum(state.waiting for state in states))
        rows.labels(queue, "taken").set(sum(state.taken for state in states))
        rows.labels(queue, "failed").set(sum(state.failed for state in states))
        due = [state.oldest_due_at for state in states if state.oldest_due_at is not None]
        late.labels(queue).set((at - min(due)).total_seconds() if due else 0)
    return registry


def _queues() -> dict[str, list[QueueState]]:
    """The queues of every organisation."""
    at = now()
    states: dict[str, list[QueueState]] = {"mail": [], "jobs": []}
    for organisation in Organisation.objects.order_by("pk").only("id"):
        with organisation_scope([organisation.pk]):
            states["mail"].append(mail_state(organisation.pk, at))
            states["jobs"].append(job_state(organisation.pk, at))
    return states
