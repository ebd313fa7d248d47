"""Who looked at an entry of the directory: a colleague, never a student. For `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.directory.models import ServiceCheck
from houvast.privacy.registry import Personal, register

register(Personal(model=ServiceCheck, title=gettext_noop("Entries of the directory you looked at"), actors=("by",)))
