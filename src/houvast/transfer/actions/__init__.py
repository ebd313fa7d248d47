"""What people do on the transfer board: one function per thing."""

from houvast.transfer.actions.deciding import DecisionDraft, decide_placement, refusal_grounds
from houvast.transfer.actions.judging import judge, undo
from houvast.transfer.actions.lists import keep_list, remove_list
from houvast.transfer.actions.old_school import ask_old_mentor
from houvast.transfer.actions.own import give_consent, say_own_words
from houvast.transfer.actions.recording import (
    MARKS,
    EventDraft,
    apply,
    assign,
    mark,
    record_event,
    record_needs,
    take_back,
)

__all__ = [
    "MARKS",
    "DecisionDraft",
    "EventDraft",
    "apply",
    "ask_old_mentor",
    "assign",
    "decide_placement",
    "give_consent",
    "judge",
    "keep_list",
    "mark",
    "record_event",
    "record_needs",
    "refusal_grounds",
    "remove_list",
    "say_own_words",
    "take_back",
    "undo",
]
