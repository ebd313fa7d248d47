"""Two people wrote in one part of a plan at once: what each wrote, side by side, with the words that differ."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from houvast.plan.actions.sections import LookedBack, SectionDraft
from houvast.plan.models import PlanReview, PlanSection
from houvast.plan.queries.sharing import Audience
from houvast.plan.words import audience_names

MOST_COMPARED = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Some words; `only_here` when the other text does not have them."""

    text: str
    only_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """One part of which there are two texts now."""

    title: str
    mine: tuple[Words, ...]
    theirs: tuple[Words, ...]


def differences(draft: SectionDraft, now_there: PlanSection, *, shares: bool) -> tuple[Both, ...]:
    """The parts that differ: what was typed just now, and what somebody else kept meanwhile."""
    pairs = [
        (gettext("Goal"), draft.goal, now_there.goal or ""),
        (gettext("What we agreed"), draft.agreed, now_there.agreed or ""),
    ]
    if shares and draft.audience is not None:
        pairs.append(
            (
                gettext("Who may read this part"),
                audience_names(draft.audience.relations),
                audience_names(Audience.of(now_there).relations),
            )
        )
    return _apart(pairs)


def review_differences(said: LookedBack, now_there: PlanReview) -> tuple[Both, ...]:
    """The same of what was typed about looking back."""
    return _apart(
        [
            (gettext("What works"), said.goes_well, now_there.goes_well or ""),
            (gettext("What we do differently"), said.changes, now_there.changes or ""),
        ]
    )


def answer_differences(mine: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[Both, ...]:
    """The same of two answers, in words by the label of the form."""
    labels = dict.fromkeys((*mine, *theirs))
    return _apart((label, mine.get(label, ""), theirs.get(label, "")) for label in labels)


def _apart(pairs: Iterable[tuple[str, str, str]]) -> tuple[Both, ...]:
    return tuple(_both(title, mine, theirs) for title, mine, theirs in pairs if mine != theirs)


def _both(title: str, mine: str, theirs: str) -> Both:
    left, right = _words(mine), _words(theirs)
    if len(left) + len(right) > MOST_COMPARED:
        return Both(
            title=title, mine=(Words(text=mine, only_here=False),), theirs=(Words(text=theirs, only_here=False),)
        )
    steps = difflib.SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    return Both(
        title=title,
        mine=tuple(_marked((left[one:two], tag != "equal") for tag, one, two, _, _ in steps)),
        theirs=tuple(_marked((right[one:two], tag != "equal") for tag, _, _, one, two in steps)),
    )


def _words(text: str) -> list[str]:
    """Words with the space after them, so that nothing is lost between."""
    return re.findall(r"\S+\s*|\s+", text)


def _marked(parts: Iterator[tuple[list[str], bool]]) -> Iterator[Words]:
    return (Words(text="".join(words), only_here=only) for words, only in parts if words)
