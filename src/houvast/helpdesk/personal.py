"""Conversations, answers and contests: what is said of persons, for `privacy.registry`."""

from django.utils.translation import gettext_noop

from houvast.core.access.words import Data
from houvast.helpdesk.models import Accompaniment, Contest, Conversation, Entry, Message, Publication
from houvast.privacy.registry import Personal, register

for personal in (
    Personal(
        model=Conversation,
        title=gettext_noop("Questions you asked the helpdesk"),
        whose=("asker",),
        data=Data.CONVERSATION,
        actors=("taken_by",),
        hidden=("link_digest", "link_version", "asker_digest", "submission"),
    ),
    Personal(
        model=Message,
        title=gettext_noop("What you and the helpdesk wrote"),
        whose=("conversation__asker",),
        data=Data.CONVERSATION,
        actors=("written_by",),
        hidden=("mail_digest",),
    ),
    Personal(
        model=Accompaniment,
        title=gettext_noop("Help with a complaint or an appeal"),
        whose=("conversation__asker",),
        data=Data.CONVERSATION,
        actors=("led_by",),
    ),
    Personal(model=Entry, title=gettext_noop("Answers in the library"), actors=("proposed_by", "checked_by")),
    Personal(
        model=Contest,
        title=gettext_noop("Your letters of complaint, objection and appeal"),
        whose=("student",),
        data=Data.CONTEST,
    ),
    Personal(
        model=Publication,
        title=gettext_noop("Published outcomes"),
        actors=("written_by", "checked_by"),
    ),
):
    register(personal)
