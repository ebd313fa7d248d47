"""What the helpdesk stores, apart from any school; and what a student and a board keep of a contest."""

from houvast.helpdesk.models.contest import Contest, Publication
from houvast.helpdesk.models.conversation import Accompaniment, Conversation, Message
from houvast.helpdesk.models.desk import Helpdesk, Knock
from houvast.helpdesk.models.entries import Entry

__all__ = ["Accompaniment", "Contest", "Conversation", "Entry", "Helpdesk", "Knock", "Message", "Publication"]
