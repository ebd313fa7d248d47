"""The quality agenda as a report: each priority with the figures that Houvast has, what it cannot say, and what teams
try (S-404 to S-418, S-467 to S-480).
"""

from dataclasses import dataclass

from django.utils.translation import gettext

from houvast.core.monitor.figures import BY_ID
from houvast.monitor.models import LearningCycle
from houvast.monitor.queries.counting import sums
from houvast.monitor.queries.figures import Shown, said_in, whole_of
from houvast.monitor.queries.reach import Reach
from houvast.monitor.showing import answer_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A priority: figures as sentences, goals that teams set, and what must come from elsewhere."""

    title: str
    figures: tuple[tuple[str, str, str], ...]
    goals: tuple[str, ...]
    elsewhere: str


def agenda(reach: Reach, year: int) -> tuple[Priority, ...]:
    """The priorities of the agenda for one year. Two queries."""
    priorities = _priorities()
    wanted = {figure for _, figures, _ in priorities for figure in figures}
    found = sums(reach, (year, year - 1, year + 1), {mark for one in wanted for mark in BY_ID[one].marks})
    cycles = LearningCycle.objects.filter(organisation_id=reach.organisation)
    if reach.units is not None:
        cycles = cycles.filter(team_id__in=reach.units)
    goals = list(cycles.order_by("-begun_on")[:50].values_list("figure", "goal", "small_change"))
    made = []
    for title, figures, elsewhere in priorities:
        rows = []
        for one in figures:
            figure = BY_ID[one]
            whole = whole_of(reach, figure, year + 1 if figure.now else year, found)
            rows.append((said_in(figure, "title"), answer_of(Shown(figure=figure, whole=whole, rows=())), whole.said))
        made.append(
            Priority(
                title=title,
                figures=tuple(rows),
                goals=tuple(f"{goal}: {change}" for figure, goal, change in goals if figure in figures),
                elsewhere=elsewhere,
            )
        )
    return tuple(made)


def _priorities() -> tuple[tuple[str, tuple[str, ...], str], ...]:
    return (
        (
            gettext("Strong education teams"),
            ("plans", "alerts"),
            gettext("Training of teams stands in the personnel system."),
        ),
        (gettext("Education innovation"), (), gettext("Houvast has no figure for this; describe it in words.")),
        (
            gettext("School and field of work"),
            (),
            gettext("Return on the labour market comes from Statistics Netherlands."),
        ),
        (gettext("Lifelong development"), (), gettext("Houvast has no figure for this; describe it in words.")),
        (
            gettext("The switch from vo to mbo"),
            ("talked", "coached"),
            gettext("The transfer board has the figures of applicants."),
        ),
        (gettext("Moving up"), ("own-view",), gettext("Who moved on to hbo is known to DUO.")),
        (gettext("Preventing absence and drop-out"), ("missed-contact", "left", "early-23", "early-27"), ""),
        (
            gettext("Young people in a vulnerable position"),
            ("vulnerable", "early-vulnerable", "handovers", "partner-contact"),
            "",
        ),
        (
            gettext("Equal opportunities"),
            ("negative", "appealed"),
            gettext("Per group only as far as numbers are not small."),
        ),
    )
