"""The start page: what waits for this person, per role they hold."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from houvast.attendance.queries.missed import asked_for_missed
from houvast.core.access.words import Data, Purpose
from houvast.desk.queries import care, contact, helpdesk, monitor, offices, plans, tasks, transfer, waits, workplace
from houvast.desk.queries.absence import missed, reports
from houvast.desk.queries.alerting import asks_answer, unanswered
from houvast.desk.queries.caseload import Asked, Show, asked_for_coached, caseload
from houvast.desk.queries.parts import ASKS_HANDOVERS, AT_WORK, Part, parts_of
from houvast.desk.queries.section import Section
from houvast.desk.queries.set_up import set_up, without_role
from houvast.desk.queries.teams import teams
from houvast.desk.queries.waits import Waits
from houvast.desk.rows import student_rows
from houvast.guidance.pages import excerpt
from houvast.guidance.queries import agreements_said_done, asked_for_said_done
from houvast.handover.desk_pages import partner_rows
from houvast.handover.pages import giver_rows
from houvast.handover.queries import works_at_a_desk
from houvast.people.clock import now
from houvast.people.models import PersonalRelation
from houvast.people.prepared import asked_ahead
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.web.components import Link, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from houvast.people.prepared import Question

SHOWN = 10
KIND = PersonalRelation.Kind


def lead(sections: Sequence[Section], day: date) -> str:
    """How much waits, in words: the answer of the page."""
    rows = [row for section in sections if section.counts for row in section.rows]
    late = sum(1 for row in rows if row.due and row.due < day)
    if not rows:
        return gettext("No task waits for you today.")
    said = ngettext("%(n)s thing waits for you.", "%(n)s things wait for you.", len(rows)) % {"n": len(rows)}
    if late:
        said += " " + ngettext("%(n)s is past its date.", "%(n)s are past their date.", late) % {"n": late}
    return said


def sections(viewer: Viewer, parts: Sequence[Part], *, unseen_after_weeks: int) -> tuple[Section, ...]:
    """What waits, first for everyone alike and then per role, in the order of the roles."""
    moment = now()
    with asked_ahead(_questions(viewer, parts, moment)):
        return _sections(viewer, parts, unseen_after_weeks, moment)


def _questions(viewer: Viewer, parts: Sequence[Part], moment: datetime) -> Iterator[Question]:
    """What every start page asks, and what that of a coach asks too."""
    yield waits.question(viewer, moment)
    yield tasks.asked_for_tasks(viewer)
    yield from plans.asked_ahead_of(viewer)
    if Part.COACH in parts:
        yield from asked_for_said_done(viewer)
        yield from asked_for_missed(viewer)
        yield from asked_for_coached(viewer)


def _sections(viewer: Viewer, parts: Sequence[Part], unseen_after_weeks: int, moment: datetime) -> tuple[Section, ...]:
    found = waits.what_waits(viewer, moment)
    made: list[Section] = [
        *contact.sections(viewer, found, moment),
        *plans.sections(viewer, found),
        *helpdesk.sections(viewer),
        *care.sections(viewer),
        *monitor.sections(viewer),
        *offices.sections(viewer),
    ]
    for part in parts:
        if part in AT_WORK:
            made += _at_work(part, viewer)
        elif part is Part.LEARNING_WORK_COACH:
            made += contact.placements(viewer)
        else:
            made += _of_part(part, viewer, found, unseen_after_weeks)
    if on_the_way := tuple(transfer.sections(viewer)):
        made = [*on_the_way, *(one for one in made if one.rows or one.table)]
    if Waits.HANDOVER in found and ASKS_HANDOVERS & set(parts) and (handed := giver_rows(viewer)):
        made.insert(0, Section(title=gettext("Handovers that wait for you"), rows=handed, counts=True, empty=""))
    waiting = tasks.my_tasks(viewer)
    made = _each_once(made, waiting)
    if waiting or not made:
        made.insert(0, _waiting(waiting))
    return tuple(made)


def _each_once(sections: Sequence[Section], waiting: Sequence[Row]) -> list[Section]:
    """Without what two roles of one person both bring, and without rows whose task stands in `waiting` already."""
    told = {row.action_url for row in waiting if row.action_url}
    kept: dict[str, Section] = {}
    for one in sections:
        rows = tuple(row for row in one.rows if row.action_url not in told)
        if len(rows) < len(one.rows):
            one = replace(one, rows=rows, empty=gettext("What waits for you here stands at the top of this page."))  # noqa: PLW2901
        kept.setdefault(one.title, one)
    return list(kept.values())


def _of_part(part: Part, viewer: Viewer, found: frozenset[Waits], weeks: int) -> Iterator[Section]:
    match part:
        case Part.COACH:
            yield from _coach(viewer, found, weeks)
        case Part.TEAM_LEADER:
            yield from _team_leader(viewer, weeks)
        case Part.COLLEGE_DIRECTOR:
            yield from _director(viewer)
        case Part.SUPPORT_ADVISOR:
            yield from unanswered(viewer)
            yield _running(viewer)
        case Part.STUDENT_ADMINISTRATION:
            yield from _administration(viewer, weeks)
        case Part.ADMINISTRATOR:
            yield set_up(viewer)
            yield without_role(viewer)
        case Part.PARTNER:
            yield from _partner(viewer)
        case Part.GUARDIAN | Part.TRUSTED_PERSON:
            yield _linked(part, viewer)
        case Part.TEACHER:
            yield _look_up()


def _at_work(part: Part, viewer: Viewer) -> Iterator[Section]:
    """The roles around students who learn at work."""
    match part:
        case Part.STUDENT_COUNSELLOR:
            yield from workplace.counsellor(viewer)
        case Part.EDUCATION_MANAGER:
            yield from workplace.education_manager(viewer)
        case Part.SUBJECT_COORDINATOR:
            yield from workplace.subject_coordinator(viewer)
        case Part.EXAMINATION_BOARD:
            yield from workplace.third_chances(viewer)
        case _:
            yield from workplace.sections(viewer, of_office=part is Part.PLACEMENT_OFFICE)


def _waiting(rows: tuple[Row, ...]) -> Section:
    return Section(
        title=gettext("This waits for you"),
        rows=rows,
        counts=True,
        empty=gettext("Nothing waits for you in a procedure."),
    )


def _director(viewer: Viewer) -> Iterator[Section]:
    if rows := tasks.proofs(viewer):
        yield Section(title=gettext("Before you decide: the proof of care"), rows=rows, empty="")
    yield _running(viewer)


def _coach(viewer: Viewer, found: frozenset[Waits], weeks: int) -> Iterator[Section]:
    yield from asks_answer(viewer, found)
    if said := agreements_said_done(viewer):
        door.note_shown({one.student_id for one in said}, Purpose.GUIDANCE)
        yield Section(
            title=gettext("The student says: done"),
            rows=tuple(
                Row(
                    name=one.student.name,
                    url=reverse("student", args=(one.student_id,)),
                    why=excerpt(one.what),
                    due=one.due_on,
                    action_label=gettext("Was it kept?"),
                    action_url=reverse("answer-agreement", args=(one.pk,)),
                )
                for one in said
            ),
            empty="",
        )
    yield from missed(viewer)
    coached = caseload(viewer, Asked(coached=True), weeks, most=SHOWN)
    yield Section(
        title=gettext("Who needs you today?"),
        rows=student_rows(coached.rows, viewer.day, weeks),
        empty=gettext("No students are linked to you yet. The team leader or the administrator can do that."),
        more=Link(label=gettext("All my students"), url=reverse("students")),
    )


def _administration(viewer: Viewer, weeks: int) -> Iterator[Section]:
    yield from reports(viewer)
    if Part.COACH not in parts_of(viewer):
        yield from missed(viewer)
    yield _birth_dates(viewer, weeks)
    yield _running(viewer)


def _team_leader(viewer: Viewer, weeks: int) -> Iterator[Section]:
    yield from unanswered(viewer)
    yield teams(viewer, weeks)
    without = caseload(viewer, Asked(show=Show.NO_COACH), weeks, most=SHOWN)
    yield Section(
        title=gettext("Students without a coach"),
        rows=student_rows(without.rows, viewer.day, weeks),
        empty=gettext("Every student of your team has a coach."),
        more=Link(label=gettext("All without a coach"), url=reverse("students") + "?show=no_coach")
        if without.after
        else None,
    )
    yield Section(
        title=gettext("What my team owes"),
        rows=tasks.team_tasks(viewer),
        empty=gettext("Your team owes nothing in a procedure now."),
    )


def _running(viewer: Viewer) -> Section:
    return Section(
        title=gettext("Running procedures"),
        rows=tasks.running_cases(viewer),
        empty=gettext("No procedure is running for the students you may see."),
        more=Link(label=gettext("Look up a student"), url=reverse("students")),
    )


def _birth_dates(viewer: Viewer, weeks: int) -> Section:
    found = caseload(viewer, Asked(everyone=True, show=Show.BIRTH_DATE), weeks, most=SHOWN)
    return Section(
        title=gettext("Birth dates needed"),
        rows=student_rows(found.rows, viewer.day, weeks, mends=True),
        counts=True,
        empty=gettext("Every birth date is known."),
        more=Link(label=gettext("All without a birth date"), url=f"{reverse('students')}?list=all&show=birth_date")
        if found.after
        else None,
    )


def _look_up() -> Section:
    return Section(
        title=gettext("My students"),
        empty=gettext("Look up a student to see who is around them."),
        more=Link(label=gettext("Look up a student"), url=reverse("students")),
    )


def _partner(viewer: Viewer) -> Iterator[Section]:
    """What waits at the desk, and students of a school in whose procedure this partner has a part."""
    rows, has_desk = partner_rows(viewer), works_at_a_desk(viewer)
    if rows or has_desk:
        yield Section(
            title=gettext("At our desk"),
            rows=rows,
            counts=True,
            empty=gettext("Nobody waits for your desk now."),
            more=Link(label=gettext("Everybody we follow"), url=reverse("partner-desk") + "?show=follows")
            if has_desk
            else None,
        )
    if KIND.PARTNER in viewer.relation_kinds or not (rows or has_desk):
        yield _linked(Part.PARTNER, viewer)


def _linked(part: Part, viewer: Viewer) -> Section:
    """The students of a guardian, a trusted person or a partner."""
    nobody = gettext("No student is linked to you now.")
    match part:
        case Part.GUARDIAN:
            return _related(viewer, KIND.GUARDIAN, gettext("My child"), nobody)
        case Part.TRUSTED_PERSON:
            return _related(viewer, KIND.TRUSTED_PERSON, gettext("Who you are there for"), nobody)
        case _:
            nobody_yet = gettext("Nobody has been handed over to you now.")
            return _related(viewer, KIND.PARTNER, gettext("Handed over to me"), nobody_yet)


def _related(viewer: Viewer, kind: PersonalRelation.Kind, title: str, empty: str) -> Section:
    """Students this person has one kind of relation to, by name."""
    held = PersonalRelation.objects.filter(running_on(viewer.day), holder=viewer.person, kind=kind)
    found = door.students(viewer, Data.IDENTITY).filter(pk__in=held.values("student_id"))
    students = list(found.order_by("sort_name", "pk")[: SHOWN * 2])
    if students:
        door.note_shown(students, Purpose.OWN_AFFAIRS if kind == KIND.GUARDIAN else Purpose.FOLLOW_UP)
    return Section(
        title=title,
        rows=tuple(
            Row(
                name=one.name,
                url=reverse("student", args=(one.pk,)),
                action_label=gettext("Open"),
                action_url=reverse("student", args=(one.pk,)),
            )
            for one in students
        ),
        empty=empty,
    )
