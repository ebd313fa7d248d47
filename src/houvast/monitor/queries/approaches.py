"""Approaches and publications, and the eight mechanisms with everything that serves each (S-758, S-775 to S-784)."""

import uuid
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from houvast.core.law.text import Text
from houvast.core.monitor.approaches import STUDY, Described, Kind, Sector, Theme
from houvast.core.monitor.figures import BY_ID
from houvast.core.monitor.mechanisms import MEASURED_BY, Mechanism
from houvast.monitor.models import Approach, LearningCycle, LearningMeeting
from houvast.monitor.queries.counting import sums
from houvast.monitor.queries.figures import Shown, said_in, whole_of
from houvast.monitor.queries.reach import Reach
from houvast.monitor.showing import answer_of

MOST = 200


def approaches(organisation_id: uuid.UUID, *, sector: str = "", theme: str = "") -> tuple[Described, ...]:
    """What the school described, by title, after the study that ships with the house; narrowed by sector and theme."""
    rows = Approach.objects.filter(organisation_id=organisation_id).order_by("title", "pk")[:MOST]
    found = (STUDY, *(_described(one) for one in rows))
    return tuple(one for one in found if (not sector or sector in one.sectors) and (not theme or theme in one.themes))


def approach_for(organisation_id: uuid.UUID, approach_id: uuid.UUID) -> Approach:
    """One approach of this school."""
    found = Approach.objects.filter(pk=approach_id, organisation_id=organisation_id).first()
    if found is None:
        raise Http404
    return found


def _described(one: Approach) -> Described:
    def same(text: str) -> Text:
        return Text(text, text)

    return Described(
        id=str(one.pk),
        title=same(one.title),
        kind=Kind(one.kind),
        year=one.year,
        sectors=tuple(Sector(word) for word in one.sectors),
        themes=tuple(Theme(word) for word in one.themes),
        mechanisms=tuple(Mechanism(word) for word in one.mechanisms),
        context=same(one.context),
        intervention=same(one.intervention),
        how_it_works=same(one.how_it_works),
        results=same(one.results),
        takeaway=same(one.takeaway),
    )


def meetings(organisation_id: uuid.UUID) -> tuple[LearningMeeting, ...]:
    """Meetings in which teams learned together, latest first."""
    found = LearningMeeting.objects.filter(organisation_id=organisation_id).order_by("-held_on", "-pk")
    return tuple(found[:MOST])


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A mechanism with its figures in words, goals of teams and approaches that name it."""

    mechanism: Mechanism
    figures: tuple[tuple[str, str, str], ...]
    goals: tuple[str, ...]
    approaches: tuple[Described, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the school does nothing yet that names it."""
        return not self.goals and not self.approaches


def mechanisms(reach: Reach, year: int) -> tuple[Served, ...]:
    """All eight together. Four queries."""
    wanted = {figure for figures in MEASURED_BY.values() for figure in figures}
    found = sums(reach, (year, year - 1), {mark for one in wanted for mark in BY_ID[one].marks})
    cycles = LearningCycle.objects.filter(organisation_id=reach.organisation)
    if reach.units is not None:
        cycles = cycles.filter(team_id__in=reach.units)
    goals = list(cycles.order_by("-begun_on", "pk")[:MOST].values_list("mechanism", "goal", "small_change"))
    described = [one for one in approaches(reach.organisation) if one.id]
    return tuple(
        Served(
            mechanism=mechanism,
            figures=tuple(
                (
                    said_in(BY_ID[one], "title"),
                    answer_of(Shown(figure=BY_ID[one], whole=whole_of(reach, BY_ID[one], year, found), rows=())),
                    f"{reverse('monitor:group', args=(BY_ID[one].group,))}?year={year}#{one}",
                )
                for one in MEASURED_BY[mechanism]
            ),
            goals=tuple(f"{goal}: {change}" for named, goal, change in goals if named == mechanism),
            approaches=tuple(one for one in described if mechanism in one.mechanisms),
        )
        for mechanism in Mechanism
    )
