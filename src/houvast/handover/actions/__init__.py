"""What people do with handovers: one function per thing."""

from houvast.handover.actions.answering import (
    EntryDraft,
    Registered,
    accept,
    answer_follow_up,
    close,
    confirm,
    new_who,
    record,
    refuse,
    register,
    works_at,
)
from houvast.handover.actions.asking import (
    AskDraft,
    agree,
    ask,
    guardian_agrees,
    hash_of,
    make_consent_link,
    revoke,
    use_link,
    write_answer,
    write_revocation,
)
from houvast.handover.actions.desks import close_desk, make_desk, open_desk
from houvast.handover.actions.errors import CannotBeDone

__all__ = [
    "AskDraft",
    "CannotBeDone",
    "EntryDraft",
    "Registered",
    "accept",
    "agree",
    "answer_follow_up",
    "ask",
    "close",
    "close_desk",
    "confirm",
    "guardian_agrees",
    "hash_of",
    "make_consent_link",
    "make_desk",
    "new_who",
    "open_desk",
    "record",
    "refuse",
    "register",
    "revoke",
    "use_link",
    "works_at",
    "write_answer",
    "write_revocation",
]
