"""One line of the policy table."""

from collections.abc import Iterator
from dataclasses import dataclass

from houvast.core.access.words import Action, Data, Purpose, Relation

SEE, RECORD, DECIDE, SIGN, EXPORT, MANAGE = Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the policy: this relation may do these actions with this kind of data, for this purpose."""

    relation: Relation
    purpose: Purpose
    data: Data
    actions: frozenset[Action]


def rows(relation: Relation, purpose: Purpose, rights: dict[Data, tuple[Action, ...]]) -> Iterator[Row]:
    """One line for each kind of data that a relation has to do with."""
    for data, actions in rights.items():
        yield Row(relation=relation, purpose=purpose, data=data, actions=frozenset(actions))
