"""The words for kinds of meetings, reasons, parts and states, in the reader's language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from houvast.careteam.agenda import Reason, Why
from houvast.careteam.models import Decision, Meeting, Referral, RoundAnswer, Seat
from houvast.careteam.parts import Part
from houvast.web.components import Rating
from houvast.web.days import long_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrPromise

KINDS: dict[str, StrPromise] = {
    Meeting.Kind.CARE_TEAM: _("Care team meeting"),
    Meeting.Kind.REVIEW: _("Student review meeting"),
}
PARTS: dict[Part, StrPromise] = {
    Part.QUESTION: _("What is asked of the meeting"),
    Part.OWN_WORDS: _("What the student says and asks"),
    Part.ABSENCE: _("Absence of this school year, in hours"),
    Part.AGREEMENTS: _("Open agreements"),
    Part.DECISIONS: _("What was decided, and who does what"),
}
OWN_PARTS: dict[Part, StrPromise] = {
    Part.QUESTION: _("What school asks of the meeting"),
    Part.OWN_WORDS: _("What you say and ask"),
    Part.ABSENCE: _("How many hours you missed this school year"),
    Part.AGREEMENTS: _("Agreements that are still open"),
    Part.DECISIONS: _("What was decided, and who does what"),
}
SIDES: dict[str, StrPromise] = {
    Decision.Side.SCHOOL: pgettext_lazy("who does it", "a colleague"),
    Decision.Side.STUDENT: pgettext_lazy("who does it", "the student"),
    Decision.Side.OTHER: pgettext_lazy("who does it", "somebody else"),
}
SEATS: dict[str, StrPromise] = {
    Seat.State.ASKED: _("waits for the student's answer"),
    Seat.State.AGREED: pgettext_lazy("seat", "sits at the table"),
    Seat.State.DECLINED: pgettext_lazy("seat", "the student said no"),
    Seat.State.WITHDRAWN: pgettext_lazy("seat", "taken back"),
}
OWN_SEATS: dict[str, StrPromise] = {
    Seat.State.ASKED: _("waits for your answer"),
    Seat.State.DECLINED: pgettext_lazy("seat", "you said no"),
}
OWN_REFERRALS: dict[str, StrPromise] = {
    Referral.State.ASKED: _("waits for your answer"),
    Referral.State.DECLINED: pgettext_lazy("referral", "you said no"),
    Referral.State.AGREED: pgettext_lazy("referral", "you said yes, they answer you"),
}
STANDINGS: dict[str, StrPromise] = {
    RoundAnswer.Standing.ON_COURSE: _("It goes well"),
    RoundAnswer.Standing.ATTENTION: _("It asks attention"),
    RoundAnswer.Standing.CONCERN: _("I am concerned"),
    RoundAnswer.Standing.UNKNOWN: _("I cannot say"),
}
STANDING_RATINGS = {
    RoundAnswer.Standing.ON_COURSE: Rating.GREEN,
    RoundAnswer.Standing.ATTENTION: Rating.AMBER,
    RoundAnswer.Standing.CONCERN: Rating.RED,
    RoundAnswer.Standing.UNKNOWN: Rating.NONE,
}
REFERRALS: dict[str, StrPromise] = {
    Referral.State.ASKED: pgettext_lazy("referral", "waits for the student's answer"),
    Referral.State.DECLINED: pgettext_lazy("referral", "the student said no"),
    Referral.State.AGREED: pgettext_lazy("referral", "agreed, waits for who helps"),
    Referral.State.ACCEPTED: pgettext_lazy("referral", "accepted, still to begin"),
    Referral.State.REFUSED: pgettext_lazy("referral", "not possible there"),
    Referral.State.BEGUN: pgettext_lazy("referral", "help has begun"),
    Referral.State.ENDED: pgettext_lazy("referral", "help has ended"),
    Referral.State.WITHDRAWN: pgettext_lazy("referral", "taken back"),
}
OUTCOMES: dict[str, StrPromise] = {
    Referral.Outcome.SCHOOL: pgettext_lazy("referral", "lasting: back at school"),
    Referral.Outcome.ACTIVITY: pgettext_lazy("referral", "lasting: work or another way to spend the day"),
    Referral.Outcome.OTHER_HELP: pgettext_lazy("referral", "other help took over"),
    Referral.Outcome.NOT_NEEDED: pgettext_lazy("referral", "no longer needed"),
    Referral.Outcome.OUT_OF_SIGHT: pgettext_lazy("referral", "out of sight again"),
}
REFERRAL_RATINGS = {
    Referral.State.AGREED: Rating.AMBER,
    Referral.State.ACCEPTED: Rating.GREEN,
    Referral.State.BEGUN: Rating.GREEN,
    Referral.State.ENDED: Rating.GREEN,
    Referral.State.REFUSED: Rating.AMBER,
}


def kind_name(kind: str) -> str:
    """What a meeting is called; a Meeting.Kind value."""
    return str(KINDS[kind])


def reason_in_words(reason: Reason, *, to_student: bool = False) -> str:
    """Why a student stands on the agenda: facts, no judgement."""
    return _in_words(reason, get_language(), to_student=to_student)


def reasons_in_words(reasons: Sequence[Reason]) -> str:
    """Why a student stands on the agenda, a sentence a reason; empty for no reason."""
    language = get_language()
    return "".join(f"{_in_words(one, language, to_student=False)}. " for one in reasons)[:-1]


@lru_cache(maxsize=2048)
def _in_words(reason: Reason, _language: str | None, *, to_student: bool) -> str:
    """The same reason is said of many students, and at every look at the same agenda."""
    text = _to_student(reason) if to_student else _to_staff(reason)
    return text % {"n": reason.count, "day": long_day(reason.since) if reason.since else ""}


def _to_staff(reason: Reason) -> str:  # noqa: PLR0911 - one line a reason
    n = reason.count
    match reason.why:
        case Why.STUDENT_ASKS:
            return gettext("The student asks to talk about it")
        case Why.COLLEAGUE_ASKS:
            return ngettext("A colleague asks to talk about it", "%(n)s colleagues ask to talk about it", n)
        case Why.TASK_OVERDUE:
            return ngettext("%(n)s task past its day (%(day)s)", "%(n)s tasks past their day, the first %(day)s", n)
        case Why.ALERT_LATE:
            return ngettext("%(n)s open alert, not answered in time", "%(n)s open alerts, not all answered in time", n)
        case Why.ALERT:
            return ngettext("%(n)s open alert since %(day)s", "%(n)s open alerts, the first since %(day)s", n)
        case Why.AGREEMENT_OVERDUE:
            return ngettext(
                "%(n)s agreement past its day (%(day)s)", "%(n)s agreements past their day, the first %(day)s", n
            )
        case Why.UNSEEN:
            return gettext("Last spoken on %(day)s") if reason.since else gettext("Not spoken to yet")
        case Why.PUT_ON:
            return gettext("Put on the agenda by hand")
        case Why.EVERYBODY:
            return gettext("Everybody comes by in this meeting")


def _to_student(reason: Reason) -> str:  # noqa: PLR0911 - one line a reason
    n = reason.count
    match reason.why:
        case Why.STUDENT_ASKS:
            return gettext("You asked for it")
        case Why.COLLEAGUE_ASKS:
            return gettext("Somebody who guides you asked for it")
        case Why.TASK_OVERDUE | Why.AGREEMENT_OVERDUE:
            return ngettext(
                "Something you agreed with us is past its day", "%(n)s things we agreed are past their day", n
            )
        case Why.ALERT_LATE | Why.ALERT:
            return ngettext("We noticed something: see What we see", "We noticed %(n)s things: see What we see", n)
        case Why.UNSEEN:
            return gettext("We last talked with you on %(day)s") if reason.since else gettext("We have not talked yet")
        case Why.PUT_ON:
            return gettext("Somebody who guides you would like to talk about it")
        case Why.EVERYBODY:
            return gettext("Every student comes by in this meeting")
