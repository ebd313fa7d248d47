"""Addresses of many pages of one kind: a list of sixty asks for one address, and puts each id in its place."""

from __future__ import annotations

import uuid
from functools import cache
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Callable

_PLACE = uuid.UUID(int=0)


address = cache(reverse)
"""The address of the one page of this name, which every page asks for; NoReverseMatch when there is none."""


@cache
def addresses(name: str, *rest: str) -> Callable[[uuid.UUID], str]:
    """What gives `reverse(name, args=(id, *rest))` for any id; NoReverseMatch when no page of that name takes these.

    `rest` are words of which there are few: each has an entry of its own.
    """
    before, after = reverse(name, args=(_PLACE, *rest)).split(str(_PLACE))
    return lambda one: f"{before}{one}{after}"
