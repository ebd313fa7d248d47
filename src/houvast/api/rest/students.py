"""Students, how to reach them, their enrolments, absence and results."""

import uuid
from typing import Any

from django.http import HttpRequest
from ninja import Router
from pydantic import Field

from houvast.api.rest import shapes
from houvast.api.rest.entering import asking, looks_up, reads
from houvast.api.rest.paging import Cursor, OfStudent, PageSize, as_page, keyset, page_of
from houvast.attendance.models import Absence
from houvast.core.access.words import Data
from houvast.education.models import Enrolment, Result
from houvast.people.models import Person
from houvast.privacy import door

router = Router(tags=["students"])
COLUMNS = ("bsn", "bsn_digest")
KINDS = {one.value: one.name.lower() for one in Absence.Kind}
MOST_NUMBERS = 500


class Lookup(shapes.Shape):
    """Student numbers whose ids are asked; in the body, since a number belongs in no address."""

    numbers: list[str] = Field(min_length=1, max_length=MOST_NUMBERS)


def _student(one: Person) -> shapes.Student:
    return shapes.Student(
        id=one.pk,
        number=one.number,
        given_name=one.given_name,
        name_prefix=one.name_prefix,
        family_name=one.family_name,
        language=one.language,
        revision=one.revision,
    )


@reads(router, "/students", scope="students:read", answers=shapes.Page[shapes.Student], summary="Students")
def students(request: HttpRequest, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    """Those whom the system may see today, by id."""
    here = asking(request)
    taken = keyset(door.students(here.viewer, Data.IDENTITY).defer(*COLUMNS), cursor, page_size)
    here.note(taken[:page_size])
    return as_page(request, taken, _student, page_size)


@reads(router, "/students/{uuid:student_id}", scope="students:read", answers=shapes.Student, summary="One student")
def student(request: HttpRequest, student_id: uuid.UUID) -> Any:
    here = asking(request)
    found = door.student(here.viewer, student_id, Data.IDENTITY)
    return _student(found)


@reads(
    router,
    "/students/{uuid:student_id}/contact",
    scope="contact:read",
    answers=shapes.Contact,
    summary="How to reach a student",
)
def contact(request: HttpRequest, student_id: uuid.UUID) -> Any:
    found = door.student(asking(request).viewer, student_id, Data.CONTACT)
    return shapes.Contact(student_id=found.pk, birth_date=found.birth_date, email=found.email, phone=found.phone)


@looks_up(
    router, "/student-lookups", scope="students:read", answers=shapes.FoundAll, summary="Find students by their number"
)
def student_lookups(request: HttpRequest, lookup: Lookup) -> Any:
    here = asking(request)
    rows = list(door.students(here.viewer, Data.IDENTITY).filter(number__in=lookup.numbers).only("number"))
    here.note(rows)
    found = sorted(rows, key=lambda one: (one.number, one.pk))
    return shapes.FoundAll(items=[shapes.Found(number=one.number, id=one.pk) for one in found])


def _enrolment(one: Enrolment) -> shapes.Enrolment:
    return shapes.Enrolment(
        id=one.pk,
        student_id=one.student_id,
        programme=one.programme.name,
        crebo=one.programme.crebo,
        level=one.programme.level,
        pathway=one.pathway,
        cohort=one.cohort,
        starts_on=one.starts_on,
        expected_end_on=one.expected_end_on,
        ends_on=one.ends_on,
        revision=one.revision,
    )


@reads(router, "/enrolments", scope="enrolments:read", answers=shapes.Page[shapes.Enrolment], summary="Enrolments")
def enrolments(
    request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = ""
) -> Any:
    rows = Enrolment.objects.select_related("programme")
    of = (Data.ENROLMENT, student_id)
    return page_of(request, rows, of=of, show=_enrolment, cursor=cursor, page_size=page_size)


def _absence(one: Absence) -> shapes.Absence:
    return shapes.Absence(
        id=one.pk,
        student_id=one.student_id,
        day=one.day,
        starts_at=one.starts_at,
        minutes=one.minutes,
        kind=KINDS[one.kind],
        lesson=one.lesson,
        confirmed=one.confirmed,
        source=one.source,
        external_id=one.external_id,
        withdrawn_on=one.withdrawn_on,
        revision=one.revision,
    )


@reads(router, "/absences", scope="absences:read", answers=shapes.Page[shapes.Absence], summary="Absence")
def absences(request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    of = (Data.ABSENCE, student_id)
    return page_of(request, Absence.objects.all(), of=of, show=_absence, cursor=cursor, page_size=page_size)


def _result(one: Result) -> shapes.Result:
    return shapes.Result(
        id=one.pk,
        student_id=one.student_id,
        day=one.on,
        title=one.title,
        unit=one.unit,
        grade=one.grade,
        points=one.points,
        passed=one.passed,
        credits=one.credits_earned,
        attempt=one.attempt,
        source=one.source,
        external_id=one.external_id,
        withdrawn_on=one.withdrawn_on,
        revision=one.revision,
    )


@reads(router, "/results", scope="results:read", answers=shapes.Page[shapes.Result], summary="Results")
def results(request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    of = (Data.RESULTS, student_id)
    return page_of(request, Result.objects.all(), of=of, show=_result, cursor=cursor, page_size=page_size)
