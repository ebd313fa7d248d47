"""Every sealed value of the database, found from the models: counted per key, and sealed again after a rotation."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from houvast.people.models import Organisation
from houvast.privacy.scope import as_owner_in_this_scope, organisation_scope
from houvast.vault.fields import SealedField
from houvast.vault.keyring import keyring, seal, unseal


def sealed_columns() -> Iterator[tuple[type[models.Model], SealedField]]:
    """Every model and field whose text lies sealed."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, SealedField):
                yield model, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A sealed column with its table and key, quoted."""

    table: str
    key: str
    sealed: str


def _column(model: type[models.Model], field: SealedField) -> Column:
    meta = model._meta
    quote = connection.ops.quote_name
    return Column(table=quote(meta.db_table), key=quote(str(meta.pk.column)), sealed=quote(str(field.column)))


def _raw(model: type[models.Model], field: SealedField, after: Any, many: int) -> list[tuple[Any, str]]:
    """Keys and sealed texts as they lie, in the order of the keys."""
    at = _column(model, field)
    where = f" AND {at.key} > %s" if after is not None else ""
    sql = (
        f"SELECT {at.key}, {at.sealed} FROM {at.table} "  # noqa: S608 - names of our own tables
        f"WHERE {at.sealed} IS NOT NULL{where} ORDER BY {at.key} LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [after, many] if after is not None else [many])
        return [(key, str(text)) for key, text in cursor.fetchall()]


def _every_scope() -> list[uuid.UUID]:
    """All organisations: they lie before the wall."""
    return list(Organisation.objects.order_by("pk").values_list("pk", flat=True))


def values_per_key(batch: int = 5_000) -> dict[str, Counter[int]]:
    """How many values lie under which key, per compartment."""
    counted: dict[str, Counter[int]] = {}
    with organisation_scope(_every_scope()):
        for model, field in sealed_columns():
            after: Any = None
            while rows := _raw(model, field, after, batch):
                counts = counted.setdefault(field.compartment, Counter())
                counts.update(int(text.partition(".")[0]) for _, text in rows)
                after = rows[-1][0]
    return counted


def reseal_all(*, batch: int, say: Callable[[str], object] | None = None) -> int:
    """Seal again what lies under an older key; one transaction a batch. Returns how many. Raises KeysUnavailable."""
    done = 0
    for model, field in sealed_columns():
        newest, _ = keyring().newest(field.compartment)
        after: Any = None
        while True:
            with transaction.atomic(), organisation_scope(_every_scope()):
                as_owner_in_this_scope()
                rows = _raw(model, field, after, batch)
                old = [(key, text) for key, text in rows if int(text.partition(".")[0]) != newest]
                _write(model, field, old)
            if not rows:
                break
            after, done = rows[-1][0], done + len(old)
            if say and old:
                say(f"{model.__name__}.{field.name}: {done} so far")
    return done


def _write(model: type[models.Model], field: SealedField, rows: list[tuple[Any, str]]) -> None:
    """A value that somebody changed in the meantime is left: it lies under the newest key already."""
    at = _column(model, field)
    sql = f"UPDATE {at.table} SET {at.sealed} = %s WHERE {at.key} = %s AND {at.sealed} = %s"  # noqa: S608 - own tables
    with connection.cursor() as cursor:
        for key, text in rows:
            fresh = seal(field.compartment, unseal(field.compartment, text))
            cursor.execute(sql, [fresh, key, text])
