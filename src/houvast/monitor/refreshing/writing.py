"""Writing the rows of students anew: what figures count them in, what is wrong with their registration, the digest."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from houvast.core.monitor.checks import Check
from houvast.monitor.models import DataCheck, Known, Period
from houvast.monitor.refreshing.building import Built, build, years_until
from houvast.monitor.refreshing.reading import read_students

Group = tuple[int, uuid.UUID | None, uuid.UUID]
"""Year, team, programme."""
AT_ONCE = 400


def write_students(
    organisation_id: uuid.UUID,
    batch: Sequence[uuid.UUID],
    said: dict[uuid.UUID, str],
    teams: dict[uuid.UUID, uuid.UUID],
    on: date,
    elsewhere: Collection[uuid.UUID] | None,
) -> set[Group]:
    """The rows of these students anew (a few hundred at most); gives the groups they stood and stand in."""
    earlier = Period.objects.filter(student_id__in=batch)
    groups = groups_of(earlier)
    read = read_students(batch, on, years_until(on))
    built = {
        student: build(organisation_id, student, of, teams, on, elsewhere=student in (elsewhere or ()))
        for student, of in read.items()
    }
    earlier.delete()
    periods = [period for one in built.values() for period in one.periods]
    Period.objects.bulk_create(periods, batch_size=500)
    _note_checks(organisation_id, built, on, keeps_elsewhere=elsewhere is None)
    Known.objects.bulk_create(
        [Known(student_id=student, organisation_id=organisation_id, said=said[student]) for student in batch],
        update_conflicts=True,
        unique_fields=["student"],
        update_fields=["said"],
    )
    return groups | {(period.year, period.team_id, period.programme_id) for period in periods}


def groups_of(rows: Any) -> set[Group]:
    """The groups in which these rows of `Period` or `Count` stand."""
    return set(rows.values_list("year", "team_id", "programme_id").distinct())


def forget_students(students: Sequence[uuid.UUID]) -> set[Group]:
    """Students without an enrolment any more leave the figures; gives the groups they stood in."""
    groups: set[Group] = set()
    for start in range(0, len(students), AT_ONCE):
        batch = students[start : start + AT_ONCE]
        rows = Period.objects.filter(student_id__in=batch)
        groups |= groups_of(rows)
        rows.delete()
        Known.objects.filter(pk__in=batch).delete()
    return groups


def _note_checks(organisation_id: uuid.UUID, built: dict[uuid.UUID, Built], on: date, *, keeps_elsewhere: bool) -> None:
    """What is wrong with these students' registrations: what is new is added, what no longer shows is gone."""
    open_now = DataCheck.objects.filter(student_id__in=list(built), gone_on__isnull=True)
    stood = {_check_key(one): one for one in open_now}
    found = {
        (student, uuid.UUID(one.key) if one.key else None, str(one.check), one.ours[:120], one.theirs[:120])
        for student, made in built.items()
        for one in made.found
    }
    gone = [
        one.pk
        for key, one in stood.items()
        if key not in found and not (keeps_elsewhere and one.check_name == Check.TWO_INSTITUTIONS)
    ]
    DataCheck.objects.filter(pk__in=gone).update(gone_on=on)
    DataCheck.objects.bulk_create(
        DataCheck(
            organisation_id=organisation_id, student_id=student, enrolment_id=enrolment, check_name=check, ours=ours,
            theirs=theirs, found_on=on,
        )
        for student, enrolment, check, ours, theirs in sorted(found - stood.keys(), key=repr)
    )  # fmt: skip


def _check_key(one: DataCheck) -> tuple[uuid.UUID, uuid.UUID | None, str, str, str]:
    return one.student_id, one.enrolment_id, one.check_name, one.ours, one.theirs
