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
    def show(one: Talk) -> shapes.Talk:
        return shapes.Talk(id=one.pk, student_id=one.student_id, kind=one.kind, held_on=one.held_on)

    rows = Talk.objects.only("student_id", "kind", "held_on")
    of = (Data.PLANNED_TALKS, student_id)
    return page_of(request, rows, of=of, show=show, cursor=cursor, page_size=page_size)


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
    def show(one: PlannedTalk) -> shapes.PlannedTalk:
        return shapes.PlannedTalk(
            id=one.pk,
            student_id=one.student_id,
            kind=one.kind,
            state=one.state,
            starts_at=one.starts_at,
            minutes=one.minutes,
        )

    rows = PlannedTalk.objects.only("student_id", "kind", "state", "starts_at", "minutes")
    of = (Data.PLANNED_TALKS, student_id)
    return page_of(request, rows, of=of, show=show, cursor=cursor, page_size=page_size)


@reads(router, "/agreements", scope="agreements:read", answers=shapes.Page[shapes.Agreement], summary="Agreements")
def agreements(
    request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = ""
) -> Any:
    def show(one: Agreement) -> shapes.Agreement:
        return shapes.Agreement(
            id=one.pk,
            student_id=one.student_id,
            side=one.side,
            due_on=one.due_on,
            status=one.status,
            answered_on=one.answered_on,
        )

    rows = Agreement.objects.only("student_id", "side", "due_on", "status", "answered_on")
    of = (Data.PLANNED_TALKS, student_id)
    return page_of(request, rows, of=of, show=show, cursor=cursor, page_size=page_size)


@reads(router, "/alerts", scope="alerts:read", answers=shapes.Page[shapes.Alert], summary="Early alerts")
def alerts(request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    def show(one: Alert) -> shapes.Alert:
        return shapes.Alert(
            id=one.pk,
            student_id=one.student_id,
            rule=one.rule,
            tone=one.tone,
            state=one.state,
            raised_on=one.raised_on,
            answer_by=one.answer_by,
            closed_on=one.closed_on,
        )

    rows = Alert.objects.only("student_id", "rule", "tone", "state", "raised_on", "answer_by", "closed_on")
    of = (Data.ALERTS, student_id)
    return page_of(request, rows, of=of, show=show, cursor=cursor, page_size=page_size)


def _case(one: Case) -> shapes.Case:
    return shapes.Case(
        id=one.pk,
        student_id=one.student_id,
        procedure=one.pack,
        status=one.status,
        step=one.step,
        outcome=one.outcome,
        opened_on=one.opened_on,
        closed_on=one.closed_on,
        next_due_on=one.next_due_on,
    )


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
    def show(one: CaseTask) -> shapes.Task:
        return shapes.Task(
            id=one.pk,
            student_id=one.student_id,
            case_id=one.case_id,
            kind=one.kind,
            role=one.role,
            due_on=one.due_on,
            ready=one.ready,
            done_on=one.done_on,
        )

    of = (Data.CASES, student_id)
    return page_of(request, CaseTask.objects.all(), of=of, show=show, cursor=cursor, page_size=page_size)


@reads(router, "/handovers", scope="handovers:read", answers=shapes.Page[shapes.Handover], summary="Handovers")
def handovers(request: HttpRequest, student_id: OfStudent = None, page_size: PageSize = 50, cursor: Cursor = "") -> Any:
    def show(one: Handover) -> shapes.Handover:
        return shapes.Handover(
            id=one.pk,
            student_id=one.student_id,
            state=one.state,
            asked_at=one.asked_at,
            until=one.until,
            accepted_on=one.accepted_on,
            talked_on=one.talked_on,
            done_on=one.done_on,
            ended_on=one.ended_on,
        )

    of = (Data.HANDOVER, student_id)
    return page_of(request, Handover.objects.all(), of=of, show=show, cursor=cursor, page_size=page_size)
