"""Data checks of an organisation, student by student, for the student administration."""

import uuid
from dataclasses import dataclass

from django.db.models import Count as Many
from django.http import Http404

from houvast.core.access.words import Action, Data, Purpose
from houvast.core.monitor.checks import COMPARES, Check
from houvast.education.models import Enrolment
from houvast.monitor.models import DataCheck
from houvast.people.viewer import Viewer
from houvast.privacy import door

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A check with how many are open."""

    check: Check
    open: int
    compares: bool


def kinds(organisation_id: uuid.UUID) -> tuple[Kind, ...]:
    """Every check that has something open; those against DUO last."""
    rows = (
        DataCheck.objects.filter(organisation_id=organisation_id, gone_on__isnull=True, solved_on__isnull=True)
        .values_list("check_name")
        .annotate(Many("pk"))
    )
    found = [Kind(check=Check(name), open=number, compares=Check(name) in COMPARES) for name, number in rows]
    return tuple(sorted(found, key=lambda one: (one.compares, list(Check).index(one.check))))


def open_checks(viewer: Viewer, check: Check | None, after: int) -> tuple[tuple[DataCheck, ...], bool]:
    """Open checks of one kind (None: all), by student; True when there are more. Noted in the log of reads."""
    found = DataCheck.objects.filter(
        organisation_id=viewer.organisation_id,
        gone_on__isnull=True,
        solved_on__isnull=True,
        student__in=door.students(viewer, Data.ENROLMENT),
    )
    if check is not None:
        found = found.filter(check_name=check)
    rows = tuple(
        found.select_related("student", "enrolment__programme").order_by("check_name", "student__sort_name", "pk")[
            after : after + PAGE + 1
        ]
    )
    door.note_shown({one.student_id for one in rows[:PAGE]}, Purpose.ADMINISTRATION)
    return rows[:PAGE], len(rows) > PAGE


def check_for(viewer: Viewer, check_id: uuid.UUID) -> DataCheck:
    """One check of this organisation, its student noted."""
    found = (
        DataCheck.objects.filter(pk=check_id, organisation_id=viewer.organisation_id)
        .select_related("student", "enrolment__programme")
        .first()
    )
    if found is None:
        raise Http404
    door.student(viewer, found.student_id, Data.ENROLMENT)
    return found


def own_registration(viewer: Viewer, year: int) -> list[tuple[str | int | None, ...]]:
    """Our own deregistrations of a school year with the columns of DUO's reports A04, A05 and A14, to lay beside them.

    Personal: for who may export enrolments. The student number stands where DUO has a personal number.
    """
    rows: list[tuple[str | int | None, ...]] = [
        (
            "BRIN_NR", "RAPPORTAGEMAAND", "PERSOONSGEBONDENNUMMER", "ONDERWIJSCODE", "LEERWEG", "NIVEAU",
            "DATUM_INSCHRIJVING", "DATUM_UITSCHRIJVING", "REDEN",
        )
    ]  # fmt: skip
    found = Enrolment.objects.filter(
        organisation_id=viewer.organisation_id,
        ends_on__gte=f"{year}-10-01",
        ends_on__lt=f"{year + 1}-10-01",
        student__in=door.students(viewer, Data.ENROLMENT, Action.EXPORT),
    ).exclude(source="duo")
    columns = (
        "organisation__code", "ends_on", "student__number", "programme__crebo", "pathway", "programme__level",
        "starts_on", "end_reason", "student_id",
    )  # fmt: skip
    shown = set()
    for brin, ended, number, crebo, pathway, level, began, reason, student in found.order_by(
        "ends_on", "pk"
    ).values_list(*columns):
        shown.add(student)
        rows.append(
            (
                brin,
                f"{ended:%Y%m}",
                number,
                crebo,
                pathway,
                level,
                began.isoformat() if began else "",
                ended.isoformat(),
                reason,
            )
        )
    door.note_shown(shown, Purpose.ADMINISTRATION)
    return rows
