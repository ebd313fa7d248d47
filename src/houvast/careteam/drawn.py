"""What was said and decided of each student, as text: template nodes take fifteen times as long (see `web.rows`).

What comes from people is escaped here, once, and nothing else is put in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from houvast.plan.models import PlanTask
from houvast.web import days
from houvast.web.addresses import addresses
from houvast.web.components import Rating
from houvast.web.marks import safe
from houvast.web.rows import paragraphs, stands

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from houvast.careteam.models import Decision
    from houvast.careteam.queries.rows import ItemRow


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDecision:
    """A decision with where its task stands."""

    what: str
    who: str
    decision: Decision
    rating: Rating | str
    word: str


def shown_decision(decision: Decision, task: PlanTask | None) -> ShownDecision:
    """One decision; whether it was done is what its task in the plan says."""
    status = task.status if task else PlanTask.Status.OPEN
    words = {
        PlanTask.Status.OPEN: ("", gettext("still to do")),
        PlanTask.Status.DONE: (Rating.GREEN, gettext("done")),
        PlanTask.Status.NOT_DONE: (Rating.AMBER, gettext("not done")),
        PlanTask.Status.DROPPED: (Rating.NONE, gettext("no longer needed")),
    }
    rating, word = words[PlanTask.Status(status)]
    return ShownDecision(what=decision.what, who=decision.owner_name, decision=decision, rating=rating, word=word)


def drawn_minutes(spoken: Iterable[tuple[ItemRow, Sequence[ShownDecision]]]) -> SafeString:
    """A card for each student: what was asked and said, what the student reads, and what was decided."""
    asked, reads = safe(gettext("The student asked:")), safe(gettext("What the student reads:"))
    more, page = safe(gettext("Everything about this student")), addresses("careteam:student")
    drawn = []
    for item, decisions in spoken:
        name = safe(item.name)
        question = (
            f'<p><strong>{asked}</strong> <span dir="auto">{safe(item.own_question)}</span></p>'
            if item.own_question
            else ""
        )
        told = f"<p><strong>{reads}</strong></p>{paragraphs(item.for_student)}" if item.for_student else ""
        drawn.append(
            f'<div class="hv-card"><h2>{name}</h2>{question}{paragraphs(item.said)}{told}{drawn_decisions(decisions)}'
            f'<p><a href="{page(item.student_id)}">{more}<span class="hv-hidden">: {name}</span></a></p></div>\n'
        )
    return mark_safe("".join(drawn))  # noqa: S308 - escaped above, value by value


def drawn_decisions(decisions: Sequence[ShownDecision]) -> SafeString:
    """Who does what by when, and where it stands; nothing where nothing was decided."""
    drawn = "".join(_decision(one) for one in decisions)
    return mark_safe(f'<ul class="hv-rows">\n{drawn}</ul>\n' if drawn else "")  # noqa: S308 - escaped below


def _decision(one: ShownDecision) -> str:
    who = safe(gettext("%(who)s does this") % {"who": one.who})
    return (
        f'<li class="hv-row"><div><span class="hv-row__name" dir="auto">{safe(one.what)}</span>'
        f'<span class="hv-row__about">{who}</span></div>'
        f'<div class="hv-row__why">{stands(one.rating, one.word)}</div>'
        f'<div class="hv-row__due">{days.short_element(one.decision.due_on)}</div></li>\n'
    )
