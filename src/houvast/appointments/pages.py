"""What the pages of this folder show: plain values for the components, texts in the reader's language."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from houvast.appointments.calendar_file import Event
from houvast.appointments.models import HelpRequest, HelpStep, PlannedTalk, SelfCheck, TalkChange
from houvast.appointments.queries import self_checks as checks
from houvast.appointments.queries.norms import norm_of, school_days_after
from houvast.appointments.queries.people import helpers_of
from houvast.appointments.queries.planned import may_plan
from houvast.appointments.self_check import AREAS, MOODS, TOPIC_OF, Area, Mood
from houvast.appointments.words import state_name, topic_name
from houvast.core.access.words import Action, Data
from houvast.guidance.words import kind_name
from houvast.people.models import Person
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Link, Rating, Row
from houvast.web.days import long_day

OUTSIDE = (
    (_("The youth team, in confidence"), "careteam:in-confidence", ()),
    (_("Help with money"), "directory:kind", ("money-help",)),
    (_("All help, at school and outside it"), "directory:services", ()),
)
"""Where a student goes alone, independent of school; pages of folders above are named, not imported."""
MOOD_RATING = {Mood.GOOD: Rating.GREEN, Mood.SO_SO: Rating.AMBER, Mood.HARD: Rating.RED}


def outside_links() -> tuple[Link, ...]:
    """Where help outside school is found; school is not told who looks there."""
    return tuple(Link(label=str(label), url=reverse(name, args=given)) for label, name, given in OUTSIDE)


def answer_by(student: Person, on: date) -> date:
    """By which day a question asked today is answered."""
    return school_days_after(student.organisation, on, norm_of(student.organisation_id).answer_within)


def request_row(request: HelpRequest, viewer: Viewer) -> Row:
    """A question in a list: the student reads whom, who was asked reads who asks."""
    own = request.student_id == viewer.person.pk
    url = reverse("appointments:help-request", args=(request.pk,))
    is_open = request.state == HelpRequest.State.OPEN
    if own:
        name = topic_name(request.topic)
        who = request.asked_of.name if request.asked_of else gettext("your school")
        why = gettext("Asked of %(who)s") % {"who": who} if is_open else gettext("%(who)s has answered") % {"who": who}
    else:
        name, why = request.student.name, gettext("Asks: %(topic)s") % {"topic": topic_name(request.topic).lower()}
    late = is_open and request.answer_by < viewer.day
    return Row(
        name=name,
        url=url,
        why=why,
        rating=Rating.AMBER if late else "",
        due=request.answer_by if is_open else None,
        action_label=gettext("Look") if own else gettext("Give an answer"),
        action_url=url,
    )


STEPS = {
    HelpStep.Kind.ASKED: _("%(by)s asked %(to)s"),
    HelpStep.Kind.ADDED: _("%(by)s said more"),
    HelpStep.Kind.ANSWERED: _("%(by)s answered"),
    HelpStep.Kind.PLANNED: _("%(by)s proposed a talk"),
    HelpStep.Kind.HANDED_ON: _("%(by)s asked %(to)s along"),
    HelpStep.Kind.PASSED_ON: _("There was no answer yet, so %(to)s is asked too"),
}


def request_page(request: HelpRequest, viewer: Viewer) -> dict[str, Any]:
    """The context of one question."""
    own = request.student_id == viewer.person.pk
    steps = sorted(request.steps.all(), key=lambda one: (one.at, one.pk))
    is_open = request.state == HelpRequest.State.OPEN
    who = request.asked_of.name if request.asked_of else gettext("your school")
    if own and is_open:
        lead = gettext("You hear something by %(day)s. %(who)s has your question.") % {
            "day": long_day(request.answer_by),
            "who": who,
        }
    elif own:
        lead = gettext("There is an answer. You may always say more, or ask something else.")
    else:
        lead = gettext("%(name)s hopes for an answer by %(day)s.") % {
            "name": request.student.given_name or request.student.name,
            "day": long_day(request.answer_by),
        }
    return {
        "asked": request,
        "own": own,
        "is_open": is_open,
        "title": topic_name(request.topic),
        "lead": lead,
        "steps": [(_step_words(one), one) for one in steps],
        "talk_url": _talk_url(request, viewer, own=own),
        "hand_on_url": "" if own else reverse("appointments:help-hand-on", args=(request.pk,)),
        "student_url": reverse("student", args=(request.student_id,)),
        "back": reverse("appointments:help", args=(request.student_id,)) if own else reverse("start"),
        "outside": outside_links() if own else (),
        "today": viewer.day,
    }


def _step_words(step: HelpStep) -> str:
    nobody = gettext("somebody of school")
    names = {"by": step.by.name if step.by else nobody, "to": step.to.name if step.to else nobody}
    return str(STEPS[HelpStep.Kind(step.kind)]) % names


def _talk_url(request: HelpRequest, viewer: Viewer, *, own: bool) -> str:
    if own or not door.may(viewer, request.student, Data.PLANNED_TALKS, Action.RECORD):
        return ""
    return reverse("appointments:propose", args=(request.student_id,)) + f"?request={request.pk}"


def check_page(check: SelfCheck, viewer: Viewer) -> dict[str, Any]:
    """The context of one self-check: the answers per area, what may help, and with whom it is shared."""
    own = check.student_id == viewer.person.pk
    answers = checks.answers_of(check)
    needs = checks.needs_of(check)
    shares = list(checks.shares_of(check)) if own else []
    with_whom = {one.shared_with_id for one in shares}
    helpers = [one for one in helpers_of(check.student, viewer.day) if one.pk not in with_whom] if own else []
    return {
        "check": check,
        "own": own,
        "areas": [
            (AREAS[area], [_answer(one) for one in answers if one.question.area is area and one.mood])
            for area in Area
            if any(one.question.area is area and one.mood for one in answers)
        ],
        "leads_to": [_leads_to(area, check.student) for area in needs] if own else [],
        "helpers": helpers,
        "shares": [(one, new_key()) for one in shares],
        "outside": outside_links() if own and needs else (),
        "back": reverse("appointments:self-check", args=(check.student_id,))
        if own
        else reverse("student", args=(check.student_id,)),
        "submission": new_key(),
        "throw_key": new_key(),
    }


def _answer(answer: checks.Answer) -> tuple[str, Rating, str]:
    assert answer.mood is not None
    return str(answer.question.text), MOOD_RATING[answer.mood], str(MOODS[answer.mood])


def _leads_to(area: Area, student: Person) -> Link:
    url = reverse("appointments:help", args=(student.pk,)) + f"?about={TOPIC_OF[area]}"
    return Link(label=gettext("Ask for help: %(area)s") % {"area": str(AREAS[area]).lower()}, url=url)


def moment_words(moment: datetime) -> str:
    """Day and time as people say them: "vrijdag 16 juli 2027, 10:30"."""
    return f"{long_day(moment)}, {timezone.localtime(moment):%H:%M}"


def planned_row(planned: PlannedTalk, viewer: Viewer) -> Row:
    """A planned talk in a list."""
    url = reverse("appointments:planned-talk", args=(planned.pk,))
    own = planned.student_id == viewer.person.pk
    with_whom = planned.staff.name if own else planned.student.name
    return Row(
        name=gettext("Talk with %(name)s") % {"name": with_whom},
        url=url,
        why=moment_words(planned.starts_at) if planned.starts_at else state_name(planned.state),
        about=state_name(planned.state) if planned.starts_at else "",
        action_label=gettext("Choose a moment") if may_choose(planned, viewer) else gettext("Look"),
        action_url=url,
    )


def may_choose(planned: PlannedTalk, viewer: Viewer) -> bool:
    """Whether this person is the one who picks a moment now."""
    other_side = {planned.student_id, planned.staff_id} - {planned.proposed_by_id}
    return planned.state == PlannedTalk.State.PROPOSED and viewer.person.pk in other_side


CHANGES = {
    TalkChange.Kind.PROPOSED: _("%(by)s proposed this talk"),
    TalkChange.Kind.AGREED: _("%(by)s chose a moment"),
    TalkChange.Kind.MOVED: _("%(by)s proposed other moments"),
    TalkChange.Kind.CANCELLED: _("%(by)s cancelled the talk"),
    TalkChange.Kind.INVITED: _("%(by)s brings somebody along"),
    TalkChange.Kind.HELD: _("The talk was held"),
    TalkChange.Kind.MISSED: _("The talk did not happen"),
    TalkChange.Kind.REACHED_OUT: _("%(by)s sought contact"),
}


def planned_page(planned: PlannedTalk, viewer: Viewer, *, at: datetime) -> dict[str, Any]:
    """The context of one planned talk, with what this person may do now."""
    own = planned.student_id == viewer.person.pk
    plans = may_plan(viewer, planned.student)
    is_open = planned.state in (PlannedTalk.State.PROPOSED, PlannedTalk.State.AGREED)
    is_over = bool(planned.starts_at and planned.starts_at <= at)
    changes = sorted(planned.changes.all(), key=lambda one: (one.at, one.pk))
    with_whom = planned.staff.name if own else planned.student.name
    return {
        "planned": planned,
        "own": own,
        "plans": plans,
        "title": gettext("Talk with %(name)s") % {"name": with_whom},
        "lead": _planned_lead(planned, viewer, own=own),
        "kind": kind_name(planned.kind),
        "moments": [(one, moment_words(one.starts_at)) for one in sorted(planned.moments.all(), key=_by_start)],
        "may_choose": may_choose(planned, viewer),
        "along": [one.person.name if one.person else one.name for one in planned.companions.all()],
        "changes": [(_change_words(one), one) for one in changes],
        "may_change": plans and is_open,
        "may_bring": own and is_open,
        "may_close": plans and not own and planned.state == PlannedTalk.State.AGREED and is_over,
        "may_reach_out": plans and not own and planned.state == PlannedTalk.State.MISSED,
        "again_url": reverse("appointments:propose", args=(planned.student_id,)) + f"?after={planned.pk}",
        "back": reverse("appointments:planned-talks", args=(planned.student_id,)),
        "submission": new_key(),
        "held_key": new_key(),
    }


def _by_start(moment: Any) -> Any:
    return moment.starts_at


def _change_words(change: TalkChange) -> str:
    return str(CHANGES[TalkChange.Kind(change.kind)]) % {
        "by": change.by.name if change.by else gettext("somebody of school")
    }


def _planned_lead(planned: PlannedTalk, viewer: Viewer, *, own: bool) -> str:
    match PlannedTalk.State(planned.state):
        case PlannedTalk.State.PROPOSED:
            return (
                gettext("Which moment suits you?")
                if may_choose(planned, viewer)
                else gettext("The other one chooses a moment. You hear it when that is done.")
            )
        case PlannedTalk.State.AGREED:
            assert planned.starts_at is not None
            return moment_words(planned.starts_at)
        case PlannedTalk.State.MISSED if own:
            return gettext("We missed you. That can happen. Shall we find another moment?")
        case PlannedTalk.State.MISSED:
            return gettext("The talk did not happen. A warm invitation helps more than a question why.")
        case PlannedTalk.State.HELD:
            return gettext("This talk was held.")
        case PlannedTalk.State.CANCELLED:
            return gettext("This talk was cancelled.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StepWords:
    """The texts of a step with a word."""

    title: Promise
    label: Promise
    help_text: Promise
    button: Promise
    done: Promise


STEP_WORDS = {
    "cancel": StepWords(
        title=_("Cancel this talk"),
        label=_("A word about it"),
        help_text=_("The other one reads it."),
        button=_("Cancel the talk"),
        done=_("The talk is cancelled. The other one is told."),
    ),
    "missed": StepWords(
        title=_("The talk did not happen"),
        label=_("What do you know about it?"),
        help_text=_("The student reads it. It counts nowhere as absence; the next step is to seek contact."),
        button=_("Note that it did not happen"),
        done=_("Noted. Seek contact, or propose another moment."),
    ),
    "reached_out": StepWords(
        title=_("I sought contact"),
        label=_("How did it go?"),
        help_text=_("The student reads it."),
        button=_("Keep it"),
        done=_("Good that you sought contact."),
    ),
}


def event_of(planned: PlannedTalk, person: Person) -> Event:
    """A planned talk in the calendar of this person: with whom, and nothing about what."""
    assert planned.starts_at is not None
    other = planned.student if planned.staff_id == person.pk else planned.staff
    site = settings.HOUVAST.public_url.rstrip("/")
    return Event(
        uid=f"{planned.pk}@houvast",
        summary=pgettext("calendar", "Talk with %(name)s") % {"name": other.name},
        starts_at=planned.starts_at,
        minutes=planned.minutes,
        changed_at=planned.changed_at,
        sequence=planned.revision,
        place=planned.place,
        url=site + reverse("appointments:planned-talk", args=(planned.pk,)),
        cancelled=planned.state == PlannedTalk.State.CANCELLED,
    )
