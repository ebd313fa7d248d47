"""What other systems say of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.privacy.registry import Kept, Personal, register
from houvast.standards.models import Conflict, Mark

for personal in (
    Personal(
        model=Mark,
        title=gettext_noop("What connected systems last said of you"),
        whose=("person",),
        kept=Kept.LAST,
        withheld=gettext_noop("Digests only: they say whether a system brought something new."),
    ),
    Personal(
        model=Conflict,
        title=gettext_noop("What connected systems say differently of you"),
        whose=("person",),
        kept=Kept.LAST,
        withheld=gettext_noop("A working list of the administration, gone when it is mended."),
    ),
):
    register(personal)
