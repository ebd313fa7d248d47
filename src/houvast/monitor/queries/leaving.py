"""What is known of a student's leaving, for whoever passed the door."""

import uuid
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, gettext

from houvast.core.access.words import Action, Data
from houvast.core.monitor.figures import PARTS
from houvast.core.monitor.leaving import Initiator, initiative
from houvast.education.models import Enrolment
from houvast.monitor.models import Leaving, LookBack
from houvast.monitor.queries.figures import own_causes
from houvast.people.models import Person
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Fact

INITIATOR = {"institution": "institution", "student": "student", "both": "grey", "other": "other", "": "unknown"}


def leaving_to_change(student: Person, enrolment_id: uuid.UUID) -> tuple[Enrolment, Leaving | None]:
    """An enrolment of this student that ended, with what is known of it."""
    enrolment = Enrolment.objects.filter(pk=enrolment_id, student=student, ends_on__isnull=False).first()
    if enrolment is None:
        raise Http404
    return enrolment, Leaving.objects.filter(enrolment=enrolment).first()


def look_back_for(student: Person, look_id: uuid.UUID) -> LookBack:
    """A moment of looking back on this student."""
    found = LookBack.objects.filter(pk=look_id, leaving__student=student).select_related("leaving__student").first()
    if found is None:
        raise Http404
    return found


def leaving_page(viewer: Viewer, student: Person) -> dict[str, Any]:
    """The context of the page: every ended enrolment, latest first. Four queries."""
    own = viewer.person.pk == student.pk
    ended = Enrolment.objects.filter(student=student, ends_on__isnull=False, ends_on__lte=viewer.day)
    known = {one.enrolment_id: one for one in Leaving.objects.filter(student=student).select_related("recorded_by")}
    looks: dict[uuid.UUID, list[LookBack]] = {}
    for look in LookBack.objects.filter(leaving__student=student).select_related("leaving").order_by("months"):
        looks.setdefault(look.leaving.enrolment_id, []).append(look)
    causes = own_causes(student.organisation_id)
    may_record = door.may(viewer, student, Data.LEAVING, Action.RECORD)
    return {
        "student": student,
        "own": own,
        "today": viewer.day,
        "leavings": [
            {
                "enrolment": one,
                "facts": _facts(known.get(one.pk), causes, one),
                "story": known[one.pk].story if one.pk in known else "",
                "own_words": known[one.pk].own_words if one.pk in known else "",
                "looks": [
                    _look(look, viewer, student, may_record=may_record and not own) for look in looks.get(one.pk, [])
                ],
                "url": reverse("monitor:record-leaving", args=(student.pk, one.pk)) if may_record else "",
            }
            for one in ended.select_related("programme").order_by("-ends_on", "pk")
        ],
        "analysis_url": reverse("monitor:analysis", args=(student.pk,))
        if door.may(viewer, student, Data.CASE_ANALYSIS)
        else "",
    }


def said(prefix: str, word: str) -> str:
    """A word of a list, in the language of the request."""
    known = PARTS[prefix].get(word)
    return known.in_(get_language() or "nl") if known else word


def _facts(known: Leaving | None, causes: dict[str, str], enrolment: Enrolment) -> tuple[Fact, ...]:
    code = Fact(label=gettext("Code at DUO"), value=said("code", enrolment.end_reason or "none"))
    if known is None:
        return (code,)
    nothing = gettext("not recorded")
    both = initiative(Initiator(known.initiator_school), Initiator(known.initiator_student))
    return (
        code,
        Fact(label=gettext("Formal reason"), value=said("reason", known.reason or "none")),
        Fact(label=gettext("Who took the initiative?"), value=said("initiative", both)),
        Fact(
            label=gettext("as the school sees it"),
            value=said("initiative", INITIATOR[known.initiator_school]),
        ),
        Fact(
            label=gettext("as the student sees it"),
            value=said("initiative", INITIATOR[known.initiator_student]),
        ),
        Fact(
            label=gettext("What was behind it"),
            value=", ".join(causes.get(one) or said("cause", one) for one in known.causes) or nothing,
        ),
        Fact(label=gettext("What was tried"), value=", ".join(said("tried", one) for one in known.tried) or nothing),
        Fact(label=gettext("Where to"), value=said("destination", known.destination or "unknown")),
        Fact(label=gettext("Who is there for the student now"), value=known.handed_to or nothing),
        Fact(label=gettext("How the student sees it"), value=said("own", known.own_view or "unknown")),
    )


def _look(look: LookBack, viewer: Viewer, student: Person, *, may_record: bool) -> dict[str, Any]:
    return {
        "months": look.months,
        "due_on": look.due_on,
        "where": said("after:3", look.where) if look.where else "",
        "answered_on": look.answered_on,
        "word": look.word,
        "url": reverse("monitor:look-back", args=(student.pk, look.pk))
        if may_record and look.due_on <= viewer.day
        else "",
    }
