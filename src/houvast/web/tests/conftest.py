"""Pages of the look alone: no database, no other folder's addresses or context."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client, override_settings
from django.utils import translation

ALONE = {
    "ROOT_URLCONF": "houvast.web.tests.urls",
    "MIDDLEWARE": [
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "csp.middleware.CSPMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django_htmx.middleware.HtmxMiddleware",
    ],
    "SESSION_ENGINE": "django.contrib.sessions.backends.signed_cookies",
    "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
    "WHITENOISE_USE_FINDERS": True,
}


@pytest.fixture
def alone() -> Iterator[None]:
    """The look without the rest of the house."""
    templates = [
        {
            **settings.TEMPLATES[0],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.template.context_processors.i18n",
                    "django.contrib.messages.context_processors.messages",
                    "houvast.web.context.frame",
                ]
            },
        }
    ]
    with override_settings(**ALONE, TEMPLATES=templates):
        yield


@pytest.fixture
def browser_client(alone: None) -> Client:
    """A client that has chosen nothing yet."""
    return Client()


@pytest.fixture
def drawn() -> Callable[..., str]:
    """Draw a piece of template in a language."""

    def draw(source: str, language: str = "nl", **values: Any) -> str:
        with translation.override(language):
            return Template("{% load i18n houvast %}" + source).render(Context(values))

    return draw
