"""Figures as a page, a file or a report shows them: numbers under the rule of small numbers, in words and per cents."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext

from houvast.core.monitor.facts import next_count_day
from houvast.core.monitor.figures import BY_ID, FIGURES, FIRST, PARTS, SCHOOL_YEAR_MONTHS, Figure, Group
from houvast.core.monitor.shares import Share, Verdict, change
from houvast.core.monitor.small import Protected, Shows, protect, rounded
from houvast.monitor.models import OwnCause
from houvast.monitor.queries.counting import By, Key, names_of, sums
from houvast.monitor.queries.reach import Reach
from houvast.people.clock import today

MOST_PARTS = 20
MOST_ROWS = 200
HIDDEN = "·"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row: a part of the school or of a division. Numbers are None where they are hidden; `small`: in brackets."""

    key: str
    label: str
    hits: int | None
    of: int | None
    small: bool = False
    earlier: float | None = None
    said: str = ""

    @property
    def share(self) -> Share | None:
        """The share that is shown; None when it is hidden or nothing of nothing."""
        return Share(hits=self.hits, of=self.of) if self.hits is not None and self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A figure of one year: all together, and divided. `rows` of a division over parts have the same `of`."""

    figure: Figure
    whole: Line
    rows: tuple[Line, ...]
    trend: tuple[Line, ...] = ()
    more: int = 0


def said_in(figure: Figure, attribute: str) -> str:
    """A text of a figure in the language of the request."""
    return str(getattr(figure, attribute).in_(get_language() or "nl"))


def shown_group(reach: Reach, group: Group, year: int, by: By) -> tuple[Shown, ...]:
    """Every figure of a page; the leading one also divided. Five queries at most."""
    figures = [figure for figure in FIGURES if figure.group is group]
    leading = BY_ID[FIRST[group]]
    marks = {mark for figure in (*figures, leading) for mark in figure.marks}
    prefixes = {figure.prefix for figure in figures if figure.prefix}
    found = sums(reach, (year, year - 1), marks, prefixes)
    trend = sums(reach, range(year - 5, year + 1), leading.marks)
    divided = sums(reach, (year, year - 1), leading.marks, by=by)
    own = own_causes(reach.organisation) if group is Group.LEAVING else {}
    shown = [
        _division(reach, figure, year, found, own) if figure.prefix else _share(reach, figure, year, found)
        for figure in figures
    ]
    first = Shown(
        figure=leading,
        whole=whole_of(reach, leading, year, found),
        rows=_divided(reach, leading, year, divided, by),
        trend=_trend(reach, leading, year, trend),
    )
    return (first, *(one for one in shown if one.figure.id != leading.id))


def shown_figure(reach: Reach, figure: Figure, year: int, by: By) -> Shown:
    """One share with its division."""
    divided = sums(reach, (year, year - 1), figure.marks, by=by)
    found = sums(reach, (year, year - 1), figure.marks)
    return Shown(
        figure=figure, whole=whole_of(reach, figure, year, found), rows=_divided(reach, figure, year, divided, by)
    )


def own_causes(organisation_id: uuid.UUID) -> dict[str, str]:
    """The school's own causes by what stands in a mark."""
    rows = OwnCause.objects.filter(organisation_id=organisation_id).values_list("pk", "name")
    return {pk.hex: name for pk, name in rows}


def part_name(figure: Figure, part: str, own: Mapping[str, str]) -> str:
    """What a part of a division is called."""
    known = PARTS.get(figure.prefix, {}).get(part)
    return known.in_(get_language() or "nl") if known else own.get(part, part)


def _share(reach: Reach, figure: Figure, year: int, found: Mapping[tuple[int, str, Key], int]) -> Shown:
    return Shown(figure=figure, whole=whole_of(reach, figure, year, found), rows=())


def whole_of(reach: Reach, figure: Figure, year: int, found: Mapping[tuple[int, str, Key], int]) -> Line:
    hits, of = found.get((year, figure.hits, None), 0), found.get((year, figure.of, None), 0)
    before = _plain(found.get((year - 1, figure.hits, None), 0), found.get((year - 1, figure.of, None), 0))
    if not figure.hits:
        return _line(reach, "", "", of, of, hide=reach.rule.is_small(of))
    hide = not reach.behind and bool(protect([[hits, of - hits]], reach.rule).hidden)
    now = _plain(hits, of)
    said = "" if hide or figure.now or not is_over(figure, year) else in_words(before, now, reach)
    return _line(reach, "", "", hits, of, hide=hide, earlier=_earlier(reach, before), said=said)


def is_over(figure: Figure, year: int) -> bool:
    """Whether nothing is added any more: only then a year is compared with the one before."""
    ends_on = next_count_day(year) if figure.hits.startswith("early") else date(year + 1, 8, 1)
    return ends_on <= today()


def _plain(hits: int, of: int) -> Share:
    return Share(hits=min(hits, of), of=of)


def _earlier(reach: Reach, before: Share) -> float | None:
    """The share of the year before, unless it is about few."""
    small = any(reach.rule.is_small(one) for one in (before.hits, before.of - before.hits, before.of))
    return None if not before.of or (small and not reach.behind) else before.value


def in_words(before: Share, now: Share, reach: Reach) -> str:
    """What changed since the year before, with honest uncertainty."""
    if not before.of:
        return gettext("There is no earlier year to compare with.")
    match change(before, now, least=reach.rule.least).verdict:
        case Verdict.MORE:
            return gettext("More than the year before, more than chance explains.")
        case Verdict.LESS:
            return gettext("Less than the year before, more than chance explains.")
        case Verdict.CANNOT_TELL:
            return gettext("No difference from the year before that can be told from chance.")
        case Verdict.TOO_FEW:
            return gettext("Too few to compare with the year before.")


def _line(
    reach: Reach, key: str, label: str, hits: int, of: int, *, hide: bool, earlier: float | None = None, said: str = ""
) -> Line:
    """A row under the rule: hidden, rounded, or in brackets."""
    if hide:
        hidden_of = None if reach.rule.is_small(of) else of
        return Line(key=key, label=label, hits=None, of=_shown(reach, hidden_of), earlier=None)
    small = reach.behind and (reach.rule.is_small(hits) or reach.rule.is_small(of))
    if small and reach.rule.shows is Shows.HIDDEN:
        return Line(key=key, label=label, hits=None, of=None)
    return Line(
        key=key, label=label, hits=_shown(reach, hits), of=_shown(reach, of), small=small, earlier=earlier, said=said
    )


def _shown(reach: Reach, number: int | None) -> int | None:
    return number if number is None or not reach.rounds else rounded(number)


def _divided(
    reach: Reach, figure: Figure, year: int, found: Mapping[tuple[int, str, Key], int], by: By
) -> tuple[Line, ...]:
    """The leading figure per team, programme, level or pathway, by name."""
    keys = sorted({key for (of_year, mark, key) in found if of_year == year and mark == figure.of}, key=repr)
    cells = [
        [
            (hits := min(found.get((year, figure.hits, key), 0), found[year, figure.of, key])),
            found[year, figure.of, key] - hits,
        ]
        for key in keys
    ]
    protected = _protected(reach, cells)
    names = names_of(by, keys)
    lines = [
        _line(
            reach,
            str(key or ""),
            names[key],
            hits,
            hits + others,
            hide=protected is not None and bool({(row, 0), (row, 1)} & protected.hidden),
            earlier=_earlier(
                reach,
                _plain(found.get((year - 1, figure.hits, key), 0), found.get((year - 1, figure.of, key), 0)),
            ),
        )
        for row, (key, (hits, others)) in enumerate(zip(keys, cells, strict=True))
    ]
    return tuple(sorted(lines, key=lambda line: line.label.lower()))[:MOST_ROWS]


def _protected(reach: Reach, cells: Sequence[Sequence[int]]) -> Protected | None:
    """What stays hidden for who may not see the students; None for who may."""
    hides = not reach.behind or reach.rule.shows is Shows.HIDDEN
    return protect(cells, reach.rule) if hides and cells else None


def _trend(reach: Reach, figure: Figure, year: int, found: Mapping[tuple[int, str, Key], int]) -> tuple[Line, ...]:
    """The leading figure over six years; years without students are left out."""
    lines = []
    for one in range(year - 5, year + 1):
        of = found.get((one, figure.of, None), 0)
        hits = min(found.get((one, figure.hits, None), 0), of)
        if of:
            hide = bool(protect([[hits, of - hits]], reach.rule).hidden) and not reach.behind
            lines.append(_line(reach, str(one), f"{one}-{one + 1}", hits, of, hide=hide))
    return tuple(lines)


def _division(
    reach: Reach, figure: Figure, year: int, found: Mapping[tuple[int, str, Key], int], own: Mapping[str, str]
) -> Shown:
    """A figure over its parts: those that are named in their order, then others by size."""
    start = f"{figure.prefix}:"
    numbers = {
        mark.removeprefix(start): number
        for (of_year, mark, _), number in found.items()
        if of_year == year and mark.startswith(start) and ":" not in mark.removeprefix(start)
    }
    of = max([found.get((year, figure.of, None), 0), *numbers.values()])
    if figure.prefix == "month":
        order: Collection[str] = SCHOOL_YEAR_MONTHS
    else:
        order = sorted(numbers, key=lambda part: (-numbers[part], part))
    parts = [part for part in order if part in numbers]
    hidden = _hidden_parts(reach, figure, [numbers[part] for part in parts], of)
    of_before = found.get((year - 1, figure.of, None), 0)
    lines = [
        _line(
            reach,
            part,
            part_name(figure, part, own),
            numbers[part],
            of,
            hide=place in hidden,
            earlier=_earlier(reach, _plain(found.get((year - 1, f"{start}{part}", None), 0), of_before)),
        )
        for place, part in enumerate(parts)
    ]
    whole = _line(reach, "", "", of, of, hide=not reach.behind and reach.rule.is_small(of))
    return Shown(figure=figure, whole=whole, rows=tuple(lines[:MOST_PARTS]), more=max(0, len(lines) - MOST_PARTS))


def _hidden_parts(reach: Reach, figure: Figure, numbers: Sequence[int], of: int) -> frozenset[int]:
    if figure.several:
        found = [_protected(reach, [[number, max(0, of - number)]]) for number in numbers]
        return frozenset(place for place, one in enumerate(found) if one is not None and one.hidden)
    protected = _protected(reach, [list(numbers)] if numbers else [])
    return frozenset(column for _, column in protected.hidden) if protected else frozenset()
