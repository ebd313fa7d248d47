"""Absence reports: prepared by the rules of law, checked by a person, handed in as a file, followed to their end."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from houvast.attendance.duties import About, Duty, duties
from houvast.attendance.models import AbsenceReport
from houvast.attendance.queries.absences import counting
from houvast.attendance.queries.reports import FINANCE, candidates, exportable
from houvast.attendance.year import Missed
from houvast.core.access.words import Action, Data
from houvast.core.calendar import age_on
from houvast.education.models import Diploma, Enrolment
from houvast.people.clock import day_of
from houvast.people.models import Organisation, Person
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door

LOOKED_BACK = timedelta(weeks=16)
"""Eight weeks of absence, lengthened by holidays, and the weeks before a report."""
FINANCE_FROM = 18
STATE, KIND, STATUS = AbsenceReport.State, AbsenceReport.Kind, AbsenceReport.Status
REPORTED = (STATE.CHECKED, STATE.EXPORTED)
FIELDS = (
    "qualified", "begins_on", "ends_on", "presumed_kind", "presumed_reason", "all_lessons", "school_action",
    "action_wanted", "wanted_why", "location", "contact_name", "contact_function", "contact_phone", "contact_email",
    "family_phone", "remark",
)  # fmt: skip


def prepare_reports(*, organisation_id: uuid.UUID, at: datetime, students: Iterable[uuid.UUID] | None = None) -> int:
    """Prepare what the law asks for by now, and renew what waits; returns how many reports were new.

    Run it as often as you like: a report is prepared once per count, and its days follow corrections until somebody
    checked it. One that is no longer asked for, because absence was corrected, is let go with that reason.
    """
    on = day_of(at)
    asked = candidates(organisation_id, on - LOOKED_BACK, on) if students is None else sorted(set(students))
    region = Organisation.objects.values_list("school_region", flat=True).get(pk=organisation_id)
    made = 0
    for begin in range(0, len(asked), 200):
        part = asked[begin : begin + 200]
        made += _prepare(organisation_id, part, region, on, at)
    return made


def _prepare(organisation_id: uuid.UUID, students: list[uuid.UUID], region: str, on: date, at: datetime) -> int:
    people = Person.objects.filter(pk__in=students, erased_at__isnull=True).defer("bsn", "bsn_digest").in_bulk()
    rows: dict[uuid.UUID, list[Missed]] = defaultdict(list)
    columns = ("day", "minutes", "kind", "starts_at", "lesson")
    absent = counting().filter(student__in=people, day__range=(on - LOOKED_BACK, on))
    for student, *values in absent.values_list("student_id", *columns):
        rows[student].append(Missed(**dict(zip(columns, values, strict=True))))
    diplomas: dict[uuid.UUID, list[str]] = defaultdict(list)
    for student, kind in Diploma.objects.filter(student__in=people).order_by("kind").values_list("student_id", "kind"):
        diplomas[student].append(kind)
    enrolled: dict[uuid.UUID, tuple[int | None, str]] = {}
    running = Enrolment.objects.filter(student__in=people, ends_on__isnull=True).order_by("starts_on", "pk")
    for student, level, pathway in running.values_list("student_id", "programme__level", "pathway"):
        enrolled[student] = (level, pathway)
    known: dict[uuid.UUID, list[AbsenceReport]] = defaultdict(list)
    for report in AbsenceReport.objects.filter(student__in=people).order_by("counted_from"):
        known[report.student_id].append(report)
    made = 0
    for pk, person in people.items():
        level, pathway = enrolled.get(pk, (None, ""))
        adult = person.birth_date is not None and age_on(person.birth_date, on) >= FINANCE_FROM
        about = About(
            birth_date=person.birth_date,
            qualifications=tuple(diplomas[pk]),
            region=region,
            level=level,
            finance=adult and pathway == Enrolment.Pathway.BOL,
            reports=tuple(
                (one.begins_on, one.ends_on or one.counted_to)
                for one in known[pk]
                if one.state in REPORTED and one.kind not in FINANCE
            ),
        )
        with transaction.atomic():
            made += _settle(person, duties(rows[pk], about, on), known[pk], organisation_id, at)
    return made


def _settle(
    person: Person, asked: tuple[Duty, ...], known: list[AbsenceReport], organisation_id: uuid.UUID, at: datetime
) -> int:
    """Bring what is prepared for one student in line with what is asked for now; returns how many are new."""
    made = 0
    for duty in asked:
        waiting = next((one for one in known if one.kind == duty.kind and one.state == STATE.PREPARED), None)
        if waiting is not None:
            _renew(waiting, duty)
        elif not any(one.kind == duty.kind and one.counted_to >= duty.counted_from for one in known):
            AbsenceReport.objects.create(
                organisation_id=organisation_id, student=person, kind=duty.kind, prepared_at=at, **_first(duty)
            )
            made += 1
    kinds = {duty.kind for duty in asked}
    for one in known:
        if one.state == STATE.PREPARED and one.kind != KIND.OTHER and one.kind not in kinds:
            one.state = STATE.LET_GO
            one.let_go_why = gettext("No longer asked for: the absence was corrected.")
            one.revision += 1
            one.save(update_fields=["state", "let_go_why", "revision"])
    return made


def _first(duty: Duty) -> dict[str, Any]:
    outcome = duty.answer.get("outcome", {})
    return {
        "counted_from": duty.counted_from,
        "counted_to": duty.counted_to,
        "begins_on": duty.counted_from,
        "due_on": duty.due_on,
        "minutes": duty.minutes,
        "specification": [[day.isoformat(), minutes] for day, minutes in duty.days],
        "presumed_kind": duty.kind,
        "rule_answer": {**duty.answer, "outcome": outcome},
    }


def _renew(report: AbsenceReport, duty: Duty) -> None:
    """Days and hours follow the absence; what a person filled in stays."""
    specification = [[day.isoformat(), minutes] for day, minutes in duty.days]
    if report.specification == specification:
        return
    report.specification = specification
    report.minutes, report.counted_to = duty.minutes, duty.counted_to
    if (
        not AbsenceReport.objects.filter(student_id=report.student_id, kind=report.kind, counted_from=duty.counted_from)
        .exclude(pk=report.pk)
        .exists()
    ):
        report.counted_from = min(duty.counted_from, duty.counted_to)
    report.revision += 1
    report.save(update_fields=["specification", "minutes", "counted_to", "counted_from", "revision"])


def prepare_other(*, student: Person, by: Viewer, at: datetime) -> AbsenceReport:
    """A report that the school makes of its own accord, before the law asks it (S-546, S-651)."""
    if not door.decision(by, student, Data.ABSENCE_REPORT, Action.RECORD).allowed:
        raise PermissionDenied
    on = day_of(at)
    rows = counting().filter(student=student, day__range=(on - timedelta(weeks=5), on)).order_by("day")
    days: dict[date, int] = defaultdict(int)
    for day, minutes in rows.values_list("day", "minutes"):
        days[day] += minutes
    if not days:
        raise CannotBeDone(gettext("No absence of the last five weeks is known."))
    first, last = min(days), max(days)
    report, _ = AbsenceReport.objects.get_or_create(
        student=student,
        kind=KIND.OTHER,
        counted_from=first,
        defaults={
            "organisation_id": student.organisation_id,
            "counted_to": last,
            "begins_on": first,
            "minutes": sum(days.values()),
            "specification": [[day.isoformat(), minutes] for day, minutes in sorted(days.items())],
            "presumed_kind": KIND.OTHER,
            "prepared_at": at,
        },
    )
    return report


def check_report(
    *, report: AbsenceReport, fields: Mapping[str, Any], seen_revision: int, by: Viewer, at: datetime
) -> None:
    """A person looked at it and says that it is right: only then it can be handed in."""
    with transaction.atomic():
        found = _locked(report, by, seen_revision)
        if found.state not in {STATE.PREPARED, STATE.CHECKED}:
            raise CannotBeDone(gettext("This report has been handed in, or was let go."))
        for name in FIELDS:
            setattr(found, name, fields[name])
        found.state, found.checked_by, found.checked_at = STATE.CHECKED, by.person, at
        found.revision += 1
        found.save()


def let_go(*, report: AbsenceReport, why: str, seen_revision: int, by: Viewer) -> None:
    """Decide not to report, with the reason; the same count does not come back."""
    with transaction.atomic():
        found = _locked(report, by, seen_revision)
        if found.state not in {STATE.PREPARED, STATE.CHECKED}:
            raise CannotBeDone(gettext("This report has been handed in, or was let go."))
        found.state, found.let_go_why, found.checked_by = STATE.LET_GO, why, by.person
        found.revision += 1
        found.save(update_fields=["state", "let_go_why", "checked_by", "revision"])


def set_status(*, report: AbsenceReport, fields: Mapping[str, Any], seen_revision: int, by: Viewer) -> None:
    """What the national desk or the municipality says about it: status, day, reason of closing, who takes it up."""
    with transaction.atomic():
        found = _locked(report, by, seen_revision)
        if found.state not in {STATE.EXPORTED, STATE.CHECKED}:
            raise CannotBeDone(gettext("This report has not been handed in yet."))
        _take_status(found, fields)


def _take_status(found: AbsenceReport, fields: Mapping[str, Any]) -> None:
    for name in ("status", "status_on", "closing_reason", "municipal_contact", "external_id", "ends_on"):
        if fields.get(name):
            setattr(found, name, fields[name])
    found.revision += 1
    found.save()


def _locked(report: AbsenceReport, by: Viewer, seen_revision: int) -> AbsenceReport:
    found = AbsenceReport.objects.select_for_update().get(pk=report.pk)
    found.student = report.student
    if not door.decision(by, found.student, Data.ABSENCE_REPORT, Action.RECORD).allowed:
        raise PermissionDenied
    if found.revision != seen_revision:
        raise ChangedMeanwhile(gettext("This report"))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """The reports of one file, and the moment it was made."""

    reports: tuple[AbsenceReport, ...]


def hand_in(*, by: Viewer, at: datetime) -> HandedIn:
    """Take every checked report for a file to the national desk, and note that it was taken out."""
    with transaction.atomic():
        reports = tuple(exportable(by))
        for one in reports:
            one.state, one.exported_at = STATE.EXPORTED, at
            one.revision += 1
            one.save(update_fields=["state", "exported_at", "revision"])
    if not reports:
        raise CannotBeDone(gettext("No checked report waits to be handed in."))
    return HandedIn(reports=reports)


def take_statuses(*, rows: Iterable[Mapping[str, Any]], by: Viewer) -> int:
    """Statuses out of a file of the national desk, by our number or theirs; returns how many were known."""
    taken = 0
    with transaction.atomic():
        mine = door.students(by, Data.ABSENCE_REPORT, Action.RECORD).values("pk")
        reports = AbsenceReport.objects.select_for_update().filter(
            organisation_id=by.organisation_id, student__in=mine, state=STATE.EXPORTED
        )
        for row in rows:
            found = reports.filter(pk=row["id"]).first() if row.get("id") else None
            if found is None and row.get("external_id"):
                found = reports.filter(external_id=row["external_id"]).first()
            if found is not None:
                _take_status(found, row)
                taken += 1
    return taken
