"""From Markdown files with front matter to entries. `<slug>.nl.md` also holds what is the same in both languages.

Every mistake in a file is a `ContentError` with file and reason; `houvast directory check` and a test name them all.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from houvast.directory.content.entry import Asking, Entry, Sort, Source, Wording
from houvast.directory.life_areas import LifeArea

FOLDER = Path(__file__).parent
MARK = "---\n"
OF_WORDING = frozenset({"title", "lead", "now", "until", "limits", "for_whom", "by_whom", "reach", "cost", "words"})
SHARED = frozenset(
    {
        "areas", "theme", "number", "helpers", "see", "rules", "asks", "sources", "verified", "reviewed_on",
        "review_by", "items", "age_from", "age_until", "levels", "without_school", "phone", "website",
    }
)  # fmt: skip


class ContentError(Exception):
    """A text that cannot be read, with its file and why."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file}: {why}")
        self.file, self.why = file, why


@cache
def entries() -> Mapping[str, Entry]:
    """Every text of the house by its id, services first, then rights, then answers; raises ContentError."""
    return {entry.id: entry for sort in Sort for entry in _read_folder(sort)}


def of_sort(sort: Sort) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries().values() if entry.sort is sort)


def _read_folder(sort: Sort) -> Iterator[Entry]:
    for dutch in sorted((FOLDER / sort.value).glob("*.nl.md")):
        slug = dutch.name.removesuffix(".nl.md")
        english = dutch.with_name(f"{slug}.en.md")
        if not english.exists():
            raise ContentError(english.name, "there is no English text beside the Dutch one")
        yield entry_of(sort, slug, dutch.read_text(encoding="utf-8"), english.read_text(encoding="utf-8"))


def entry_of(sort: Sort, slug: str, dutch: str, english: str) -> Entry:
    """One entry from the text of its two files; raises ContentError."""
    nl, nl_body = _split(f"{slug}.nl.md", dutch, OF_WORDING | SHARED)
    en, en_body = _split(f"{slug}.en.md", english, OF_WORDING)
    try:
        return Entry(
            sort=sort,
            slug=slug,
            nl=_wording(nl, nl_body),
            en=_wording(en, en_body),
            areas=tuple(str(LifeArea(one)) for one in nl["areas"]),
            theme=nl.get("theme", ""),
            number=int(nl.get("number", 0)),
            helpers=tuple(nl.get("helpers", ())),
            see=tuple(nl.get("see", ())),
            rules=dict(nl.get("rules", {})),
            asking=_asking(nl.get("asks")),
            sources=tuple(_source(one) for one in nl.get("sources", ())),
            verified=bool(nl.get("verified", True)),
            reviewed_on=_day(nl["reviewed_on"]),
            review_by=_day(nl["review_by"]),
            items=tuple(nl.get("items", ())),
            age_from=nl.get("age_from"),
            age_until=nl.get("age_until"),
            levels=tuple(str(one) for one in nl.get("levels", ())),
            without_school=bool(nl.get("without_school", True)),
            phone=str(nl.get("phone", "")),
            website=str(nl.get("website", "")),
        )
    except (KeyError, ValueError, TypeError) as problem:
        raise ContentError(f"{slug}.nl.md", f"{type(problem).__name__}: {problem}") from problem


def _split(file: str, text: str, known: frozenset[str]) -> tuple[dict[str, Any], str]:
    """The front matter and the Markdown after it."""
    begin, found, rest = text.partition(MARK)
    matter, ended, body = rest.partition(f"\n{MARK}")
    if begin or not found or not ended:
        raise ContentError(file, "it does not begin with front matter between two lines of ---")
    try:
        values = YAML(typ="safe").load(matter)
    except YAMLError as problem:
        raise ContentError(file, f"the front matter is no YAML: {problem}") from problem
    if not isinstance(values, dict):
        raise ContentError(file, "the front matter has no names")
    if unknown := sorted(values.keys() - known):
        raise ContentError(file, f"unknown names: {', '.join(unknown)}")
    return values, body.strip()


def _wording(values: Mapping[str, Any], body: str) -> Wording:
    return Wording(
        title=values["title"],
        lead=values["lead"],
        body=body,
        now=tuple(values.get("now", ())),
        until=values.get("until", ""),
        limits=values.get("limits", ""),
        for_whom=values.get("for_whom", ""),
        by_whom=values.get("by_whom", ""),
        reach=values.get("reach", ""),
        cost=values.get("cost", ""),
        words=tuple(str(one) for one in values.get("words", ())),
    )


def _asking(values: Mapping[str, Any] | None) -> Asking | None:
    if values is None:
        return None
    presets = {name: _plain(value) for name, value in values.get("presets", {}).items()}
    return Asking(rule=values["rule"], asks=tuple(values["facts"]), presets=presets)


def _plain(value: Any) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _source(value: Any) -> Source:
    if isinstance(value, str):
        return Source(name=value)
    return Source(name=value["name"], url=value.get("url", ""))


def _day(value: Any) -> date:
    if not isinstance(value, date):
        message = f"{value!r} is no day"
        raise TypeError(message)
    return value
