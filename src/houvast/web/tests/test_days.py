"""Days as people say them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from houvast.web.days import day_in_words, days_left, long_day, short_day

FRIDAY = date(2027, 7, 16)


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [("nl", "vrijdag 16 juli 2027", "vr 16 jul"), ("en", "Friday 16 July 2027", "Fri 16 Jul")],
)
def test_a_day_has_its_weekday_in_the_readers_language(language: str, long: str, short: str) -> None:
    with translation.override(language):
        assert long_day(FRIDAY) == long
        assert short_day(FRIDAY) == short


def test_a_moment_late_in_the_evening_belongs_to_the_day_in_the_netherlands() -> None:
    with translation.override("nl"):
        assert long_day(datetime(2027, 7, 15, 22, 30, tzinfo=UTC)) == "vrijdag 16 juli 2027"


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2027, 7, 4), "nog 12 dagen"),
        (date(2027, 7, 14), "nog 2 dagen"),
        (date(2027, 7, 15), "morgen"),
        (date(2027, 7, 16), "vandaag"),
        (date(2027, 7, 17), "1 dag geleden"),
        (date(2027, 7, 19), "3 dagen geleden"),
    ],
)
def test_days_left_count_down_to_the_day_itself(today: date, said: str) -> None:
    with translation.override("nl"):
        assert days_left(FRIDAY, today) == said


def test_an_unknown_day_says_nothing() -> None:
    assert long_day(None) == short_day(None) == days_left(None, FRIDAY) == days_left(FRIDAY, None) == ""


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("2026-07-22", "woensdag 22 juli 2026"),
        ("25604", "25604"),
        ("20260722", "20260722"),
        ("2026-13-01", "2026-13-01"),
    ],
)
def test_a_day_that_was_kept_as_text_is_said_in_words(kept: str, said: str) -> None:
    with translation.override("nl"):
        assert day_in_words(kept) == said
