"""Figures for templates: tables, bars and sentences of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext

from houvast.core.monitor.checks import Check
from houvast.core.monitor.figures import Figure, Group
from houvast.monitor.queries.counting import By, Fresh
from houvast.monitor.queries.figures import Line, Shown, said_in
from houvast.monitor.queries.reach import Reach
from houvast.monitor.queries.region import Sum
from houvast.monitor.words import CHECKS, GROUPS, interval_of, number_of, percent, share_of
from houvast.people.clock import AMSTERDAM
from houvast.web.components import Bar, Column, Link
from houvast.web.days import long_day

NOTHING = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One figure on a page: its answer in words, a drawing, the table beside it, and where it is explained."""

    id: str
    title: str
    answer: str
    changed: str
    says: str
    bars: tuple[Bar, ...]
    unit: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    trend: tuple[Bar, ...]
    more: int
    definition_url: str


def year_label(year: int) -> str:
    """A school year as people write it."""
    return f"{year}-{year + 1}"


def by_names() -> Mapping[By, str]:
    """What the ways of dividing are called."""
    return {
        By.TEAM: gettext("team"),
        By.PROGRAMME: gettext("programme"),
        By.LEVEL: gettext("level"),
        By.PATHWAY: gettext("pathway"),
    }


def block_of(shown: Shown, reach: Reach, year: int, by: By, *, printed: bool = False) -> Block:
    """A figure as a page shows it."""
    figure = shown.figure
    divided = bool(shown.rows) and not figure.prefix
    return Block(
        id=figure.id,
        title=said_in(figure, "title"),
        answer=answer_of(shown),
        changed=shown.whole.said,
        says=said_in(figure, "says"),
        bars=tuple(
            Bar(label=line.label, value=_per_cent(line), note=_note(line))
            for line in shown.rows
            if line.hits is not None
        ),
        unit="%",
        columns=_columns(figure, by, divided=divided),
        rows=tuple(_row(line, figure, reach, year, by, divided=divided, links=not printed) for line in shown.rows),
        trend=tuple(
            Bar(label=line.label, value=_per_cent(line), note=_note(line))
            for line in shown.trend
            if line.hits is not None
        ),
        more=shown.more,
        definition_url=f"{reverse('monitor:definitions')}#{figure.id}",
    )


def answer_of(shown: Shown) -> str:
    """The figure in one sentence: so many of so many."""
    whole, figure = shown.whole, shown.figure
    if whole.of is None or whole.hits is None:
        return gettext("Hidden: it would be about a few students.")
    counted = figure.counts.in_(get_language() or "nl")
    if not whole.of:
        return gettext("Nothing to count in this year.")
    if figure.prefix:
        return gettext("About %(of)s %(what)s.") % {"of": number_of(whole.of, small=whole.small), "what": counted}
    return gettext("%(share)s: %(hits)s of %(of)s %(what)s.") % {
        "share": share_of(whole),
        "hits": number_of(whole.hits, small=whole.small),
        "of": number_of(whole.of),
        "what": counted,
    }


def _per_cent(line: Line) -> float:
    return round((line.share.value or 0.0) * 100, 1) if line.share else 0.0


def _note(line: Line) -> str:
    if line.hits is None:
        return gettext("hidden")
    return gettext("few students") if line.small else ""


def _columns(figure: Figure, by: By, *, divided: bool) -> tuple[Column, ...]:
    first = by_names()[by].capitalize() if divided else said_in(figure, "title")
    columns = [Column(label=first), Column(label=gettext("How many"), numeric=True)]
    if divided:
        columns += [Column(label=gettext("Of"), numeric=True)]
    columns += [Column(label=gettext("Share"), numeric=True)]
    if divided:
        columns += [Column(label=gettext("Lies between"), numeric=True)]
    return (*columns, Column(label=gettext("Year before"), numeric=True))


def _row(
    line: Line, figure: Figure, reach: Reach, year: int, by: By, *, divided: bool, links: bool
) -> tuple[object, ...]:
    number: object = number_of(line.hits, small=line.small)
    mark = figure.hits if divided else f"{figure.prefix}:{line.key}"
    if links and reach.behind and line.hits and not figure.now:
        asked = {"mark": mark, "year": year} | ({by.value: line.key or "none"} if divided else {})
        number = format_html('<a href="{}?{}">{}</a>', reverse("monitor:students"), urlencode(asked), number)
    if not divided:
        return line.label, number, share_of(line), percent(line.earlier)
    return (
        line.label,
        number,
        number_of(line.of),
        share_of(line),
        interval_of(line.share) or NOTHING,
        percent(line.earlier),
    )


def group_tabs(current: Group | None) -> tuple[Link, ...]:
    """The pages of figures."""
    first = Link(label=gettext("All figures"), url=reverse("monitor:overview"), current=current is None)
    return (
        first,
        *(
            Link(label=str(title), url=reverse("monitor:group", args=(group,)), current=group is current)
            for group, (title, _) in GROUPS.items()
        ),
    )


def fresh_words(fresh: Fresh | None) -> tuple[str, ...]:
    """As of when figures are, and how many records were left out and why."""
    if fresh is None:
        return (gettext("The figures have not been made yet. They are made every night."),)
    lines = [
        gettext("As of %(day)s; made %(at)s.")
        % {"day": long_day(fresh.on), "at": f"{fresh.at.astimezone(AMSTERDAM):%H:%M}"},
    ]
    lines += [
        ngettext("%(n)d enrolment is in no figure: %(why)s.", "%(n)d enrolments are in no figure: %(why)s.", number)
        % {"n": number, "why": str(CHECKS[Check(check)]).lower()}
        for check, number in sorted(fresh.left_out.items())
    ]
    return tuple(lines)


def beside_words(sums: Sequence[Sum]) -> tuple[str, ...]:
    """The same share in the region and in the country, as far as others published it."""
    return tuple(
        gettext("%(name)s: %(share)s.")
        % {"name": one.name or gettext("The whole country"), "share": percent(one.share.value)}
        for one in sums
        if one.share
    )


def rule_words(reach: Reach) -> str:
    """How small numbers are shown to this viewer."""
    if reach.rounds:
        return gettext(
            "You see counts, rounded to five. Numbers below %(n)d are hidden, and so is what would give them away."
        ) % {"n": reach.rule.least}
    return gettext("Numbers below %(n)d are in brackets: they are about a few students.") % {"n": reach.rule.least}


def partial_words(year: int, years: Sequence[int], fresh: Fresh | None, on: Any) -> str:
    """What is missing of a year: nothing known, or not over yet."""
    if year not in years:
        return gettext("Nothing is known of %(year)s here. Choose another year, or load enrolments of that year.") % {
            "year": year_label(year)
        }
    if fresh and (on.year, on.month, on.day) < (year + 1, 10, 1):
        return gettext("%(year)s is not over for counting: who is still here is looked at on 1 October %(next)d.") % {
            "year": year_label(year),
            "next": year + 1,
        }
    return ""
