"""Every night each connected system is asked what is new, a minute at a time, so that mail need not wait for it."""

from datetime import timedelta
from uuid import UUID

from houvast.outbox.actions import ask_job
from houvast.outbox.registry import Asked, Daily, job
from houvast.people.clock import day_of, now
from houvast.privacy.scope import organisation_scope
from houvast.standards.connecting import contract
from houvast.standards.connecting.known import maker
from houvast.standards.connecting.visiting import BusyAlready, visit
from houvast.standards.models import Source, Visit

SLICE = timedelta(minutes=1)
VISIT = "standards.visit"


class DidNotAnswer(Exception):
    """The system stopped answering: the round goes on at the next try. Why stands with the visit."""


def go_on_visiting(asked: Asked) -> Visit | None:
    """A minute of asking, outside any transaction of the job; None when somebody visits it by hand now."""
    with organisation_scope([asked.organisation_id]):
        source = Source.objects.filter(pk=UUID(str(asked.arguments["source"])), nightly=True).first()
    if source is None:
        return None
    connector = maker(source.connector)(contract.Asked(address=source.address, token=source.token or ""))
    try:
        return visit(source, connector, clock=now, until=now() + SLICE)
    except BusyAlready:
        return None


@job("standards.visit_sources", recurs=Daily(hour=2))
def visit_sources(asked: Asked) -> bool:
    """Ask a visit of each system that is visited every night."""
    ours = Source.objects.filter(organisation_id=asked.organisation_id, nightly=True)
    for source in ours.order_by("pk").values_list("pk", flat=True):
        ask_job(
            name=VISIT,
            key=f"{source}/{day_of(asked.at).isoformat()}",
            organisation_id=asked.organisation_id,
            at=asked.at,
            arguments={"source": str(source)},
        )
    return False


@job(VISIT, before=go_on_visiting)
def visit_source(asked: Asked) -> bool:
    """Whether there is more to ask of this system. Raises DidNotAnswer, so that it is tried again later."""
    made = asked.fetched
    if not isinstance(made, Visit):
        return False
    if made.problem:
        raise DidNotAnswer
    return not made.complete
