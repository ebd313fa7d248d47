"""Days and states of what is done around a student: talks, alerts, procedures, handovers. Never the words."""

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from houvast.alerts.models import Alert
from houvast.api.rest import shapes
from houvast.api.rest.entering import asking, reads
from houvast.api.rest.paging import Cursor, OfStudent, PageSize, page_of
from houvast.appointments.models import PlannedTalk
from houvast.cases.models import Case, CaseTask
from houvast.core.access.words import Data
from houvast.guidance.models import Agreement, Talk
from houvast.handover.models import Handover
from houvast.privacy import door

router = Router(tags=["guidance"])


@reads(router, "/talks", scope="talks:read", answers=shapes.Page[shapes.Talk], summary="Talks that were held")
def talks(request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    rows = Talk.objects.only(*shapes.Talk.model_fields)
    of = (Data.PLANNED_TALKS, student_id)
    return page_of(request, rows, of=of, show=shapes.Talk.from_row, cursor=cursor, page_size=page_size)


@reads(
    router,
    "/planned-talks",
    scope="talks:read",
    answers=shapes.Page[shapes.PlannedTalk],
    summary="Talks that are planned",
)
def planned_talks(
    request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = ""
) -> Any:
    rows = PlannedTalk.objects.only(*shapes.PlannedTalk.model_fields)
    of = (Data.PLANNED_TALKS, student_id)
    return page_of(request, rows, of=of, show=shapes.PlannedTalk.from_row, cursor=cursor, page_size=page_size)


@reads(router, "/agreements", scope="agreements:read", answers=shapes.Page[shapes.Agreement], summary="Agreements")
def agreements(
    request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = ""
) -> Any:
    rows = Agreement.objects.only(*shapes.Agreement.model_fields)
    of = (Data.PLANNED_TALKS, student_id)
    return page_of(request, rows, of=of, show=shapes.Agreement.from_row, cursor=cursor, page_size=page_size)


@reads(router, "/alerts", scope="alerts:read", answers=shapes.Page[shapes.Alert], summary="Early alerts")
def alerts(request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    rows = Alert.objects.only(*shapes.Alert.model_fields)
    of = (Data.ALERTS, student_id)
    return page_of(request, rows, of=of, show=shapes.Alert.from_row, cursor=cursor, page_size=page_size)


def _case(one: Case) -> shapes.Case:
    return shapes.Case.from_row(one, procedure=one.pack)


@reads(router, "/cases", scope="cases:read", answers=shapes.Page[shapes.Case], summary="Procedures that run or ended")
def cases(request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    of = (Data.CASES, student_id)
    return page_of(request, Case.objects.all(), of=of, show=_case, cursor=cursor, page_size=page_size)


@reads(router, "/cases/{uuid:case_id}", scope="cases:read", answers=shapes.Case, summary="One procedure")
def case(request: HttpRequest, case_id: uuid.UUID) -> Any:
    found = Case.objects.filter(pk=case_id).first()
    if found is None:
        raise Http404
    door.student(asking(request).viewer, found.student_id, Data.CASES)
    return _case(found)


@reads(router, "/tasks", scope="cases:read", answers=shapes.Page[shapes.Task], summary="What waits in procedures")
def tasks(request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    of = (Data.CASES, student_id)
    return page_of(
        request, CaseTask.objects.all(), of=of, show=shapes.Task.from_row, cursor=cursor, page_size=page_size
    )


@reads(router, "/handovers", scope="handovers:read", answers=shapes.Page[shapes.Handover], summary="Handovers")
def handovers(request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    of = (Data.HANDOVER, student_id)
    return page_of(
        request, Handover.objects.all(), of=of, show=shapes.Handover.from_row, cursor=cursor, page_size=page_size
    )
