"""Which services fit a need: for an alert, a plan and a referral. Nothing about a student goes in but what is asked."""

import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import IntegerField, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from houvast.directory.content.entry import Entry, Sort
from houvast.directory.content.reading import of_sort
from houvast.directory.models import Service
from houvast.people.prepared import MakesHole, PreparedRecord
from houvast.web.addresses import addresses

STALE_AFTER = timedelta(days=183)
"""Half a year: an entry that was not looked at for longer says so."""
MOST_CONSIDERED = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """A service that fits: of an organisation near (`service` is its id), or else the kind alone (`service` is None).

    `does` and `reach` are in the reader's language. `stale`: nobody looked at it for half a year;
    `own`: it is of the organisation that was asked for.
    """

    service: uuid.UUID | None
    kind: str
    name: str
    does: str
    reach: str
    by: str
    url: str
    without_school: bool
    waiting_days: int | None
    stale: bool
    own: bool = False

    @property
    def choice(self) -> str:
        """What stands for it in a form: the id of the service, or the key of the kind."""
        return str(self.service) if self.service else self.kind


def is_stale(checked_on: date | None, on: date) -> bool:
    return checked_on is None or on - checked_on > STALE_AFTER


def fitting_services(
    *,
    on: date,
    areas: Collection[str] = (),
    kinds: Collection[str] = (),
    age: int | None = None,
    level: int | None = None,
    place: str = "",
    organisation: uuid.UUID | None = None,
    without_school: bool = False,
    most: int = 5,
) -> tuple[Fitting, ...]:
    """The services that fit, the best first, at most `most`. One query.

    `areas` are `life_areas.LifeArea`; `kinds` are keys of the catalogue (`youth-team`); `level` is 1 to 4. Entries of
    `organisation` come first, then those in `place`, then those everywhere; a kind without any entry comes last, as the
    catalogue describes it. Without areas and kinds everything may fit.
    """
    asked = _asked_for(tuple(areas), tuple(kinds), level, knows_age=age is not None, without_school=without_school)
    near = sorted(
        (one for one in asked.all(age=age) if not place or not one.places or _lies_in(one, place)),
        key=lambda one: (
            one.kept_by_id != organisation,
            one.kind not in kinds,
            not (place and _lies_in(one, place)),
            -len(set(one.areas.split()) & set(areas)),
            is_stale(one.checked_on, on),
            one.waiting_days or 0,
            one.name.casefold(),
            one.pk,
        ),
    )
    covered = {one.kind for one in near}
    rest = (kind for kind in _kinds(areas, kinds, age, level, without_school) if kind.slug not in covered)
    ordered = sorted(rest, key=lambda kind: (kind.slug not in kinds, -len(set(kind.areas) & set(areas))))
    first = near[:most]
    kinds_alone = ordered[: most - len(first)]
    return (*(_of_service(one, on, organisation) for one in first), *(_of_kind(one) for one in kinds_alone))


@lru_cache(maxsize=256)
def _asked_for(
    areas: tuple[str, ...], kinds: tuple[str, ...], level: int | None, *, knows_age: bool, without_school: bool
) -> PreparedRecord[Service]:
    """The published services that fit, for one way of asking; a page asks few ways, again and again."""

    def narrowed(found: QuerySet[Service], hole: MakesHole) -> QuerySet[Service]:
        wanted = Q(kind__in=kinds)
        for area in areas:
            wanted |= Q(areas__contains=area)
        found = found.filter(state=Service.State.PUBLISHED)
        if areas or kinds:
            found = found.filter(wanted)
        if knows_age:
            age = hole("age", IntegerField())
            found = found.filter(Q(age_from__isnull=True) | Q(age_from__lte=age))
            found = found.filter(Q(age_until__isnull=True) | Q(age_until__gte=age))
        if level is not None:
            found = found.filter(Q(levels="") | Q(levels__contains=str(level)))
        if without_school:
            found = found.filter(without_school=True)
        return found.order_by("name", "pk")[:MOST_CONSIDERED]

    return PreparedRecord(Service, narrowed, related=("kept_by",))


def _lies_in(service: Service, place: str) -> bool:
    return place.casefold().strip() in {one.strip().casefold() for one in service.places.split(",")}


def _kinds(
    areas: Collection[str],
    kinds: Collection[str],
    age: int | None,
    level: int | None,
    without_school: bool,  # noqa: FBT001 - handed on as it was given
) -> Iterator[Entry]:
    for kind in of_sort(Sort.SERVICE):
        if (areas or kinds) and kind.slug not in kinds and not set(kind.areas) & set(areas):
            continue
        if age is not None and not (kind.age_from or 0) <= age <= (kind.age_until or 150):
            continue
        if level is not None and kind.levels and str(level) not in kind.levels:
            continue
        if without_school and not kind.without_school:
            continue
        yield kind


def _of_service(service: Service, on: date, organisation: uuid.UUID | None) -> Fitting:
    english = (get_language() or "nl").startswith("en")
    return Fitting(
        service=service.pk,
        kind=service.kind,
        name=service.name,
        does=service.does_en if english and service.does_en else service.does,
        reach=service.reach,
        by=service.kept_by.name,
        url=addresses("directory:service")(service.pk),
        without_school=service.without_school,
        waiting_days=service.waiting_days,
        stale=is_stale(service.checked_on, on),
        own=service.kept_by_id == organisation,
    )


def _of_kind(kind: Entry) -> Fitting:
    words = kind.in_(get_language() or "nl")
    return Fitting(
        service=None,
        kind=kind.slug,
        name=words.title,
        does=words.lead,
        reach=words.reach,
        by="",
        url=reverse("directory:kind", args=(kind.slug,)),
        without_school=kind.without_school,
        waiting_days=None,
        stale=False,
    )
