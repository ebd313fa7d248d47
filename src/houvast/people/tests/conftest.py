"""An account with a password, for every way of signing in."""

import pytest

from houvast.people.models import Account
from houvast.people.tests.at_the_door import with_password
from tests.houvast_testing.cast import Cast


@pytest.fixture
def account(cast: Cast) -> Account:
    return with_password(cast.coach)
