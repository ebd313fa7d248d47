"""Letters and reports: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.documents.models import Document
from houvast.privacy.registry import Personal, register

for personal in (
    Personal(
        model=Document,
        title=gettext_noop("Letters and reports"),
        whose=("student", "addressee"),
        data=Data.LETTERS,
        actors=("made_by",),
        hidden=("content", "values", "key", "size_bytes"),
    ),
):
    register(personal)
