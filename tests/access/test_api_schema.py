"""The API against its own description: whatever is sent, it answers as it says and never with a failure of its own."""

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from houvast.settings.wsgi import application


@schemathesis.serializer("application/jose")
def as_text(_context: Any, value: Any) -> bytes:
    """A signed message goes as the text it is, whatever stands in it."""
    return value if isinstance(value, bytes) else str(value).encode()


FULL = os.environ.get("HOUVAST_PROOF") == "1"
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.mark.django_db
@schema.parametrize()
@settings(
    max_examples=200 if FULL else 8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
def test_every_operation_takes_anything_and_fails_never(case: schemathesis.Case[Any]) -> None:
    case.call_and_validate(checks=[not_a_server_error])
