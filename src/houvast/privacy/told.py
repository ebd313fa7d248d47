"""A student's own data: everything that is registered and that the policy lets the student take along, in words.

The same values go into a page to read and into a file for a computer; what is left out is named, with the reason.
"""

import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.template.loader import render_to_string
from django.utils.translation import get_language, gettext, gettext_noop

from houvast.core.access.policy import decide
from houvast.core.access.words import Action, Relation
from houvast.people.models import Account, Person
from houvast.privacy.field_words import field_words
from houvast.privacy.registry import Personal, registered
from houvast.privacy.value_words import value_in_words

FORMAT = "houvast-own-data-1"
TECHNICAL = frozenset({"id", "organisation", "revision", "source", "as_of"})
"""Fields that say how a row is kept, and nothing about a person."""
MOST_ROWS = 20_000
NOT_BY_ITSELF = gettext_noop(
    "A child may also talk to somebody in confidence. Ask the privacy officer for anything else: a person looks at it"
    " first."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One field of one row: its name in the schema, what it is called, what it says in words, and as data."""

    name: str
    label: str
    words: str
    data: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Everything one model says of the student."""

    model: str
    title: str
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What the student does not get in this copy, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """The whole copy; `files` are names with their content."""

    made_at: datetime
    name: str
    organisation: str
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...]
    files: tuple[tuple[str, bytes], ...]


def own_data(student: Person, *, at: datetime, relation: Relation = Relation.SELF) -> OwnData:
    """What is known of this student, for the student; or, while under 16, for who represents them.

    Unseals what the policy lets this relation take along; the caller asked the door. What a representative does not get
    is not named one by one: that there is something would already tell what a child told in confidence.
    """
    parts, left_out, files = [], [], []
    for one in registered():
        if not one.whose:
            continue
        if not _may_take_along(one, relation):
            if relation is Relation.SELF and one.rows_of([student.pk]).exists():
                why = one.withheld or "Ask your school for this: it is not given along by itself."
                left_out.append(LeftOut(title=gettext(one.title), why=gettext(why)))
            continue
        found = list(one.rows_of([student.pk]).select_related(*one.beside).order_by("pk").distinct()[:MOST_ROWS])
        if found:
            told = tuple(tuple(_values(one, row, student)) for row in found)
            parts.append(Part(model=one.label, title=gettext(one.title), rows=told))
            if one.attached is not None:
                files += [one.attached(row) for row in found]
    if relation is not Relation.SELF:
        left_out.append(LeftOut(title=gettext("Other things"), why=gettext(NOT_BY_ITSELF)))
    return OwnData(
        made_at=at,
        name=student.name,
        organisation=student.organisation.name,
        parts=tuple(parts),
        left_out=tuple(left_out),
        files=tuple(files),
    )


def as_zip(own: OwnData) -> bytes:
    """One file: a page to read, the same for a computer, and the letters."""
    words = {"page": gettext("my-data") + ".html", "letters": gettext("letters")}
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as into:
        page = render_to_string("privacy/own_copy.html", {"own": own, "language": get_language() or "nl"})
        into.writestr(words["page"], page)
        into.writestr("my-data.json", json.dumps(as_data(own), ensure_ascii=False, indent=1))
        for name, content in own.files:
            into.writestr(f"{words['letters']}/{name}", content)
    return kept.getvalue()


def as_data(own: OwnData) -> dict[str, Any]:
    """The copy for a computer: per model its rows, each a mapping of fields as the schema names them."""
    return {
        "format": FORMAT,
        "made_at": own.made_at.isoformat(),
        "organisation": own.organisation,
        "person": own.name,
        "data": {part.model: [{one.name: one.data for one in row} for row in part.rows] for part in own.parts},
        "left_out": [{"what": one.title, "why": one.why} for one in own.left_out],
        "files": [name for name, _ in own.files],
    }


def shown_fields(one: Personal) -> "Iterator[models.Field[Any, Any]]":
    """The fields of a model that a person is told, in the order of the model."""
    subject = {path for path in one.whose if "__" not in path}
    for field in one.model._meta.concrete_fields:
        if field.name in TECHNICAL or field.name in one.hidden or _is_a_link_up(field):
            continue
        if field.name in subject and len(subject) == 1:
            continue
        yield field


def _is_a_link_up(field: "models.Field[Any, Any]") -> bool:
    """A row says to which talk or case it belongs by an id, which tells a reader nothing."""
    related = field.related_model if isinstance(field, models.ForeignKey) else None
    return related is not None and related is not Person and not _has_a_name(related)


def _has_a_name(model: Any) -> bool:
    return any(field.name in {"name", "title"} for field in model._meta.concrete_fields)


def _may_take_along(one: Personal, relation: Relation) -> bool:
    if relation is not Relation.SELF and (
        one.model is Account or any(path.startswith("account") for path in one.whose)
    ):
        return False  # how a child signs in is the child's own
    return one.data is not None and not one.withheld and decide({relation}, one.data, Action.EXPORT).allowed


def _values(one: Personal, row: models.Model, student: Person) -> Iterator[Value]:
    for field in shown_fields(one):
        value = _named(row, field, student)
        if value in (None, "", [], {}):
            continue
        saying = one.said.get(field.name)
        words = saying(row) if saying else value_in_words(field, value)
        label = field_words(field.name, of=one.model.__name__)
        yield Value(name=field.name, label=label, words=words, data=_data(value))


def _named(row: models.Model, field: "models.Field[Any, Any]", student: Person) -> Any:
    """What a field says. Another student is not named; staff and guardians are, as on the pages."""
    if not isinstance(field, models.ForeignKey):
        return getattr(row, field.attname)
    if getattr(row, field.attname) is None:
        return None
    try:
        other = getattr(row, field.name)
    except ObjectDoesNotExist:  # the wall between organisations stands before who works elsewhere
        return gettext("somebody of another organisation")
    if isinstance(other, Person) and other.pk != student.pk and other.is_student:
        return gettext("another student")
    return str(getattr(other, "name", "") or getattr(other, "title", ""))


def _data(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | uuid.UUID) or not isinstance(value, str | int | float | bool | list | dict):
        return str(value)
    return value
