"""The words of alerts in the reader's language: states, answers, outcomes, signals, why something comes first."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from houvast.core.alerts.life import Act, Refusal
from houvast.core.alerts.ranking import Why
from houvast.core.alerts.words import AnswerKind, Outcome, Signal, Source, State

STATES = {
    State.RAISED: pgettext_lazy("alert", "waits its turn"),
    State.OWNED: pgettext_lazy("alert", "not answered yet"),
    State.ANSWERED: pgettext_lazy("alert", "in hand"),
    State.CLOSED: pgettext_lazy("alert", "closed"),
}
STATES_TO_STUDENT = {
    State.RAISED: _("your coach can see this"),
    State.OWNED: _("your coach looks at this"),
    State.ANSWERED: _("your coach is working on this"),
    State.CLOSED: pgettext_lazy("alert", "closed"),
}
ANSWERS = {
    AnswerKind.TALK: _("A talk"),
    AnswerKind.PLAN: _("A plan or agreements"),
    AnswerKind.REFERRAL: _("Help of somebody else"),
    AnswerKind.REPORT: _("A report of absence"),
    AnswerKind.NO_ACTION: _("No action is needed, because …"),
}
OUTCOMES = {
    Outcome.BETTER: _("It goes better"),
    Outcome.HELP_RUNS: _("Help is running"),
    Outcome.PROCEDURE: _("It goes on in a procedure"),
    Outcome.NOT_NEEDED: _("Nothing was needed"),
    Outcome.NOT_RIGHT: _("The alert was not right"),
    Outcome.NO_RESPONSE: _("We tried several times and got no response"),
    Outcome.LEFT: _("The student has left the programme"),
}
SIGNALS = {
    Signal.ABSENCE: _("Is often not there"),
    Signal.LATENESS: _("Often comes late"),
    Signal.SICKNESS: _("Is often ill"),
    Signal.CONCENTRATION: _("Has a hard time concentrating"),
    Signal.MOOD: _("Mood changes a lot"),
    Signal.WITHDRAWN: _("Withdraws"),
    Signal.OTHER: _("Something else"),
}
SOURCES = {
    Source.ABSENCE: _("absence"),
    Source.RESULTS: _("results"),
    Source.PLACEMENT: _("work placement"),
    Source.TALKS: _("talks"),
    Source.PERSON: _("people"),
}
WHYS = {
    Why.STUDENT_ASKS: _("the student asks for contact"),
    Why.SOMEBODY_ASKS: _("somebody at school is concerned"),
    Why.PRESSING: _("a rule that asks for a quick look"),
    Why.LEARNED: _("earlier students with figures like these left more often"),
    Why.SEVERAL: _("several alerts together"),
    Why.FAR_OVER: _("far over the threshold"),
    Why.WAITS: _("waits longest"),
}
ACTS = {
    Act.RAISED: _("Raised"),
    Act.OFFERED: _("Offered to the coach"),
    Act.TAKEN: _("Taken up"),
    Act.HANDED_ON: _("Handed on"),
    Act.REACHED_OUT: _("Tried to get in touch"),
    Act.VISIT_ASKED: _("Asked for a visit at home"),
    Act.VISITED: _("Visited at home"),
    Act.ANSWERED: _("Answered"),
    Act.CLOSED: _("Closed"),
    Act.CLIMBED: _("The coordinator looks along"),
    Act.ADDED: _("Added"),
    Act.CONTESTED: _("Does not agree"),
}
WAYS = {
    "call": _("Called"),
    "message": _("Sent a message"),
    "at_school": _("Looked for at school"),
    "family": _("Through family or friends"),
    "visit": _("At home"),
}
REFUSALS = {
    Refusal.CLOSED_ALREADY: _("This alert is closed already."),
    Refusal.NOT_ANSWERED_YET: _("Say first what you did with it; then it can be closed."),
    Refusal.TAKEN_ALREADY: _("Somebody has taken this up already."),
    Refusal.TOO_FEW_ATTEMPTS: _(
        "“No response” needs attempts on three different days since the latest contact. Write down what you tried, "
        "or ask for a visit at home."
    ),
    Refusal.REASON_NEEDED: _("Write why no action is needed. The student reads it too."),
}
