"""The page of a region in words and tables."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language, gettext, ngettext

from houvast.core.monitor.figures import BY_ID, PARTS
from houvast.core.monitor.norms import national_for, norms_for
from houvast.core.monitor.shares import Verdict, change
from houvast.monitor.queries.region import Sum, by_level_and_pathway, institutions, parts_of, together
from houvast.monitor.queries.tables import Table
from houvast.monitor.words import interval_of, number_of, percent
from houvast.web.components import Bar, Column

NORMED = "early-23"


@dataclass(frozen=True, slots=True, kw_only=True)
class Regional:
    """Everything the page shows of one figure in one year: the answer, its bars and the tables."""

    answer: str
    bars: tuple[Bar, ...]
    tables: tuple[Table, ...]


def regional(figure: str, year: int, region: str, region_name: str, own: str) -> Regional:
    """A share of every institution, the region and the country beside each other. `own`: the viewer's institution."""
    country = institutions(figure, year, "")
    of_region = institutions(figure, year, region) if region else country
    name = region_name or gettext("The whole country")
    total = _with_before(together(of_region, name), figure, year, region)
    whole = _with_before(together(country, gettext("The whole country")), figure, year, "") if region else None
    sums = (total, whole) if whole else (total,)
    return Regional(
        answer=_answer(total, len(of_region)),
        bars=tuple(
            Bar(
                label=one.name,
                value=round((one.share.value or 0) * 100, 1),
                note=gettext("ours") if one.key == own else "",
            )
            for one in of_region
            if one.share
        ),
        tables=(_beside(of_region, sums, total, own), _levels(figure, year, region)),
    )


def _with_before(total: Sum, figure: str, year: int, region: str) -> Sum:
    """The same with the share of the year before. One query."""
    before = together(institutions(figure, year - 1, region), "").share
    return replace(total, before=before.value if before else None)


def _answer(total: Sum, number: int) -> str:
    if not number:
        return gettext("No institution published this figure for this year.")
    if total.share is None:
        return gettext("Hidden: it would be about a few students.")
    return ngettext(
        "%(name)s: %(share)s, %(hits)s of %(of)s, from %(n)d institution.",
        "%(name)s: %(share)s, %(hits)s of %(of)s, from %(n)d institutions.",
        number - total.without,
    ) % {
        "name": total.name,
        "share": percent(total.share.value),
        "hits": number_of(total.hits),
        "of": number_of(total.of),
        "n": number - total.without,
    }


def _beside(rows: tuple[Sum, ...], sums: tuple[Sum, ...], total: Sum, own: str) -> Table:
    return Table(
        title=gettext("Institutions beside each other"),
        columns=(
            Column(label=gettext("Institution")),
            Column(label=gettext("How many"), numeric=True),
            Column(label=gettext("Of"), numeric=True),
            Column(label=gettext("Share"), numeric=True),
            Column(label=gettext("Lies between"), numeric=True),
            Column(label=gettext("Year before"), numeric=True),
            Column(label=gettext("Beside the rest")),
        ),
        rows=tuple(
            (
                f"{one.name} ({gettext('ours')})" if one.key == own else one.name,
                number_of(one.hits),
                number_of(one.of),
                percent(one.share.value) if one.share else gettext("hidden"),
                interval_of(one.share) or "-",
                percent(one.before),
                _against(one, total) if one.key else "",
            )
            for one in (*rows, *sums)
        ),
        notes=tuple(
            ngettext(
                "%(n)d institution is not in the sum of %(name)s: its number is about a few students.",
                "%(n)d institutions are not in the sum of %(name)s: their numbers are about a few students.",
                one.without,
            )
            % {"n": one.without, "name": one.name}
            for one in sums
            if one.without
        ),
    )


def _against(one: Sum, total: Sum) -> str:
    """What can be said of an institution beside the others together, chance taken into account."""
    if one.share is None or total.share is None or not total.of or not one.of or total.of <= one.of:
        return "-"
    hits = min(max(0, (total.hits or 0) - (one.hits or 0)), total.of - one.of)
    rest = type(one.share)(hits=hits, of=total.of - one.of)
    match change(rest, one.share).verdict:
        case Verdict.MORE:
            return gettext("more than the rest")
        case Verdict.LESS:
            return gettext("less than the rest")
        case Verdict.CANNOT_TELL:
            return gettext("not to be told apart")
        case Verdict.TOO_FEW:
            return gettext("too few to say")


def _levels(figure: str, year: int, region: str) -> Table:
    """Per level and pathway, and for early leavers the norm and the country as printed beside them."""
    normed = figure == NORMED
    rows = []
    for (level, pathway), one in by_level_and_pathway(figure, year, region).items():
        row: tuple[str, ...] = (
            f"{pathway}-{level}" if pathway else gettext("Level %(n)s") % {"n": level},
            number_of(one.hits),
            number_of(one.of),
            percent(one.share.value) if one.share else gettext("hidden"),
        )
        if normed:
            country = national_for(year, level, pathway)
            row += (
                " / ".join(percent(norm.share / 10_000) for norm in norms_for(year, level, pathway)) or "-",
                percent(country.share / 10_000) if country else "-",
            )
        rows.append(row)
    columns = [
        Column(label=gettext("Pathway and level")),
        Column(label=gettext("How many"), numeric=True),
        Column(label=gettext("Of"), numeric=True),
        Column(label=gettext("Share"), numeric=True),
    ]
    if normed:
        columns += [
            Column(label=gettext("Norm"), numeric=True),
            Column(label=gettext("Country, printed"), numeric=True),
        ]
    return Table(title=gettext("Per level and pathway"), columns=tuple(columns), rows=tuple(rows), notes=())


def divided(figure: str, year: int, region: str) -> Table:
    """A division of every institution: study advice in the report of a city."""
    found = parts_of(figure, year, region)
    names = PARTS[BY_ID[figure].prefix]
    spoken = get_language() or "nl"
    parts = [part for part in names if any(part in of_one for of_one in found.values())]
    return Table(
        title=BY_ID[figure].title.in_(spoken),
        columns=(
            Column(label=gettext("Institution")),
            *(Column(label=names[part].in_(spoken), numeric=True) for part in parts),
            Column(label=gettext("Students"), numeric=True),
        ),
        rows=tuple(_division(of_one, parts) for of_one in found.values()),
        notes=(gettext("Each number is rounded to five; a number about a few students is hidden."),),
    )


def _division(of_one: Mapping[str, Sum], parts: list[str]) -> tuple[str, ...]:
    some = next(iter(of_one.values()))
    students = next((one.of for one in of_one.values() if one.of is not None), None)
    numbers = (number_of(of_one[part].hits) if part in of_one else "-" for part in parts)
    return (some.name, *numbers, number_of(students))
