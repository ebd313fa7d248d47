"""What a session keeps of signing in through a provider: the way there, a first link that waits, how one came in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.http import HttpRequest

from houvast.people.clock import real_now
from houvast.people.models import Account, Device, SignInProvider
from houvast.people.provider.fetching import origin_of_address
from houvast.people.provider.matching import link
from houvast.people.provider.protocol import Proven, Trip

TRIP = "provider_trip"
FIRST = "provider_first"
CAME_BY = "provider_came_by"
WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Underway:
    """A way to the provider that was begun here: for signing in, or (`again`) to say once more who one is."""

    provider: str
    trip: Trip
    onward: str
    again: bool
    token: str


def begin(request: HttpRequest, underway: Underway) -> None:
    """Keep it for ten minutes; an earlier one no longer counts."""
    request.session[TRIP] = {
        "provider": underway.provider,
        "state": underway.trip.state,
        "nonce": underway.trip.nonce,
        "verifier": underway.trip.verifier,
        "next": underway.onward,
        "again": underway.again,
        "token": underway.token,
        "at": real_now().isoformat(),
    }


def returned(request: HttpRequest) -> Underway | None:
    """What was begun, taken out of the session so that an answer works once; None when there is nothing or too late."""
    kept = _fresh(request.session.pop(TRIP, None))
    if kept is None:
        return None
    return Underway(
        provider=str(kept["provider"]),
        trip=Trip(state=str(kept["state"]), nonce=str(kept["nonce"]), verifier=str(kept["verifier"])),
        onward=str(kept["next"]),
        again=bool(kept["again"]),
        token=str(kept["token"]),
    )


def wait_for_first_link(request: HttpRequest, provider: SignInProvider, account: Account, subject: str) -> None:
    """This account fits, and is linked once its owner has confirmed it here."""
    request.session[FIRST] = {
        "provider": str(provider.pk),
        "account": str(account.pk),
        "subject": subject,
        "at": real_now().isoformat(),
    }


def waiting_account(request: HttpRequest) -> str | None:
    """The id of the account that waits for a confirmation."""
    kept = _fresh(request.session.get(FIRST))
    return str(kept["account"]) if kept else None


def settle_first_link(request: HttpRequest, account: Account) -> None:
    """The owner of this account just came in on their own proof: what waited for it is linked."""
    kept = _fresh(request.session.pop(FIRST, None))
    if kept is None or kept["account"] != str(account.pk):
        return
    provider = SignInProvider.objects.filter(pk=kept["provider"], is_open=True).first()
    if provider is not None:
        link(provider, account, str(kept["subject"]))


def note_came_by(request: HttpRequest, account: Account, proven: Proven, withheld: tuple[str, ...], way: str) -> None:
    """Keep by which provider this account came, for signing out there too, and the roles that it did not confirm."""
    request.session[CAME_BY] = {
        "provider": way,
        "account": str(account.pk),
        "id_token": proven.id_token,
        "end_session": proven.end_session,
        "origin": origin_of_address(proven.end_session) if proven.end_session else "",
        "withheld": list(withheld),
        "session": proven.session,
    }
    if request.session.session_key:
        note_device(request, account)


def note_device(request: HttpRequest, account: Account) -> None:
    """On the list of devices: by which provider this one came, so that the provider can end it."""
    if kept := came_by(request, account):
        Device.objects.filter(session_key=request.session.session_key, account=account).update(
            provider=kept["provider"], provider_session=kept.get("session", "")
        )


def end_there(
    provider: SignInProvider, subject: str, sessions: tuple[str, ...] = (), *, before: datetime | None = None
) -> int:
    """The provider signed somebody out: so do we, every device that came by it, or those of these sessions only.

    A device that signed in after `before` stays: an old message ends nothing new. Returns how many were ended.
    """
    theirs = Device.objects.filter(provider=provider)
    if subject:
        theirs = theirs.filter(account__identities__provider=provider, account__identities__subject=subject)
    if sessions:
        theirs = theirs.filter(provider_session__in=sessions)
    if before is not None:
        theirs = theirs.filter(signed_in_at__lte=before)
    found = list(theirs.only("id", "session_key")) if subject or sessions else []
    Session.objects.filter(session_key__in=[one.session_key for one in found]).delete()
    Device.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


def came_by(request: HttpRequest, account: Account) -> dict[str, Any] | None:
    """How this account came in, when it was by a provider."""
    kept = request.session.get(CAME_BY)
    return kept if isinstance(kept, dict) and kept.get("account") == str(account.pk) else None


def _fresh(kept: object) -> dict[str, Any] | None:
    if not isinstance(kept, dict):
        return None
    return kept if real_now() - datetime.fromisoformat(str(kept["at"])) <= WITHIN else None
