"""Alerts on the pages where a person starts: what asks an answer, what stayed unanswered, what the student sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext

from houvast.alerts import pages
from houvast.alerts.queries.place import asked_to_stand
from houvast.core.access.words import Action, Data
from houvast.desk.queries.section import Section
from houvast.desk.queries.waits import Waits
from houvast.privacy import door
from houvast.web.components import Link

if TYPE_CHECKING:
    from houvast.people.models import Person
    from houvast.people.prepared import Question
    from houvast.people.viewer import Viewer
    from houvast.web.components import Row

SHOWN = 10


def asks_answer(viewer: Viewer, waits: frozenset[Waits]) -> Iterator[Section]:
    """A coach's alerts that ask an answer, the first date on top; one query."""
    if Waits.ALERT in waits and (rows := pages.morning_rows(viewer)):
        yield Section(
            title=gettext("Alerts: asking for an answer"),
            rows=rows[:SHOWN],
            counts=True,
            empty="",
            more=Link(label=gettext("All alerts"), url=reverse("alerts")),
        )


def unanswered(viewer: Viewer) -> Iterator[Section]:
    """What stayed unanswered behind the coaches; one query."""
    rows = pages.late_rows(viewer)
    if rows:
        yield Section(
            title=gettext("Alerts: not answered in time"),
            rows=rows[:SHOWN],
            counts=True,
            empty="",
            more=Link(label=gettext("All that waits for me"), url=reverse("alerts-climbed")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutStudent:
    """The alerts on a student's page: open ones as rows, and where to raise; empty where it is not for you."""

    rows: tuple[Row, ...] = ()
    place_url: str = ""
    concern_url: str = ""
    kudos_url: str = ""
    good: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.place_url or self.concern_url)


def questions(student: Person, viewer: Viewer) -> tuple[Question, ...]:
    """What `about` asks."""
    return (asked_to_stand(student, viewer.day),) if door.may(viewer, student, Data.ALERTS) else ()


def about(student: Person, viewer: Viewer) -> AboutStudent:
    """What a page about one student says of alerts; one query, none for who may not see them."""
    sees = door.may(viewer, student, Data.ALERTS)
    raises = door.may(viewer, student, Data.CONCERNS, Action.RECORD)
    rows, good = pages.rows_about(student, viewer) if sees else ((), ())
    return AboutStudent(
        rows=rows,
        good=good,
        place_url=reverse("alert-place", args=(student.pk,)) if sees else "",
        concern_url=reverse("alert-concern", args=(student.pk,)) if raises else "",
        kudos_url=reverse("alert-kudos", args=(student.pk,)) if raises and viewer.person.pk != student.pk else "",
    )
