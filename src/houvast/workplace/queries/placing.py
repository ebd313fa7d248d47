"""Places and requests: what schools offer, what is taken, who is still without a place (S-126)."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import CharField, Count, DateField, Exists, OuterRef, Q, QuerySet, UUIDField, Value

from houvast.core.access.words import Data, Purpose
from houvast.core.calendar import SchoolYear, school_year_of
from houvast.education.models import Enrolment, Programme
from houvast.people.gathered import Among, walked
from houvast.people.models import Person, full_name
from houvast.people.prepared import MakesHole, Prepared, Question
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.privacy.relations import Given, Shape
from houvast.workplace.models import PlaceOffer, TrainingSchool, Triad
from houvast.workplace.queries import pages
from houvast.workplace.queries.places import PAGE, asked_for_schools, schools_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """A training school in a school year: `offered` is None when it did not say; `free` is negative when too many."""

    school: TrainingSchool
    offered: int | None
    taken: int
    remark: str

    @property
    def free(self) -> int | None:
        return None if self.offered is None else self.offered - self.taken


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A student who is still without a place."""

    pk: uuid.UUID
    name: str
    number: str


def years(viewer: Viewer) -> tuple[str, str]:
    """This school year and the next: places are told for both."""
    now = school_year_of(viewer.day)
    return now.label, SchoolYear(begins_in=now.begins_in + 1).label


def places_in(viewer: Viewer, school_year: str, *, region: str = "") -> tuple[Places, ...]:
    """Every training school of the viewer in this school year, by name; three queries.

    Taken is who was placed for the year, and in the present one also who still learns there since an earlier year.
    """
    earliest = "" if school_year == years(viewer)[0] else school_year
    found = schools_of(viewer, region=region, most=PAGE * 4, counted=False)
    asked = _values(viewer, school_year)
    offers = {school: (places, remark) for school, places, remark in _OFFERS.rows(**asked)}
    taken = Counter[uuid.UUID]()
    for school, year, n in _AT_WORK.rows(**asked):
        if earliest <= year <= school_year:
            taken[school] += n
    return tuple(
        Places(
            school=one,
            offered=offers[one.pk][0] if one.pk in offers else None,
            taken=taken[one.pk],
            remark=offers[one.pk][1] if one.pk in offers else "",
        )
        for one in found
    )


def asked_for_places(viewer: Viewer, school_year: str) -> tuple[Question, ...]:
    """What `places_in` asks of all regions, for `asked_ahead`."""
    asked = _values(viewer, school_year)
    schools = asked_for_schools(viewer, most=PAGE * 4, counted=False)
    return (*schools, _OFFERS.question(**asked), _AT_WORK.question(**asked))


def _values(viewer: Viewer, school_year: str) -> dict[str, Any]:
    return {"organisation": viewer.organisation_id, "year": school_year, "day": viewer.day}


def _offers(hole: MakesHole) -> QuerySet[PlaceOffer, tuple[Any, ...]]:
    told = PlaceOffer.objects.filter(
        organisation_id=hole("organisation", UUIDField()), school_year=hole("year", CharField())
    )
    return told.values_list("training_school_id", "places", "remark")


def _at_work(hole: MakesHole) -> QuerySet[Triad, tuple[Any, ...]]:
    """How many are placed, by school and by the year for which: without an end, along an index that knows of nobody
    else, and until a day that is still to come. Those are few: it is a next place that ends the one before.
    """
    ending = _per_school(hole, ends_on__gte=hole("day", DateField()), school_year=hole("year", CharField()))
    return _per_school(hole, ends_on__isnull=True).union(ending, all=True)


def _per_school(hole: MakesHole, **which: Any) -> QuerySet[Triad, tuple[Any, ...]]:
    found = Triad.objects.filter(organisation_id=hole("organisation", UUIDField()), **which).order_by()
    counted = found.values("training_school_id", "school_year").annotate(n=Count("*"))
    return counted.values_list("training_school_id", "school_year", "n")


_OFFERS = Prepared(_offers)
_AT_WORK = Prepared(_at_work)


def offer_of(school: TrainingSchool, school_year: str) -> PlaceOffer | None:
    """What this school told for this year."""
    return PlaceOffer.objects.filter(training_school=school, school_year=school_year).first()


def _without(shape: Shape, given: Given) -> QuerySet[Person]:
    """Students of the programmes whose students learn at training schools, enrolled now and placed nowhere.

    An enrolment without a first day holds until it ends.
    """
    day, here = given("day", DateField()), given("organisation", UUIDField())
    at_work = Triad.objects.filter(organisation_id=here)
    placed_once = Enrolment.objects.filter(
        walked(at_work.filter(student_id=OuterRef("student_id"))), programme_id=OuterRef("pk")
    )
    programmes = Programme.objects.filter(walked(placed_once), organisation_id=here)
    enrolled = Enrolment.objects.filter(
        running_on(day) | Q(starts_on__isnull=True, ends_on__isnull=True),
        organisation_id=here,
        programme__in=Programme.objects.filter(Q(Among("pk", programmes.values("pk")))),
    )
    theirs = at_work.filter(student_id=OuterRef("student_id"))
    nowhere = enrolled.filter(~Exists(theirs.filter(ends_on__isnull=True)), ~Exists(theirs.filter(ends_on__gte=day)))
    return door.students_of(shape, given).filter(Among("pk", nowhere.values("student_id")))


def without_place(viewer: Viewer, *, after: str = "", most: int = PAGE) -> tuple[Sequence[Waiting], str]:
    """Who is still without a place, by name, from after this mark on; and the mark of the next page."""
    rows = [row for one in asked_without(viewer, after=after, most=most) for row in one.rows()]
    shown = rows[:most]
    door.note_shown([row[0] for row in shown], Purpose.ADMINISTRATION)
    mark = pages.mark_of(shown[-1][1], shown[-1][0]) if len(rows) > most else ""
    return tuple(Waiting(pk=pk, name=full_name(*name), number=name[-1]) for pk, _, *name in shown), mark


def asked_without(viewer: Viewer, *, after: str = "", most: int = PAGE) -> tuple[Question, ...]:
    """What `without_place` asks, for `asked_ahead`; Http404 for what is no mark."""
    ties, place = door.whose(viewer, Data.WORKPLACE), pages.beyond(after)
    if ties.shape.ties_nobody:
        return ()
    return (_page_without(ties.shape, most, beyond=bool(place)).question(**ties.values, **place),)


@lru_cache(maxsize=256)
def _page_without(shape: Shape, most: int, *, beyond: bool) -> Prepared:
    def written(hole: MakesHole) -> QuerySet[Person, tuple[Any, ...]]:
        found = _without(shape, hole)
        if beyond:
            name, key = hole("after_name", CharField()), hole("after", UUIDField())
            found = found.filter(Q(sort_name=name, pk__gt=key) | Q(sort_name__gt=name))
        return found.order_by("sort_name", "pk").values_list("pk", "sort_name", *pages.NAME)[: most + 1]

    return Prepared(written)


def count_without(viewer: Viewer) -> int:
    """How many are still without a place."""
    ties = door.whose(viewer, Data.WORKPLACE)
    if ties.shape.ties_nobody:
        return 0
    [(n,)] = _count_without(ties.shape).rows(**ties.values)
    return int(n)


@lru_cache(maxsize=256)
def _count_without(shape: Shape) -> Prepared:
    def written(hole: MakesHole) -> QuerySet[Person, tuple[Any, ...]]:
        found = _without(shape, hole).order_by()
        return found.annotate(all=Value(1)).values("all").annotate(n=Count("pk")).values_list("n")

    return Prepared(written)
