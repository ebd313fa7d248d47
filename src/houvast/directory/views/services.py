"""The list of help, one kind of it, and one service of one organisation."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from houvast.directory.actions import keeping
from houvast.directory.content.entry import Entry, Sort
from houvast.directory.content.reading import of_sort
from houvast.directory.forms import DoubtForm, ServiceFilter
from houvast.directory.life_areas import AREA_NAMES
from houvast.directory.marks import as_html
from houvast.directory.models import Service
from houvast.directory.queries import services as queries
from houvast.directory.queries.finding import entry_named, language
from houvast.directory.queries.fitting import is_stale
from houvast.directory.views.public import public, shown
from houvast.people.carrying import INVALID
from houvast.people.clock import today
from houvast.people.posted import posted
from houvast.web.components import Fact


@require_safe
@public
def services(request: HttpRequest) -> HttpResponse:
    """All help: the services of organisations near, and the kinds of help that there are."""
    form = ServiceFilter(request.GET or None)
    asked = form.asked() if form.is_bound else {}
    area = asked.get("area", "")
    listed = queries.listed(
        areas=(area,) if area else (),
        place=asked.get("place", ""),
        age=asked.get("age"),
        level=asked.get("level", ""),
        without_school=bool(asked.get("alone")),
        school=None,
    )
    kinds = [one for one in of_sort(Sort.SERVICE) if _fits(one, asked)]
    words = language()
    context = {
        "form": form,
        "title": AREA_NAMES[area] if area else gettext("All help"),
        "services": [_shown(one) for one in listed],
        "kinds": sorted(((one.slug, one.in_(words)) for one in kinds), key=lambda one: one[1].title.casefold()),
        "said": ngettext("%(count)s kind of help", "%(count)s kinds of help", len(kinds)) % {"count": len(kinds)},
    }
    return shown(request, "directory/services.html", context, here="services")


def _fits(kind: Entry, asked: dict[str, object]) -> bool:
    age, level = asked.get("age"), asked.get("level")
    if asked.get("area") and asked["area"] not in kind.areas:
        return False
    if isinstance(age, int) and not (kind.age_from or 0) <= age <= (kind.age_until or 150):
        return False
    if level and kind.levels and level not in kind.levels:
        return False
    return kind.without_school or not asked.get("alone")


def _shown(service: Service) -> dict[str, object]:
    english = language() == "en"
    return {
        "service": service,
        "does": service.does_en if english and service.does_en else service.does,
        "stale": is_stale(service.checked_on, today()),
    }


@require_safe
@public
def kind(request: HttpRequest, slug: str) -> HttpResponse:
    """What a kind of help is, and who offers it."""
    entry = entry_named(Sort.SERVICE, slug)
    if entry is None:
        raise Http404
    words = entry.in_(language())
    facts = [
        Fact(label=gettext("For whom"), value=words.for_whom),
        Fact(label=gettext("By whom"), value=words.by_whom),
        Fact(label=gettext("How to get in touch"), value=words.reach),
        Fact(label=gettext("What it costs"), value=words.cost or gettext("Nothing")),
        Fact(label=gettext("Does school hear of it?"), value=_school_hears(without=entry.without_school)),
    ]
    context = {
        "entry": entry,
        "words": words,
        "body": as_html(words.body),
        "facts": [fact for fact in facts if fact.value],
        "areas": [AREA_NAMES[area] for area in entry.areas],
        "near": [_shown(one) for one in queries.of_kind(slug)],
    }
    return shown(request, "directory/kind.html", context, here="services")


def _school_hears(*, without: bool) -> str:
    return gettext("Not through this help, unless you want it.") if without else gettext("Yes, school arranges it.")


@require_safe
@public
def service(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    """One service of one organisation: everything somebody must know before going there."""
    found = queries.published(service)
    if found is None:
        raise Http404
    english = language() == "en"
    entry = entry_named(Sort.SERVICE, found.kind)
    context = {
        "service": found,
        "does": found.does_en if english and found.does_en else found.does,
        "facts": _facts(found, english=english),
        "kind": entry.in_(language()) if entry else None,
        "stale": is_stale(found.checked_on, today()),
        "back": reverse("directory:kind", args=(found.kind,)),
    }
    return shown(request, "directory/service.html", context, here="services")


@require_http_methods(["GET", "HEAD", "POST"])
@public
def doubt(request: HttpRequest, service: uuid.UUID) -> HttpResponse:
    """Anybody says that something of an entry is not right; its keeper finds that in the queue."""
    found = queries.published(service)
    if found is None:
        raise Http404
    back = reverse("directory:service", args=(found.pk,))
    form = DoubtForm(posted(request))
    if form.is_valid():
        keeping.doubt(service=found, on=today(), **form.cleaned_data)
        messages.success(request, gettext("Thank you. Whoever keeps this entry looks at it."))
        return redirect(back)
    status = INVALID if form.is_bound else 200
    context = {"service": found, "form": form, "back": back}
    return shown(request, "directory/doubt.html", context, here="services", status=status)


def _facts(service: Service, *, english: bool) -> list[Fact]:
    waiting = service.waiting_days
    facts = (
        (gettext("For whom"), service.for_whom_en if english and service.for_whom_en else service.for_whom),
        (gettext("Age"), _ages(service)),
        (gettext("Levels"), service.levels.replace(" ", ", ").replace("1", gettext("Entree"), 1)),
        (gettext("Where"), service.places or gettext("Everywhere")),
        (gettext("By whom"), service.by_whom or service.kept_by.name),
        (gettext("Where and when"), service.where_and_when),
        (gettext("How to get in touch"), service.reach),
        (gettext("What it costs"), service.cost or gettext("Nothing")),
        (
            gettext("Waiting time"),
            "" if waiting is None else ngettext("%(n)s day", "%(n)s days", waiting) % {"n": waiting},
        ),
        (gettext("Does school hear of it?"), _school_hears(without=service.without_school)),
    )
    return [Fact(label=label, value=value) for label, value in facts if value]


def _ages(service: Service) -> str:
    match service.age_from, service.age_until:
        case None, None:
            return ""
        case first, None:
            return gettext("from %(first)s years") % {"first": first}
        case None, last:
            return gettext("up to and including %(last)s years") % {"last": last}
        case first, last:
            return gettext("%(first)s up to and including %(last)s years") % {"first": first, "last": last}
