"""What every test may use: a real PostgreSQL, a fixed cast, and the rules about missing tools."""

import gc
from collections.abc import Iterator

import pytest
from django.middleware import csrf
from django.utils import translation
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

# An example may take long on a busy machine: that says nothing about what it shows.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")

pytest_plugins = [
    "tests.houvast_testing.cast",
    "tests.houvast_testing.gaps",
    "tests.houvast_testing.browser",
    "tests.houvast_testing.templates",
]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:  # noqa: ARG001 - pytest-django's own
    """The tables, and on PostgreSQL the wall around them."""
    from houvast.privacy.wall import build_wall

    with django_db_blocker.unblock():
        build_wall()


@pytest.fixture(scope="session", autouse=True)
def forms_without_chance() -> Iterator[None]:
    """A form's token is drawn by chance and may spell what a test says is not in the page: in tests it is all "a"."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csrf, "_get_new_csrf_string", lambda: "a" * csrf.CSRF_SECRET_LENGTH)
        yield


@pytest.fixture(autouse=True)
def language_of_the_settings() -> None:
    """A page leaves its language behind in the thread: no test begins in that of another."""
    translation.deactivate()


def pytest_collection_finish() -> None:
    """What was loaded stays: looking through it again and again takes a tenth of the time of a run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
