"""Connected systems: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.api.forgetting import forget_changes_of
from houvast.api.models import Call, Change, Client, KeptAnswer, Token, Webhook
from houvast.privacy.registry import Kept, Personal, register

for personal in (
    Personal(
        model=Client,
        title=gettext_noop("Connected systems"),
        actors=("person", "made_by"),
        kept=Kept.LAST,
        withheld=gettext_noop("This is about a system of the school, and says nothing about you."),
    ),
    Personal(
        model=Token,
        title=gettext_noop("Tokens of connected systems"),
        actors=("made_by",),
        kept=Kept.LAST,
        withheld=gettext_noop("This is about a system of the school, and says nothing about you."),
    ),
    Personal(
        model=Webhook,
        title=gettext_noop("Addresses that are told of changes"),
        actors=("made_by",),
        kept=Kept.LAST,
        withheld=gettext_noop("This is about a system of the school, and says nothing about you."),
    ),
    Personal(model=Call, title=gettext_noop("Uses of a token")),
    Personal(model=KeptAnswer, title=gettext_noop("Answers that are kept for a repeated request")),
    Personal(model=Change, title=gettext_noop("That something changed"), forget=forget_changes_of),
):
    register(personal)
