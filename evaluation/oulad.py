"""Open University (OULAD), day 60 of a presentation: who withdraws later? Learn on 2013, test on 2014.

Students who were registered on day 60; withdrawn before is out. Known on day 60: what was due and handed in by then
with its score (as if marked at once), when the student registered, own earlier education, attempts and credits.
"""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import fmean, pstdev

from evaluation.material import Rule, Student, at_least, below, number, one_hot, read

NAME = "OULAD, day 60"
LEARN_YEAR, TEST_YEAR = "2013", "2014"
DAY = 60
MODULES = ("AAA", "BBB", "DDD", "EEE", "FFF", "GGG")
EDUCATION = (
    "No Formal quals",
    "Lower Than A Level",
    "A Level or Equivalent",
    "HE Qualification",
    "Post Graduate Qualification",
)
BESIDE_PEERS = (
    "mean score",
    "latest score",
    "lowest score",
    "days late at most",
    "days early",
    "handed in",
    "registered on",
)
LEFT_OUT = "gender, age band, disability, deprivation band, region (it stands for the neighbourhood)"

RULES = (
    Rule(says="something that was due was not handed in", speaks=at_least("not handed in", 1)),
    Rule(says="the latest that was due was not handed in", speaks=at_least("latest not handed in", 1)),
    Rule(says="nothing was handed in", speaks=below("handed in", 1)),
    Rule(says="mean score below 55", speaks=below("mean score", 55)),
    Rule(says="mean score below 70", speaks=below("mean score", 70)),
    Rule(says="latest score below 55", speaks=below("latest score", 55)),
    Rule(says="latest score 15 or more below the first", speaks=below("change", -14.99)),
    Rule(says="handed in a day or more late", speaks=at_least("days late at most", 1)),
    Rule(says="has tried this before", speaks=at_least("attempts before", 1)),
    Rule(says="120 credits or more at once", speaks=at_least("credits", 120)),
)


def students(folder: Path, year: str) -> list[Student]:
    """Every student who is registered on day 60 of a presentation of this year; rows of other years are passed over."""
    due = _due(folder, year)
    handed = _handed_in(folder, due)
    days = {
        _key(row): (number(row["date_registration"]), number(row["date_unregistration"]))
        for row in read(folder / "studentRegistration.csv")
        if row["code_presentation"].startswith(year)
    }
    found: dict[tuple[str, str], list[Student]] = defaultdict(list)
    for row in read(folder / "studentInfo.csv"):
        if not row["code_presentation"].startswith(year):
            continue
        registered, left = days[_key(row)]
        if (registered is not None and registered > DAY) or (left is not None and left <= DAY):
            continue
        presentation = (row["code_module"], row["code_presentation"])
        ours = _work(due[presentation], handed[_key(row)])
        ours |= {
            "registered on": registered,
            "attempts before": number(row["num_of_prev_attempts"]),
            "credits": number(row["studied_credits"]),
            "earlier education": float(EDUCATION.index(row["highest_education"])),
            **one_hot("module", row["code_module"], MODULES),
        }
        groups = {"gender": row["gender"], "age": row["age_band"], "disability": row["disability"]}
        groups["deprivation"] = row["imd_band"] or "?"
        left_out = {
            **{f"{name} {value}": 1.0 for name, value in groups.items()},
            f"region {row['region']}": 1.0,
        }
        found[presentation].append(Student(ours=ours, left_out=left_out, ended=left is not None, groups=groups))
    return [student for presentation in sorted(found) for student in _beside_peers(found[presentation])]


def _key(row: dict[str, str]) -> tuple[str, str, str]:
    return row["code_module"], row["code_presentation"], row["id_student"]


def _due(folder: Path, year: str) -> dict[tuple[str, str], dict[str, float]]:
    """Per presentation the day on which each piece of work is due; exams and what has no day are left out."""
    due: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for row in read(folder / "assessments.csv"):
        day = number(row["date"])
        if row["code_presentation"].startswith(year) and row["assessment_type"] != "Exam" and day is not None:
            due[row["code_module"], row["code_presentation"]][row["id_assessment"]] = day
    return due


Handed = dict[str, tuple[float, bool, float | None]]


def _handed_in(folder: Path, due: dict[tuple[str, str], dict[str, float]]) -> dict[tuple[str, str, str], Handed]:
    """Per student, of each piece of work in by day 60: its day, if it counts from an earlier attempt, its score."""
    whose = {work: presentation for presentation, works in due.items() for work in works}
    handed: dict[tuple[str, str, str], Handed] = defaultdict(dict)
    for row in read(folder / "studentAssessment.csv"):
        presentation = whose.get(row["id_assessment"])
        on = number(row["date_submitted"])
        if presentation and on is not None and on <= DAY:
            handed[*presentation, row["id_student"]][row["id_assessment"]] = (
                on,
                row["is_banked"] == "1",
                number(row["score"]),
            )
    return handed


def _work(due: dict[str, float], handed: Handed) -> dict[str, float | None]:
    """What the student did with what was asked so far. Without any score or any work due, that is not known."""
    asked = sorted((day, work) for work, day in due.items() if day <= DAY)
    missed = [work for _, work in asked if work not in handed]
    scores = [score for day, work in asked if work in handed and (score := handed[work][2]) is not None]
    every = [score for _, _, score in handed.values() if score is not None]
    lead = [day - handed[work][0] for day, work in asked if work in handed and not handed[work][1]]
    return {
        "due": float(len(asked)),
        "not handed in": float(len(missed)) if asked else None,
        "latest not handed in": float(asked[-1][1] in missed) if asked else None,
        "handed in": float(len(handed)) if asked else None,
        "from earlier": float(sum(banked for _, banked, _ in handed.values())),
        "mean score": fmean(every) if every else None,
        "lowest score": min(every) if every else None,
        "latest score": scores[-1] if scores else None,
        "change": scores[-1] - scores[0] if len(scores) > 1 else None,
        "days late at most": max(max(0.0, -days) for days in lead) if lead else None,
        "days early": fmean(lead) if lead else None,
    }


def _beside_peers(peers: list[Student]) -> Iterable[Student]:
    """The same students with, for some columns, how far each stands from the mean of the own presentation."""
    means: dict[str, tuple[float, float]] = {}
    for name in BESIDE_PEERS:
        known = [value for one in peers if (value := one.ours[name]) is not None]
        if known:
            means[name] = (fmean(known), pstdev(known) or 1.0)
    for one in peers:
        beside = {
            f"{name} beside peers": None if (value := one.ours[name]) is None else (value - mean) / spread
            for name, (mean, spread) in means.items()
        }
        yield Student(ours={**one.ours, **beside}, left_out=one.left_out, ended=one.ended, groups=one.groups)
