"""The API against its own description: whatever is sent, it answers as it says and never with a failure of its own."""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from houvast.api.rest import entering
from houvast.api.tests.conftest import Systems
from houvast.core.access.words import Purpose
from houvast.settings.wsgi import application
from tests.houvast_testing.cast import Cast


@schemathesis.serializer("application/jose")
def as_text(_context: Any, value: Any) -> bytes:
    """A signed message goes as the text it is, whatever stands in it."""
    return value if isinstance(value, bytes) else str(value).encode()


FULL = os.environ.get("HOUVAST_PROOF") == "1"
FREELY = settings(
    max_examples=200 if FULL else 6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
ours = schema.exclude(path_regex="/(law|handovers/messages)")


@pytest.fixture
def headers(cast: Cast, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> dict[str, str]:
    """A token that opens as much as one can; the limit is out of the way."""
    monkeypatch.setattr(entering, "LIMIT", 1_000_000)
    purpose = Purpose(getattr(request, "param", Purpose.GUIDANCE))
    return {"Authorization": f"Bearer {Systems(cast).system(purpose).token}"}


@pytest.mark.django_db
@schema.parametrize()
@FREELY
def test_every_operation_takes_anything_and_fails_never(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=[not_a_server_error])


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [Purpose.ADMINISTRATION, Purpose.GUIDANCE, Purpose.FOLLOW_UP], indirect=True)
@ours.parametrize()
@FREELY
def test_with_a_token_every_operation_answers_as_the_description_says(
    case: schemathesis.Case[Any], headers: dict[str, str]
) -> None:
    case.call_and_validate(
        headers=headers,
        checks=[
            not_a_server_error,
            status_code_conformance,
            content_type_conformance,
            response_schema_conformance,
        ],
    )
