"""One scene: who is there, what day it is, and what stands behind which address."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from houvast.people.models import Person


@dataclass(slots=True, kw_only=True)
class Scene:
    """Addresses filled with what was made for them, and who opens them; `sends` is what a form
    says; `guests` came without signing in; `shut` are pages that only say "not here".
    """

    name: str
    day: date
    members: dict[str, Client]
    paths: dict[str, str] = field(default_factory=dict)
    sends: dict[str, dict[str, str]] = field(default_factory=dict)
    guests: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()

    def stands(self, name: str, **behind: object) -> None:
        """Behind this address stands this."""
        self.paths[name] = reverse(name, kwargs=behind)

    def answer_of(self, response: Any) -> str:
        """The status in digits, or "door" for a page that lets in nobody by itself."""
        shown = {template.name for template in response.templates}
        return "door" if shown & self.shut else str(response.status_code)


def browser(person: Person) -> Client:
    """A browser in which this person is signed in."""
    client = Client(raise_request_exception=False)
    client.force_login(person.account)
    return client
