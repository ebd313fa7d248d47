"""What one school offers, and paper that leads there: a poster for the corridor, cards to hand out."""

import uuid

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from houvast.directory import paper
from houvast.directory.content.entry import Sort
from houvast.directory.life_areas import AREA_NAMES
from houvast.directory.queries import services as queries
from houvast.directory.queries.finding import language, named
from houvast.directory.queries.fitting import is_stale
from houvast.directory.views.public import public, shown
from houvast.people.clock import today
from houvast.people.models import Organisation

FIRST = ("coach", "youth-team", "support-advisor", "money-help", "helpdesk")
CARDS = 8


def _school(school: uuid.UUID) -> Organisation:
    found = queries.school(school)
    if found is None:
        raise Http404
    return found


@require_safe
@public
def school(request: HttpRequest, school: uuid.UUID) -> HttpResponse:
    """Help at one school: its own entries first, then whom everybody can turn to."""
    found = _school(school)
    offered = [
        {"service": one, "does": one.does, "stale": is_stale(one.checked_on, today())} for one in queries.at(school)
    ]
    context = {"school": found, "services": offered, "first": named(Sort.SERVICE, FIRST), "areas": AREA_NAMES.items()}
    return shown(request, "directory/school.html", context, here="services")


@require_safe
@public
def poster(request: HttpRequest, school: uuid.UUID) -> HttpResponse:
    """One sheet to look at and print, with the address of the school's page as a QR code."""
    return _paper(request, school, "directory/poster.html")


@require_safe
@public
def card(request: HttpRequest, school: uuid.UUID) -> HttpResponse:
    """Eight cards on a sheet."""
    return _paper(request, school, "directory/card.html")


@require_safe
@public
def pdf(request: HttpRequest, school: uuid.UUID, what: str) -> HttpResponse:  # noqa: ARG001 - a view
    """The poster (`poster`) or the cards (`card`) as an accessible PDF."""
    found = _school(school)
    address, short = _addresses(school)
    made = paper.poster(
        school=found.name,
        code=found.code,
        accent=found.accent,
        address=address,
        short=short,
        language=language(),
        dated_on=today(),
        cards=what == "card",
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="houvast-{what}.pdf"'
    return response


def _addresses(school: uuid.UUID) -> tuple[str, str]:
    """The whole address of a school's page, and the short one that is printed."""
    site = settings.HOUVAST.public_url.rstrip("/")
    short = f"{site}{reverse('directory:home')}"
    return f"{site}{reverse('directory:school', args=(school,))}", short.removeprefix("https://").removeprefix(
        "http://"
    )


def _paper(request: HttpRequest, school: uuid.UUID, template: str) -> HttpResponse:
    found = _school(school)
    address, short = _addresses(school)
    context = {
        "school": found,
        "address": short,
        "qr": qr_of(address),
        "cards": range(CARDS),
        "areas": AREA_NAMES.values(),
    }
    return shown(request, template, context, here="services")


def qr_of(address: str) -> SafeString:
    """The address as a QR code: an SVG that takes the size of its place, readable when a quarter of it is damaged."""
    drawn = segno.make(address, error="q", micro=False)
    return mark_safe(drawn.svg_inline(border=4, light="#fff", dark="#000", omitsize=True))  # noqa: S308 - made of numbers
