"""The private link to a conversation. It is made from a key and kept as a digest only, so that the database opens
nothing; a mail can carry it again, and a new version ends the old one.
"""

import hashlib
import secrets

from houvast.helpdesk.models import Conversation
from houvast.helpdesk.models.conversation import COMPARTMENT
from houvast.people.models import Person
from houvast.vault.keyring import digest

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Without those that look like another."""


def token_of(conversation: Conversation) -> str:
    """64 hexadecimal characters that nobody can guess without the key."""
    return digest(COMPARTMENT, f"link/{conversation.pk.hex}/{conversation.link_version}")


def digest_of(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def asker_digest(person: Person) -> str:
    """By what a signed-in asker finds the own questions back."""
    return digest(COMPARTMENT, f"asker/{person.pk.hex}")


def mail_digest(message_id: str) -> str:
    """By what a mail is known when it comes again, or is answered."""
    return digest(COMPARTMENT, f"mail/{message_id.strip().lower()}")


def new_reference() -> str:
    """Six letters and digits to say on the phone, such as H-7K3M2Q. Opens nothing."""
    return "H-" + "".join(secrets.choice(LETTERS) for _ in range(6))
