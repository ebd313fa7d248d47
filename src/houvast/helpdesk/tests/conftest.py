"""The scene of the tests beside this file."""

import pytest

from houvast.helpdesk.tests.scene import Scene, make_scene
from tests.houvast_testing.cast import Cast


@pytest.fixture
def scene(cast: Cast) -> Scene:
    return make_scene(cast)
