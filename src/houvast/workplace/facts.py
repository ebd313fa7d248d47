"""What a procedure may know of the counsellor's advice and of an earlier study advice, without asking a person."""

from datetime import date

from houvast.cases.models import Case
from houvast.cases.world import register_fact
from houvast.people.models import Person
from houvast.workplace.models import CounsellorAdvice
from houvast.workplace.procedure_names import STUDY_ADVICE

GIVEN = ("positive", "goes_on", "switches")
"""The endings of a study advice that was given; a postponed one comes again, and that is the one moment (S-096)."""


def postponement_released(student: Person, _on: date) -> bool:
    """Whether advice of the counsellor to wait lies with the programme now, because the student released it (S-100)."""
    released = CounsellorAdvice.objects.filter(
        student=student, kind=CounsellorAdvice.Kind.POSTPONE, state=CounsellorAdvice.State.RELEASED
    )
    return released.exists()


def study_advice_given(student: Person, _on: date) -> bool:
    """Whether the student had the urgent or positive advice of the first year: there is never another (S-096)."""
    return Case.objects.filter(student=student, pack=STUDY_ADVICE, outcome__in=GIVEN).exists()


register_fact("postponement_released", postponement_released)
register_fact("study_advice_given", study_advice_given)
