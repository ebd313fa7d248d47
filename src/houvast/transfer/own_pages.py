"""What the pupil's own page is made of: where I stand, what comes when, what is told to whom."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from houvast.core.calendar import school_year_named
from houvast.core.transfer.standing import Standing
from houvast.transfer.models import Application, TransferEvent
from houvast.transfer.pages import HAS_PLACE
from houvast.web.components import Fact, Step, StepState

if TYPE_CHECKING:
    from houvast.transfer.queries.pupil import Details

Kind = TransferEvent.Kind


def own_steps(details: Details) -> list[Step]:
    """Where do I stand, and what comes when: the way from orientation to the first day, for the pupil."""
    begins_in = school_year_named(details.pupil.leaving_year).begins_in
    kinds = {event.kind: event for event in reversed(details.events)}
    standing = Standing(details.row.standing)
    done = {
        "orientation": kinds.get(Kind.ORIENTATION) is not None,
        "applied": bool(details.applications) and standing is not Standing.WITHDRAWN,
        "introduction": kinds.get(Kind.INTRODUCTION_HELD) is not None,
        "intake": kinds.get(Kind.INTAKE_HELD) is not None,
        "place": standing in {Standing.PLACED, Standing.STARTED},
        "started": standing is Standing.STARTED,
    }
    words = {
        "orientation": (
            gettext("Look around"),
            gettext("Visit an open day or an information meeting of an mbo."),
            None,
        ),
        "applied": (
            gettext("Apply"),
            gettext("Apply before 1 April: then you have a right to admission and to a study choice advice."),
            date(begins_in + 1, 3, 31),
        ),
        "introduction": (
            gettext("Get to know each other"),
            gettext("The mbo invites you. You may bring somebody along."),
            _invited(kinds, Kind.INTRODUCTION_INVITED),
        ),
        "intake": (
            gettext("Intake"),
            gettext("You tell what you need for a good start. That is never a reason to refuse you."),
            _invited(kinds, Kind.INTAKE_INVITED),
        ),
        "place": (gettext("You hear whether you have a place"), gettext("Your school hears it too."), None),
        "started": (
            gettext("Your first day"),
            gettext("Is it not what you thought? Say so soon; we look along."),
            _first_day(details),
        ),
    }
    reached = max((place for place, name in enumerate(done) if done[name]), default=-1)
    steps = []
    for place, (name, (title, text, by)) in enumerate(words.items()):
        state = StepState.DONE if done[name] else StepState.HERE if place == reached + 1 else StepState.AHEAD
        if not done[name] and place <= reached:
            state = StepState.SKIPPED
        steps.append(Step(title=title, state=state, text=text, by=by if state is StepState.HERE or by else None))
    return steps


def _invited(kinds: dict[str, TransferEvent], kind: str) -> date | None:
    found = kinds.get(kind)
    return found.on if found else None


def _first_day(details: Details) -> date | None:
    return next((one.starts_on for one in details.applications if one.starts_on and one.status in HAS_PLACE), None)


def next_for_me(details: Details, day: date) -> str:
    """One sentence: what comes now."""
    standing = Standing(details.row.standing)
    begins_in = school_year_named(details.pupil.leaving_year).begins_in
    if standing is Standing.NO_APPLICATION:
        if day < date(begins_in + 1, 4, 1):
            return gettext("You have not applied yet. Apply before 1 April; your mentor helps you choose.")
        return gettext("You have not applied yet. You still can: ask your mentor today, you are not alone in this.")
    sentences = {
        Standing.APPLIED: gettext(
            "Your application is there. The mbo invites you; you need not do anything until then."
        ),
        Standing.INTRODUCED: gettext("You have met each other. The intake comes next."),
        Standing.INTAKE: gettext("You have had the intake. The mbo decides now, and tells you and your school."),
        Standing.PLACED: gettext("You have a place. See you on your first day!"),
        Standing.STARTED: gettext(
            "You have started. Is something difficult? Your coach and your old mentor are glad to help."
        ),
        Standing.NO_SHOW: gettext("We missed you at the start. Call your mentor or the mbo: there is always a way on."),
        Standing.STOPPED: gettext("You stopped. Your mentor and the mbo look with you for what does fit."),
        Standing.REJECTED: gettext("This programme did not work out. Your mentor helps you to the next one."),
        Standing.WITHDRAWN: gettext("You withdrew your application. Your mentor helps you to find what fits."),
        Standing.ELSEWHERE: gettext("You go on elsewhere. Does that change? Tell your mentor."),
    }
    return sentences[standing]


def told_to_whom(details: Details) -> list[Fact]:
    """Who has a row of this pupil, in words: what is told to whom."""
    what = gettext("Your name, birth date, school and application, and what you agree to below.")
    found = [
        Fact(label=one.institution_name, value=what)
        for one in details.applications
        if one.institution_id and one.status != Application.Status.WITHDRAWN and one.double_of_id is None
    ]
    if details.pupil.municipality is not None:
        found.append(
            Fact(
                label=details.pupil.municipality.name,
                value=gettext(
                    "Only when you have no place or did not start: your name, birth date, school, and what was tried."
                ),
            )
        )
    return found
