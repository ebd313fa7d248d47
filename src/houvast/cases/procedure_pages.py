"""A procedure in words: its steps, terms, rules, letters and sources; and what a rehearsal can do next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, ngettext_lazy

from houvast.cases.queries import language
from houvast.cases.rehearsal import Play
from houvast.cases.showing import STATES, Why, why
from houvast.core.forms.text import Text
from houvast.core.procedure.drawing import Status, draw
from houvast.core.procedure.guards import role_label
from houvast.core.procedure.log import EventKind
from houvast.core.procedure.pack import Act, Length, Pack, Term
from houvast.core.procedure.possible import possible
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import State
from houvast.core.procedure.tasks import TaskKind, open_tasks
from houvast.web.components import Drawing, Step
from houvast.web.days import long_day


def drawn_plan(pack: Pack, on: date, state: State | None = None) -> Drawing:
    """The line of a procedure, empty or with the place of a rehearsal in it."""
    spoken = language()
    plan = draw(pack, state or State(), on, for_student=False)
    steps = tuple(
        Step(
            title=node.title.in_(spoken),
            state=STATES[node.status],
            who=", ".join(who.in_(spoken) for who in node.who),
            on=node.left_on if node.status is Status.DONE else None,
            by=node.due if node.status is Status.HERE else None,
            text=node.text.in_(spoken) if node.status is Status.HERE else "",
            optional=node.optional,
        )
        for node in plan.nodes
    )
    ending = pack.outcomes[plan.ended].title.in_(spoken) if plan.ended else ""
    return Drawing(name=pack.title.in_(spoken), steps=steps, today=on, ending=ending)


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedAct:
    title: str
    who: str
    asks: str
    term: str
    options: tuple[str, ...]
    signs: str
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedStep:
    title: str
    text: str
    acts: tuple[DescribedAct, ...]
    sources: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A whole procedure for reading."""

    summary: str
    to_staff: str
    opened_by: str
    steps: tuple[DescribedStep, ...]
    any_time: tuple[DescribedAct, ...]
    policies: tuple[tuple[str, str, str], ...]  # title, text, who may deviate
    letters: tuple[tuple[str, str], ...]  # title, text
    outcomes: tuple[tuple[str, str], ...]
    rights: tuple[str, ...]
    sources: tuple[tuple[str, str, str, bool, bool], ...]  # title, article, address, is law, verified


def described(pack: Pack) -> Described:
    """The procedure in the reader's language."""
    spoken = language()
    rights = (*pack.rights, *((pack.contest.text,) if pack.contest else ()))
    return Described(
        summary=pack.summary.in_(spoken),
        to_staff=pack.to_staff.in_(spoken) if pack.to_staff else "",
        opened_by=_roles(pack, pack.opened_by, spoken),
        steps=tuple(
            DescribedStep(
                title=step.title.in_(spoken),
                text=(step.to_staff or step.text).in_(spoken),
                acts=tuple(_act(pack, act, spoken) for act in step.acts),
                sources=", ".join(pack.sources[one].title.in_(spoken) for one in step.source),
            )
            for step in pack.steps
        ),
        any_time=tuple(_act(pack, act, spoken) for act in pack.anytime),
        policies=tuple(
            (one.title.in_(spoken), one.text.in_(spoken), _roles(pack, one.deviate, spoken))
            for one in pack.policies.values()
        ),
        letters=tuple((one.title.in_(spoken), one.body.in_(spoken)) for one in pack.letters.values()),
        outcomes=tuple((one.title.in_(spoken), one.text.in_(spoken)) for one in pack.outcomes.values()),
        rights=tuple(one.in_(spoken) for one in rights),
        sources=tuple(
            (one.title.in_(spoken), one.article or "", one.url or "", one.law, one.verified)
            for one in pack.sources.values()
        ),
    )


def _roles(pack: Pack, roles: tuple[Role, ...], spoken: str) -> str:
    return ", ".join(role_label(pack, role).in_(spoken) for role in roles)


def _act(pack: Pack, act: Act, spoken: str) -> DescribedAct:
    form = pack.forms.get(act.form or "")
    terms = [term for term in pack.terms.values() if term.until == act.id]
    return DescribedAct(
        title=act.title.in_(spoken),
        who=_roles(pack, act.by, spoken),
        asks="; ".join(field.label.in_(spoken) for field in form.fields) if form else "",
        term="; ".join(_term(pack, term, spoken) for term in terms),
        options=tuple(option.label.in_(spoken) for option in act.options),
        signs=", ".join(role_label(pack, signer.role).in_(spoken) for signer in act.signatures),
        optional=act.optional,
    )


def _term(pack: Pack, term: Term, spoken: str) -> str:
    owner = role_label(pack, term.owner).in_(spoken)
    length = _length(term.length)
    return f"{term.title.in_(spoken)}: {length} ({owner})" if length else f"{term.title.in_(spoken)} ({owner})"


def _length(length: Length) -> str:
    for count, words in (
        (length.days, ngettext_lazy("%(count)s day", "%(count)s days", "count")),
        (length.weeks, ngettext_lazy("%(count)s week", "%(count)s weeks", "count")),
        (length.months, ngettext_lazy("%(count)s month", "%(count)s months", "count")),
        (length.working_days, ngettext_lazy("%(count)s working day", "%(count)s working days", "count")),
        (length.teaching_weeks, ngettext_lazy("%(count)s teaching week", "%(count)s teaching weeks", "count")),
    ):
        if count:
            return words % {"count": count}
    return gettext("as the law says") if length.rule else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button of the rehearsal."""

    label: str
    value: str
    kind: str = "secondary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """Something that can be done, or not yet, in the rehearsal."""

    title: str
    who: str
    due: date | None
    reasons: tuple[Why, ...]
    presses: tuple[Press, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalPage:
    token: str
    today: date
    student: str
    drawing: Drawing
    ending: str
    now: tuple[Now, ...]
    story: tuple[tuple[date, str], ...]
    letters: tuple[str, ...]


def rehearsal_page(play: Play) -> RehearsalPage:
    """Everything the page of a rehearsal shows."""
    spoken, state = language(), play.state()
    ended = state.ended
    return RehearsalPage(
        token=play.token(),
        today=play.today,
        student=gettext("An invented student, born on %(day)s") % {"day": long_day(play.born)},
        drawing=drawn_plan(play.pack, play.today, state),
        ending=play.pack.outcomes[ended.outcome].text.in_(spoken) if ended else "",
        now=tuple(_now(play, state, spoken)),
        story=tuple(_story(play, spoken)),
        letters=tuple(
            f"{play.pack.letters[due.letter].title.in_(spoken)} ({long_day(due.on)})" for due in state.letters
        ),
    )


def _now(play: Play, state: State, spoken: str) -> Iterator[Now]:
    for task in open_tasks(play.pack, state, play.today):
        if task.kind is not TaskKind.SIGN:
            continue
        asked = next(one for one in play.pack.acts[task.act].signatures if one.role is task.role)
        answers = [
            ("agree", gettext("signs")),
            ("dissent", gettext("signs with a disagreement")),
            ("refuse", gettext("does not sign")),
        ]
        answers += [("not_reached", gettext("cannot be reached"))] if asked.passes else []
        presses = [
            Press(label=label, value=f"sign:{task.act}:{task.instance}:{task.role.value}:{value}")
            for value, label in answers
        ]
        yield Now(
            title=task.title.in_(spoken),
            who=role_label(play.pack, task.role).in_(spoken),
            due=task.due,
            reasons=(),
            presses=tuple(presses),
        )
    for one in possible(play.pack, state, play.pack.opened_by[0], play.world, play.today):
        way = "deviate" if any(reason.deviable for reason in one.reasons) else "plain"
        blocked = any(not reason.deviable for reason in one.reasons)
        choices = [(choice.option.id, choice.option.label, choice.reasons) for choice in one.choices] or [
            ("", Text(nl="Doen", en="Do this"), ())
        ]
        presses = [
            Press(
                label=label.in_(spoken)
                + (f" ({gettext('deviating, with a reason')})" if way == "deviate" or reasons else ""),
                value=f"do:{one.act.id}:{option}:{'deviate' if way == 'deviate' or reasons else 'plain'}",
            )
            for option, label, reasons in choices
            if not blocked and all(reason.deviable for reason in reasons)
        ]
        shown = (*one.reasons, *(reason for choice in one.choices for reason in choice.reasons))
        yield Now(
            title=one.act.title.in_(spoken),
            who=_roles(play.pack, one.act.by, spoken),
            due=None,
            reasons=why(shown),
            presses=tuple(presses),
        )


def _story(play: Play, spoken: str) -> Iterator[tuple[date, str]]:
    for event in reversed(play.log):
        act = play.pack.acts.get(event.act)
        option = act.option(event.option) if act else None
        who = role_label(play.pack, Role(event.role)).in_(spoken) if event.role else ""
        title = {
            EventKind.OPENED: gettext("The procedure began"),
            EventKind.ELAPSED: gettext("A last day went by"),
            EventKind.NOTED: gettext("A fact about the student changed"),
        }.get(event.kind, act.title.in_(spoken) if act else gettext("Deviated from what the school agreed"))
        parts = [title, option.label.in_(spoken) if option else "", event.answer, who]
        yield event.on, ": ".join(part for part in parts if part)
