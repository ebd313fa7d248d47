"""The API against its own description: whatever is sent, it answers as it says and never with a failure of its own."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from houvast.api.rest import entering
from houvast.api.scopes import BY_NAME, RELATION_OF
from houvast.api.tests.conftest import Systems
from houvast.core.access.words import Purpose
from houvast.settings.api import api
from houvast.settings.wsgi import application
from tests.houvast_testing.cast import Cast


@schemathesis.serializer("application/jose")
def as_text(_context: Any, value: Any) -> bytes:
    """A signed message goes as the text it is, whatever stands in it."""
    return value if isinstance(value, bytes) else str(value).encode()


FULL = os.environ.get("HOUVAST_PROOF") == "1"
FREELY = settings(
    max_examples=200 if FULL else 4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
schema = schemathesis.openapi.from_dict(api.get_openapi_schema())
schema.app = application
OPEN = "/(law|handovers/messages)"
"""Addresses that take no token."""


def is_there(_context: Any, response: Any, case: schemathesis.Case[Any]) -> None:
    """A list that is asked without an id is found: else the fuzzer would praise what it never reached."""
    if case.method == "GET" and "{" not in case.path and "studentId" not in (case.query or {}):
        assert response.status_code != 404, f"{case.path} was not reached"


@dataclass(slots=True)
class Tokens:
    """A token for each purpose, with all its scopes, made when it is asked for."""

    systems: Systems
    made: dict[Purpose, str] = field(default_factory=dict)

    def opening(self, scope: str) -> dict[str, str]:
        """The header that opens this scope."""
        purpose = next(one for one in RELATION_OF if BY_NAME[scope].serves(one))
        if purpose not in self.made:
            self.made[purpose] = self.systems.system(purpose).token
        return {"Authorization": f"Bearer {self.made[purpose]}"}


@pytest.fixture(autouse=True)
def connection_stays() -> Iterator[None]:
    """The test's own transaction lies around every request: its connection stays, as under Django's test client."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture
def tokens(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Tokens:
    """The limit on uses of a token is out of the way."""
    monkeypatch.setattr(entering, "LIMIT", 1_000_000)
    return Tokens(Systems(cast))


@pytest.mark.django_db
@schema.include(path_regex=OPEN).parametrize()
@FREELY
def test_every_operation_takes_anything_and_fails_never(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=[not_a_server_error, is_there])


@pytest.mark.django_db
@schema.exclude(path_regex=OPEN).parametrize()
@FREELY
def test_with_a_token_every_operation_answers_as_the_description_says(
    case: schemathesis.Case[Any], tokens: Tokens
) -> None:
    case.call_and_validate(
        headers=tokens.opening(case.operation.definition.raw["x-scope"]),
        checks=[
            *(is_there, not_a_server_error, status_code_conformance),
            *(content_type_conformance, response_schema_conformance),
        ],
    )
