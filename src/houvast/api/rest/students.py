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
from houvast.privacy import door

router = Router(tags=["students"])
COLUMNS = ("bsn", "bsn_digest")
KINDS = {one.value: one.name.lower() for one in Absence.Kind}
MOST_NUMBERS = 500


class Lookup(shapes.Shape):
    """Student numbers whose ids are asked; in the body, since a number belongs in no address."""

    numbers: list[str] = Field(min_length=1, max_length=MOST_NUMBERS)


@reads(router, "/students", scope="students:read", answers=shapes.Page[shapes.Student], summary="Students")
def students(request: HttpRequest, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    """Those whom the system may see today, by id."""
    here = asking(request)
    taken = keyset(door.students(here.viewer, Data.IDENTITY).defer(*COLUMNS), cursor, page_size)
    here.note(taken[:page_size])
    return as_page(request, taken, shapes.Student.from_row, page_size)


@reads(router, "/students/{uuid:student_id}", scope="students:read", answers=shapes.Student, summary="One student")
def student(request: HttpRequest, student_id: uuid.UUID) -> Any:
    here = asking(request)
    return shapes.Student.from_row(door.student(here.viewer, student_id, Data.IDENTITY))


@reads(
    router,
    "/students/{uuid:student_id}/contact",
    scope="contact:read",
    answers=shapes.Contact,
    summary="How to reach a student",
)
def contact(request: HttpRequest, student_id: uuid.UUID) -> Any:
    found = door.student(asking(request).viewer, student_id, Data.CONTACT)
    return shapes.Contact.from_row(found, student_id=found.pk)


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
    to = one.programme
    return shapes.Enrolment.from_row(one, programme=to.name, crebo=to.crebo, level=to.level)


@reads(router, "/enrolments", scope="enrolments:read", answers=shapes.Page[shapes.Enrolment], summary="Enrolments")
def enrolments(
    request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = ""
) -> Any:
    rows = Enrolment.objects.select_related("programme")
    of = (Data.ENROLMENT, student_id)
    return page_of(request, rows, of=of, show=_enrolment, cursor=cursor, page_size=page_size)


def _absence(one: Absence) -> shapes.Absence:
    return shapes.Absence.from_row(one, kind=KINDS[one.kind])


@reads(router, "/absences", scope="absences:read", answers=shapes.Page[shapes.Absence], summary="Absence")
def absences(request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    of = (Data.ABSENCE, student_id)
    return page_of(request, Absence.objects.all(), of=of, show=_absence, cursor=cursor, page_size=page_size)


def _result(one: Result) -> shapes.Result:
    return shapes.Result.from_row(one, day=one.on, credits=one.credits_earned)


@reads(router, "/results", scope="results:read", answers=shapes.Page[shapes.Result], summary="Results")
def results(request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    of = (Data.RESULTS, student_id)
    return page_of(request, Result.objects.all(), of=of, show=_result, cursor=cursor, page_size=page_size)
