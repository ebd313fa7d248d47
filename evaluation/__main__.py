"""`make evaluate`: what rules and a learned ranking find when 20 % are invited, on data they were not made with.

`python -m evaluation [--data FOLDER] [--ledger FILE] [--only oulad|portugal|invitation] [--json FILE]`. Data that is
not here is left out and named.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaluation import invitation, oulad, portugal, reading
from evaluation.material import DATA, Rule, Student
from evaluation.rankings import Order, by_learning, by_rules, by_trees
from evaluation.report import figures, line, per_group, per_rule
from houvast.alerts.evaluation.figures import Worth, together, worth_at

INVITED = 0.20
FOLDS = 5
SEED = 697
SHUFFLES, DRAWS, LUCK = 60, 3, 0.025
Split = tuple[list[Student], list[Student]]
Figures = dict[str, Any]


def orders(rules: Sequence[Rule], earlier: Sequence[Student]) -> tuple[dict[str, Order], dict[str, int]]:
    """Every ranking, made from the earlier students only, and the points of the rules."""
    ended = [one.ended for one in earlier]
    ours = [one.ours for one in earlier]
    rule_order, points = by_rules(rules, earlier)
    everything = by_learning([one.everything for one in earlier], ended)
    return {
        "rules": rule_order,
        "learned": by_learning(ours, ended),
        "boosted trees, to compare": by_trees(ours, ended),
        "learned, with what we leave out": everything,
    }, points


def measured(rules: Sequence[Rule], splits: Sequence[Split]) -> tuple[dict[str, Worth], list[str]]:
    """Precision and recall per ranking over all splits, and the details of the last split."""
    parts: dict[str, list[Worth]] = {}
    details: list[str] = []
    for earlier, later in splits:
        found, points = orders(rules, earlier)
        ended = [one.ended for one in later]
        for name, order in found.items():
            values = [one.everything if "leave out" in name else one.ours for one in later]
            scores = order(values)
            parts.setdefault(name, []).append(worth_at(scores, ended, INVITED))
            if name == "learned":
                groups = list(per_group(scores, later, INVITED))
        details = [*per_rule(rules, later, points), "  learned ranking, per group:", *groups]
    return {name: together(worths) for name, worths in parts.items()}, details


def folds(students: Sequence[Student], seed: int = SEED) -> list[Split]:
    """Five folds, drawn once, with the same share of each outcome."""
    drawn = random.Random(seed)  # noqa: S311 - a fixed draw, so that it can be repeated
    fold_of: dict[int, int] = {}
    for ended in (False, True):
        numbers = [number for number, one in enumerate(students) if one.ended is ended]
        drawn.shuffle(numbers)
        fold_of |= {number: place % FOLDS for place, number in enumerate(numbers)}
    return [
        (
            [one for number, one in enumerate(students) if fold_of[number] != fold],
            [one for number, one in enumerate(students) if fold_of[number] == fold],
        )
        for fold in range(FOLDS)
    ]


def told(title: str, left_out: str, worths: dict[str, Worth], details: Sequence[str]) -> Figures:
    base = next(iter(worths.values())).base
    print(f"\n{title}: {base.of:.0f} students, base rate {base.value or 0:.3f}; {INVITED:.0%} invited.")
    print(f"  left out: {left_out}")
    for name, worth in worths.items():
        print(line(name, worth))
    cost = (worths["learned, with what we leave out"].precision.value or 0) - (worths["learned"].precision.value or 0)
    print(f"  leaving out costs {cost:+.3f} of precision (learned with everything, minus ours)")
    for one in details:
        print(one)
    return {name: figures(worth) for name, worth in worths.items()} | {"cost_of_leaving_out": round(cost, 3)}


def of_oulad(data: Path, ledger: Path) -> dict[str, Figures]:
    folder = data / "oulad"
    earlier = oulad.students(folder, oulad.LEARN_YEAR)
    print(f"\n{oulad.NAME}: the part to test is read for the {_time(reading.counted('oulad', ledger))} time.")
    worths, details = measured(oulad.RULES, [(earlier, oulad.students(folder, oulad.TEST_YEAR))])
    return {oulad.NAME: told(oulad.NAME, oulad.LEFT_OUT, worths, details)}


def of_portugal(data: Path, ledger: Path) -> dict[str, Figures]:
    found = {}
    print(f"\nUCI 697: the table is read for the {_time(reading.counted('portugal', ledger))} time.")
    for name, after, rules in (
        (portugal.FIRST_SEMESTER, True, portugal.FIRST_SEMESTER_RULES),
        (portugal.ENROLMENT, False, portugal.AT_ENROLMENT_RULES),
    ):
        worths, details = measured(rules, folds(portugal.students(data, after_first_semester=after)))
        found[name] = told(name, portugal.LEFT_OUT, worths, ["  the last of five folds:", *details])
    return found


def of_invitation(data: Path, ledger: Path) -> dict[str, Figures]:
    """Two ways are tried, so each must be rarer than half of 5 % by luck before a signal is spoken of; and where the
    part to test knows outcomes, it must show there too.
    """
    earlier = invitation.students(data / invitation.LEARN)
    inside, _ = measured(invitation.RULES, folds(earlier))
    found = {"five folds": told(f"{invitation.NAME}, five folds", invitation.LEFT_OUT, inside, [])}
    luck = {name: chance_of_luck(earlier, way) for name, way in WAYS.items()}
    for name, chance in luck.items():
        print(
            f"  {name}: with shuffled outcomes as good in {chance:.0%} of {SHUFFLES} draws (a signal: below {LUCK:.1%})"
        )
    print(f"\n{invitation.NAME}: the part to test is read for the {_time(reading.counted('invitation', ledger))} time.")
    later = invitation.students(data / invitation.TEST)
    heard = [name for name, chance in luck.items() if chance < LUCK]
    if any(one.ended for one in later):
        worths, details = measured(invitation.RULES, [(earlier, later)])
        found["part to test"] = told(invitation.NAME, invitation.LEFT_OUT, worths, details)
        heard = [name for name in heard if not worths[name].says_nothing]
    else:
        print("  it holds no outcome at all: nobody in it ended so, and it can confirm nothing")
    print(f"  A signal was found: {', '.join(heard)}." if heard else "  There is no signal in this table.")
    return {invitation.NAME: found | {"luck": luck, "no_signal": not heard}}


def _by_rules(earlier: Sequence[Student]) -> Order:
    return by_rules(invitation.RULES, earlier)[0]


def _by_learning(earlier: Sequence[Student]) -> Order:
    return by_learning([one.ours for one in earlier], [one.ended for one in earlier])


Way = Callable[[Sequence[Student]], Order]
WAYS: dict[str, Way] = {"rules": _by_rules, "learned": _by_learning}


def chance_of_luck(students: Sequence[Student], way: Way) -> float:
    """The share of shuffles of the outcomes in which this ranking, in folds, finds as much as it really does."""
    drawn = random.Random(SEED)  # noqa: S311 - as above
    real = _found_in_folds(students, way)
    outcomes = [one.ended for one in students]
    as_good = 1  # the real order is one of the draws
    for _ in range(SHUFFLES - 1):
        drawn.shuffle(outcomes)
        shuffled = [replace(one, ended=ended) for one, ended in zip(students, outcomes, strict=True)]
        as_good += _found_in_folds(shuffled, way) >= real
    return as_good / SHUFFLES


def _found_in_folds(students: Sequence[Student], way: Way) -> float:
    """The precision of a ranking in five folds, the mean of three draws of the folds."""
    parts = []
    for draw in range(DRAWS):
        for earlier, later in folds(students, SEED + draw):
            scores = way(earlier)([one.ours for one in later])
            parts.append(worth_at(scores, [one.ended for one in later], INVITED))
    return together(parts).precision.value or 0.0


def _time(number: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")


SETS: dict[str, tuple[Path, Callable[[Path, Path], dict[str, Figures]]]] = {
    "oulad": (Path("oulad"), of_oulad),
    "portugal": (portugal.PATH, of_portugal),
    "invitation": (invitation.LEARN, of_invitation),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--ledger", type=Path, default=reading.LEDGER)
    parser.add_argument("--only", choices=SETS, action="append")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    print(f"Choices {reading.choices()}: thresholds, inputs and models, as committed.")
    found: dict[str, Figures] = {}
    for name in given.only or SETS:
        path, evaluate = SETS[name]
        if not (given.data / path).exists():
            print(f"\n{name}: left out, the data is not here (set HOUVAST_DATA).")
            continue
        found |= evaluate(given.data, given.ledger)
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
