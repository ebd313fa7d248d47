"""Places and requests: what schools offer, what is taken, who is still without a place (S-126)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from houvast.core.access.words import Data, Purpose
from houvast.core.calendar import SchoolYear, school_year_of
from houvast.education.models import Enrolment
from houvast.people.models import Person
from houvast.people.viewer import Viewer, running_on
from houvast.privacy import door
from houvast.workplace.models import PlaceOffer, TrainingSchool, Triad
from houvast.workplace.queries.places import PAGE, training_schools


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


def years(viewer: Viewer) -> tuple[str, str]:
    """This school year and the next: places are told for both."""
    now = school_year_of(viewer.day)
    return now.label, SchoolYear(begins_in=now.begins_in + 1).label


def places_in(viewer: Viewer, school_year: str, *, region: str = "") -> tuple[Places, ...]:
    """Every training school of the viewer in this school year, by name; three queries."""
    schools = training_schools(viewer)
    if region:
        schools = schools.filter(region=region)
    found = list(schools[: PAGE * 4])
    offers = {
        one.training_school_id: one
        for one in PlaceOffer.objects.filter(training_school__in=found, school_year=school_year)
    }
    taken = dict(
        Triad.objects.filter(training_school__in=found, school_year=school_year, ends_on__isnull=True)
        .order_by()
        .values_list("training_school")
        .annotate(n=Count("pk"))
    )
    return tuple(
        Places(
            school=one,
            offered=offers[one.pk].places if one.pk in offers else None,
            taken=taken.get(one.pk, 0),
            remark=offers[one.pk].remark if one.pk in offers else "",
        )
        for one in found
    )


def offer_of(school: TrainingSchool, school_year: str) -> PlaceOffer | None:
    """What this school told for this year."""
    return PlaceOffer.objects.filter(training_school=school, school_year=school_year).first()


def _without(viewer: Viewer) -> QuerySet[Person]:
    """Students of the programmes whose students learn at training schools, enrolled now and placed nowhere."""
    enrolled = Enrolment.objects.filter(running_or_open(viewer), organisation_id=viewer.organisation_id)
    at_work = Triad.objects.filter(organisation_id=viewer.organisation_id)
    programmes = Enrolment.objects.filter(student__in=at_work.values("student")).values("programme")
    placed = at_work.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=viewer.day))
    return door.students(viewer, Data.WORKPLACE).filter(
        ~Q(pk__in=placed.values("student")), pk__in=enrolled.filter(programme__in=programmes).values("student")
    )


def running_or_open(viewer: Viewer) -> Q:
    """An enrolment that holds on the viewer's day; one without a first day holds until it ends."""
    return running_on(viewer.day) | Q(starts_on__isnull=True, ends_on__isnull=True)


def without_place(viewer: Viewer, *, after: str = "", most: int = PAGE) -> tuple[Sequence[Person], str]:
    """Who is still without a place, by name, from after this mark on; and the mark of the next page."""
    found = _without(viewer)
    if "/" in after:
        name, _, key = after.rpartition("/")
        try:
            beyond = Q(sort_name=name, pk__gt=uuid.UUID(key)) | Q(sort_name__gt=name)
        except ValueError:
            raise Http404 from None
        found = found.filter(beyond)
    rows = list(found.order_by("sort_name", "pk")[: most + 1])
    shown = rows[:most]
    door.note_shown(shown, Purpose.ADMINISTRATION)
    return shown, f"{shown[-1].sort_name}/{shown[-1].pk}" if len(rows) > most else ""


def count_without(viewer: Viewer) -> int:
    """How many are still without a place."""
    return _without(viewer).count()
