"""What others printed, as tables beside our figures: cited, never added to them (S-509 to S-518, S-715 to S-720)."""

from django.utils.translation import gettext

from houvast.core.monitor.norms import NATIONAL_MBO, NORMS, ORIGINS, TABLE_1, TABLE_2, Source, contradict, norms_for
from houvast.monitor.queries.tables import Table
from houvast.monitor.words import in_brackets, number_of, percent
from houvast.web.components import Column

PLACES = ((1, "BBL"), (1, "BOL"), (2, "BBL"), (2, "BOL"))
LEVELS = (1, 2, 3, 4)


def printed_early_leavers() -> Table:
    """Table 1 of the study as it was printed, with its norm and its country."""
    about = list(dict.fromkeys(one.about for one in TABLE_1))
    rows = []
    for name in about:
        cells = {(one.level, one.pathway): one for one in TABLE_1 if one.about == name}
        rows.append(
            (
                gettext("The whole country") if name == "national" else name,
                *(
                    in_brackets(percent(cells[place].share / 10_000), small=cells[place].bracketed)
                    if place in cells
                    else "-"
                    for place in PLACES
                ),
            )
        )
    asked = {(one.level, one.pathway): one for one in NORMS if one.source is Source.STUDY}
    rows.append((gettext("Norm, as printed there"), *(percent(asked[place].share / 10_000) for place in PLACES)))
    return Table(
        title=gettext("Early leavers of institutions in Amsterdam, school year 2018-2019"),
        columns=(
            Column(label=gettext("Institution")),
            *(Column(label=f"{pathway}-{level}", numeric=True) for level, pathway in PLACES),
        ),
        rows=tuple(rows),
        notes=(
            gettext("Study of deregistrations in Amsterdam, table 1, from DUO. In brackets: relatively few leavers."),
            gettext(
                "The text of the table has no empty cells: where a row has fewer numbers than columns, their place was"
                " judged from the words around it. That of the first row and of ROC TOP is therefore not certain."
            ),
        ),
    )


def printed_inflow() -> Table:
    """Table 2 of the study as it was printed."""
    names = {
        "entree": gettext("entree"),
        "pro": gettext("practical education (pro)"),
        "vmbo-bb": "vmbo-bb",
        "vso-work": gettext("vso, to work"),
        "vso-further": gettext("vso, to further education"),
    }
    return Table(
        title=gettext("Where entrants of level 1 and 2 came from, school year 2018-2019"),
        columns=(
            Column(label=gettext("Institution and level")),
            *(Column(label=names[one], numeric=True) for one in ORIGINS),
        ),
        rows=tuple(
            (
                gettext("%(name)s, level %(n)s") % {"name": row.about, "n": row.level},
                *(in_brackets(f"{share}%", small=small) for _, share, small in row.shares),
            )
            for row in TABLE_2
        ),
        notes=(gettext("Study of deregistrations in Amsterdam, table 2. In brackets: fewer than ten entrants."),),
    )


def norms_table() -> Table:
    """The norm of every year per level; where two sources differ, both stand."""
    years = sorted({one.year for one in NORMS}, reverse=True)
    rows = []
    for year in years:
        shares = []
        for level in LEVELS:
            norms = [one for one in NORMS if (one.year, one.level) == (year, level)]
            said = list(dict.fromkeys((one.share, one.source) for one in norms))
            shares.append(" / ".join(_norm(share, source) for share, source in said))
        rows.append((f"{year}-{year + 1}", *shares))
    differ = any(contradict(norms_for(year, level, pathway)) for year in years for level, pathway in PLACES)
    return Table(
        title=gettext("Norm for early leavers per level: at most this share"),
        columns=(
            Column(label=gettext("School year")),
            *(Column(label=gettext("Level %(n)s") % {"n": level}, numeric=True) for level in LEVELS),
        ),
        rows=tuple(rows),
        notes=(
            gettext("From the ministry by way of DUO, unless it says study."),
            *(
                (gettext("In one year the sources do not agree; both stand here, and in the report too."),)
                if differ
                else ()
            ),
            gettext(
                "A part of the money of an institution depends on staying within the norm, so a school that misses it"
                " loses money for the guidance that would help."
            ),
        ),
    )


def _norm(share: int, source: Source) -> str:
    said = percent(share / 10_000)
    return gettext("%(share)s (study)") % {"share": said} if source is Source.STUDY else said


def country_table() -> Table:
    """Early leavers from mbo in the whole country, as others published them."""
    return Table(
        title=gettext("Early leavers from mbo in the whole country"),
        columns=(
            Column(label=gettext("School year")),
            Column(label=gettext("How many"), numeric=True),
            Column(label=gettext("Share"), numeric=True),
        ),
        rows=tuple(
            (f"{year}-{year + 1}", number_of(number), percent(share / 10_000))
            for year, (number, share) in sorted(NATIONAL_MBO.items(), reverse=True)
        ),
        notes=(gettext("From figures that others published; the primary tables were not read."),),
    )
