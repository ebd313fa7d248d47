"""What a pupil agreed to be told to whom, on a day."""

from collections.abc import Iterable
from datetime import date

from houvast.transfer.models import ConsentItem, Need

ITEM_OF_AREA = {
    Need.Area.SUPPORT: ConsentItem.Item.SUPPORT,
    Need.Area.ABSENCE: ConsentItem.Item.ABSENCE,
    Need.Area.RESULTS: ConsentItem.Item.RESULTS,
    Need.Area.ADVICE: ConsentItem.Item.RESULTS,
}
"""The consent under which a need is told; every life area falls under one item."""


def agreed_items(consents: Iterable[ConsentItem], party: str, on: date) -> frozenset[str]:
    """The items that may be told to this kind of party on this day; silence is no consent."""
    return frozenset(
        one.item for one in consents if one.party == party and one.given and (one.until is None or one.until >= on)
    )


def item_of(area: str) -> str:
    """Under which consent what was said about this area falls."""
    return ITEM_OF_AREA.get(Need.Area(area), ConsentItem.Item.LIFE_AREAS)
