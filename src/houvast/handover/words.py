"""What states, items, desks and outcomes are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from houvast.core.handover.desks import DeskKind, Group
from houvast.core.handover.items import Item
from houvast.core.handover.steps import Ground, State
from houvast.handover.models import Following, FollowingEntry
from houvast.web.components import Rating

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

    from houvast.handover.models import Handover

ITEMS: dict[Item, StrPromise] = {
    Item.CONTACT: _("Name and how to reach"),
    Item.WHY: _("Why this handover"),
    Item.ENROLMENT: _("School, programme and certificates"),
    Item.GOES_WELL: _("What goes well"),
    Item.NEEDS: _("What is needed for a good start"),
    Item.AGREEMENTS: _("What was agreed"),
    Item.ABSENCE: _("Absence"),
    Item.TRIED: _("What was tried"),
    Item.PLAN: _("The joint plan"),
    Item.OWN_WORDS: _("In the student's own words"),
}
ITEM_HELP: dict[Item, StrPromise] = {
    Item.WHY: _("Two or three sentences. The student reads exactly this before anything is told."),
    Item.ENROLMENT: _("Which programme, from when until when."),
    Item.GOES_WELL: _("Begin with what the other side can build on."),
    Item.NEEDS: _("What helps, not a diagnosis."),
    Item.AGREEMENTS: _("What is still open."),
    Item.ABSENCE: _("Only what the other side must know."),
    Item.TRIED: _("So that nobody has to begin anew."),
}
STATES: dict[State, StrPromise] = {
    State.ASKED: pgettext_lazy("handover", "asked"),
    State.CONSENTED: pgettext_lazy("handover", "offered"),
    State.ACCEPTED: pgettext_lazy("handover", "accepted"),
    State.REFUSED: pgettext_lazy("handover", "refused"),
    State.TALKED: pgettext_lazy("handover", "talked about"),
    State.DONE: pgettext_lazy("handover", "done"),
    State.REVOKED: pgettext_lazy("handover", "stopped"),
}
RATINGS: dict[State, Rating] = {
    State.DONE: Rating.GREEN,
    State.REFUSED: Rating.RED,
    State.REVOKED: Rating.NONE,
}
DESKS: dict[DeskKind, StrPromise] = {
    DeskKind.ATTENDANCE_OFFICER: _("Attendance officer"),
    DeskKind.RMC: _("Doorstroompunt (formerly RMC)"),
    DeskKind.YOUTH_ADVISER: _("Youth adviser"),
    DeskKind.YOUTH_TEAM: _("Youth team"),
    DeskKind.OUTREACH: _("Outreach worker"),
    DeskKind.JOB_COACH: _("Job coach"),
    DeskKind.INTAKE: _("Intake of a school"),
}
GROUPS: dict[Group, StrPromise] = {
    Group.NO_QUALIFICATION: _("no basic qualification"),
    Group.ENTREE_EMPLOYED: _("entree diploma, and at work"),
    Group.PRO_EMPLOYED: _("certificate of practical training (pro), and at work"),
    Group.VSO_EMPLOYED: _("certificate of special education (vso, labour market or day activity), and at work"),
    Group.OTHER: _("another reason"),
}
ENTRIES: dict[str, StrPromise] = {
    FollowingEntry.Kind.FIRST_CONTACT: _("First contact"),
    FollowingEntry.Kind.TALK: _("Talk"),
    FollowingEntry.Kind.HOME_VISIT: _("Home visit"),
    FollowingEntry.Kind.AGREEMENT: _("Agreement"),
    FollowingEntry.Kind.TRIED: _("Tried, nobody reached"),
    FollowingEntry.Kind.NOTE: _("Something else"),
}
OUTCOMES: dict[str, StrPromise] = {
    Following.Outcome.SCHOOL: _("at school again"),
    Following.Outcome.WORK: _("at work"),
    Following.Outcome.SCHOOL_AND_WORK: _("school and work together"),
    Following.Outcome.CARE: _("care comes first now"),
    Following.Outcome.QUALIFIED: _("basic qualification reached"),
    Following.Outcome.HANDED_ON: _("another desk has taken over"),
    Following.Outcome.MOVED: _("moved to another region"),
    Following.Outcome.NOT_REACHED: _("not reached, after several tries"),
    Following.Outcome.OTHER: _("otherwise"),
}


_WAITS: dict[State, StrPromise] = {
    State.ASKED: _("Waits for the answer of the student."),
    State.CONSENTED: _("Waits for the answer of %(name)s."),
    State.ACCEPTED: _("%(name)s said yes. Talk with each other, person to person."),
    State.TALKED: _("You talked. It is done when %(name)s confirms that they have taken over."),
    State.DONE: _("%(name)s has taken over."),
    State.REFUSED: _("%(name)s said no. The student is still with you: look for somebody else."),
    State.REVOKED: _("This handover was stopped. Nothing is shared any more."),
}
_TURNS: dict[State, StrPromise] = {
    State.ASKED: _("Do you take this over? You can say no, with a reason."),
    State.CONSENTED: _("Do you take this over? You can say no, with a reason."),
    State.ACCEPTED: _("You said yes. Talk with who hands over, person to person."),
    State.TALKED: _("You talked. Confirm when you have taken over: only then is the handover done."),
    State.DONE: _("You have taken over."),
    State.REVOKED: _("What was told is not shared any more. You follow by your own task."),
    State.REFUSED: _("You gave this back."),
}
_OWN: dict[State, StrPromise] = {
    State.ASKED: _("Would you like %(name)s to help you on? You decide what they may know."),
    State.CONSENTED: _("You said yes. %(name)s will now answer."),
    State.ACCEPTED: _("%(name)s will help you. They get in touch with you."),
    State.TALKED: _("%(name)s will help you. They get in touch with you."),
    State.DONE: _("%(name)s helps you now."),
    State.REFUSED: _("%(name)s cannot help you. Your school looks further and stays there for you."),
    State.REVOKED: _("This was stopped. %(name)s can no longer read what was told."),
}


def waits_for(handover: Handover) -> str:
    """Whose turn it is, for the giving side."""
    state = State(handover.state)
    if state is State.ASKED and handover.agreed_at is not None:
        return gettext("The student agreed. A parent or guardian agrees too, under 16.")
    return str(_WAITS[state]) % {"name": receiver_of(handover)}


def own_words_for(handover: Handover) -> str:
    """Where it stands, for the student."""
    state = State(handover.state)
    if state is State.ASKED and handover.agreed_at is not None:
        return gettext("You said yes. Your parent or guardian agrees too, because you are under 16.")
    if state is State.CONSENTED and handover.ground == Ground.LAW:
        said = gettext("The law asks your school to tell %(name)s this. Here is what was told.")
        return said % {"name": receiver_of(handover)}
    return str(_OWN[state]) % {"name": receiver_of(handover)}


def receiver_of(handover: Handover) -> str:
    """The desk, or the colleague, by name."""
    return handover.desk.name if handover.desk is not None else handover.colleague.name if handover.colleague else ""


def turn_of(following: Following) -> str:
    """What the receiving side can do now."""
    return gettext("Closed.") if following.closed_on is not None else str(_TURNS[State(following.state)])
