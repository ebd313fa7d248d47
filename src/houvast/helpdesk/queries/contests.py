"""What a student reads of the own contests."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404
from django.urls import reverse

from houvast.cases.models import Case, CaseLetter
from houvast.core.access.words import Action, Data
from houvast.helpdesk.models import Contest
from houvast.people.viewer import Viewer
from houvast.privacy import door

LATELY = timedelta(days=60)
MATTER_OF_PACK = {
    "study-advice": "study_advice",
    "study-advice-one-year": "study_advice",
    "suspension": "suspension",
    "removal": "removal",
    "support-agreement": "support",
    "improvement-track": "other_decision",
    "deregistration": "other_decision",
}
"""What a decision in this procedure is to the rule of law; other procedures are asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A procedure of the student that ended lately, with a link that begins a letter about it."""

    title: str
    on: date
    url: str


def contest_of_own(viewer: Viewer, contest_id: uuid.UUID) -> Contest:
    """The student's own contest, else Http404. Notes the read."""
    found = Contest.objects.select_related("case", "organisation").filter(pk=contest_id).first()
    if found is None or found.student_id != viewer.person.pk:
        raise Http404
    found.student = door.student(viewer, found.student_id, Data.CONTEST, Action.SIGN)
    return found


def own_contests(viewer: Viewer, student_id: uuid.UUID) -> tuple[Contest, ...]:
    """The student's contests, newest first; at most fifty. Http404 for everybody else."""
    student = door.student(viewer, student_id, Data.CONTEST, Action.SIGN)
    return tuple(Contest.objects.filter(student=student).select_related("case").order_by("-began_at", "pk")[:50])


def decided_lately(viewer: Viewer, language: str) -> tuple[Decided, ...]:
    """The student's procedures that ended in the last sixty days, newest first."""
    ended = Case.objects.filter(student_id=viewer.person.pk, closed_on__gte=viewer.day - LATELY)
    ended = ended.exclude(pack__in=Contest.Route.values).select_related("pack_version").defer("pack_version__text")
    return tuple(
        Decided(
            title=case.pack_version.title_en if language == "en" else case.pack_version.title_nl,
            on=case.closed_on or viewer.day,
            url=f"{reverse('helpdesk:contests', args=(viewer.person.pk,))}?case={case.pk}",
        )
        for case in ended.order_by("-closed_on", "pk")[:10]
    )


def beginning_of(viewer: Viewer, case_id: str) -> dict[str, object]:
    """Matter and day of notification of an own case that ended, as the beginning of a form; empty for another."""
    try:
        case = Case.objects.filter(pk=uuid.UUID(case_id), student_id=viewer.person.pk).first()
    except ValueError:
        return {}
    if case is None:
        return {}
    letter = CaseLetter.objects.filter(case=case).order_by("-sent_on").values_list("sent_on", flat=True).first()
    return {"matter": MATTER_OF_PACK.get(case.pack, "other_decision"), "notified_on": letter or case.closed_on}
