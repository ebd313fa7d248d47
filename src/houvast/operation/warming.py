"""What the first person of a process would wait for, done before anybody comes: addresses, templates, packs and law.

Loading takes some three seconds of processor. The collector of garbage then leaves what was loaded alone: looking
through it again and again took a quarter of a second each time, in the middle of somebody's page.
"""

import gc
from pathlib import Path

import structlog
from django.apps import apps
from django.conf import settings
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.translation import trans_real

from houvast import lawbook
from houvast.cases.pack_library import national

log = structlog.get_logger("houvast.operation")
OURS = "houvast."


def warm_up() -> int:
    """Load everything that pages need; how many templates were made ready."""
    assert get_resolver().url_patterns
    for language, _name in settings.LANGUAGES:
        trans_real.translation(language)
    national()
    for rule in lawbook.rules():
        lawbook.book_for(rule)
    made = sum(map(_made_ready, _templates()))
    gc.collect()
    gc.freeze()
    return made


def _templates() -> list[str]:
    """The pages of the house by name, without what is no page of its own (letters and mail are made by the worker)."""
    folders = [Path(one.path) / "templates" for one in apps.get_app_configs() if one.name.startswith(OURS)]
    return sorted(path.relative_to(folder).as_posix() for folder in folders for path in folder.rglob("*.html"))


def _made_ready(name: str) -> bool:
    """A template that cannot be made says so to whoever asks for its page, and keeps no other from being ready."""
    try:
        get_template(name)
    except (TemplateDoesNotExist, TemplateSyntaxError):
        log.warning("warming.left_out", template=name)
        return False
    return True
