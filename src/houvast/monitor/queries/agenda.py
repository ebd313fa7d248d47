"""The quality agenda as a report: each point with the figures that Houvast has, what the school says of it or brings
from elsewhere, and what teams try (S-404 to S-418, S-467 to S-480).
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext

from houvast.core.monitor.agenda import BY_RESULT, FIGURES_OF, SIGNAL, STUCK, Point
from houvast.core.monitor.figures import BY_ID
from houvast.core.monitor.small import protect, rounded
from houvast.education.models import Programme
from houvast.monitor.models import AgendaEntry, LearningCycle
from houvast.monitor.point_words import ELSEWHERE, POINTS
from houvast.monitor.queries.counting import By, sums
from houvast.monitor.queries.figures import Shown, said_in, whole_of
from houvast.monitor.queries.reach import Reach
from houvast.monitor.queries.tables import Table
from houvast.monitor.showing import answer_of
from houvast.monitor.words import number_of, percent
from houvast.web.components import Column

MOST_GOALS = 50
FOCUS_LEVELS = (1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the school wrote, or a figure from elsewhere with its source."""

    words: str
    share: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A point of the agenda: figures as sentences, words and figures from elsewhere, and goals that teams set."""

    point: Point
    title: str
    by_result: bool
    figures: tuple[tuple[str, str, str], ...]
    said: tuple[Said, ...]
    goals: tuple[str, ...]
    elsewhere: str


def agenda(reach: Reach, year: int) -> tuple[Part, ...]:
    """The points of the agenda for one year. Three queries."""
    wanted = {figure for figures in FIGURES_OF.values() for figure in figures}
    found = sums(reach, (year, year - 1, year + 1), {mark for one in wanted for mark in BY_ID[one].marks})
    cycles = LearningCycle.objects.filter(organisation_id=reach.organisation)
    if reach.units is not None:
        cycles = cycles.filter(team_id__in=reach.units)
    goals = list(cycles.order_by("-begun_on")[:MOST_GOALS].values_list("figure", "goal", "small_change"))
    said: dict[str, list[Said]] = {}
    entries = AgendaEntry.objects.filter(organisation_id=reach.organisation, year=year, programme__isnull=True)
    for one in entries.order_by("written_on", "pk"):
        share = percent(float(one.share) / 100) if one.share is not None else ""
        said.setdefault(one.point, []).append(Said(words=one.words, share=share, source=one.source))
    return tuple(
        Part(
            point=point,
            title=str(POINTS[point]),
            by_result=point in BY_RESULT,
            figures=tuple(_sentence(reach, one, year, found) for one in FIGURES_OF[point]),
            said=tuple(said.get(point, ())),
            goals=tuple(f"{goal}: {change}" for figure, goal, change in goals if figure in FIGURES_OF[point]),
            elsewhere=str(ELSEWHERE.get(point, "")),
        )
        for point in Point
    )


def _sentence(
    reach: Reach, figure_id: str, year: int, found: dict[tuple[int, str, object], int]
) -> tuple[str, str, str]:
    figure = BY_ID[figure_id]
    whole = whole_of(reach, figure, year + 1 if figure.now else year, found)
    return said_in(figure, "title"), answer_of(Shown(figure=figure, whole=whole, rows=())), whole.said


def stuck(reach: Reach, year: int) -> Table:
    """Where the present approach gets stuck: links between people, the one that holds least often first (S-475)."""
    found = sums(reach, (year, year - 1), {mark for one in STUCK for mark in BY_ID[one].marks})
    rows = []
    for figure_id in STUCK:
        figure = BY_ID[figure_id]
        whole = whole_of(reach, figure, year, found)
        if whole.share is not None:
            title, answer, _ = _sentence(reach, figure_id, year, found)
            rows.append((whole.share.value or 0.0, title, answer))
    return Table(
        title=gettext("Where the present approach gets stuck"),
        columns=(Column(label=gettext("What should hold")), Column(label=gettext("How often it does"))),
        rows=tuple((title, answer) for _, title, answer in sorted(rows)),
        notes=(gettext("The link that holds least often stands first. Case analyses say why: see the patterns."),),
    )


def focus_groups(reach: Reach, year: int) -> Table:
    """Who the working agenda is about, and whether their guidance is in order (S-414 to S-417): by level, and everybody
    in a vulnerable position. Numbers open the students for who may see them.
    """
    marks = ("students", "vulnerable")
    by_level = sums(reach, (year,), marks, by=By.LEVEL)
    now = sums(reach, (year + 1,), ("here", "coached", "talked"), by=By.LEVEL)
    rows = []
    for level in FOCUS_LEVELS:
        students, vulnerable = (by_level.get((year, mark, level), 0) for mark in marks)
        here, coached, talked = (now.get((year + 1, mark, level), 0) for mark in ("here", "coached", "talked"))
        rows.append(
            (
                gettext("Entree") if level == 1 else gettext("Level %(n)s") % {"n": level},
                _number(reach, students, students),
                _number(reach, vulnerable, students),
                _part(reach, coached, here),
                _part(reach, talked, here),
            )
        )
    return Table(
        title=gettext("Who these young people are, and whether guidance is in order"),
        columns=(
            Column(label=gettext("Group")),
            Column(label=gettext("Students"), numeric=True),
            Column(label=gettext("In a vulnerable position"), numeric=True),
            Column(label=gettext("Have a coach now"), numeric=True),
            Column(label=gettext("Talked with lately"), numeric=True),
        ),
        rows=tuple(rows),
        notes=(
            gettext(
                "In a vulnerable position: from pro, vso, vmbo-bb or entree, without a basic qualification. The last"
                " two columns are of who is enrolled now."
            ),
        ),
    )


def focus_links(year: int) -> tuple[tuple[str, str], ...]:
    """Lists of the focus groups for who may see students."""
    address = f"{reverse('monitor:students')}?year={year}"
    return (
        (gettext("Students of entree"), f"{address}&mark=students&level=1"),
        (gettext("Students of level 2"), f"{address}&mark=students&level=2"),
        (gettext("Students in a vulnerable position"), f"{address}&mark=vulnerable"),
        (gettext("Deregistered early and one-sidedly by the school"), f"{address}&mark=one-sided"),
    )


def _number(reach: Reach, number: int, of: int) -> str:
    if reach.behind:
        return number_of(number, small=reach.rule.is_small(number))
    hidden = bool(protect([[number, max(0, of - number)]], reach.rule).hidden)
    return number_of(None if hidden else rounded(number))


def _part(reach: Reach, hits: int, of: int) -> str:
    if not of:
        return "-"
    if not reach.behind:
        if protect([[hits, of - hits]], reach.rule).hidden:
            return number_of(None)
        hits, of = rounded(hits), rounded(of)
    return percent(hits / of) if of else "-"


def work_after(reach: Reach, year: int) -> Table:
    """Graduates with work per level 2 programme, as the school took it over from elsewhere; below the signal value it
    says so (S-474, S-477).
    """
    rows = AgendaEntry.objects.filter(
        organisation_id=reach.organisation, year=year, point=Point.LABOUR_MARKET, programme__isnull=False
    ).select_related("programme")
    return Table(
        title=gettext("Level 2: graduates with work"),
        columns=(
            Column(label=gettext("Programme")),
            Column(label=gettext("With work"), numeric=True),
            Column(label=gettext("Signal value: %(n)d%%") % {"n": SIGNAL}),
            Column(label=gettext("Source")),
        ),
        rows=tuple(
            (
                f"{one.programme.name} · {one.programme.crebo}" if one.programme else "",
                percent(float(one.share) / 100),
                gettext("below the signal value") if one.share < Decimal(SIGNAL) else gettext("at or above"),
                one.source,
            )
            for one in rows.order_by("share", "pk")
            if one.share is not None
        ),
        notes=(
            gettext("This comes from Statistics Netherlands or DUO; a school takes it over here, with its source."),
        ),
    )


def level_two_programmes(organisation_id: uuid.UUID) -> Sequence[tuple[str, str]]:
    """Programmes of level 2, by name, for a choice."""
    found = Programme.objects.filter(organisation_id=organisation_id, level=2).order_by("name", "pk")
    return [(str(pk), f"{name} · {crebo}") for pk, name, crebo in found.values_list("pk", "name", "crebo")[:500]]
