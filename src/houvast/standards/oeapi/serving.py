"""Answers as an endpoint of the Open Education API, version 6: what Houvast is a source of, for systems with a token.

The token, its scopes, the limit, the policy, the door and the log of reads are those of the API (`api.rest.entering`):
this is another form of the same, and opens nothing more.
"""

import uuid
from email.utils import parseaddr
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
from ninja import NinjaAPI, Router

from houvast.api.rest.entering import asking, reads
from houvast.api.site import say_what_went_wrong
from houvast.attendance.models import Absence
from houvast.core.access.words import Data
from houvast.education.models import Enrolment, Programme, Result
from houvast.people.clock import today
from houvast.people.models import Organisation
from houvast.privacy import door
from houvast.standards.oeapi import shapes
from houvast.standards.oeapi.paging import PageNumber, PageSize, page, page_of, taken_from

router = Router(tags=["oeapi"])
Answer = dict[str, Any]
SPECIFICATION = "https://openonderwijsapi.nl/v6.0/"
PATHS = (
    "/persons",
    "/persons/{personId}",
    "/persons/{personId}/programme-offering-associations",
    "/persons/{personId}/test-component-offering-associations",
    "/persons/{personId}/learning-component-offering-associations",
    "/organisations",
    "/organisations/{organisationId}",
    "/programmes",
    "/programmes/{programmeId}",
    "/programmes/{programmeId}/programme-offerings",
    "/programme-offerings/{programmeOfferingId}",
    "/programme-offerings/{programmeOfferingId}/programme-offering-associations",
)
"""What is served; another path of the standard is answered with 404."""


def _running() -> Q:
    """An enrolment that runs today."""
    day = today()
    return (Q(starts_on__isnull=True) | Q(starts_on__lte=day)) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


@reads(router, "/", scope="students:read", answers=Answer, summary="What is served")
def service(request: HttpRequest) -> Any:
    del request
    operations = [{"path": quote(path), "verbs": ["GET"]} for path in PATHS]
    return {
        "contactEmail": parseaddr(settings.HOUVAST.mail_from)[1],
        "specification": SPECIFICATION,
        "supportedOperations": operations,
    }


@reads(router, "/organisations", scope="students:read", answers=Answer, summary="The institution")
def organisations(request: HttpRequest, page_number: PageNumber = 1, page_size: PageSize = "10") -> Any:
    own = Organisation.objects.filter(pk=asking(request).viewer.organisation_id).order_by("pk")
    return page_of(own, page_number, page_size, shapes.organisation)


@reads(router, "/organisations/{uuid:organisation_id}", scope="students:read", answers=Answer, summary="One of them")
def organisation(request: HttpRequest, organisation_id: uuid.UUID) -> Any:
    if organisation_id != asking(request).viewer.organisation_id:
        raise Http404
    return shapes.organisation(Organisation.objects.get(pk=organisation_id))


# -- persons


@reads(router, "/persons", scope="students:read", answers=Answer, summary="Students")
def persons(request: HttpRequest, page_number: PageNumber = 1, page_size: PageSize = "10") -> Any:
    """Those whom the token opens today, by number. How to reach them stands there with the scope `contact:read`."""
    here = asking(request)
    with_contact = here.may("contact:read")
    data = Data.CONTACT if with_contact else Data.IDENTITY
    running = Exists(Enrolment.objects.filter(_running(), student=OuterRef("pk")))
    rows = door.students(here.viewer, data).defer("bsn", "bsn_digest").annotate(active=running).order_by("pk")
    found, more = taken_from(rows, page_number, page_size)
    here.note(found)
    items = [shapes.person(one, active=one.active, contact=with_contact) for one in found]
    return page(items, page_number, page_size, more=more)


@reads(router, "/persons/{uuid:person_id}", scope="students:read", answers=Answer, summary="One student")
def person(request: HttpRequest, person_id: uuid.UUID) -> Any:
    here = asking(request)
    with_contact = here.may("contact:read")
    found = door.student(here.viewer, person_id, Data.CONTACT if with_contact else Data.IDENTITY)
    active = Enrolment.objects.filter(_running(), student=found).exists()
    return shapes.person(found, active=active, contact=with_contact)


@reads(
    router,
    "/persons/{uuid:person_id}/programme-offering-associations",
    scope="enrolments:read",
    answers=Answer,
    summary="Enrolments of a student",
)
def enrolments_of_person(
    request: HttpRequest, person_id: uuid.UUID, page_number: PageNumber = 1, page_size: PageSize = "10"
) -> Any:
    student = door.student(asking(request).viewer, person_id, Data.ENROLMENT)
    rows = Enrolment.objects.filter(student=student).order_by("pk")
    return page_of(rows, page_number, page_size, lambda one: shapes.enrolment(one, today()))


@reads(
    router,
    "/persons/{uuid:person_id}/test-component-offering-associations",
    scope="results:read",
    answers=Answer,
    summary="Results of a student",
)
def results_of_person(
    request: HttpRequest, person_id: uuid.UUID, page_number: PageNumber = 1, page_size: PageSize = "10"
) -> Any:
    """Those that count: a result that was taken back is not there."""
    student = door.student(asking(request).viewer, person_id, Data.RESULTS)
    rows = Result.objects.filter(student=student, withdrawn_on__isnull=True).order_by("pk")
    return page_of(rows, page_number, page_size, shapes.result)


@reads(
    router,
    "/persons/{uuid:person_id}/learning-component-offering-associations",
    scope="absences:read",
    answers=Answer,
    summary="Lessons that a student missed",
)
def absences_of_person(
    request: HttpRequest, person_id: uuid.UUID, page_number: PageNumber = 1, page_size: PageSize = "10"
) -> Any:
    """Coming late is no absence; what was taken back is not there."""
    student = door.student(asking(request).viewer, person_id, Data.ABSENCE)
    rows = Absence.objects.filter(student=student, withdrawn_on__isnull=True).exclude(kind=Absence.Kind.LATE)
    return page_of(rows.order_by("pk"), page_number, page_size, shapes.absence)


# -- programmes


def _programme(request: HttpRequest, number: uuid.UUID) -> Programme:
    found = Programme.objects.filter(pk=number, organisation=asking(request).viewer.organisation_id).first()
    if found is None:
        raise Http404
    return found


def _cohorts(one: Programme) -> list[str]:
    """The years in which students began, and the programme as such."""
    years = Enrolment.objects.filter(programme=one).order_by("cohort").values_list("cohort", flat=True).distinct()
    return sorted({"", *years})


@reads(router, "/programmes", scope="enrolments:read", answers=Answer, summary="Programmes")
def programmes(request: HttpRequest, page_number: PageNumber = 1, page_size: PageSize = "10") -> Any:
    rows = Programme.objects.filter(organisation=asking(request).viewer.organisation_id).order_by("pk")
    return page_of(rows, page_number, page_size, shapes.programme)


@reads(router, "/programmes/{uuid:programme_id}", scope="enrolments:read", answers=Answer, summary="One programme")
def programme(request: HttpRequest, programme_id: uuid.UUID) -> Any:
    return shapes.programme(_programme(request, programme_id))


@reads(
    router,
    "/programmes/{uuid:programme_id}/programme-offerings",
    scope="enrolments:read",
    answers=Answer,
    summary="Years in which students began",
)
def offerings(
    request: HttpRequest, programme_id: uuid.UUID, page_number: PageNumber = 1, page_size: PageSize = "10"
) -> Any:
    found = _programme(request, programme_id)
    first, size = (page_number - 1) * int(page_size), int(page_size)
    cohorts = _cohorts(found)
    items = [shapes.programme_offering(found, one) for one in cohorts[first : first + size]]
    return page(items, page_number, page_size, more=len(cohorts) > first + size)


def _offering(request: HttpRequest, number: uuid.UUID) -> tuple[Programme, str]:
    """The programme and cohort that make this number: there are few, so they are looked through."""
    for one in Programme.objects.filter(organisation=asking(request).viewer.organisation_id).order_by("pk"):
        for cohort in _cohorts(one):
            if shapes.offering_id("programme", one.pk, cohort) == str(number):
                return one, cohort
    raise Http404


@reads(
    router, "/programme-offerings/{uuid:offering_id}", scope="enrolments:read", answers=Answer, summary="One of those"
)
def offering(request: HttpRequest, offering_id: uuid.UUID) -> Any:
    return shapes.programme_offering(*_offering(request, offering_id))


@reads(
    router,
    "/programme-offerings/{uuid:offering_id}/programme-offering-associations",
    scope="enrolments:read",
    answers=Answer,
    summary="Who began then",
)
def enrolments_of_offering(
    request: HttpRequest, offering_id: uuid.UUID, page_number: PageNumber = 1, page_size: PageSize = "10"
) -> Any:
    here = asking(request)
    found, cohort = _offering(request, offering_id)
    visible = door.students(here.viewer, Data.ENROLMENT).values("pk")
    rows = Enrolment.objects.filter(programme=found, cohort=cohort, student__in=visible).order_by("pk")
    taken, more = taken_from(rows, page_number, page_size)
    here.note({one.student_id for one in taken})
    return page([shapes.enrolment(one, today()) for one in taken], page_number, page_size, more=more)


def make_oeapi() -> NinjaAPI:
    """The endpoint, to be hung in the URL table."""
    made = NinjaAPI(title="Open Education API", version="6.0", docs_url=None, openapi_url=None, urls_namespace="oeapi")
    made.add_router("", router)
    say_what_went_wrong(made)
    return made
