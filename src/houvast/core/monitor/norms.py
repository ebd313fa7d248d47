"""Norms and national figures for early leavers, each with its source; where sources differ, both stand (S-350 to S-353,
S-507 to S-514, S-478). Shares in hundredths of a per cent: 2350 is 23.5 %.
"""

from dataclasses import dataclass
from enum import StrEnum


class Source(StrEnum):
    """Where a number comes from."""

    DUO = "duo"
    STUDY = "study"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """At most this share of early leavers was asked in a school year. `pathway` empty: both pathways."""

    year: int
    level: int
    share: int
    source: Source
    pathway: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A share as somebody published it. `about` is an institution or "national"; `bracketed`: of relatively few."""

    year: int
    about: str
    level: int
    pathway: str
    share: int
    bracketed: bool = False
    source: Source = Source.STUDY


_DUO = {
    2016: (2350, 950, 360, 275),
    2017: (2350, 940, 350, 275),
    2018: (2240, 860, 320, 270),
    2019: (2220, 845, 310, 270),
    2020: (2280, 971, 399, 334),
    2021: (2260, 958, 389, 325),
    2022: (2240, 945, 380, 317),
    2023: (2220, 933, 370, 308),
    2024: (2200, 920, 360, 300),
}
NORMS: tuple[Norm, ...] = (
    *(
        Norm(year=year, level=level, share=share, source=Source.DUO)
        for year, shares in _DUO.items()
        for level, share in enumerate(shares, start=1)
    ),
    *(
        Norm(year=2018, level=level, share=share, source=Source.STUDY, pathway=pathway)
        for level, share in ((1, 2750), (2, 940))
        for pathway in ("BBL", "BOL")
    ),
)
"""Of the ministry by way of DUO, per level; and the row "Normpercentage" of table 1 of the study of deregistrations."""


def _printed(about: str, *cells: tuple[int, str, int, bool]) -> tuple[Printed, ...]:
    return tuple(
        Printed(year=2018, about=about, level=level, pathway=pathway, share=share, bracketed=bracketed)
        for level, pathway, share, bracketed in cells
    )


TABLE_1: tuple[Printed, ...] = (
    *_printed("Media College", (2, "BOL", 950, False)),
    *_printed("ROC TOP", (1, "BOL", 2850, False), (2, "BBL", 4000, True), (2, "BOL", 1530, False)),
    *_printed("HMC", (2, "BBL", 1230, True), (2, "BOL", 660, False)),
    *_printed(
        "ROCvA", (1, "BBL", 3080, True), (1, "BOL", 2580, False), (2, "BBL", 1250, False), (2, "BOL", 1200, False)
    ),
    *_printed(
        "national", (1, "BBL", 2510, False), (1, "BOL", 2290, False), (2, "BBL", 1070, False), (2, "BOL", 890, False)
    ),
)
"""Table 1 of the study, school year 2018-2019. Its text has no empty cells: where a row has fewer numbers than columns,
their place was judged from the words around it.
"""
NATIONAL_MBO: dict[int, tuple[int, int]] = {
    2016: (18_574, 471),
    2017: (20_263, 509),
    2018: (21_734, 540),
    2019: (18_539, 460),
    2020: (20_303, 499),
    2021: (25_217, 635),
}
"""Early leavers from mbo in the whole country: how many, and the share of all mbo students counted. From figures that
others published; the primary tables were not read.
"""


def norms_for(year: int, level: int, pathway: str = "") -> tuple[Norm, ...]:
    """Every norm for this year and level that holds for this pathway; more than one when sources differ."""
    return tuple(norm for norm in NORMS if norm.year == year and norm.level == level and norm.pathway in {"", pathway})


def contradict(norms: tuple[Norm, ...]) -> bool:
    """Whether these norms do not ask the same."""
    return len({norm.share for norm in norms}) > 1


def national_for(year: int, level: int, pathway: str) -> Printed | None:
    """The national figure of this year for a level and pathway, as the study printed it."""
    return next(
        (one for one in TABLE_1 if (one.about, one.year, one.level, one.pathway) == ("national", year, level, pathway)),
        None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflow:
    """A row of table 2 of the study: of a hundred entrants of a level, how many came from each origin."""

    about: str
    level: int
    shares: tuple[tuple[str, int, bool], ...]


ORIGINS = ("entree", "pro", "vmbo-bb", "vso-work", "vso-further")


def _inflow(about: str, level: int, *cells: tuple[int, bool]) -> Inflow:
    return Inflow(
        about=about,
        level=level,
        shares=tuple((name, share, small) for name, (share, small) in zip(ORIGINS, cells, strict=True)),
    )


TABLE_2: tuple[Inflow, ...] = (
    _inflow("ROC TOP", 1, (34, False), (30, False), (15, False), (12, False), (10, False)),
    _inflow("ROCvA", 1, (26, False), (23, False), (32, False), (11, False), (7, False)),
    _inflow("ROC TOP", 2, (50, False), (5, False), (30, False), (1, True), (14, False)),
    _inflow("ROCvA", 2, (23, False), (9, False), (65, False), (1, False), (2, False)),
    _inflow("Media College", 2, (8, False), (1, True), (86, False), (3, True), (1, True)),
    _inflow("HMC", 2, (7, False), (5, True), (86, False), (1, True), (2, True)),
)
"""Table 2 of the study, school year 2018-2019; brackets: fewer than ten entrants."""
