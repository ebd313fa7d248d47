"""The workplace learning of one student, as the viewer may see it."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from houvast.cases.queries import cases_of
from houvast.core.access.words import Action, Data
from houvast.people.clock import now
from houvast.people.models import Person
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Around, Fact, Row
from houvast.web.days import long_day
from houvast.workplace.asking import days_of, year_after
from houvast.workplace.help import help_for_students
from houvast.workplace.models import Appointment, Concern, Eligibility, Pointer, Triad, WorkplaceLink
from houvast.workplace.queries import counselling, eligibility, links, meetings, places, reviews, visits
from houvast.workplace.queries.about import pointer_of
from houvast.workplace.queries.link_pages import state_words
from houvast.workplace.queries.office import in_charge_words, open_words
from houvast.workplace.queries.reasons import reasons_of
from houvast.workplace.queries.review_pages import shown_colour
from houvast.workplace.queries.rights import decides
from houvast.workplace.words import COLOURS, MODES, PLACES, STATES, WEIGHTS, missing_in_words, reference_of


def student_page(student: Person, viewer: Viewer) -> dict[str, Any]:
    """Everything of this page; the lead says who is in charge."""
    triads = places.triads_of(student)
    running = next((one for one in triads if _runs(one, viewer)), None)
    row = places.row_of(running, viewer.day) if running else None
    own = student.pk == viewer.person.pk
    return {
        "student": student,
        "own": own,
        "lead": _capital(in_charge_words(row.in_charge, row.name, mine=row.person == viewer.person)) + "."
        if row
        else gettext("There is no place to learn at work yet."),
        "missing_guides": open_words(row.open_places) if row else "",
        "facts": _facts(running) if running else (),
        "people": tuple(_people(running, own=own)) if running else (),
        "earlier": [one for one in triads if one is not running],
        "may_place": door.may(viewer, student, Data.WORKPLACE, Action.MANAGE),
        **_eligibility(student, viewer),
        **_guidance(student, viewer),
        **_reviews(student, viewer),
        "cases": _cases(student, viewer),
        "been": counselling.has_been(student, viewer),
        "released": counselling.released_advice(student, viewer),
        **_visits(running, student, viewer),
        "begins": own
        or (
            door.may(viewer, student, Data.WORKPLACE_GUIDANCE, Action.RECORD)
            and door.may(viewer, student, Data.CASES, Action.RECORD)
        ),
        "help": help_for_students() if own else (),
        "back": "" if own else _back(student, viewer),
        "today": viewer.day,
    }


def _cases(student: Person, viewer: Viewer) -> tuple[Row, ...]:
    """The procedures that run and that the viewer sees, with the step they are at and the nearest last day."""
    return tuple(
        Row(
            name=one.title, url=one.url, why=one.where, due=one.due_on, action_label=gettext("Open"), action_url=one.url
        )
        for one in cases_of(student, viewer)
        if one.closed_on is None
    )


def _back(student: Person, viewer: Viewer) -> str:
    return (
        reverse("student", args=(student.pk,))
        if door.may(viewer, student, Data.ENROLMENT)
        else reverse("workplace:start")
    )


def _runs(triad: Triad, viewer: Viewer) -> bool:
    return triad.starts_on <= viewer.day and (triad.ends_on is None or triad.ends_on >= viewer.day)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _facts(triad: Triad) -> tuple[Fact, ...]:
    return (
        Fact(label=gettext("Training school"), value=triad.training_school.name),
        Fact(label=gettext("Location"), value=triad.location.name if triad.location else gettext("still to be chosen")),
        Fact(label=gettext("Level and mode"), value=f"{triad.level}, {MODES[triad.mode]}"),  # type: ignore[index]
        Fact(label=gettext("School year"), value=triad.school_year),
        Fact(label=gettext("Since"), value=long_day(triad.starts_on)),
    )


def _people(triad: Triad, *, own: bool) -> Iterator[Around]:
    for name, role in PLACES.items():
        person: Person | None = getattr(triad, name)
        if person is not None:
            yield Around(name=person.name, role=_capital(str(role)), mail=person.email if own else "")


def _eligibility(student: Person, viewer: Viewer) -> dict[str, Any]:
    if not door.may(viewer, student, Data.APPOINTMENT):
        return {"sees_appointments": False}
    row = eligibility.own_row(student, viewer)
    year = year_after(viewer.day)
    appointments = eligibility.appointments_of(student)
    running = any(one.state in ("registered", "approved") and one.school_year == year for one in appointments)
    may_register = door.may(viewer, student, Data.APPOINTMENT, Action.RECORD) and not running
    opens = eligibility.registers_from(student.organisation_id, year, viewer.day)
    return {
        "sees_appointments": True,
        "row": row,
        "answer": answer_of(row, viewer) if row else None,
        "appointments": [appointment_page(one) for one in appointments],
        "may_register": may_register and opens is None,
        "registers_from": opens if may_register else None,
        "may_decide": door.may(viewer, student, Data.APPOINTMENT, Action.DECIDE),
        "next_year": year,
        "still_to_count": row is None or row.inventory.for_school_year != year,
        "days": days_of(year, viewer.day),
        "pointer": pointer_of(viewer, Pointer.About.APPOINTMENT),
    }


def answer_of(row: Eligibility, viewer: Viewer) -> dict[str, Any]:
    """Why a student is (not) eligible, what would make the student so, and the sources.

    How many credits there are is for who may see results, and for the office that counted them; a training school reads
    whether, not how much (S-117).
    """
    numbers = door.may(viewer, row.student, Data.RESULTS) or decides(viewer)
    rating, word = COLOURS[Eligibility.Colour(row.colour)]
    reasons, asks = reasons_of(row, get_language() or "nl")
    return {
        "rating": rating,
        "word": word,
        "missing": missing_in_words(row.missing, row if numbers else None),
        "credits": None if row.credits is None or not numbers else number_format(_plain(row.credits)),
        "needed": None if row.needed is None or not numbers else number_format(_plain(row.needed)),
        "max_fte": None if row.max_fte is None else number_format(_plain(row.max_fte)),
        "reasons": reasons,
        "asks": asks,
        "reference": reference_of(row.pk),
        "lettered": row.letter_id is not None,
        "letter_url": _letter_url(row, viewer),
    }


def _letter_url(row: Eligibility, viewer: Viewer) -> str:
    """The letter itself, for who may read letters of this student; others have its number on the list."""
    readable = row.letter_id is not None and door.may(viewer, row.student, Data.LETTERS)
    return reverse("documents:letter", args=(row.letter_id,)) if readable else ""


def _plain(value: Any) -> Any:
    return int(value) if value == value.to_integral_value() else value.normalize()


def appointment_page(one: Appointment) -> dict[str, Any]:
    """A registration with its state in words, what it holds and what does not fit the norm."""
    rating, word = STATES[Appointment.State(one.state)]
    return {
        "appointment": one,
        "student": one.student,
        "rating": rating,
        "word": word,
        "missing": missing_in_words(one.missing),
        "facts": (
            Fact(label=gettext("Training school"), value=one.training_school.name),
            Fact(label=gettext("School year"), value=one.school_year),
            Fact(label=gettext("Level of the job"), value=one.level),
            Fact(label=gettext("Size in fte"), value=number_format(_plain(one.fte))),
            Fact(label=gettext("Clock hours of lessons a week"), value=number_format(_plain(one.lesson_hours))),
            Fact(label=gettext("Can follow the timetable"), value=_yes_no(one.follows_timetable)),
            Fact(label=gettext("Weekly visit of the supervisor"), value=_yes_no(one.weekly_visit)),
            Fact(label=gettext("Mentor tasks"), value=_yes_no(one.mentor_tasks)),
            Fact(label=gettext("A renewal"), value=_yes_no(one.renewal)),
            Fact(label=gettext("Registered on"), value=long_day(one.registered_on)),
        ),
    }


def _yes_no(value: bool) -> str:  # noqa: FBT001 - a word for a value
    return gettext("Yes") if value else gettext("No")


def registration_lead(student: Person, viewer: Viewer) -> str:
    """Until when, and what the list says, before the form begins."""
    year = year_after(viewer.day)
    words = {"year": year, "day": long_day(days_of(year, viewer.day).register_before)}
    lead = gettext("For %(year)s, registered before %(day)s.") % words
    row = eligibility.own_row(student, viewer)
    if row is None or row.inventory.for_school_year != year:
        return lead + " " + gettext("The list of who is eligible is not shared yet.")
    return lead + " " + gettext("The list says: %(word)s.") % {"word": COLOURS[Eligibility.Colour(row.colour)][1]}


def _guidance(student: Person, viewer: Viewer) -> dict[str, Any]:
    if not door.may(viewer, student, Data.WORKPLACE_GUIDANCE):
        return {"sees_guidance": False}
    return {
        "sees_guidance": True,
        "may_guide": door.may(viewer, student, Data.WORKPLACE_GUIDANCE, Action.RECORD),
        "concerns": [(one, *WEIGHTS[Concern.Weight(one.weight)]) for one in meetings.concerns_of(student)],
        "discussed": meetings.discussed_of(student),
    }


def _reviews(student: Person, viewer: Viewer) -> dict[str, Any]:
    """The latest progress review, for who may see reviews."""
    if not door.may(viewer, student, Data.PROGRESS_REVIEW):
        return {"sees_reviews": False}
    found = reviews.reviews_of(student, most=5)
    running = next((one for one in found if one.concluded_at is None), None)
    last = next((one for one in found if one.concluded_at is not None), None)
    return {
        "sees_reviews": True,
        "running_review": running,
        "last_review": last,
        "last_colour": shown_colour(last.colour) if last else None,
        "to_sign": last is not None
        and student.pk == viewer.person.pk
        and not last.signatures.filter(role="student").exists(),
        "may_plan_review": running is None and door.may(viewer, student, Data.PROGRESS_REVIEW, Action.RECORD),
    }


def _visits(triad: Triad | None, student: Person, viewer: Viewer) -> dict[str, Any]:
    """The weeks of a paid appointment, and the supervisor's link, for who may see the guidance."""
    if triad is None or not door.may(viewer, student, Data.WORKPLACE_GUIDANCE):
        return {}
    link = links.running_link(WorkplaceLink.Purpose.PLACEMENT, triad.pk, at=now())
    may_send = door.may(viewer, student, Data.WORKPLACE_GUIDANCE, Action.RECORD) and triad.supervisor is not None
    return {
        **visits.weeks_page(triad, viewer.day),
        "link_state": state_words(link),
        "link_runs": link is not None,
        "may_send_link": may_send,
        "key": new_key(),
    }
