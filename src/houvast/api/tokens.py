"""From a token to who asks: a system of one organisation, for one purpose, with its scopes. The door of the API."""

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime

from houvast.api.models import Client, Token
from houvast.api.scopes import RELATION_OF
from houvast.core.access.words import Purpose
from houvast.people.models import Person, Unit
from houvast.people.viewer import RoleInUnits, Viewer

BEGINS = "hv_"
SHOWN = 10


def fresh() -> str:
    """A new token: 256 bits of chance, with a beginning by which a scanner of leaked secrets knows it."""
    return BEGINS + secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is kept of a token. It is chance, not a password: a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


class SystemViewer(Viewer):
    """A connected system as the policy and the door know it: its roles are those of its purpose and nothing else."""

    def __init__(self, person: Person, purpose: Purpose, unit: Unit | None, day: date | None = None) -> None:
        super().__init__(person, day)
        path = unit.path if unit else None
        large = unit is not None and unit.kind == Unit.Kind.COLLEGE
        self.__dict__["roles"] = (
            RoleInUnits(
                role=str(RELATION_OF[purpose]),
                organisation=person.organisation_id,
                unit=unit.pk if unit else None,
                path=path,
                large=large,
            ),
        )
        self.__dict__["relation_kinds"] = frozenset[str]()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who asks: what a token says, before the wall."""

    token: uuid.UUID
    client: uuid.UUID
    organisation: uuid.UUID
    purpose: Purpose
    scopes: frozenset[str]

    def viewer(self) -> SystemViewer | None:
        """Inside the wall of its organisation: as the policy knows it; None when the system was ended."""
        found = Client.objects.select_related("person", "unit").filter(pk=self.client, ended_at__isnull=True).first()
        if found is None or found.person is None:
            return None
        return SystemViewer(found.person, self.purpose, found.unit)


def asker_of(token: str, at: datetime) -> Asker | None:
    """Whom this token stands for; None when it opens nothing (any more), whatever the reason."""
    found = Token.objects.filter(token_hash=hash_of(token), ended_at__isnull=True, expires_at__gt=at).first()
    if found is None:
        return None
    return Asker(
        token=found.pk,
        client=found.client_id,
        organisation=found.organisation_id,
        purpose=Purpose(found.purpose),
        scopes=frozenset(found.scopes.split()),
    )
