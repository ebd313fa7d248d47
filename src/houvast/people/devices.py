"""Coming in and going out: the session of a browser, and the list of browsers in which one is signed in."""

import logging
import uuid

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from houvast.people.clock import day_of, real_now
from houvast.people.factor_rules import renew_due
from houvast.people.models import Account, Device
from houvast.people.provider.session import note_device

logger = logging.getLogger("houvast.people")
BACKEND = "houvast.people.sign_in.ByEmail"


def come_in(request: HttpRequest, account: Account, *, way: str, is_strong: bool = False) -> None:
    """Sign this browser in, under a new session key, and list it; `is_strong` when a provider asked a second factor."""
    before = request.session.session_key
    login(request, account, backend=BACKEND)
    if request.session.session_key == before:
        request.session.cycle_key()
    request.session.begin()  # type: ignore[attr-defined]
    logger.info("signed_in way=%s account=%s", way, account.pk)
    if request.session.session_key is None:
        request.session.save()
    Device.objects.filter(session_key=before or "").delete()
    due = None if is_strong else renew_due(request, account)
    if due is not None and due > real_now():
        day = date_format(day_of(due), "j F")
        messages.info(
            request,
            _("From %(day)s you need a second step to sign in. Make it today: choose My access.") % {"day": day},
        )
    name = request.headers.get("User-Agent", "")
    Device.objects.update_or_create(
        session_key=str(request.session.session_key),
        defaults={"account": account, "name": called(name), "way": way, "signed_in_at": real_now()},
    )
    note_device(request, account)


def go_out(request: HttpRequest) -> None:
    """Sign this browser out and take it from the list."""
    logger.info("signed_out")
    Device.objects.filter(session_key=request.session.session_key or "").delete()
    logout(request)


def devices_of(account: Account, here: str | None) -> list[tuple[Device, bool]]:
    """Browsers whose session still runs, newest first, each with whether it is this one; the others are forgotten."""
    listed = list(account.devices.order_by("-signed_in_at", "-id"))
    keys = [one.session_key for one in listed]
    running = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=real_now()).values_list("session_key", flat=True)
    )
    return [(one, one.session_key == here) for one in listed if one.session_key in running]


def device_of(account: Account, device_id: uuid.UUID) -> Device | None:
    """One browser of this account; None for one of somebody else."""
    return account.devices.filter(pk=device_id).first()


def end_device(device: Device) -> None:
    """Sign that browser out: its next request finds no session."""
    Session.objects.filter(session_key=device.session_key).delete()
    device.delete()


def end_others(account: Account, here: str | None) -> int:
    """Sign every other browser out; returns how many."""
    others = list(account.devices.exclude(session_key=here or ""))
    for one in others:
        end_device(one)
    return len(others)


_BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def called(agent: str) -> str:
    """Browser and system, as far as the browser says; no version, which tells more than it needs."""
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    return " · ".join(part for part in (browser, system) if part) or "?"
