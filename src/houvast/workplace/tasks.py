"""What runs in the background: sharing the list on the agreed day, and the letters."""

import uuid
from typing import cast

from houvast.outbox.registry import Asked, Daily, job
from houvast.people.clock import day_of
from houvast.people.refusals import CannotBeDone
from houvast.workplace.actions.inventory import LETTERS, share
from houvast.workplace.actions.letters import SOME_LETTERS, Written, keep, share_out, typeset
from houvast.workplace.models import Inventory


@job("workplace.share_lists", recurs=Daily(hour=7))
def share_lists(asked: Asked) -> bool:
    """Share what was drawn up and whose day has come (2 April)."""
    waiting = Inventory.objects.filter(
        organisation_id=asked.organisation_id, shared_on__isnull=True, counted_on__lte=day_of(asked.at)
    )
    for inventory in waiting.order_by("counted_on"):
        try:
            share(inventory=inventory, by=None, at=asked.at)
        except CannotBeDone:
            continue  # its day is still to come
    return False


@job(LETTERS)
def letters(asked: Asked) -> bool:
    """Share the letters of an inventory out over jobs of some."""
    inventory = _inventory(asked)
    if inventory is not None:
        share_out(inventory, at=asked.at)
    return False


def _set_in_type(asked: Asked) -> tuple[Written, ...]:
    rows = asked.arguments["rows"]
    assert isinstance(rows, list)
    return typeset([uuid.UUID(one) for one in rows], organisation_id=asked.organisation_id, at=asked.at)


@job(SOME_LETTERS, before=_set_in_type)
def some_letters(asked: Asked) -> bool:
    """Keep the letters that were set in type before this transaction, and ask for the mails."""
    inventory = _inventory(asked)
    if inventory is not None:
        keep(inventory, cast("tuple[Written, ...]", asked.fetched), at=asked.at)
    return False


def _inventory(asked: Asked) -> Inventory | None:
    return Inventory.objects.filter(pk=str(asked.arguments["inventory"])).first()
