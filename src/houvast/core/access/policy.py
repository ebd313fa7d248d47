"""The policy as one table; decisions and database queries are both made from it and from nothing else.

A relation gives what its row says and never more: relations add up, none takes away what another gives. Working notes
belong to who wrote them: the table gives the right to keep them, `guidance` shows a person only their own. Likewise a
question for help is for who was asked, a self-check for whom the student shared it with, and a guardian or trusted
person sees the talks they are invited to and the successes that the student shares: `appointments` and `guidance`
narrow what the table gives, and never widen it.
"""

from collections.abc import Collection
from dataclasses import replace
from functools import cache, lru_cache

from houvast.core.access.table.apart import APART
from houvast.core.access.table.family import OWN
from houvast.core.access.table.partners import PARTNERS
from houvast.core.access.table.row import Row
from houvast.core.access.table.school import SCHOOL
from houvast.core.access.table.systems import SYSTEMS
from houvast.core.access.table.work import AT_WORK
from houvast.core.access.words import Action, Because, Data, Decision, Relation

_TABLE: tuple[Row, ...] = (*OWN, *SCHOOL, *PARTNERS, *AT_WORK, *APART, *SYSTEMS)

# Who covers for an absent coach may do what the coach may, for as long as it lasts.
POLICY: tuple[Row, ...] = (
    *_TABLE,
    *(replace(row, relation=Relation.COACH_COVER) for row in _TABLE if row.relation is Relation.COACH),
)


@cache
def relations_allowing(data: Data, action: Action) -> tuple[Because, ...]:
    """Every relation that may do this action with this kind of data, in the order of the table."""
    return tuple(
        Because(relation=row.relation, purpose=row.purpose)
        for row in POLICY
        if row.data is data and action in row.actions
    )


def decide(relations: Collection[Relation], data: Data, action: Action) -> Decision:
    """Whether somebody with these relations to a student may do this, and because of which of them."""
    return _decided(frozenset(relations), data, action)


@lru_cache(maxsize=4096)
def _decided(relations: frozenset[Relation], data: Data, action: Action) -> Decision:
    return Decision(because=tuple(yes for yes in relations_allowing(data, action) if yes.relation in relations))
