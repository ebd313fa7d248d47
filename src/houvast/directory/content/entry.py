"""What a text of the house is, once it has been read: values without Django, so that checks and search can use them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sort(StrEnum):
    """The three sorts of text; also the names of their folders."""

    SERVICE = "services"
    RIGHTS = "rights"
    ANSWER = "answers"


SHORT = {Sort.SERVICE: "service", Sort.RIGHTS: "page", Sort.ANSWER: "answer"}
"""How an entry's id begins: `service:youth-team`, `page:absence`, `answer:too-late`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a text rests on: an article, a rule of a school, or the research it was told in."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """One text in one language. `body` is Markdown; `now` are things somebody can do, in the order in which they help.

    The last fields are of services only: for whom, by whom, how to reach, what it costs.
    """

    title: str
    lead: str
    body: str = ""
    now: tuple[str, ...] = ()
    until: str = ""
    limits: str = ""
    for_whom: str = ""
    by_whom: str = ""
    reach: str = ""
    cost: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The few questions that turn an answer into one for this person.

    `asks` are facts of the rule that are put as questions, in order; `presets` are facts that the question itself
    already says; what is neither is not known.
    """

    rule: str
    asks: tuple[str, ...]
    presets: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text of the house in both languages, with what it rests on and when it was last looked at.

    `rules`: rule of law by its version when the text was reviewed (see `resting.py`). `helpers` and `see` are slugs of
    services and of pages. `items` are the requirements it answers. `number` says where it stands in its theme.
    """

    sort: Sort
    slug: str
    nl: Wording
    en: Wording
    areas: tuple[str, ...]
    theme: str = ""
    number: int = 0
    helpers: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    rules: Mapping[str, str]
    asking: Asking | None = None
    sources: tuple[Source, ...] = ()
    verified: bool = True
    reviewed_on: date
    review_by: date
    items: tuple[str, ...] = ()
    age_from: int | None = None
    age_until: int | None = None
    levels: tuple[str, ...] = ()
    without_school: bool = True
    phone: str = ""
    website: str = ""

    @property
    def id(self) -> str:
        return f"{SHORT[self.sort]}:{self.slug}"

    def in_(self, language: str) -> Wording:
        """The text in that language; Dutch for every language but English."""
        return self.en if language.startswith("en") else self.nl
