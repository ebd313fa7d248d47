"""Letters and reports: what is said of persons, for `privacy.registry`."""

import base64

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.documents.models import Document
from houvast.privacy.registry import Personal, register


def _file(document: Document) -> tuple[str, bytes]:
    name = f"{document.dated_on}-{slugify(document.title) or document.kind}-{document.pk.hex[-4:]}.pdf"
    return name, base64.b64decode(document.content or "")


for personal in (
    Personal(
        model=Document,
        title=gettext_noop("Letters and reports"),
        whose=("student", "addressee"),
        data=Data.LETTERS,
        actors=("made_by",),
        hidden=("content", "values", "key", "kind", "size_bytes"),
        attached=_file,
        said={"language": lambda document: dict(settings.LANGUAGES).get(document.language, document.language)},
    ),
):
    register(personal)
