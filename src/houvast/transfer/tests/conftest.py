"""The scene as a fixture, on a day in February."""

from collections.abc import Iterator
from datetime import date

import pytest

from houvast.people import clock
from houvast.transfer.tests.scene import Scene, make_scene


@pytest.fixture
def february() -> Iterator[date]:
    """It is 10 February 2027."""
    day = date(2027, 2, 10)
    with clock.set_to(day):
        yield day


@pytest.fixture
def scene(db: None, february: date) -> Scene:
    return make_scene(day=february)
