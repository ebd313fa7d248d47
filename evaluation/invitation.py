"""The invented table of the invitation rule: it carries no signal, and a sound evaluation says so."""

from pathlib import Path

from evaluation.material import Rule, Student, at_least, number, read

NAME = "Invitation rule, invented table"
FOLDER = Path("uitnodigingsregel-demo")
LEARN, TEST = FOLDER / "synth_data_train.csv", FOLDER / "synth_data_pred.csv"
LEFT_OUT_COLUMNS = ("StudentAge", "StudentGender")
LEFT_OUT = "age, gender"
RULES = (
    Rule(says="10 hours or more of unauthorised absence", speaks=at_least("absence_unauthorized", 10)),
    Rule(says="16 hours or more of unauthorised absence", speaks=at_least("absence_unauthorized", 16)),
    Rule(says="40 hours or more of authorised absence", speaks=at_least("absence_authorized", 40)),
    Rule(says="applied three times or more", speaks=at_least("Aanmel_aantal", 3)),
)


def students(path: Path) -> list[Student]:
    """The students of one of the two tables; the student's number is not among the inputs."""
    found = []
    for row in read(path, "\t"):
        values = {name: number(text) for name, text in row.items() if name not in {"Studentnummer", "Dropout"}}
        found.append(
            Student(
                ours={name: value for name, value in values.items() if name not in LEFT_OUT_COLUMNS},
                left_out={name: value for name, value in values.items() if name in LEFT_OUT_COLUMNS},
                ended=row["Dropout"] == "1",
                groups={"gender": row["StudentGender"]},
            )
        )
    return found
