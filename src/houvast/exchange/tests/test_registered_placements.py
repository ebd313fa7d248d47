"""Work placements of the national register: the BPV records of a Registratieoverzicht."""

from datetime import date
from pathlib import Path

import pytest

from houvast.education.models import Placement
from houvast.exchange.reading.errors import Reason
from houvast.exchange.records import Kind
from houvast.exchange.tests.loading import load
from tests.houvast_testing.gaps import DATA

HEAD = "VLP|27DV|2024-07-31|2026-03-24|2026-03-25"
PERSON = "PER|999990019||2008-11-23|V"
ENROLMENT = ("ISG|999990019||1|2026-08-01|2028-07-31||", "ISP|999990019||1|2026-08-01|25655|BOL||J||100A501|101X591||")


def file_of(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "ro.csv"
    path.write_text("\n".join((HEAD, PERSON, *ENROLMENT, *rows)) + "\n", encoding="utf-8")
    return path


@pytest.mark.req("S-757", "S-769")
def test_placements_of_the_register_come_in_with_days_hours_and_company_and_twice_changes_nothing(
    db: None, tmp_path: Path
) -> None:
    path = file_of(
        tmp_path, "BPV|999990019||1|1|2026-08-20|2026-09-01|2099-01-29||448|100018965|25655|",
        "BPV|999990019||1|2|2026-01-20|2026-01-01|2026-03-29|2026-03-01|80|100018965|25655|",
    )  # fmt: skip
    load(path)
    found = load(path, Kind.PLACEMENTS)
    assert (found.counts.added, found.errors) == (2, ())
    running, finished = Placement.objects.order_by("-starts_on")
    assert (running.company, running.hours_agreed, running.state) == ("100018965", 448, "running")
    assert (finished.ends_on, finished.state) == (date(2026, 3, 1), "finished")
    assert "999990019" not in running.external_id
    again = load(path, Kind.PLACEMENTS)
    assert (again.counts.added, again.counts.changed) == (0, 0)


def test_a_wrong_record_is_told_with_its_line_and_column(db: None, tmp_path: Path) -> None:
    path = file_of(
        tmp_path, "BPV|999990019||1|1|2026-08-20|2026-13-01|2026-09-29||veel|100018965|25655|",
        "BPV|||1|1|2026-08-20|2026-08-01|2026-09-29||4|100018965|25655|",
        "BPV|123456782||1|1|2026-08-20|2026-08-01|2026-09-29||4|100018965|25655|",
    )  # fmt: skip
    load(path)
    found = load(path, Kind.PLACEMENTS, write=False)
    told = {(one.line, one.column) for one in found.errors}
    assert {(5, "BPV begindatum"), (5, "BPV omvang"), (6, "BPV BSN")} <= told
    assert any(one.line == 7 and one.reason is Reason.UNKNOWN_STUDENT for one in found.errors)


@pytest.mark.data
@pytest.mark.parametrize(
    ("file", "rows"), [("RO_21CY_20250730_20250731.csv", 11), ("RO_27DV_20240731_20260324.csv", 17)]
)
def test_placements_of_real_overviews_load_whole_and_twice(db: None, file: str, rows: int) -> None:
    path = DATA / "duo-ro" / "h15" / file
    load(path)
    found = load(path, Kind.PLACEMENTS)
    assert not found.errors
    assert found.counts.added == Placement.objects.count()
    assert found.counts.added == rows
    again = load(path, Kind.PLACEMENTS)
    assert (again.counts.added, again.counts.changed) == (0, 0)
