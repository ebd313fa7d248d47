"""Words and the day of the page of components."""

from datetime import date

from django.utils.translation import get_language

TODAY = date(2027, 3, 3)


def said(nl: str, en: str) -> str:
    """The text in the reader's language. Samples only: real pages use the catalogues."""
    return nl if (get_language() or "nl").startswith("nl") else en
