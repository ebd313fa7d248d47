"""The dossiers that were looked at, in a table without anybody in it: age, gender, level and how it ended (S-665)."""

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import gettext

from houvast.core.calendar import age_on
from houvast.core.monitor.small import protect
from houvast.education.models import Enrolment
from houvast.monitor.mechanism_words import GENDERS
from houvast.monitor.models import Analysis, Leaving
from houvast.monitor.queries.leaving import said
from houvast.monitor.queries.reach import Reach
from houvast.monitor.queries.tables import Table
from houvast.monitor.words import number_of
from houvast.web.components import Column

ADULT, YOUNG = 18, 23


def case_table(reach: Reach, closed: int | None) -> Table | None:
    """How many of the closed analyses there are of each kind; None while they are few. Three queries."""
    if closed is None:
        return None
    rows = list(
        Analysis.objects.filter(organisation_id=reach.organisation, state=Analysis.State.CLOSED).values_list(
            "student_id", "student__birth_date", "begun_on", "gender"
        )
    )
    students = [row[0] for row in rows]
    levels = dict(
        Enrolment.objects.filter(student_id__in=students)
        .order_by("starts_on", "pk")
        .values_list("student_id", "programme__level")
    )
    endings = dict(
        Leaving.objects.filter(student_id__in=students).order_by("recorded_at").values_list("student_id", "own_view")
    )
    nothing = gettext("not recorded")
    counted = (
        (gettext("Age"), Counter(_age(born, on) if born else nothing for _, born, on, _ in rows)),
        (gettext("Gender"), Counter(str(GENDERS.get(gender, nothing)) for *_, gender in rows)),
        (gettext("Level"), Counter(str(levels.get(student) or nothing) for student in students)),
        (gettext("How it ended"), Counter(said("own", endings.get(student) or "unknown") for student in students)),
    )
    return Table(
        title=gettext("The dossiers that were looked at"),
        columns=(
            Column(label=gettext("What")),
            Column(label=gettext("Which")),
            Column(label=gettext("How many"), numeric=True),
        ),
        rows=tuple(row for title, numbers in counted for row in _rows(title, numbers, reach)),
        notes=(gettext("Without names or days. Small numbers are hidden here for everybody."),),
    )


def _age(born: object, on: object) -> str:
    age = age_on(born, on)  # type: ignore[arg-type]
    if age < ADULT:
        return gettext("under 18")
    return gettext("18 to 22") if age < YOUNG else gettext("23 and over")


def _rows(title: str, numbers: Counter[str], reach: Reach) -> Sequence[tuple[str, str, str]]:
    parts = sorted(numbers)
    hidden = protect([[numbers[part] for part in parts]], reach.rule).hidden
    return [
        (title, part, number_of(None if (0, place) in hidden else numbers[part])) for place, part in enumerate(parts)
    ]
