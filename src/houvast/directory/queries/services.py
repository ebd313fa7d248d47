"""Services as the public sees them, and as their keepers do."""

import uuid
from datetime import date

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from houvast.directory.content.entry import Sort
from houvast.directory.content.reading import of_sort
from houvast.directory.models import Service, ServiceDoubt
from houvast.directory.queries.fitting import STALE_AFTER
from houvast.people.models import Organisation, RoleAssignment
from houvast.people.viewer import DESK_ROLES, Viewer

KEEPERS = frozenset({RoleAssignment.Role.ADMINISTRATOR, RoleAssignment.Role.SUPPORT_ADVISOR})
"""At a school. At a municipality or partner also whoever works at a desk: each keeps the part of their own."""
PUBLISHED = Service.State.PUBLISHED
MOST_SHOWN = 50


def may_keep(viewer: Viewer) -> bool:
    """Whether somebody keeps the entries of their own organisation."""
    if viewer.role_names & KEEPERS:
        return True
    is_school = viewer.person.organisation.kind == Organisation.Kind.INSTITUTION
    return bool(not is_school and viewer.role_names & DESK_ROLES)


def published(service: uuid.UUID) -> Service | None:
    return Service.objects.filter(pk=service, state=PUBLISHED).select_related("kept_by").first()


def of_kind(kind: str) -> tuple[Service, ...]:
    """Who offers this kind of service, by name; at most fifty."""
    rows = Service.objects.filter(kind=kind, state=PUBLISHED).select_related("kept_by")
    return tuple(rows.order_by("name", "pk")[:MOST_SHOWN])


def at(organisation: uuid.UUID) -> tuple[Service, ...]:
    """What one organisation offers, by name; at most fifty."""
    rows = Service.objects.filter(kept_by=organisation, state=PUBLISHED).select_related("kept_by")
    return tuple(rows.order_by("name", "pk")[:MOST_SHOWN])


def listed(
    *, areas: tuple[str, ...], place: str, age: int | None, level: str, without_school: bool, school: uuid.UUID | None
) -> tuple[Service, ...]:
    """Published services that fit every filter that was filled in, by name; at most fifty. One query."""
    rows = Service.objects.filter(state=PUBLISHED)
    for area in areas:
        rows = rows.filter(areas__contains=area)
    if place:
        rows = rows.filter(Q(places="") | Q(places__icontains=place))
    if age is not None:
        rows = rows.filter(Q(age_from__isnull=True) | Q(age_from__lte=age))
        rows = rows.filter(Q(age_until__isnull=True) | Q(age_until__gte=age))
    if level:
        rows = rows.filter(Q(levels="") | Q(levels__contains=level))
    if without_school:
        rows = rows.filter(without_school=True)
    own = Case(When(kept_by=school, then=Value(0)), default=Value(1), output_field=IntegerField())
    return tuple(rows.select_related("kept_by").annotate(own=own).order_by("own", "name", "pk")[:MOST_SHOWN])


def kept_by(viewer: Viewer) -> QuerySet[Service]:
    """The entries of the viewer's own organisation; what waits or is doubted, then what is oldest, comes first."""
    doubted = Exists(ServiceDoubt.objects.filter(service=OuterRef("pk")))
    order = Case(
        When(doubted, then=Value(0)), When(state=Service.State.WAITING, then=Value(0)),
        When(state=PUBLISHED, then=Value(1)), default=Value(2), output_field=IntegerField(),
    )  # fmt: skip
    rows = Service.objects.filter(kept_by=viewer.organisation_id).prefetch_related("doubts")
    return rows.annotate(turn=order).order_by("turn", "checked_on", "name", "pk")


def kept(viewer: Viewer, service: uuid.UUID) -> Service | None:
    """One entry of the viewer's own organisation; None for that of another."""
    return Service.objects.filter(pk=service, kept_by=viewer.organisation_id).first()


def waiting_for_review(viewer: Viewer, on: date) -> int:
    """How many entries of the own organisation ask to be looked at."""
    late = Q(state=PUBLISHED) & (Q(checked_on__isnull=True) | Q(checked_on__lt=on - STALE_AFTER))
    rows = Service.objects.filter(kept_by=viewer.organisation_id)
    doubted = Exists(ServiceDoubt.objects.filter(service=OuterRef("pk")))
    return rows.filter(late | Q(state=Service.State.WAITING) | Q(doubted)).count()


def schools() -> tuple[Organisation, ...]:
    """The institutions of this installation, by name; names of schools are public."""
    return tuple(Organisation.objects.filter(kind=Organisation.Kind.INSTITUTION).order_by("name", "pk")[:MOST_SHOWN])


def school(organisation: uuid.UUID) -> Organisation | None:
    return Organisation.objects.filter(pk=organisation, kind=Organisation.Kind.INSTITUTION).first()


def kinds() -> frozenset[str]:
    """The keys of the kinds of service that the house knows."""
    return frozenset(kind.slug for kind in of_sort(Sort.SERVICE))


def kinds_named(language: str) -> tuple[tuple[str, str], ...]:
    """Key and title of every kind of service, by title."""
    named = ((kind.slug, kind.in_(language).title) for kind in of_sort(Sort.SERVICE))
    return tuple(sorted(named, key=lambda one: one[1].casefold()))
