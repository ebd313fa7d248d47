"""What the pages of work placement show."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.access.words import Action, Data
from houvast.education.models import Placement
from houvast.people.models import Person
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.placement import queries
from houvast.placement.models import PlacementForm, PlacementRefusal, PlacementVisit, PlacementWorry
from houvast.placement.words import REASONS, STATES, VISITS, WORRIES
from houvast.privacy import door
from houvast.web.components import Fact, Rating, Row
from houvast.web.days import long_day
from houvast.web.more import begin_in


def worry_name(kind: str) -> str:
    """What a student said; a PlacementWorry.Kind value."""
    return str(WORRIES[PlacementWorry.Kind(kind)])


def student_page(student: Person, viewer: Viewer) -> dict[str, Any]:
    """The context of a student's placements; what the student says is for the student and who guides."""
    own = student.pk == viewer.person.pk
    takes_part = door.may(viewer, student, Data.PLACEMENT, Action.RECORD)
    keeps = takes_part and not own
    found = queries.placements_of(student)
    return {
        "student": student,
        "own": own,
        "keeps": keeps,
        "takes_part": takes_part,
        "placements": [_shown(one, viewer, own=own, keeps=keeps) for one in found],
        "refusals": [(one, str(REASONS[PlacementRefusal.Reason(one.reason)])) for one in queries.refusals_of(student)]
        if takes_part
        else (),
        "worries": [(one, worry_name(one.kind)) for one in queries.worries_of(student)] if takes_part else (),
        "handover_url": reverse("ask-handover", args=(student.pk,))
        if keeps and door.may(viewer, student, Data.HANDOVER, Action.RECORD)
        else "",
        "rights_url": reverse("directory:page", args=("placement",)),
        "back": reverse("start") if own else reverse("student", args=(student.pk,)),
    }


def _shown(placement: Placement, viewer: Viewer, *, own: bool, keeps: bool) -> dict[str, Any]:
    guidance = getattr(placement, "guidance", None)
    hours = ""
    if placement.hours_agreed is not None:
        hours = gettext("%(done)s of %(agreed)s hours") % {
            "done": placement.hours_done or 0,
            "agreed": placement.hours_agreed,
        }
    pairs = (
        (gettext("State"), str(STATES[Placement.State(placement.state)])),
        (gettext("First day"), long_day(placement.starts_on)),
        (gettext("Last day"), long_day(placement.ends_on)),
        (gettext("On which days?"), guidance.days if guidance else ""),
        (gettext("Hours"), hours),
        (gettext("Practice trainer"), _trainer(guidance) if guidance else ""),
        (
            gettext("Who guides from school?"),
            guidance.supervisor.name if guidance and guidance.supervisor else gettext("Nobody yet"),
        ),
        (gettext("Placement agreement signed on"), long_day(guidance.agreement_signed_on) if guidance else ""),
    )
    visits = sorted(queries.visits_read(placement), key=lambda one: (one.on, one.pk), reverse=True)
    return {
        "placement": placement,
        "name": placement.company or gettext("Searching for a place"),
        "facts": [Fact(label=label, value=value) for label, value in pairs if value],
        "visits": [(str(VISITS[PlacementVisit.Kind(one.kind)]), one) for one in visits],
        "forms": [_form(one, viewer, own=own, keeps=keeps) for one in _by_day(placement)],
        "lacks_guidance": queries.lacks_guidance(placement, viewer.day),
    }


def _by_day(placement: Placement) -> list[PlacementForm]:
    return sorted(queries.forms_read(placement), key=lambda one: (one.due_on, one.pk))


def _trainer(guidance: Any) -> str:
    return ", ".join(part for part in (guidance.trainer_name, guidance.trainer_reach) if part)


def _form(form: PlacementForm, viewer: Viewer, *, own: bool, keeps: bool) -> dict[str, Any]:
    if form.looked_at_on:
        rating, word = Rating.GREEN, gettext("in order")
    elif form.handed_in_on:
        rating, word = Rating.AMBER, gettext("handed in, waits for school")
    elif form.due_on < viewer.day:
        rating, word = Rating.AMBER, gettext("not handed in yet")
    else:
        rating, word = Rating.NONE, gettext("still to come")
    return {
        "form": form,
        "rating": rating,
        "word": word,
        "may_hand_in": (own or keeps) and not form.handed_in_on,
        "may_look": keeps and bool(form.handed_in_on) and not form.looked_at_on,
        "key": new_key(),
    }


def board_page(viewer: Viewer, given: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The context of the list of who helps with placements; `given` says where each part begins, as an address does."""
    begin = {name: begin_in(given or {}, name) for name in ("worries", "without", "unguided", "late")}
    found = queries.board(viewer, begin)
    parts = (("worries", found.worries), ("without", found.without), ("unguided", found.unguided), ("late", found.late))
    return {
        "worries": [_worry_row(one) for one in found.worries.rows],
        "without": [_row(one, gettext("has no work placement")) for one in found.without.rows],
        "unguided": [_row(one.student, _unguided(one)) for one in found.unguided.rows],
        "late": [_late_row(one, viewer) for one in found.late.rows],
        "more": {name: _more(name, part) for name, part in parts if part.more or part.begin},
        "today": viewer.day,
    }


def _more(name: str, part: queries.Part[Any]) -> dict[str, Any]:
    """Which rows of a part are shown, and the way to those before and after."""
    begin, before = part.begin, max(part.begin - queries.MOST, 0)
    return {
        "first": begin + 1,
        "last": part.end,
        "next_url": f"?{name}={part.end}#{name}" if part.more else "",
        "previous_url": f"?{name}={before}#{name}" if begin else "",
    }


def _row(student: Person, why: str) -> Row:
    url = reverse("placement:of-student", args=(student.pk,))
    return Row(name=student.name, url=url, why=why, action_label=gettext("Open"), action_url=url)


def _unguided(placement: Placement) -> str:
    guidance = getattr(placement, "guidance", None)
    if guidance is None or guidance.supervisor_id is None:
        return gettext("%(company)s: nobody of school guides") % {"company": placement.company}
    return gettext("%(company)s: no visit or call for six weeks") % {"company": placement.company}


def _late_row(form: PlacementForm, viewer: Viewer) -> Row:
    url = reverse("placement:of-student", args=(form.placement.student_id,))
    waits = gettext("%(form)s waits for school") if form.handed_in_on else gettext("%(form)s is not handed in yet")
    return Row(
        name=form.placement.student.name,
        url=url,
        why=waits % {"form": form.title},
        rating=Rating.AMBER if form.due_on < viewer.day else "",
        due=form.due_on,
        action_label=gettext("Open"),
        action_url=url,
    )


def _worry_row(worry: PlacementWorry) -> Row:
    return Row(
        name=worry.student.name,
        url=reverse("placement:of-student", args=(worry.student_id,)),
        why=worry_name(worry.kind),
        action_label=gettext("Give an answer"),
        action_url=reverse("placement:answer", args=(worry.pk,)),
    )
