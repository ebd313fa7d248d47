"""Institutions of a region and of the country beside each other, from what each published: no number that is shown here
could not be in a newspaper (S-507, S-638).
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count as Many
from django.http import Http404

from houvast.core.monitor.regions import REGIONS
from houvast.core.monitor.shares import Share
from houvast.monitor.models import Published
from houvast.monitor.queries.reach import has_figures, region_of
from houvast.people.models import Organisation, RoleAssignment
from houvast.people.viewer import Viewer

ROLE = RoleAssignment.Role
OF_REGION = frozenset({ROLE.POLICY_MAKER, ROLE.ADMINISTRATOR, ROLE.RMC, ROLE.ATTENDANCE_OFFICER})
"""Who looks at a region for a municipality or another partner."""
WHOLE = {"level": 0, "pathway": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """One row: an institution, a region or the country. Numbers are None where they are hidden; `without`: how many
    institutions are not in a sum because theirs are hidden.
    """

    key: str
    name: str
    hits: int | None
    of: int | None
    before: float | None = None
    without: int = 0

    @property
    def share(self) -> Share | None:
        return Share(hits=min(self.hits, self.of), of=self.of) if self.hits is not None and self.of else None


def sees_region(viewer: Viewer) -> bool:
    """Whether there is a region for this viewer; one query at most, for the kind of organisation."""
    return has_figures(viewer) or bool(viewer.role_names & OF_REGION)


def check_region(viewer: Viewer) -> None:
    """Http404 for who has no part in it."""
    if not sees_region(viewer):
        raise Http404


def regions_known() -> tuple[tuple[str, str], ...]:
    """Regions of which something was published, by name."""
    known = Published.objects.exclude(region="").values_list("region", flat=True).distinct()
    return tuple((key, REGIONS[key]) for key in sorted(known) if key in REGIONS)


def years_published() -> tuple[int, ...]:
    """Years of which something was published, latest first."""
    return tuple(Published.objects.order_by("-year").values_list("year", flat=True).distinct())


def institutions(figure: str, year: int, region: str, part: str = "") -> tuple[Sum, ...]:
    """Every institution of the region (empty: the country) by name, with the year before. One query."""
    rows = Published.objects.filter(figure=figure, part=part, year__in=(year, year - 1), **WHOLE)
    if region:
        rows = rows.filter(region=region)
    found: dict[int, dict[uuid.UUID, tuple[str, int | None, int | None]]] = {year: {}, year - 1: {}}
    columns = ("year", "institution_id", "institution__name", "hits", "of")
    for of_year, institution, name, hits, of in rows.values_list(*columns):
        found[of_year][institution] = (name, hits, of)
    return tuple(
        sorted(
            (
                Sum(key=str(key), name=name, hits=hits, of=of, before=_value(found[year - 1].get(key)))
                for key, (name, hits, of) in found[year].items()
            ),
            key=lambda one: (one.name.lower(), one.key),
        )
    )


def _value(numbers: tuple[str, int | None, int | None] | None) -> float | None:
    if numbers is None or numbers[1] is None or not numbers[2]:
        return None
    return numbers[1] / numbers[2]


def together(rows: Iterable[Sum], name: str) -> Sum:
    """The sum of rows: of those that are shown, with how many are not. Nothing shown: hidden."""
    rows = tuple(rows)
    shown = [one for one in rows if one.hits is not None and one.of is not None]
    if not shown:
        return Sum(key="", name=name, hits=None, of=None, without=len(rows))
    return Sum(
        key="",
        name=name,
        hits=sum(one.hits or 0 for one in shown),
        of=sum(one.of or 0 for one in shown),
        without=len(rows) - len(shown),
    )


def by_level_and_pathway(figure: str, year: int, region: str) -> dict[tuple[int, str], Sum]:
    """The sum of the region (empty: the country) per level and pathway. One query."""
    rows = Published.objects.filter(figure=figure, part="", year=year, level__gt=0)
    if region:
        rows = rows.filter(region=region)
    found: dict[tuple[int, str], list[Sum]] = {}
    for level, pathway, hits, of in rows.values_list("level", "pathway", "hits", "of"):
        found.setdefault((level, pathway), []).append(Sum(key="", name="", hits=hits, of=of))
    return {place: together(sums, "") for place, sums in sorted(found.items())}


def parts_of(figure: str, year: int, region: str) -> dict[str, dict[str, Sum]]:
    """A division per institution: by its id, by part. One query."""
    rows = Published.objects.filter(figure=figure, year=year, **WHOLE).exclude(part="")
    if region:
        rows = rows.filter(region=region)
    found: dict[str, dict[str, Sum]] = {}
    columns = ("institution_id", "institution__name", "part", "hits", "of")
    for institution, name, part, hits, of in rows.order_by("institution__name", "institution_id").values_list(*columns):
        found.setdefault(str(institution), {})[part] = Sum(key=str(institution), name=name, hits=hits, of=of)
    return found


def beside(organisation_id: uuid.UUID, figure: str, year: int) -> tuple[Sum, ...]:
    """The region of an institution, and the country, beside its own share; nothing when nobody else published. Two
    queries.
    """
    region = region_of(organisation_id)
    country = institutions(figure, year, "")
    others = [one for one in country if one.key != str(organisation_id)]
    if not others:
        return ()
    made = []
    if region:
        of_region = institutions(figure, year, region)
        if any(one.key != str(organisation_id) for one in of_region):
            made.append(together(of_region, REGIONS.get(region, region)))
    return (*made, together(country, ""))


def how_many_published(year: int) -> int:
    """How many institutions published something of this year."""
    found = Published.objects.filter(year=year).aggregate(n=Many("institution", distinct=True))
    return int(found["n"])


def is_institution(viewer: Viewer) -> bool:
    """Whether the viewer's organisation has students of its own."""
    return viewer.person.organisation.kind == Organisation.Kind.INSTITUTION
