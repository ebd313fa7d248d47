"""Every pack with one of its guards taken away, for each guard of each shipped pack.

A guard is whatever stands between a person and a step: a rule of law (`must`), a policy (`should`), something that
comes first (`needs`), a signature and the way past a silent signer, a term and what happens when it is missed, a
consent, a letter that a decision sends, and the way to contest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from houvast.packbook.book import documents, documents_by_id, whole
from houvast.packbook.reader import Document, Plain

Data = dict[str, Plain]
LISTS = ("must", "should", "needs", "signatures", "sends")


@dataclass(frozen=True)
class Mutant:
    """`name` says which guard is gone: `<kind>:<place>`; `data` is the pack without it."""

    pack: str
    name: str
    data: Data
    file: str

    def __str__(self) -> str:
        return f"{self.pack}-{self.name}"

    @property
    def document(self) -> Document:
        return Document(file=self.file, value=self.data, places={})


def mutants() -> Iterator[Mutant]:
    """All of them, overlays included."""
    for document in documents():
        data = cast("Data", whole(document, documents_by_id().get))
        for name, path in guards_of(data):
            yield Mutant(str(data["id"]), name, without(data, path), document.file)


Where = tuple[str | int, ...]


def guards_of(data: Data) -> Iterator[tuple[str, Where]]:
    """Each guard's name and its place in the file."""
    for act, where in acts_of(data):
        name = str(act["id"])
        if act.get("kind") == "consent" and isinstance(act.get("title"), dict):
            yield f"consent:{name}", where
        yield from _guards_of_part(act, name, where)
        for place, option in enumerate(_list(act.get("options"))):
            assert isinstance(option, dict)
            yield from _guards_of_part(option, f"{name}.{option['id']}", (*where, "options", place))
        for place, signer in enumerate(_list(act.get("signatures"))):
            assert isinstance(signer, dict)
            if "passes" in signer:
                yield f"passes:{name}.{signer['role']}", (*where, "signatures", place, "passes")
    terms = data.get("terms", {})
    assert isinstance(terms, dict)
    for term_id, term in terms.items():
        assert isinstance(term, dict)
        yield f"term:{term_id}", ("terms", term_id)
        if "if_missed" in term:
            yield f"if_missed:{term_id}", ("terms", term_id, "if_missed")
    if "contest" in data:
        yield "contest:", ("contest",)


def _guards_of_part(part: Data, name: str, where: Where) -> Iterator[tuple[str, Where]]:
    for key in LISTS:
        value = part.get(key)
        if value is None:
            continue
        if not isinstance(value, list):
            yield f"{key}:{name}", (*where, key)
            continue
        for place, _one in enumerate(value):
            yield f"{key}:{name}[{place}]", (*where, key, place)


def acts_of(data: Data) -> Iterator[tuple[Data, Where]]:
    """Every act with its place."""
    for number, step in enumerate(_list(data.get("steps"))):
        assert isinstance(step, dict)
        for place, act in enumerate(_list(step.get("acts"))):
            assert isinstance(act, dict)
            yield act, ("steps", number, "acts", place)
    for place, act in enumerate(_list(data.get("anytime"))):
        assert isinstance(act, dict)
        yield act, ("anytime", place)


def _list(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []


def without(value: Plain, path: Where) -> Data:
    """A copy of the value in which what stands at this place is gone."""
    found = _without(value, path)
    assert isinstance(found, dict)
    return found


def _without(value: Plain, path: Where) -> Plain:
    key, rest = path[0], path[1:]
    if isinstance(value, dict):
        kept = dict(value)
        if rest:
            kept[str(key)] = _without(value[str(key)], rest)
        else:
            del kept[str(key)]
        return kept
    assert isinstance(value, list)
    assert isinstance(key, int)
    if rest:
        return [_without(part, rest) if place == key else part for place, part in enumerate(value)]
    return [part for place, part in enumerate(value) if place != key]
