"""The feed of changes: noted by the database, numbered in the order in which they can be seen, read by keyset.

A number is given when the change can be seen by others, under a lock of the organisation: a reader who has all up to a
number can miss nothing that gets its number later. The order in which rows were made would not do: a long transaction
lets its rows be seen after those of a shorter one that began later.
"""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction

from houvast.api.models import Change, Feed

AT_ONCE = 5_000
KEPT = timedelta(days=90)


class NoFeed(LookupError):
    """Nothing is noted for this organisation."""


def give_numbers(organisation: uuid.UUID) -> int:
    """Number what can be seen now; gives the latest number. Raises NoFeed."""
    if not Change.objects.filter(organisation_id=organisation, number=None).exists():
        latest = Feed.objects.filter(pk=organisation).values_list("latest", flat=True).first()
        if latest is None:
            raise NoFeed
        return latest
    with transaction.atomic():
        feed = Feed.objects.select_for_update().filter(pk=organisation).first()
        if feed is None:
            raise NoFeed
        new = list(Change.objects.filter(organisation_id=organisation, number=None).order_by("id")[:AT_ONCE])
        for place, change in enumerate(new, start=1):
            change.number = feed.latest + place
        Change.objects.bulk_update(new, ["number"], batch_size=500)
        feed.latest += len(new)
        feed.save(update_fields=["latest"])
    return feed.latest


def changes_after(organisation: uuid.UUID, number: int, resources: Collection[str], *, most: int) -> list[Change]:
    """Numbered changes of these resources, in their order."""
    rows = Change.objects.filter(organisation_id=organisation, number__gt=number, resource__in=list(resources))
    return list(rows.order_by("number")[:most])


def drop_old(organisation: uuid.UUID, at: datetime) -> None:
    """Let go of what is older than three months; the feed remembers up to where."""
    old = Change.objects.filter(organisation_id=organisation, at__lt=at - KEPT, number__isnull=False)
    latest = old.order_by("-number").values_list("number", flat=True).first()
    if latest is None:
        return
    with transaction.atomic():
        Feed.objects.filter(pk=organisation).update(dropped=latest)
        Change.objects.filter(organisation_id=organisation, number__lte=latest).delete()
