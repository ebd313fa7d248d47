"""What a cell means, and what it can never mean."""

from datetime import date
from decimal import Decimal

import pytest

from houvast.exchange.cells import as_text_cell
from houvast.exchange.reading import values
from houvast.exchange.reading.errors import Reason, Wrong, is_bsn


@pytest.mark.parametrize(
    ("given", "day"),
    [
        ("2026-12-31", date(2026, 12, 31)),
        ("2026-1-5", date(2026, 1, 5)),
        ("31-12-2026", date(2026, 12, 31)),
        ("1-2-2026", date(2026, 2, 1)),
        ("31.12.2026", date(2026, 12, 31)),
        ("31/12/2026", date(2026, 12, 31)),
        ("05/05/2026", date(2026, 5, 5)),
        ("20261231", date(2026, 12, 31)),
        ("2026-12-31 00:00:00", date(2026, 12, 31)),
        ("29-2-2028", date(2028, 2, 29)),
    ],
)
def test_days_as_schools_write_them(given: str, day: date) -> None:
    assert values.day(given) == day


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("2026-02-30", Reason.NO_SUCH_DAY),
        ("29-2-2027", Reason.NO_SUCH_DAY),
        ("12/31/2026", Reason.NO_SUCH_DAY),
        ("03/04/2026", Reason.AMBIGUOUS_DAY),
        ("31-12-26", Reason.NOT_A_DAY),
        ("46387", Reason.NOT_A_DAY),
        ("2026-12-31 08:30:00", Reason.NOT_A_DAY),
        ("31-12.2026", Reason.NOT_A_DAY),
        ("morgen", Reason.NOT_A_DAY),
        ("0026-01-01", Reason.DAY_OUT_OF_RANGE),
        ("01-01-1812", Reason.DAY_OUT_OF_RANGE),
    ],
)
def test_days_that_cannot_be_told(given: str, reason: Reason) -> None:
    with pytest.raises(Wrong) as caught:
        values.day(given)
    assert caught.value.reason is reason


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Joris de Groot", ("Joris", "de", "Groot")),
        ("Lieke van der Meer", ("Lieke", "van der", "Meer")),
        ("Fatima El Amrani", ("Fatima", "", "El Amrani")),
        ("M. de Vries", ("M.", "de", "Vries")),
        ("Groot, Joris", ("Joris", "", "Groot")),
        ("van Dijk, Aisha", ("Aisha", "van", "Dijk")),
        ("Bono", ("", "", "Bono")),
        ("", ("", "", "")),
    ],
)
def test_a_name_in_one_piece_is_split_and_reads_the_same(full: str, parts: tuple[str, str, str]) -> None:
    assert values.split_name(full) == parts


def test_small_values() -> None:
    assert (values.level("MBO-3"), values.level("entree"), values.level("niveau 4")) == (3, 1, 4)
    assert (values.cohort("2025"), values.cohort("2024-2025"), values.cohort("B")) == ("2025-2026", "2024-2025", "B")
    assert (values.hours("12,5"), values.hours("0")) == (Decimal("12.50"), Decimal("0.00"))
    assert (values.end_reason("4"), values.pathway("bol"), values.language("nl-NL")) == ("04", "BOL", "nl")
    assert (values.yes_no("Ja"), values.yes_no("0")) == (True, False)


def test_a_secret_prints_as_nothing() -> None:
    secret = values.secret("111222333")
    assert "111222333" not in f"{secret}{secret!r}{secret!s}"
    assert secret.reveal() == "111222333"
    assert is_bsn("111222333")
    assert not is_bsn("111222334")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_what_leaves_is_never_a_formula(sign: str) -> None:
    assert as_text_cell(f"{sign}SUM(A1)") == f"'{sign}SUM(A1)"
    assert as_text_cell("Jansen") == "Jansen"
