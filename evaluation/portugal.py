"""Portuguese higher education (UCI 697): who drops out? After the first semester, and at enrolment; five folds.

`Enrolled` counts as not dropped out. Nothing was chosen by looking at this table: thresholds are round figures, the
strength of the learned ranking is the one chosen on OULAD 2013, the points of the rules follow from the other folds.
"""

from pathlib import Path

from evaluation.material import Rule, Student, at_least, below, number, read

PATH = Path("uci-dropout-697") / "data.csv"
FIRST_SEMESTER = "UCI 697, after the first semester"
ENROLMENT = "UCI 697, at enrolment"
LEFT_OUT_COLUMNS = (
    "Marital status", "Nacionality", "Mother's qualification", "Father's qualification", "Mother's occupation",
    "Father's occupation", "Educational special needs", "Gender", "Age at enrollment", "International",
    "Application mode",
)  # fmt: skip
LEFT_OUT = (
    "marital status, nationality, parents' education and occupation, special needs, gender, age, international; and "
    "the mode of application, of which some codes say the age or the nationality"
)
OF_THE_YEAR = ("Unemployment rate", "Inflation rate", "GDP")
BY_NAME = ("Course", "Previous qualification")
NAMED_LEFT_OUT = (
    "Marital status", "Nacionality", "Mother's qualification", "Father's qualification", "Mother's occupation",
    "Father's occupation", "Application mode",
)  # fmt: skip

AT_ENROLMENT_RULES = (
    Rule(says="owes the school money", speaks=at_least("Debtor", 1)),
    Rule(says="tuition fees are not paid up to date", speaks=below("Tuition fees up to date", 1)),
    Rule(says="no scholarship", speaks=below("Scholarship holder", 1)),
    Rule(says="admission grade below 120", speaks=below("Admission grade", 120)),
    Rule(says="grade of the earlier qualification below 120", speaks=below("Previous qualification (grade)", 120)),
    Rule(says="this programme was not the first choice", speaks=at_least("Application order", 2)),
    Rule(says="evening programme", speaks=below("Daytime/evening attendance", 1)),
)
FIRST_SEMESTER_RULES = (
    *AT_ENROLMENT_RULES,
    Rule(says="passed no unit", speaks=below("share passed", 0.001)),
    Rule(says="passed less than half of the units", speaks=below("share passed", 0.5)),
    Rule(says="passed less than three quarters of the units", speaks=below("share passed", 0.75)),
    Rule(says="a unit without any assessment", speaks=at_least("Curricular units 1st sem (without evaluations)", 1)),
    Rule(says="mean grade below 11 of 20", speaks=below("Curricular units 1st sem (grade)", 11)),
)


def students(folder: Path, *, after_first_semester: bool) -> list[Student]:
    """Every student of the table, with what is known at that moment."""
    return [_student(row, after_first_semester=after_first_semester) for row in read(folder / PATH, ";")]


def _student(row: dict[str, str], *, after_first_semester: bool) -> Student:
    ours: dict[str, float | None] = {}
    left_out: dict[str, float | None] = {}
    for name, text in row.items():
        if name == "Target" or name in OF_THE_YEAR or "2nd sem" in name:
            continue
        if "1st sem" in name and not after_first_semester:
            continue
        into = left_out if name in LEFT_OUT_COLUMNS else ours
        if name in BY_NAME or name in NAMED_LEFT_OUT:
            into[f"{name} {text}"] = 1.0
        else:
            into[name] = number(text)
    if after_first_semester:
        taken, passed = (number(row[f"Curricular units 1st sem ({what})"]) for what in ("enrolled", "approved"))
        ours["share passed"] = (passed or 0) / taken if taken else None
    groups = {"gender": {"0": "F", "1": "M"}[row["Gender"]], "special needs": row["Educational special needs"]}
    groups["age"] = "under 21" if float(row["Age at enrollment"]) < 21 else "21 and over"  # noqa: PLR2004
    return Student(ours=ours, left_out=left_out, ended=row["Target"] == "Dropout", groups=groups)
