"""A connected system of the cast's school, and how it asks."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from houvast.api import actions
from houvast.api.models import Client
from houvast.api.scopes import offered
from houvast.core.access.words import Purpose
from houvast.people.clock import now
from houvast.people.models import Unit
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast

BASE = "/api/v1"


@dataclass(slots=True)
class System:
    """A system that asks with one token."""

    token: str
    headers: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, **query: Any) -> Any:
        return Browser().get(BASE + path, query, headers=self._headers())

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return Browser().post(
            BASE + path, json.dumps(body), content_type="application/json", headers={**self._headers(), **headers}
        )

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", **self.headers}


@dataclass(slots=True)
class Systems:
    """Makes systems as the administrator of the cast's school would."""

    cast: Cast
    made: dict[str, Client] = field(default_factory=dict)

    @property
    def keeper(self) -> Viewer:
        return Viewer(self.cast.administrator)

    def client(self, name: str = "Rooster", unit: Unit | None = None) -> Client:
        if name not in self.made:
            new = actions.NewClient(name=name, keeper="Functioneel beheer", unit=unit)
            self.made[name] = actions.connect(new=new, by=self.keeper, at=now())
        return self.made[name]

    def system(
        self,
        purpose: Purpose = Purpose.ADMINISTRATION,
        scopes: Iterable[str] | None = None,
        *,
        name: str = "Rooster",
        unit: Unit | None = None,
    ) -> System:
        """With everything that this purpose carries, or with these scopes."""
        chosen = tuple(one.name for one in offered(purpose)) if scopes is None else tuple(scopes)
        new = actions.NewToken(purpose=purpose, scopes=chosen, reason="Rooster", expires_at=now() + timedelta(days=90))
        return System(actions.give_token(client=self.client(name, unit), new=new, by=self.keeper, at=now()))


@pytest.fixture
def systems(cast: Cast) -> Systems:
    return Systems(cast)
