"""What runs in the background: sharing the list on the agreed day, and the letters."""

from houvast.outbox.registry import Asked, Daily, job
from houvast.people.clock import day_of
from houvast.people.refusals import CannotBeDone
from houvast.workplace.actions.inventory import LETTERS, share
from houvast.workplace.actions.letters import send_letters
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
    """The next letters; more in a next transaction while there are."""
    inventory = Inventory.objects.filter(pk=str(asked.arguments["inventory"])).select_related("made_by").first()
    return inventory is not None and send_letters(inventory, at=asked.at)
