"""What the parts of a page are made of: plain values that a view builds and a template tag draws.

Texts are already in the reader's language; nothing here asks the database or the clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date


class Rating(StrEnum):
    """Green, amber and red only ever mean this, always with a shape and a word."""

    NONE = "none"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class StepState(StrEnum):
    """Where a step of a procedure stands."""

    DONE = "done"
    HERE = "here"
    AHEAD = "ahead"
    SKIPPED = "skipped"


class EntryKind(StrEnum):
    """What an entry of the timeline is about; each has its own icon."""

    TALK = "talk"
    AGREEMENT = "agreement"
    CASE = "case"
    LETTER = "letter"
    RESULT = "result"
    ABSENCE = "absence"
    ALERT = "alert"
    MOVE = "move"
    NOTE = "note"


class SignatureState(StrEnum):
    """What became of one request to sign."""

    WAITING = "waiting"
    SIGNED = "signed"
    DISSENT = "dissent"
    REFUSED = "refused"
    UNREACHED = "unreached"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A place to go: an item of the navigation, of tabs, of a menu. `count` is what waits there."""

    label: str
    url: str
    current: bool = False
    count: int = 0
    icon: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a task list. `why` says why it is here; `due` by when; one main action."""

    name: str
    url: str
    about: str = ""
    why: str = ""
    rating: Rating | str = ""
    due: date | None = None
    due_text: str = ""
    action_label: str = ""
    action_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a data table; numbers are aligned at their end."""

    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of a summary, with a link to change it when that may be done."""

    label: str
    value: object
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that a step needs before it can be done."""

    text: str
    met: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a procedure drawing.

    `on` is the day it was done or will be held; `by` the last day; `deviation` says how and why it went
    otherwise than the procedure says; `optional` steps are drawn with a dashed line. `needs`, `text`, the days
    left and the action are shown for the step where the case stands now.
    """

    title: str
    state: StepState
    who: str = ""
    on: date | None = None
    by: date | None = None
    needs: Sequence[Need] = ()
    text: str = ""
    optional: bool = False
    deviation: str = ""
    url: str = ""
    action_label: str = ""
    action_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A procedure with the reader's place in it, in the order of the steps. `today` is for the days left."""

    name: str
    steps: Sequence[Step]
    today: date
    ending: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the timeline."""

    on: date
    kind: EntryKind
    title: str
    text: str = ""
    who: str = ""
    url: str = ""
    label: str = ""
    rating: Rating | str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Somebody around the student: who, in what role, what they do, how to reach them."""

    name: str
    role: str
    text: str = ""
    url: str = ""
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A number of days that runs out, both days included. `text` says what must be done."""

    text: str
    begins: date
    ends: date
    today: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One person's signature under something, or what became of the request."""

    name: str
    role: str
    state: SignatureState
    on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart."""

    label: str
    value: float
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of a calendar: its number, the Monday it begins on, how much happened; None is no teaching."""

    number: int
    begins: date
    amount: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """A page that asks once more before something is done."""

    title: str
    text: str
    action_label: str
    back_url: str
    facts: Sequence[Fact] = ()
    careful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who is signed in, for the account menu; `links` are that person's own pages."""

    name: str
    role: str = ""
    links: Sequence[Link] = ()
    sign_out_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """The school whose house this is; `accent` is one colour, #rrggbb, made legible where it must be."""

    name: str
    accent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The development clock: the day that the house believes it is, and where it is set (POST `on`)."""

    today: date
    url: str
    is_set: bool = False
