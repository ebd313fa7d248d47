"""Searching everything: texts of the house by words, and services near by what they are called and where."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from django.db.models import Q
from django.utils.translation import get_language

from houvast.directory.content.entry import SHORT, Entry, Sort
from houvast.directory.content.reading import entries
from houvast.directory.models import Service
from houvast.directory.search import Index

MOST_FOUND = 12
MOST_NEAR = 50
SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A text that fits, as a list shows it. `sort` is `service`, `page` or `answer`."""

    sort: str
    slug: str
    title: str
    lead: str


@cache
def _index(language: str) -> Index:
    return Index(entries().values(), language)


def language() -> str:
    """The language of the reader, as texts know it: `nl` or `en`."""
    return "en" if (get_language() or "nl").startswith("en") else "nl"


def found(query: str, area: str = "") -> tuple[Found, ...]:
    """The texts that fit what was typed, the best first; at most twelve. With `area` only those of that life area."""
    known = entries()
    hits = (known[hit.entry] for hit in _index(language()).ask(query, most=60))
    return tuple(shown(entry) for entry in hits if not area or area in entry.areas)[:MOST_FOUND]


def shown(entry: Entry) -> Found:
    words = entry.in_(language())
    return Found(sort=SHORT[entry.sort], slug=entry.slug, title=words.title, lead=words.lead)


def named(sort: Sort, slugs: Collection[str]) -> tuple[Found, ...]:
    """These texts of one sort, in the order that was given."""
    known = entries()
    return tuple(shown(known[f"{SHORT[sort]}:{slug}"]) for slug in slugs)


def entry_named(sort: Sort, slug: str) -> Entry | None:
    return entries().get(f"{SHORT[sort]}:{slug}")


def services_called(query: str) -> tuple[Service, ...]:
    """Published services of which the name holds a word that was typed; one query."""
    wanted = Q()
    for word in query.split()[:6]:
        if len(word) >= SHORTEST_WORD:
            wanted |= Q(name__icontains=word)
    if not wanted:
        return ()
    rows = Service.objects.filter(wanted, state=Service.State.PUBLISHED).select_related("kept_by")
    return tuple(rows.order_by("name", "pk")[:MOST_FOUND])
