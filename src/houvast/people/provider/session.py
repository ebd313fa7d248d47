"""What a session keeps of signing in through a provider: the way there, a first link that waits, how one came in."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest

from houvast.people.clock import real_now
from houvast.people.models import Account, SignInProvider
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
    }


def came_by(request: HttpRequest, account: Account) -> dict[str, Any] | None:
    """How this account came in, when it was by a provider."""
    kept = request.session.get(CAME_BY)
    return kept if isinstance(kept, dict) and kept.get("account") == str(account.pk) else None


def _fresh(kept: object) -> dict[str, Any] | None:
    if not isinstance(kept, dict):
        return None
    return kept if real_now() - datetime.fromisoformat(str(kept["at"])) <= WITHIN else None
