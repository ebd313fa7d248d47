"""Erasing persons: every row that is about them, every place that names them, and a search that proves it.

Deletes child rows before what they belong to, empties the fields that name a person as somebody who did something, and
then looks through every column of every table for the ids. One that is still found undoes the whole erasure.
"""

import json
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db import connection, models, transaction
from django.db.models import F, Q

from houvast.people.forgetting import names_of
from houvast.people.models import Person
from houvast.privacy.models import ErasureProof
from houvast.privacy.registry import Kept, Personal, registered, related_models
from houvast.vault.keyring import digest

ERASED = "erasure"
"""The compartment whose key makes proofs."""


class StillNamed(RuntimeError):
    """Something goes on naming an erased person; nothing was erased. `places` are tables and columns."""

    def __init__(self, places: tuple[str, ...]) -> None:
        self.places = places
        super().__init__(
            f"Not erased: {', '.join(places)} would still name the person. The folder of that table must say in its "
            "personal.py how this is removed."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """How many rows went or were emptied, by table; persons themselves are counted in `people_person`."""

    persons: int
    rows: tuple[tuple[str, int], ...]
    digests: tuple[str, ...] = ()


def erase_persons(organisation: uuid.UUID, persons: Collection[uuid.UUID]) -> Erased:
    """Erase these persons of one organisation, with what was joined to them; in one transaction.

    Needs the rights of the owner of the tables (`privacy.scope.as_owner_in_this_scope`): logs are append-only to the
    application. Raises StillNamed, and then nothing was erased.
    """
    gone = _with_joined(organisation, persons)
    counted: dict[str, int] = {}
    digests = _digests(registered(), gone)
    with transaction.atomic():
        for one in registered():
            if one.forget is not None:
                _count(counted, one, one.forget(gone))
        for one in registered():
            for name in one.actors:
                _count(counted, one, _empty(one, name, gone))
        for one in in_order(registered()):
            if one.whose and one.model is not Person:
                _count(counted, one, _delete(one, gone))
        Person.objects.filter(pk__in=gone).update(merged_into=None)
        counted[Person._meta.db_table] = Person.objects.filter(pk__in=gone).delete()[0]
        if places := tuple(still_named(organisation, gone)):
            raise StillNamed(places)
    return Erased(persons=len(gone), rows=_told(counted), digests=digests)


def erase_kind(organisation: uuid.UUID, persons: Collection[uuid.UUID], kept: Kept) -> Erased:
    """Erase what follows one term of these persons, who stay known otherwise. Needs the rights of the owner."""
    ours = _with_joined(organisation, persons)
    counted: dict[str, int] = {}
    theirs = [one for one in registered() if one.kept is kept and one.whose and one.model is not Person]
    digests = _digests(theirs, ours, persons=False)
    with transaction.atomic():
        for one in in_order(theirs):
            _count(counted, one, _delete(one, ours))
    return Erased(persons=len(ours), rows=_told(counted), digests=digests)


def _told(counted: dict[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((table, rows) for table, rows in counted.items() if rows))


def _digests(known: Collection[Personal], gone: Collection[uuid.UUID], *, persons: bool = True) -> tuple[str, ...]:
    """Keyed hashes of the ids that go: of the persons, and of rows of which it must be known that they were erased."""
    ids = list(gone) if persons else []
    for one in known:
        if one.proven:
            ids += one.rows_of(gone).values_list("pk", flat=True)
    return tuple(sorted(erasure_digest(one) for one in ids))


def erasure_digest(of: uuid.UUID) -> str:
    """The keyed hash under which an erased id stands in a proof."""
    return digest(ERASED, of.hex)


def was_erased(organisation: uuid.UUID, of: uuid.UUID) -> bool:
    """Whether a proof of this organisation, itself whole, says that this id was erased lawfully."""
    wanted = erasure_digest(of)
    proofs = ErasureProof.objects.filter(organisation_id=organisation).iterator()
    return any(wanted in one.digests and one.proof == seal_of(one) for one in proofs)


def seal_of(proof: ErasureProof) -> str:
    """The keyed hash over what a proof says: who can write every row still cannot make one."""
    said = {
        "organisation": proof.organisation_id.hex,
        "plan": proof.plan_id.hex,
        "at": proof.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "digests": proof.digests,
        "rows": proof.rows,
    }
    return digest(ERASED, json.dumps(said, sort_keys=True, separators=(",", ":")))


def in_order(known: Collection[Personal]) -> Iterator[Personal]:
    """Registered models, each after every model of which a row may refer to it."""
    left = {one.model: one for one in known}
    while left:
        held = {
            related
            for model in left
            for _, related in related_models(model)
            if related in left and related is not model
        }
        free = [one for model, one in left.items() if model not in held] or list(left.values())[:1]
        for one in free:
            del left[one.model]
            yield one


def _with_joined(organisation: uuid.UUID, persons: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """These persons of this organisation and every record that was joined to one of them."""
    ours = Person.objects.filter(organisation_id=organisation)
    gone = frozenset(ours.filter(pk__in=persons).values_list("pk", flat=True))
    while True:
        more = frozenset(ours.filter(merged_into__in=gone).values_list("pk", flat=True)) - gone
        if not more:
            return gone
        gone |= more


def _count(counted: dict[str, int], one: Personal, rows: int) -> None:
    table = one.model._meta.db_table
    counted[table] = counted.get(table, 0) + rows


def _empty(one: Personal, name: str, gone: Collection[uuid.UUID]) -> int:
    """Empty a field that names them in rows that are about somebody else; a field that must be filled is left, and the
    search afterwards says so.
    """
    if not one.model._meta.get_field(name).null:
        return 0
    rows = one.model._default_manager.filter(**{f"{name}__in": gone})  # noqa: SLF001 - the documented way to any model
    return rows.update(**{name: None})


def _delete(one: Personal, gone: Collection[uuid.UUID]) -> int:
    rows = one.model._default_manager.filter(pk__in=list(one.rows_of(gone).values_list("pk", flat=True)))  # noqa: SLF001
    for name, related in related_models(one.model):
        if related is one.model and one.model._meta.get_field(name).null:
            others = one.model._default_manager.filter(**{f"{name}__in": rows})  # noqa: SLF001
            others.exclude(**{name: F("pk")}).update(**{name: None})
    return rows.delete()[1].get(one.label, 0)


def still_named(organisation: uuid.UUID, persons: Collection[uuid.UUID]) -> Iterator[str]:
    """The tables and columns of the whole database that hold one of these ids, in any writing; `table.column`.

    Rows of another organisation are that organisation's own: they are left out, as PostgreSQL leaves them out itself.
    """
    if not persons:
        return
    names = sorted(set(names_of(persons)))
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            columns = _columns(cursor, table)
            own = "organisation_id" in columns
            for column, kind in columns.items():
                if not _can_hold(kind):
                    continue
                conditions = " OR ".join([_as_text(column) + " LIKE %s"] * len(names))
                sql = f"SELECT 1 FROM {_quoted(table)} WHERE ({conditions})"  # noqa: S608 - names of our own tables
                values = [f"%{name}%" for name in names]
                if own:
                    sql += f" AND {_as_text('organisation_id')} IN (%s, %s)"
                    values += [str(organisation), organisation.hex]
                cursor.execute(f"{sql} LIMIT 1", values)
                if cursor.fetchone():
                    yield f"{table}.{column}"


def _columns(cursor: object, table: str) -> dict[str, str]:
    """Columns with their type as the database names it."""
    if connection.vendor == "postgresql":
        cursor.execute(  # type: ignore[attr-defined]
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
            "AND table_name = %s",
            [table],
        )
        return {name: kind.lower() for name, kind in cursor.fetchall()}  # type: ignore[attr-defined]
    cursor.execute(f"PRAGMA table_info({_quoted(table)})")  # type: ignore[attr-defined]
    return {row[1]: str(row[2]).lower() for row in cursor.fetchall()}  # type: ignore[attr-defined]


def _can_hold(kind: str) -> bool:
    return any(part in kind for part in ("char", "text", "uuid", "json"))


def _as_text(column: str) -> str:
    return f"CAST({_quoted(column)} AS text)"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def left_alone(persons: Collection[uuid.UUID]) -> models.QuerySet[Person]:
    """Of these persons (guardians, trusted persons): who is nobody's any more, has no task and no account.

    They were known for a student's sake only, and go with the student.
    """
    return Person.objects.filter(
        Q(pk__in=persons), is_student=False, account__isnull=True, roles__isnull=True, relations_held__isnull=True
    )
