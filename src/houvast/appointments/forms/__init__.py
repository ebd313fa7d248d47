"""What people type about help, self-checks and planned talks."""

from houvast.appointments.forms.asking import AnswerForm, AskForm, HandOnForm, SelfCheckForm, WordsForm
from houvast.appointments.forms.planning import BringForm, MomentsForm, MoveForm, ProposeForm, ReasonForm

__all__ = [
    "AnswerForm",
    "AskForm",
    "BringForm",
    "HandOnForm",
    "MomentsForm",
    "MoveForm",
    "ProposeForm",
    "ReasonForm",
    "SelfCheckForm",
    "WordsForm",
]
