"""Records that may be of one person, with the reason; a person judges, nothing is ever joined by itself."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from houvast.cases.models import Case
from houvast.core.access.words import Action, Data
from houvast.education.models import Enrolment, Result
from houvast.guidance.models import Talk
from houvast.people.models import KnownApart, Person, PersonIdentifier
from houvast.people.viewer import Viewer
from houvast.privacy import door

MOST = 50
LARGEST_GROUP = 4
REASONS = {
    "name": _("the same name and the same birth date"),
    "email": _("the same e-mail address"),
    "number": _("the same student number"),
}
Pair = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One of the two, with what hangs on it; `sources` are the systems that know this record."""

    person: Person
    sources: tuple[str, ...]
    talks: int
    cases: int
    running: int
    enrolments: int
    results: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """Two records that may be one person, and why it seems so."""

    one: Record
    other: Record
    reasons: tuple[str, ...]


def doubles(viewer: Viewer) -> tuple[Double, ...]:
    """Pairs that share a name and birth date, an address or a number, and that nobody judged yet: at most fifty.

    Those the viewer may correct only. Twelve queries at most; three of them walk the whole school.
    """
    reasons: dict[Pair, list[str]] = defaultdict(list)
    for reason, groups in _groups(_ours(viewer)).items():
        for people in groups:
            for pair in combinations(sorted(people)[:LARGEST_GROUP], 2):
                reasons[pair].append(reason)
    apart = set(_judged(viewer, reasons))
    wanted = [pair for pair in sorted(reasons) if pair not in apart][:MOST]
    records = _records({person for pair in wanted for person in pair})
    return tuple(
        Double(one=records[one], other=records[other], reasons=_said(reasons[one, other])) for one, other in wanted
    )


def _said(reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(str(REASONS[name]) for name in reasons)


def pair_of(viewer: Viewer, one: uuid.UUID, other: uuid.UUID) -> Double | None:
    """These two, whatever the reason; None when the viewer may not correct one of them."""
    wanted = {one, other}
    known = set(_ours(viewer).filter(pk__in=wanted).values_list("pk", flat=True))
    if len(wanted) != 2 or known != wanted:  # noqa: PLR2004 - two records
        return None
    records = _records(wanted)
    reasons = [name for name, groups in _groups(_ours(viewer).filter(pk__in=wanted)).items() if groups]
    first, second = sorted(wanted)
    return Double(one=records[first], other=records[second], reasons=_said(reasons))


def returned(viewer: Viewer) -> tuple[Person, ...]:
    """Erased persons whose number came back in a later file, so that the record holds facts again: at most fifty."""
    filled = ~Q(family_name="") | ~Q(given_name="") | ~Q(email="") | Q(birth_date__isnull=False)
    erased = Person.objects.filter(
        filled, organisation_id=viewer.organisation_id, erased_at__isnull=False, merged_into__isnull=True
    )
    known = PersonIdentifier.objects.filter(organisation_id=viewer.organisation_id).values("person_id")
    return tuple(erased.filter(pk__in=known).order_by("sort_name", "pk")[:MOST])


def _ours(viewer: Viewer) -> QuerySet[Person]:
    return door.students(viewer, Data.IDENTITY, Action.RECORD)


def _groups(people: QuerySet[Person]) -> dict[str, list[list[uuid.UUID]]]:
    """For each reason the groups of records that share what it says."""
    named = (
        people.filter(birth_date__isnull=False)
        .exclude(family_name="")
        .annotate(family=Lower("family_name"), given=Lower("given_name"))
    )
    addressed = people.exclude(email="").annotate(address=Lower("email"))
    return {
        "name": list(_sharing(named, "family", "given", "birth_date")),
        "email": list(_sharing(addressed, "address")),
        "number": list(_sharing(people.exclude(number=""), "number")),
    }


def _sharing(people: QuerySet[Person], *columns: str) -> Iterator[list[uuid.UUID]]:
    """Groups of at least two records with the same values in these columns. Two queries."""
    shared = people.order_by().values_list(*columns).annotate(n=Count("pk")).filter(n__gt=1)
    values = [tuple(row[:-1]) for row in shared.order_by(*columns)[:MOST]]
    if not values:
        return
    condition = Q()
    for row in values:
        condition |= Q(**dict(zip(columns, row, strict=True)))
    found: dict[tuple[object, ...], list[uuid.UUID]] = defaultdict(list)
    for pk, *row in people.filter(condition).order_by("pk").values_list("pk", *columns):
        found[tuple(row)].append(pk)
    yield from found.values()


def _judged(viewer: Viewer, pairs: Iterable[Pair]) -> Iterator[Pair]:
    ones = {one for one, _other in pairs}
    rows = KnownApart.objects.filter(organisation_id=viewer.organisation_id, one__in=ones)
    return iter(rows.values_list("one_id", "other_id"))


def _records(ids: set[uuid.UUID]) -> dict[uuid.UUID, Record]:
    sources: dict[uuid.UUID, list[str]] = defaultdict(list)
    rows = PersonIdentifier.objects.filter(person__in=ids).order_by("source", "value")
    for person, source in rows.values_list("person_id", "source"):
        sources[person].append(source)
    talks, cases = _counted(Talk.objects.all(), ids), _counted(Case.objects.all(), ids)
    running = _counted(Case.objects.filter(status=Case.Status.OPEN), ids)
    enrolments, results = _counted(Enrolment.objects.all(), ids), _counted(Result.objects.all(), ids)
    return {
        person.pk: Record(
            person=person,
            sources=tuple(dict.fromkeys(sources[person.pk])),
            talks=talks.get(person.pk, 0),
            cases=cases.get(person.pk, 0),
            running=running.get(person.pk, 0),
            enrolments=enrolments.get(person.pk, 0),
            results=results.get(person.pk, 0),
        )
        for person in Person.objects.filter(pk__in=ids).defer("bsn")
    }


def _counted(rows: QuerySet[Any, Any], ids: set[uuid.UUID]) -> dict[uuid.UUID, int]:
    return dict(rows.filter(student__in=ids).order_by().values_list("student_id").annotate(Count("pk")))
