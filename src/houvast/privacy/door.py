"""The one door to a dossier: from user input to a student, and from a viewer to the students they may see.

Whoever passes the door is noted for the log of reads; the middleware writes the note before the answer leaves.
"""

import uuid
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet, UUIDField
from django.http import Http404, HttpRequest

from houvast.core.access.policy import decide, relations_allowing
from houvast.core.access.words import Action, Data, Decision, Purpose, Relation
from houvast.people.gathered import Among, Sifted
from houvast.people.models import Account, Person
from houvast.people.prepared import PreparedRecord, Question, asked_ahead
from houvast.people.viewer import Viewer, viewer_of
from houvast.privacy.emergencies import with_emergency
from houvast.privacy.relations import (
    Given,
    Shape,
    Ties,
    asked_to_relate,
    asked_to_tie,
    by_relations,
    relations_to,
    tied,
    ties_of,
    with_consent,
)
from houvast.privacy.representing import with_representation


@dataclass(slots=True)
class Shown:
    """The students whose data a request shows, by purpose: what the log of reads will say."""

    students: dict[uuid.UUID, Purpose] = field(default_factory=dict)


_shown: ContextVar[Shown | None] = ContextVar("houvast_students_shown", default=None)


def begin_request() -> Shown:
    """A fresh note of students shown; called by the middleware at the start of each request."""
    shown = Shown()
    _shown.set(shown)
    return shown


def note_shown(students: Iterable[Person | uuid.UUID], purpose: Purpose) -> None:
    """Say that these students' data are shown: they will stand in the log of reads, whatever the page does next."""
    shown = _shown.get()
    if shown is not None:
        for student in students:
            shown.students.setdefault(student if isinstance(student, uuid.UUID) else student.pk, purpose)


def viewer(request: HttpRequest) -> Viewer:
    """Who is looking; the same object for the whole request. Only for signed-in requests."""
    known = getattr(request, "houvast_viewer", None)
    if known is None:
        account = request.user
        assert isinstance(account, Account)
        known = viewer_of(account)
        request.houvast_viewer = known  # type: ignore[attr-defined]
    assert isinstance(known, Viewer)
    return known


def students(viewer: Viewer, data: Data, action: Action = Action.SEE, *, in_order: bool = False) -> QuerySet[Person]:
    """The students of whom this viewer may see (or change, sign, ...) this kind of data. Unordered.

    `in_order`: only the first rows of it are wanted, along an index (see `tied_by`).
    A list made from it is noted with `note_shown` by the query that shows it, page by page.
    """
    ties = whose(viewer, data, action, in_order=in_order)
    return students_of(ties.shape, lambda name, _: ties.values[name])


def whose(viewer: Viewer, data: Data, action: Action = Action.SEE, *, in_order: bool = False) -> Ties:
    """What ties the viewer to the students of `students`, for a list whose SQL is written once per shape."""
    return ties_of(viewer, [yes.relation for yes in relations_allowing(data, action)], data=data, in_order=in_order)


def asked_whose(viewer: Viewer, data: Data, action: Action = Action.SEE) -> tuple[Question, ...]:
    """What `whose` is going to ask, for `asked_ahead`."""
    return asked_to_tie(viewer, [yes.relation for yes in relations_allowing(data, action)])


def students_of(shape: Shape, given: Given) -> QuerySet[Person]:
    """The students of `students`, in this shape, with values or holes at its places."""
    return Person.objects.filter(tied(shape, given), is_student=True, erased_at__isnull=True)


def about_students_of(shape: Shape, given: Given, at: str = "student") -> Q:
    """The condition on what is about a student (`at` names the way there) that holds for those of `students_of`.

    Where the student is joined anyway, for a name, this asks half of what `student__in=students_of(...)` asks.
    """
    known = {f"{at}__is_student": True, f"{at}__erased_at__isnull": True}
    return tied(shape, given, at=at) & Q(**known)


def students_gathered(shape: Shape, given: Given) -> QuerySet[Person]:
    """Those of `students_of`, for an SQL that is kept and wants all of them at once: who is tied by relations alone is
    gathered first, however many that are.
    """
    held = by_relations(shape, given)
    if held is None:
        return students_of(shape, given)
    return Person.objects.filter(Among("pk", held), is_student=True, erased_at__isnull=True)


def students_among(shape: Shape, given: Given, rows: QuerySet[Any]) -> QuerySet[Person]:
    """Those of `students_of` whom these rows are about, which have a `student` and are few: those of one school, say.

    For a list that is asked by an SQL that is kept: the rows are gathered first, whoever the viewer is.
    """
    if shape.whole:
        return students_of(shape, given).filter(Among("pk", rows.values("student_id")))
    mine = rows.filter(Sifted(tied(shape, given, at="student"))).values("student_id")
    return Person.objects.filter(Among("pk", mine), is_student=True, erased_at__isnull=True)


def decision(viewer: Viewer, student: Person, data: Data, action: Action = Action.SEE) -> Decision:
    """Whether this viewer may do this with this student's data, and because of which relation."""
    if not student.is_student or student.erased_at is not None:
        return Decision(because=())
    relations = with_emergency(viewer, student, relations_to(viewer, student))
    viewer.relations_read[student.pk] = relations
    return _decide(viewer, student, relations, data, action)


def student(viewer: Viewer, student_id: uuid.UUID, data: Data, action: Action = Action.SEE) -> Person:
    """The student behind an id from outside, noted in the log of reads; Http404 when the viewer may not."""
    with asked_ahead(asked_of(viewer, student_id)):
        found = _STUDENT.get(student=student_id)
        answer = decision(viewer, found, data, action) if found else None
    if not found or not answer or not answer.allowed:
        raise Http404
    note_shown([found], answer.because[0].purpose)
    return found


def asked_of(viewer: Viewer, student_id: uuid.UUID) -> tuple[Question, ...]:
    """What `student` is going to ask, for `asked_ahead`."""
    return _STUDENT.question(student=student_id), *asked_to_relate(viewer, student_id)


_STUDENT = PreparedRecord(
    Person,
    lambda persons, hole: persons.filter(pk=hole("student", UUIDField()), is_student=True, erased_at__isnull=True),
    without=frozenset({"bsn", "bsn_digest"}),  # unsealed for nobody who does not ask for it
)


def may(viewer: Viewer, student: Person, data: Data, action: Action = Action.SEE) -> bool:
    """Whether a part of a page is for this viewer: the same answer as the door's, from relations read once a page.

    Actions ask `decision`, which reads them anew.
    """
    relations = viewer.relations_read.get(student.pk)
    if relations is None or not student.is_student or student.erased_at is not None:
        return decision(viewer, student, data, action).allowed
    return _decide(viewer, student, relations, data, action).allowed


def _decide(viewer: Viewer, student: Person, relations: frozenset[Relation], data: Data, action: Action) -> Decision:
    """The policy's answer: without what an adult does not share, with what a guardian does for a child."""
    held = with_representation(student, with_consent(viewer, student, relations, data), viewer.day)
    return decide(held, data, action)
