"""Addresses of pages of other folders; a page that this installation does not have is left out."""

from functools import cache

from django.urls import NoReverseMatch, reverse


def address_of(name: str, *arguments: object) -> str:
    """The address of a page by its name; empty when there is no such page."""
    if not arguments:
        return _address_of(name)
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


@cache
def _address_of(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
