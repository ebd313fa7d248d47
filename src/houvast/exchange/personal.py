"""Files in and out: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.exchange.models import ImportRun, PendingImport, SourceRow
from houvast.privacy.registry import Personal, register

for personal in (
    Personal(
        model=SourceRow,
        title=gettext_noop("What files last said of you"),
        whose=("person",),
        withheld=gettext_noop("A digest only: it says whether a file brought something new."),
    ),
    Personal(
        model=ImportRun,
        title=gettext_noop("Imports"),
        actors=("by",),
    ),
    Personal(
        model=PendingImport,
        title=gettext_noop("A file that waits to be confirmed"),
        whose=("by",),
        withheld=gettext_noop("The file of a staff member, gone when it is confirmed or after a day."),
    ),
):
    register(personal)
