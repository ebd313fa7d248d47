"""What the drawings need beyond the values themselves: places, lengths, and the same story in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from houvast.web import days
from houvast.web.components import Drawing, Step, StepState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from houvast.web.components import Bar, Term, Week

_SOON_DAYS = 7


# where a long Dutch compound may be broken: browsers without a Dutch dictionary break it anywhere
_COMPOUND = re.compile(r"(?<=[a-z]{3})(?=loopbaan|begeleid|ondersteun|administrat|coördinat|evaluat|medewerk)")
_LONG_WORD = re.compile(r"[^\W\d_]{15,}")


def breakable(text: str) -> str:
    """The same text, in which long words may break between their parts (soft hyphens)."""
    return _LONG_WORD.sub(lambda word: _COMPOUND.sub("\u00ad", word[0]), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnStep:
    """A step with its number, its state in words and its days in words."""

    step: Step
    number: int
    state_words: str
    day_words: str
    days_left: str
    until: str
    is_over: bool

    @property
    def classes(self) -> str:
        """The classes that draw this state."""
        names = ["hv-step", f"hv-step--{self.step.state.value}"]
        if self.step.optional:
            names.append("hv-step--optional")
        if self.step.deviation:
            names.append("hv-step--deviation")
        return " ".join(names)

    @property
    def who(self) -> str:
        """Who acts, with long names of roles breakable."""
        return breakable(self.step.who)

    @property
    def says_optional(self) -> bool:
        """Whether it must still be said that this step is optional: its state does not say it already."""
        return self.step.optional and self.step.state in {StepState.DONE, StepState.HERE}

    @property
    def is_here(self) -> bool:
        """Whether the case stands at this step."""
        return self.step.state is StepState.HERE


def state_words(step: Step) -> str:
    """The state in a word: done, now, later, if needed, not needed."""
    match step.state:
        case StepState.DONE:
            return gettext("Done")
        case StepState.HERE:
            return gettext("Now")
        case StepState.SKIPPED:
            return gettext("Not needed")
        case StepState.AHEAD:
            return gettext("If needed") if step.optional else gettext("Later")


def day_words(step: Step) -> str:
    """When it was done, will be held, or must be done at the latest; short, for beside the step."""
    if step.on:
        return days.short_day(step.on)
    if step.by and step.state in {StepState.HERE, StepState.AHEAD}:
        return gettext("by %(day)s") % {"day": days.short_day(step.by)}
    return ""


def until_words(step: Step) -> str:
    """The same with weekday and year, beside the days left."""
    if step.on:
        return days.long_day(step.on)
    return gettext("by %(day)s") % {"day": days.long_day(step.by)} if step.by else ""


def drawn_steps(drawing: Drawing) -> list[DrawnStep]:
    """The steps in order, with everything in words."""
    return [
        DrawnStep(
            step=step,
            number=number,
            state_words=state_words(step),
            day_words=day_words(step),
            days_left=days.days_left(step.by or step.on, drawing.today) if step.state is StepState.HERE else "",
            until=until_words(step) if step.state is StepState.HERE else "",
            is_over=bool(step.by and step.by < drawing.today and step.state is StepState.HERE),
        )
        for number, step in enumerate(drawing.steps, 1)
    ]


def in_words(drawing: Drawing) -> str:
    """The drawing in one sentence, for who cannot see it: how much is done, where it stands, what comes."""
    done = sum(step.state is StepState.DONE for step in drawing.steps)
    words = [
        ngettext("%(done)s of %(all)s step done.", "%(done)s of %(all)s steps done.", len(drawing.steps))
        % {"done": done, "all": len(drawing.steps)}
    ]
    here = [step.title for step in drawing.steps if step.state is StepState.HERE]
    if here:
        words.append(gettext("Now: %(step)s.") % {"step": ", ".join(here)})
    ahead = [step.title for step in drawing.steps if step.state is StepState.AHEAD and not step.optional]
    if ahead:
        words.append(gettext("After that: %(step)s.") % {"step": ahead[0]})
    if not here and drawing.ending:
        words.append(drawing.ending)
    return " ".join(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnTerm:
    """A term as a bar: `share` of 100 has run out."""

    term: Term
    share: int
    days_left: str
    kind: str


def drawn_term(term: Term) -> DrawnTerm:
    """How much of the term has run out, and whether it ends soon."""
    length = max(1, (term.ends - term.begins).days + 1)
    gone = min(length, max(0, (term.today - term.begins).days))
    left = days.days_until(term.ends, term.today)
    kind = "over" if left < 0 else "soon" if left <= _SOON_DAYS else "calm"
    return DrawnTerm(
        term=term,
        share=100 if left < 0 else round(100 * gone / length),
        days_left=days.days_left(term.ends, term.today),
        kind=kind,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBar:
    """A bar with its length of 100, as text, since a decimal comma would break the drawing."""

    bar: Bar
    length: str


def drawn_bars(bars: Sequence[Bar]) -> list[DrawnBar]:
    """The longest bar is 100 long, the others in proportion; a negative value has no length."""
    longest = max((bar.value for bar in bars), default=0) or 1
    return [DrawnBar(bar=bar, length=f"{max(0.0, 100 * bar.value / longest):.1f}") for bar in bars]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnWeek:
    """One week with the class that marks it."""

    week: Week
    classes: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The weeks, and the same in one sentence."""

    weeks: tuple[DrawnWeek, ...]
    words: str


def drawn_weeks(weeks: Sequence[Week], much: float) -> Calendar:
    """Each week as free, nothing, some or much."""
    drawn = []
    for week in weeks:
        if week.amount is None:
            drawn.append(DrawnWeek(week=week, classes="hv-weeks__free", words=gettext("no lessons")))
        elif week.amount >= much:
            drawn.append(DrawnWeek(week=week, classes="hv-weeks__much", words=gettext("much")))
        elif week.amount > 0:
            drawn.append(DrawnWeek(week=week, classes="hv-weeks__some", words=""))
        else:
            drawn.append(DrawnWeek(week=week, classes="", words=""))
    amounts = [week.amount for week in weeks if week.amount is not None]
    some = sum(amount > 0 for amount in amounts)
    words = gettext("%(some)s of %(weeks)s teaching weeks with something.") % {"some": some, "weeks": len(amounts)}
    return Calendar(weeks=tuple(drawn), words=words)
