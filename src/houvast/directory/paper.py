"""Poster and cards as accessible PDF: the way to help on paper, with a QR code."""

import io
from datetime import date
from functools import lru_cache

import segno
from django.utils.translation import gettext, override

from houvast.directory.life_areas import AREA_NAMES
from houvast.documents.letters import paper_accent
from houvast.documents.typesetting import pdf

CARDS = 8


@lru_cache(maxsize=64)
def poster(
    *, school: str, code: str, accent: str, address: str, short: str, language: str, dated_on: date, cards: bool
) -> bytes:
    """One sheet (PDF/A-2a, PDF/UA-1): a poster, or cards to cut. `address` is behind the QR code, `short` is printed.

    Kept for who asks the same again: the page is public. Raises NotTypeset.
    """
    with override(language):
        values: dict[str, object] = {
            "language": language,
            "title": gettext("Cards to hand out") if cards else gettext("Poster"),
            "sender": {"name": school, "accent": paper_accent(accent)},
            "heading": gettext("Is something going on?"),
            "lead": gettext("Money, home, school, your head. Somebody here helps you."),
            "short": gettext("Somebody here helps you. No account. Free."),
            "promise": gettext("No account. Free. You decide what you tell."),
            "danger": gettext("In danger? 112. Thinking of suicide? 113. Not safe at home? 0800-2000."),
            "areas": [str(name) for name in AREA_NAMES.values()],
            "qr_says": gettext("QR code of the page with help"),
            "qr": _drawn(address),
            "address": short,
            "school": school,
            "cards": CARDS if cards else 0,
        }
    return pdf("poster", organisation_code=code, dated_on=dated_on, values=values)


def _drawn(address: str) -> str:
    """The address as a QR code in SVG, readable when a quarter of it is damaged."""
    made = io.BytesIO()
    segno.make(address, error="q", micro=False).save(made, kind="svg", border=4, light="#fff", xmldecl=False)
    return made.getvalue().decode()
