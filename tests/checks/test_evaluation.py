"""The held-out evaluation itself: it counts its readings, leaves out who somebody is, and hears no signal in noise."""

import json
from pathlib import Path
from random import Random

import pytest

from evaluation import invitation, oulad, portugal, reading
from evaluation.__main__ import folds, measured
from evaluation.material import Rule, Student, at_least
from evaluation.rankings import by_rules
from tests.houvast_testing.gaps import DATA

pytestmark = pytest.mark.no_database
RULES = (Rule(says="often away", speaks=at_least("away", 5)), Rule(says="much noise", speaks=at_least("noise", 5)))
WHO = ("gender", "age", "nation", "nacion", "marital", "special needs", "disab", "imd", "mother", "father", "sex")


def drawn(*, signal: bool) -> list[Student]:
    random = Random(5)
    students = []
    for _ in range(600):
        away = random.random() * 10
        ended = random.random() < (away / 14 if signal else 0.25)
        ours = {"away": away, "noise": random.random() * 10}
        students.append(Student(ours=ours, left_out={"age": random.random()}, ended=ended, groups={"age": "any"}))
    return students


def test_every_reading_of_a_part_to_test_is_counted_with_the_choices_of_that_day(tmp_path: Path) -> None:
    ledger = tmp_path / "reads.json"
    assert [reading.counted("oulad", ledger), reading.counted("oulad", ledger)] == [1, 2]
    assert json.loads(ledger.read_text()) == {"oulad": [reading.choices()] * 2}
    assert reading.differing("oulad", ledger) == 1


def test_the_count_in_the_text_is_the_count_that_was_kept() -> None:
    reads = {name: len(times) for name, times in json.loads(reading.LEDGER.read_text()).items()}
    text = (reading.HERE.parent / "docs" / "evidence.md").read_text(encoding="utf-8")
    told = f"OULAD {reads['oulad']}, UCI 697 {reads['portugal']}, the invented table {reads['invitation']}"
    assert told in " ".join(text.split())


def test_folds_hold_every_student_once_with_the_same_share_of_each_outcome() -> None:
    students = drawn(signal=True)
    parts = folds(students)
    assert sum(len(later) for _, later in parts) == len(students)
    for earlier, later in parts:
        assert not {id(one) for one in earlier} & {id(one) for one in later}
        assert sum(one.ended for one in later) / len(later) == pytest.approx(
            sum(one.ended for one in students) / len(students), abs=0.02
        )


def test_a_signal_is_heard_and_noise_is_not() -> None:
    for signal in (True, False):
        worths, _ = measured(RULES, folds(drawn(signal=signal)))
        assert worths["rules"].says_nothing is not signal
        assert worths["learned"].says_nothing is not signal


def test_more_of_what_a_rule_looks_at_never_lowers_a_place() -> None:
    order, points = by_rules(RULES, drawn(signal=True))
    scores = order([{"away": away, "noise": 1.0} for away in range(10)])
    assert scores == sorted(scores)
    assert min(points.values()) >= 0


@pytest.mark.data
def test_who_somebody_is_is_not_among_the_inputs() -> None:
    learned_from = oulad.students(DATA / "oulad", oulad.LEARN_YEAR)[:200]
    invented = invitation.students(DATA / invitation.LEARN)[:5]
    header = (DATA / portugal.PATH).open(encoding="utf-8-sig").readline().strip().split(";")
    of_portugal = {name.strip() for name in header} - set(portugal.LEFT_OUT_COLUMNS)
    names = {name for one in (*learned_from, *invented) for name in one.ours} | of_portugal
    words = {name.lower() for name in names}
    assert not [name for name in words if any(name.startswith(who) for who in WHO)]
