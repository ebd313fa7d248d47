"""The report of early leavers per level and pathway, made from an imported Registratieoverzicht, beside a count of the
lines of that file by somebody who knows nothing of Houvast.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import pytest
from django.urls import reverse

from houvast.exchange.actions import load_file
from houvast.exchange.records import Kind
from houvast.monitor.refreshing.running import refresh
from houvast.people import clock
from tests.houvast_testing.cast import Cast

DAY = date(2026, 11, 22)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_this_day() -> Iterator[None]:
    with clock.set_to(DAY):
        yield


def written(folder: Path, students: int) -> Path:
    """A file in the real layout: invented students of four levels and both pathways; some leave, some come back."""
    draw = Random(7)
    lines = ["VLP|25XX|2026-11-01|2026-11-20|2026-11-21"]
    for number in range(students):
        level, pathway = 1 + number % 4, ("BOL", "BBL")[number // 4 % 2]
        year = 2022 + draw.randrange(4)
        who = f"BSN{number}"
        lines.append(f"PER|{who}||{year - draw.choice((17, 18, 19, 24, 28))}-0{1 + number % 9}-11|V")
        begin = f"{year}-08-{20 + number % 8}"
        fate = draw.choice(("stays", "left", "left", "finished", "back"))
        end = {"stays": "", "finished": f"{year + 2}-07-05"}.get(fate, f"{year + 1}-0{1 + number % 9}-1{number % 9}")
        code = {"stays": "", "finished": "01"}.get(fate, draw.choice(("02", "04", "07")))
        lines.append(f"ISG|{who}||1|{begin}|{year + 3}-07-31|{end}|{code}")
        lines.append(f"ISP|{who}||1|{begin}|2{level}0{number % 3}{number % 4}|{pathway}|{level}|J||100A500|101X589||")
        if fate == "back":
            lines.append(f"ISG|{who}||2|{year + 1}-09-01|{year + 4}-07-31||")
            lines.append(f"ISP|{who}||2|{year + 1}-09-01|25655|BOL|2|J||100A500|101X589||")
    path = folder / "RO_25XX_20261101_20261120.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def by_hand(path: Path, year: int) -> dict[str, tuple[int, int]]:
    """Per pathway and level: how many under 23 left early, of how many who were there on 1 October."""
    born: dict[str, str] = {}
    spells: dict[str, list[tuple[str, str, str, str]]] = {}
    level_of: dict[tuple[str, str], str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = line.split("|")
        if cells[0] == "PER":
            born[cells[1]] = cells[3]
        elif cells[0] == "ISG":
            spells.setdefault(cells[1], []).append((cells[3], cells[4], cells[6] or "9999", cells[7]))
        elif cells[0] == "ISP":
            level_of[cells[1], cells[3]] = f"{cells[6]}-{cells[7]}"
    left: Counter[str] = Counter()
    there: Counter[str] = Counter()
    for who, mine in spells.items():
        on, later = f"{year}-10-01", f"{year + 1}-10-01"
        counted = [spell for spell in mine if spell[1] <= on <= spell[2]]
        if not counted or born[who] <= f"{year - 23}-10-01":
            continue
        cell = level_of[who, counted[0][0]]
        there[cell] += 1
        back = any(spell[1] <= later <= spell[2] for spell in mine)
        ended = [spell for spell in mine if on <= spell[2] < later]
        left[cell] += bool(ended) and ended[-1][3] != "01" and not back
    return {cell: (left[cell], there[cell]) for cell in there}


@pytest.mark.req("S-509", "S-512", "S-513")
@pytest.mark.parametrize("year", [2022, 2023, 2024, 2025])
def test_the_table_made_from_an_imported_file_is_what_counting_its_lines_gives(
    cast: Cast, tmp_path: Path, year: int
) -> None:
    path = written(tmp_path, 400)
    load_file(
        path, Kind.STUDENTS, by=None, on=DAY, at=clock.now(), write=True, skip_wrong=False,
        institution=str(cast.organisation.pk),
    )  # fmt: skip
    refresh(organisation_id=cast.organisation.pk, on=DAY, at=clock.now)
    client = cast.client("administration")
    page = client.get(reverse("monitor:group", args=("early",)), {"year": year}).content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    hand = by_hand(path, year)
    assert len(hand) >= 6
    for cell, (left, of) in hand.items():
        found = re.search(rf"{cell} (\(?)(\d+)\)? (\d+) ", text)
        assert found, cell
        assert (int(found[2]), int(found[3])) == (left, of), cell
        assert bool(found[1]) is (0 < left < 10 or of < 10), cell
    if year == 2024:
        assert "22,0% (DUO)" in text
