"""What the pages of rounds and referrals show."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from houvast.careteam.actions.referrals import NEXT, OPEN
from houvast.careteam.models import Referral, Round, RoundAnswer
from houvast.careteam.pages import referral_word
from houvast.careteam.queries import rounds
from houvast.careteam.words import OUTCOMES, REFERRAL_RATINGS, STANDING_RATINGS, STANDINGS
from houvast.core.access.words import Action, Data
from houvast.core.handover.items import guardian_agrees_too
from houvast.directory.life_areas import AREA_NAMES
from houvast.directory.queries import Fitting, fitting_for
from houvast.directory.queries.services import published
from houvast.people.models import Person
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.web.components import Fact, Link
from houvast.web.days import long_day

MOST_FITTING = 8


def round_page(viewer: Viewer, asked: Round) -> dict[str, Any]:
    """The answers together, and who did not answer yet."""
    given, waiting = rounds.answers_of(asked)
    return {
        "round": asked,
        "student": asked.student,
        "back": reverse("careteam:student", args=(asked.student_id,)),
        "answers": tuple(
            (one, STANDING_RATINGS[RoundAnswer.Standing(one.standing)], str(STANDINGS[one.standing])) for one in given
        ),
        "waiting": waiting,
        "asked": len(given) + len(waiting),
        "today": viewer.day,
    }


def answer_page(answer: RoundAnswer) -> dict[str, Any]:
    """The question to one teacher."""
    return {
        "round": answer.round,
        "student": answer.round.student,
        "answered": answer.answered_at is not None,
        "back": reverse("start"),
    }


def fitting_help(student: Person, area: str, *, on: date) -> tuple[Fitting, ...]:
    """The help of the directory that fits this student in this life area, or in any when none was chosen."""
    return fitting_for(student, on=on, areas=(area,) if area in AREA_NAMES else (), most=MOST_FITTING)


def areas_to_choose(student: Person, chosen: str, *, after: Referral | None = None) -> tuple[Link, ...]:
    """The life areas, each with the help that fits there."""
    here = reverse("careteam:refer", args=(student.pk,))
    then = f"&after={after.pk}" if after else ""
    return tuple(
        Link(label=str(name), url=f"{here}?area={area}{then}", current=area == chosen)
        for area, name in AREA_NAMES.items()
    )


def may_record(viewer: Viewer, referral: Referral) -> bool:
    """Whether the viewer says where a referral stands: who helps, or who guides the student."""
    if rounds.is_receiver(viewer, referral):
        return True
    return door.may(viewer, referral.student, Data.REFERRAL, Action.RECORD)


def referral_page(viewer: Viewer, referral: Referral) -> dict[str, Any]:
    """One referral, for the student, for who guides or for who helps."""
    own, state = viewer.person.pk == referral.student_id, Referral.State(referral.state)
    receives, student = rounds.is_receiver(viewer, referral), referral.student
    both = guardian_agrees_too(student.birth_date, on=viewer.day)
    asked = state is Referral.State.ASKED
    signs = not receives and door.may(viewer, student, Data.REFERRAL, Action.SIGN)
    waits = referral.answered_on is None if own else both and referral.guardian_agreed_on is None
    return {
        "referral": referral,
        "student": student,
        "own": own,
        "receives": receives,
        "back": reverse("start") if receives else reverse("careteam:student", args=(referral.student_id,)),
        "word": referral_word(referral, is_own=own),
        "rating": REFERRAL_RATINGS.get(state, ""),
        "facts": _facts(referral, own=own, both=both),
        "hands_on_url": _hands_on(viewer, referral),
        "service": published(referral.service_id) if referral.service_id else None,
        "is_late": state is Referral.State.AGREED and referral.answer_by and referral.answer_by < viewer.day,
        "may_answer": signs and asked and waits,
        "may_take_back": own and state in OPEN and not asked,
        "may_record": may_record(viewer, referral) and state in NEXT,
        "shows_told": bool(referral.told),
        "keys": {"answer": new_key(), "back": new_key()},
        "today": viewer.day,
    }


def _hands_on(viewer: Viewer, referral: Referral) -> str:
    """Where who guides looks for help that takes over, as long as this help runs."""
    running = referral.state in {Referral.State.ACCEPTED, Referral.State.BEGUN}
    if not running or not door.may(viewer, referral.student, Data.REFERRAL, Action.RECORD):
        return ""
    return f"{reverse('careteam:refer', args=(referral.student_id,))}?after={referral.pk}"


def _facts(referral: Referral, *, own: bool, both: bool) -> list[Fact]:
    said_yes = gettext("You said yes") if own else gettext("The student said yes")
    where = {
        Referral.Where.INSIDE: gettext("At school"),
        Referral.Where.OUTSIDE: gettext("Outside school"),
    }[Referral.Where(referral.where)]
    facts = [
        (gettext("Where"), where),
        (gettext("Asked by"), f"{referral.asked_by.name}, {long_day(referral.asked_at)}"),
        (gettext("Who receives it"), referral.receiver_name),
        (said_yes, _day(referral.answered_on, holds=referral.state != Referral.State.DECLINED)),
        (gettext("A parent or carer said yes"), _day(referral.guardian_agreed_on, holds=both)),
        (gettext("Answer expected by"), _day(referral.answer_by, holds=referral.state == Referral.State.AGREED)),
        (gettext("Accepted"), _day(referral.accepted_on)),
        (gettext("Begun"), _day(referral.begun_on)),
        (gettext("Ended"), _day(referral.ended_on)),
        (gettext("Where it led"), str(OUTCOMES[referral.outcome]) if referral.outcome else ""),
        (gettext("Takes over from"), referral.follows.to_name if referral.follows else ""),
        (gettext("Taken over by"), ", ".join(one.to_name for one in referral.followed_by.all()[:MOST_FITTING])),
    ]
    return [Fact(label=label, value=value) for label, value in facts if value]


def _day(day: date | datetime | None, *, holds: bool = True) -> str:
    return long_day(day) if day and holds else ""
