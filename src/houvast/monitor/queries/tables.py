"""The report shape of tables 1 and 2 of the study: early leavers and inflow per level and pathway, beside norm and
country, from our own registration (S-509 to S-518). And the same as open data of years that are over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext, ngettext

from houvast.core.monitor.facts import next_count_day
from houvast.core.monitor.figures import PARTS
from houvast.core.monitor.norms import NATIONAL_MBO, TABLE_1, TABLE_2, Source, contradict, national_for, norms_for
from houvast.core.monitor.small import Protected, Shows, protect, rounded
from houvast.monitor.queries.counting import sums, sums_by_level_and_pathway, years_known
from houvast.monitor.queries.reach import Reach
from houvast.monitor.words import in_brackets, number_of, percent
from houvast.web.components import Column

LEVELS = (1, 2, 3, 4)
PATHWAYS = ("BBL", "BOL")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of a report with what must be said under it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def early_table(reach: Reach, year: int) -> Table:
    """Early leavers under 23 per level and pathway beside the norm of the year and the country."""
    found = sums_by_level_and_pathway(reach, year, ("early:23", "early-of:23"))
    places = [(level, pathway) for level in LEVELS for pathway in PATHWAYS]
    cells = []
    for level, pathway in places:
        of = found.get(("early-of:23", level, pathway), 0)
        hits = min(found.get(("early:23", level, pathway), 0), of)
        cells.append([hits, of - hits])
    hidden = _protected(reach, cells)
    rows = []
    for place, (level, pathway) in enumerate(places):
        hits, others = cells[place]
        if not hits + others:
            continue
        norms = norms_for(year, level, pathway)
        country = national_for(year, level, pathway)
        rows.append(
            (
                f"{pathway}-{level}",
                *_cells(
                    reach, hits, hits + others, is_hidden=bool(hidden and {(place, 0), (place, 1)} & hidden.hidden)
                ),
                " / ".join(f"{percent(norm.share / 10_000)} ({_source(norm.source)})" for norm in norms) or "-",
                percent(country.share / 10_000) if country else "-",
            )
        )
    return Table(
        title=gettext("Early leavers per level and pathway, beside the norm"),
        columns=(
            Column(label=gettext("Pathway and level")),
            Column(label=gettext("Left early"), numeric=True),
            Column(label=gettext("Of"), numeric=True),
            Column(label=gettext("Share"), numeric=True),
            Column(label=gettext("Norm (source)"), numeric=True),
            Column(label=gettext("Country"), numeric=True),
        ),
        rows=tuple(rows),
        notes=tuple(_early_notes(reach, year, found)),
    )


def _early_notes(reach: Reach, year: int, found: dict[tuple[str, int | None, str], int]) -> list[str]:
    notes = []
    if any(contradict(norms_for(year, level, pathway)) for level in LEVELS for pathway in PATHWAYS):
        notes.append(gettext("The sources do not agree on the norm of this year; both stand here with their source."))
    if not norms_for(year, 1):
        notes.append(gettext("No norm is known here for this year; the latest known is that of 2024-2025."))
    if year in NATIONAL_MBO:
        number, share = NATIONAL_MBO[year]
        notes.append(
            gettext("The whole country, mbo: %(n)s early leavers, %(share)s (as published by others).")
            % {"n": number_of(number), "share": percent(share / 10_000)}
        )
    if year == TABLE_1[0].year:
        printed = ", ".join(
            f"{one.about} {one.pathway}-{one.level} {in_brackets(percent(one.share / 10_000), small=one.bracketed)}"
            for one in TABLE_1
            if one.about != "national"
        )
        notes.append(gettext("As the study printed it for Amsterdam in this year: %(rows)s.") % {"rows": printed})
    if next_count_day(year) >= date(2026, 1, 1):
        notes.append(
            gettext(
                "Since 1 January 2026 the law follows everybody under 27 without a basic qualification; "
                "the count under 23 stays, to compare years."
            )
        )
    unknown = sum(n for (mark, level, _), n in found.items() if mark == "early-of:23" and level is None)
    if unknown:
        shown = unknown if reach.behind else rounded(unknown)
        notes.append(
            ngettext(
                "%(n)s student is not in this table, since the level of the programme is not known.",
                "%(n)s students are not in this table, since the level of their programme is not known.",
                shown,
            )
            % {"n": number_of(shown)}
        )
    ages = sums(reach, (year,), ("no-age",)).get((year, "no-age", None), 0)
    if ages:
        shown = ages if reach.behind else rounded(ages)
        notes.append(
            ngettext(
                "%(n)s student is not in this table, since the birth date is not known.",
                "%(n)s students are not in this table, since their birth date is not known.",
                shown,
            )
            % {"n": number_of(shown)}
        )
    return notes


def _source(source: Source) -> str:
    return {Source.DUO: "DUO", Source.STUDY: gettext("study, table 1"), Source.NATIONAL: gettext("country")}[source]


def _protected(reach: Reach, cells: Sequence[Sequence[int]]) -> Protected | None:
    hides = not reach.behind or reach.rule.shows is Shows.HIDDEN
    return protect(cells, reach.rule) if hides and cells else None


def _cells(reach: Reach, hits: int, of: int, *, is_hidden: bool) -> tuple[str, str, str]:
    """Number, of how many, and the share: hidden, rounded, or in brackets when few."""
    if is_hidden:
        return gettext("hidden"), gettext("hidden"), gettext("hidden")
    if not reach.behind:
        hits, of = rounded(hits), rounded(of)
    small = reach.rule.is_small(hits) or reach.rule.is_small(of)
    return number_of(hits, small=small), number_of(of), in_brackets(percent(hits / of if of else None), small=small)


def inflow_table(reach: Reach, year: int) -> Table:
    """Of a hundred entrants of level 1 and 2, how many came from each origin: table 2 of the study."""
    names = ("entree", "pro", "vmbo-bb", "vso", "unknown")
    found: dict[tuple[int | None, str], int] = {}
    for (mark, level, _), number in sums_by_level_and_pathway(reach, year, (), ("origin",)).items():
        name = mark.removeprefix("origin:")
        found[level, name if name in names else "other"] = (
            found.get((level, name if name in names else "other"), 0) + number
        )
    columns = (*names[:-1], "other", "unknown")
    cells = [[found.get((level, name), 0) for name in columns] for level in (1, 2)]
    hidden = _protected(reach, cells)
    spoken = get_language() or "nl"
    rows = []
    for place, level in enumerate((1, 2)):
        of = sum(cells[place])
        if of:
            shown = [
                gettext("hidden")
                if hidden and (place, column) in hidden.hidden
                else in_brackets(percent(number / of), small=reach.behind and reach.rule.is_small(number))
                for column, number in enumerate(cells[place])
            ]
            rows.append((gettext("Level %(n)s") % {"n": level}, *shown))
    notes = [gettext("In brackets: fewer than %(n)d entrants.") % {"n": reach.rule.least}]
    if year == TABLE_1[0].year:
        notes.append(
            gettext("As the study printed it for Amsterdam in this year: %(rows)s.") % {"rows": _printed_inflow()}
        )
    return Table(
        title=gettext("Where entrants of level 1 and 2 come from"),
        columns=(
            Column(label=gettext("Level")),
            *(
                Column(label=gettext("other") if name == "other" else PARTS["origin"][name].in_(spoken), numeric=True)
                for name in columns
            ),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
    )


def _printed_inflow() -> str:
    return "; ".join(
        f"{row.about} {row.level}: "
        + ", ".join(f"{name} {in_brackets(f'{share}%', small=small)}" for name, share, small in row.shares)
        for row in TABLE_2
    )


def open_rows(reach: Reach, on: date) -> list[tuple[str | int | None, ...]]:
    """Counts of years that are over, per level and pathway, rounded and hidden by the strictest rule, whoever asks.

    Only years whose next 1 October has passed: they no longer change from day to day, so that two files of different
    days give no difference of one person.
    """
    rule = reach.rule.hiding()
    rows: list[tuple[str | int | None, ...]] = [
        (
            gettext("School year"), gettext("Level"), gettext("Pathway"), gettext("Left early (under 23)"),
            gettext("Counted (under 23)"),
        )
    ]  # fmt: skip
    for year in sorted(one for one in years_known(reach) if next_count_day(one) <= on):
        found = sums_by_level_and_pathway(reach, year, ("early:23", "early-of:23"))
        places = sorted({(level, pathway) for _, level, pathway in found}, key=repr)
        cells = []
        for level, pathway in places:
            of = found.get(("early-of:23", level, pathway), 0)
            hits = min(found.get(("early:23", level, pathway), 0), of)
            cells.append([hits, of - hits])
        hidden = protect(cells, rule)
        for place, (level, pathway) in enumerate(places):
            away = bool({(place, 0), (place, 1)} & hidden.hidden)
            hits, others = cells[place]
            rows.append(
                (
                    f"{year}-{year + 1}",
                    level or "",
                    pathway,
                    None if away else rounded(hits),
                    None if away else rounded(hits + others),
                )
            )
    return rows
