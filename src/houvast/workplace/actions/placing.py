"""Placing many students from one day on: what a placement office does each summer for every student."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data
from houvast.core.calendar import school_year_of
from houvast.people.models import Person, PersonalRelation
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.workplace.actions.places import A_DAY, GUIDES
from houvast.workplace.models import Location, TrainingSchool, Triad
from houvast.workplace.queries.places import persons_called, training_schools
from houvast.workplace.queries.rights import manages

CHUNK = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedLine:
    """A line as the office typed it; `guides` by the names of Triad, empty for who is not known yet."""

    number: str
    school: str
    level: int
    mode: str
    guides: Mapping[str, str]
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placing:
    student: Person
    before: Triad | None
    triad: Triad


def place_many(*, lines: Sequence[PlacedLine], starts_on: date, by: Viewer) -> tuple[str, ...]:
    """From this day all these students learn there; gives what is wrong, in words, and then nothing is kept.

    As `places.place` for each, in a fixed number of queries and two for each guide that is named.
    """
    if not manages(by):
        raise PermissionDenied
    with transaction.atomic():
        placings, wrong = _understood(lines, starts_on, by)
        if not wrong:
            _write(placings, starts_on)
            _relate(placings, starts_on)
    return wrong


def _understood(
    lines: Sequence[PlacedLine], starts_on: date, by: Viewer
) -> tuple[tuple[_Placing, ...], tuple[str, ...]]:
    """1. Read who and what is meant. 2. Say of each line what is wrong with it."""
    mine = door.students(by, Data.WORKPLACE, Action.MANAGE).filter(number__in={one.number for one in lines})
    students = {one.number: one for one in mine}
    schools = {one.name.lower(): one for one in training_schools(by)}
    locations: dict[tuple[uuid.UUID, str], Location] = {
        (one.training_school_id, one.name.lower()): one
        for one in Location.objects.filter(organisation_id=by.organisation_id)
    }
    guides = {
        typed: persons_called(by, typed) for typed in {name for one in lines for name in one.guides.values()} if typed
    }
    running = {
        one.student_id: one
        for one in Triad.objects.select_for_update().filter(student__in=list(students.values()), ends_on__isnull=True)
    }
    placings, wrong = [], []
    for place, line in enumerate(lines, start=1):
        student, school = students.get(line.number), schools.get(line.school.lower())
        location = locations.get((school.pk, line.location.lower())) if school and line.location else None
        before = running.get(student.pk) if student else None
        reasons = list(_wrong(line, student, school, location, before, guides, starts_on))
        if student is None or school is None or reasons:
            wrong += [_("Row %(row)s: %(reason)s") % {"row": place, "reason": reason} for reason in reasons]
            continue
        named = {name: guides[typed][0] if typed else None for name, typed in line.guides.items()}
        triad = Triad(
            organisation_id=student.organisation_id, student=student, starts_on=starts_on,
            school_year=school_year_of(starts_on).label, training_school=school, location=location, mode=line.mode,
            level=line.level, revision=before.revision + 1 if before else 1, **named,
        )  # fmt: skip
        placings.append(_Placing(student=student, before=before, triad=triad))
    twice = sorted(number for number, n in Counter(one.number for one in lines).items() if n > 1)
    wrong += [_("The number %(number)s stands in the list twice.") % {"number": number} for number in twice]
    return tuple(placings), tuple(wrong)


def _wrong(
    line: PlacedLine,
    student: Person | None,
    school: TrainingSchool | None,
    location: Location | None,
    before: Triad | None,
    guides: Mapping[str, Sequence[Person]],
    starts_on: date,
) -> Iterator[str]:
    if student is None:
        yield _("no student has the number %(number)s") % {"number": line.number}
    if school is None:
        yield _("there is no training school called %(name)s") % {"name": line.school}
    elif line.location and location is None:
        yield _("%(school)s has no location called %(name)s") % {"school": school.name, "name": line.location}
    named = [typed for typed in line.guides.values() if typed]
    for typed in named:
        if not guides[typed]:
            yield _("nobody is found by '%(name)s': add this person as a guide first") % {"name": typed}
        elif len(guides[typed]) > 1:
            yield _("more than one person fits '%(name)s': write the staff number") % {"name": typed}
    if len({guides[typed][0].pk for typed in named if guides[typed]}) < len([one for one in named if guides[one]]):
        yield _("three different people guide a student")
    if before is not None and before.starts_on > starts_on:
        yield _("the placement that runs now begins later than this day")


def _write(placings: Iterable[_Placing], starts_on: date) -> None:
    """A running triad of the same day is mended; one of an earlier day ends the day before."""
    ended = [one.before.pk for one in placings if one.before and one.before.starts_on < starts_on]
    for part in _parts(ended):
        Triad.objects.filter(pk__in=part).update(ends_on=starts_on - A_DAY, revision=F("revision") + 1)
    mended, new = [], []
    for one in placings:
        if one.before is not None and one.before.starts_on == starts_on:
            one.triad.pk = one.before.pk
            mended.append(one.triad)
        else:
            new.append(one.triad)
    Triad.objects.bulk_update(
        mended, ["training_school", "location", "mode", "level", "revision", *GUIDES], batch_size=CHUNK
    )
    Triad.objects.bulk_create(new, batch_size=CHUNK)


def _relate(placings: Sequence[_Placing], on: date) -> None:
    """Who guides may see the students from this day; who no longer does, may not."""
    held: defaultdict[tuple[uuid.UUID, str], list[PersonalRelation]] = defaultdict(list)
    kinds = list(GUIDES.values())
    for part in _parts([one.student.pk for one in placings]):
        for relation in PersonalRelation.objects.filter(student__in=part, kind__in=kinds):
            held[relation.student_id, relation.kind].append(relation)
    gone, ended, new = [], [], []
    for one in placings:
        for name, kind in GUIDES.items():
            guide = getattr(one.triad, f"{name}_id")
            theirs = held[one.student.pk, kind]
            others = [relation for relation in theirs if relation.holder_id != guide]
            gone += [relation.pk for relation in others if relation.starts_on >= on]
            ended += [
                relation.pk for relation in others
                if relation.starts_on < on and (relation.ends_on is None or relation.ends_on >= on)
            ]  # fmt: skip
            if guide and not any(relation.holder_id == guide and relation.ends_on is None for relation in theirs):
                new.append(
                    PersonalRelation(
                        organisation_id=one.student.organisation_id,
                        kind=kind,
                        holder_id=guide,
                        student=one.student,
                        starts_on=on,
                    )
                )
    for part in _parts(gone):
        PersonalRelation.objects.filter(pk__in=part).delete()
    for part in _parts(ended):
        PersonalRelation.objects.filter(pk__in=part).update(ends_on=on - A_DAY, revision=F("revision") + 1)
    PersonalRelation.objects.bulk_create(new, batch_size=CHUNK)


def _parts(keys: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    for begin in range(0, len(keys), CHUNK):
        yield keys[begin : begin + CHUNK]
