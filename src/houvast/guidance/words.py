"""The words for kinds of talks, judgements, sides and answers, in the reader's language."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from houvast.guidance.models import Agreement, Talk
from houvast.web.components import Rating

KINDS = {
    Talk.Kind.INTRODUCTION: _("Introduction talk"),
    Talk.Kind.PROGRESS: _("Progress talk"),
    Talk.Kind.CONCERN: _("Talk about a concern"),
    Talk.Kind.WELLBEING: _("Talk about wellbeing"),
    Talk.Kind.SUPPORT: _("Talk about support"),
    Talk.Kind.CAREER: _("Career talk"),
    Talk.Kind.WORK_PLACEMENT: _("Talk about work placement"),
    Talk.Kind.ABSENCE: _("Talk about absence"),
    Talk.Kind.WITH_FAMILY: _("Talk with parents or others close"),
    Talk.Kind.RESTART: _("Talk about coming back"),
    Talk.Kind.COACH_CHANGE: _("First talk with a new coach"),
    Talk.Kind.EXIT: _("Exit talk"),
    Talk.Kind.OTHER: _("Other talk"),
}
COMPONENTS = {
    "study_behaviour": _("Study behaviour"),
    "professional_attitude": _("Professional attitude"),
    "results": _("Study results"),
    "work_placement": _("Work placement"),
    "wellbeing": _("Wellbeing"),
}
JUDGEMENTS = {
    Talk.Judgement.ON_COURSE: _("on schedule"),
    Talk.Judgement.ATTENTION: _("attention"),
    Talk.Judgement.CONCERN: _("concern"),
    Talk.Judgement.NOT_DISCUSSED: _("not discussed"),
}
RATINGS = {
    Talk.Judgement.ON_COURSE: Rating.GREEN,
    Talk.Judgement.ATTENTION: Rating.AMBER,
    Talk.Judgement.CONCERN: Rating.RED,
    Talk.Judgement.NOT_DISCUSSED: Rating.NONE,
}
SIDES = {
    Agreement.Side.STUDENT: pgettext_lazy("who does it", "the student"),
    Agreement.Side.SCHOOL: pgettext_lazy("who does it", "the school"),
    Agreement.Side.OTHER: pgettext_lazy("who does it", "somebody else"),
}
STATUSES = {
    Agreement.Status.OPEN: pgettext_lazy("agreement", "open"),
    Agreement.Status.KEPT: pgettext_lazy("agreement", "kept"),
    Agreement.Status.NOT_KEPT: pgettext_lazy("agreement", "not kept"),
    Agreement.Status.DROPPED: pgettext_lazy("agreement", "no longer needed"),
}


def kind_name(kind: str) -> str:
    """What kind of talk it was; a Talk.Kind value."""
    return str(KINDS[Talk.Kind(kind)])


def side_name(side: str) -> str:
    """Whose part an agreement is; an Agreement.Side value."""
    return str(SIDES[Agreement.Side(side)])


def status_name(status: str) -> str:
    """Where an agreement stands; an Agreement.Status value."""
    return str(STATUSES[Agreement.Status(status)])


def judgements_of(talk: Talk) -> tuple[tuple[str, Rating, str], ...]:
    """What was discussed: component, rating and word; what was not discussed is left out."""
    found = ((label, Talk.Judgement(getattr(talk, name))) for name, label in COMPONENTS.items())
    return tuple(
        (str(label), RATINGS[judgement], str(JUDGEMENTS[judgement]))
        for label, judgement in found
        if judgement is not Talk.Judgement.NOT_DISCUSSED
    )
