"""Where a student of the institute stands with the urgent study advice: the one moment, waiting, and the own choice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext

from houvast import lawbook
from houvast.cases import available
from houvast.cases.models import Case, CaseTask
from houvast.core.access.words import Action, Data
from houvast.core.law.answers import Answer
from houvast.core.law.errors import QuestionError
from houvast.education.models import Enrolment
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.days import long_day
from houvast.workplace.facts import GIVEN
from houvast.workplace.models import CounsellorAdvice, Triad
from houvast.workplace.procedure_names import STUDY_ADVICE
from houvast.workplace.queries.places import triad_of
from houvast.workplace.queries.results import credits_of

CHOOSE = "choose"
POSTPONED = "postponed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of one student: the first enrolment, earlier and running cases, and what the rule answers.

    `moment` is the day on which the first year ends; None when the first day is not known.
    """

    enrolment: Enrolment | None
    moment: date | None
    running: Case | None
    given: Case | None
    postponed: Case | None
    answer: Answer | None


def standing_of(student: Person, on: date) -> Standing:
    """Four queries, whatever there is."""
    enrolment = Enrolment.objects.filter(student=student, starts_on__isnull=False).order_by("starts_on", "pk").first()
    cases = list(Case.objects.filter(student=student, pack=STUDY_ADVICE).order_by("-opened_on", "-pk"))
    moment = a_year_after(enrolment.starts_on) if enrolment and enrolment.starts_on else None
    postponed = next((one for one in cases if one.outcome == POSTPONED), None)
    return Standing(
        enrolment=enrolment,
        moment=moment,
        running=next((one for one in cases if one.status == Case.Status.OPEN), None),
        given=next((one for one in cases if one.outcome in GIVEN), None),
        postponed=postponed,
        answer=_answer(student, enrolment, moment, on, postponed=postponed is not None),
    )


def a_year_after(day: date) -> date:
    """The last day of the first year; who begins on 29 February ends on the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _answer(
    student: Person, enrolment: Enrolment | None, moment: date | None, on: date, *, postponed: bool
) -> Answer | None:
    triad = triad_of(student, on)
    earned = credits_of(student, min(on, moment) if moment else on)
    facts: dict[str, object] = {
        "cohort": (enrolment.cohort or None) if enrolment else None,
        "mode": (triad.mode if triad else Triad.Mode.FULL_TIME.value),
        "credits": float(
            earned or 0
        ),  # only the norm and the reasons are shown, which do not hang on how many there are
        "end_of_first_year": moment is not None and on >= moment,
        "postponed": postponed,
    }
    try:
        return lawbook.ask("study-advice-hbo", facts, on=on)
    except QuestionError:
        return None


def advice_page(student: Person, viewer: Viewer) -> dict[str, Any]:
    """Everything of the page; the lead says what comes, or what was said."""
    found = standing_of(student, viewer.day)
    own = student.pk == viewer.person.pk
    offer = None if found.running or found.given else available.offer_of(viewer, student, STUDY_ADVICE)
    numbers = door.may(viewer, student, Data.RESULTS)
    norm = found.answer.outcome.get("norm") if found.answer else None
    return {
        "student": student,
        "own": own,
        "lead": _lead(found, viewer.day, own=own),
        "outcome": _outcome(found.given),
        "given_url": reverse("cases:case", args=(found.given.pk,)) if found.given else "",
        "running_url": reverse("cases:case", args=(found.running.pk,)) if found.running else "",
        "choose_url": _choose_url(found.running, viewer, own=own),
        "begin_url": offer.url if offer else "",
        "begins": offer is not None,
        "norm": norm if numbers else None,
        "credits": _credits(student, found.moment, viewer.day) if numbers else None,
        "reasons": _reasons(found.answer),
        "asks": tuple(text.in_(get_language() or "nl") for text in found.answer.asks_human) if found.answer else (),
        "waiting": _to_release(student) if own else (),
        "released": _released(student, viewer),
        "binds": bool(found.answer and found.answer.outcome.get("binding")),
        "back": reverse("start") if own else reverse("student", args=(student.pk,)),
        "today": viewer.day,
    }


def _lead(found: Standing, on: date, *, own: bool) -> str:
    if found.given is not None and found.given.closed_on:
        words = {"day": long_day(found.given.closed_on)}
        return gettext("The advice was given and closed on %(day)s. There is one moment, so no other follows.") % words
    if found.running is not None:
        return gettext("The talks towards the study advice run.")
    if found.postponed is not None:
        return gettext("The advice waits, because the student counsellor advised that and it was released.")
    return _moment_words(found.moment, on, own=own)


def _moment_words(moment: date | None, on: date, *, own: bool) -> str:
    if moment is None:
        return gettext("There is one moment: the end of the first year. The first day is not known yet.")
    words = {"day": long_day(moment)}
    if moment < on:
        return gettext("The one moment was the end of the first year, on %(day)s. No advice is kept here.") % words
    if own:
        return gettext("There is one moment: the end of your first year, on %(day)s.") % words
    return gettext("There is one moment: the end of the first year, on %(day)s.") % words


def _outcome(case: Case | None) -> str:
    if case is None:
        return ""
    return case.outcome_en if (get_language() or "nl").startswith("en") else case.outcome_nl


def _choose_url(case: Case | None, viewer: Viewer, *, own: bool) -> str:
    """Where the choice is made, while it is open; for the student, and for a coach who writes down what was said."""
    if case is None or not CaseTask.objects.filter(case=case, act=CHOOSE, done_on__isnull=True).exists():
        return ""
    may = own or door.may(viewer, case.student, Data.CASES, Action.RECORD)
    return reverse("cases:act", args=(case.pk, CHOOSE)) if may else ""


def _credits(student: Person, moment: date | None, on: date) -> str | None:
    found = credits_of(student, min(on, moment) if moment else on)
    return None if found is None else number_format(found.normalize() if found % 1 else int(found))


def _reasons(answer: Answer | None) -> tuple[tuple[str, str], ...]:
    spoken = get_language() or "nl"
    return tuple((one.text.in_(spoken), one.source) for one in answer.because) if answer else ()


def _to_release(student: Person) -> Sequence[CounsellorAdvice]:
    """Advice to wait that the student did not release: only the student is shown it."""
    kind, state = CounsellorAdvice.Kind.POSTPONE, CounsellorAdvice.State
    return list(CounsellorAdvice.objects.filter(student=student, kind=kind).exclude(state=state.RELEASED)[:5])


def _released(student: Person, viewer: Viewer) -> Sequence[CounsellorAdvice]:
    if not door.may(viewer, student, Data.COUNSELLOR_ADVICE):
        return ()
    kind, state = CounsellorAdvice.Kind.POSTPONE, CounsellorAdvice.State
    found = CounsellorAdvice.objects.filter(student=student, kind=kind, state=state.RELEASED)
    return list(found.select_related("made_by").order_by("-answered_at", "-pk")[:5])
