"""What people type about help, self-checks and planned talks."""

from houvast.appointments.forms.asking import AnswerForm, AskForm, HandOnForm, SelfCheckForm, WordsForm
from houvast.appointments.forms.coaching import (
    AddToChangeForm,
    CoverForm,
    FirstTalkForm,
    NormForm,
    ShareForm,
    TrustedForm,
    WriteChangeForm,
)
from houvast.appointments.forms.planning import BringForm, MomentsForm, MoveForm, ProposeForm, ReasonForm

__all__ = [
    "AddToChangeForm",
    "AnswerForm",
    "AskForm",
    "BringForm",
    "CoverForm",
    "FirstTalkForm",
    "HandOnForm",
    "MomentsForm",
    "MoveForm",
    "NormForm",
    "ProposeForm",
    "ReasonForm",
    "SelfCheckForm",
    "ShareForm",
    "TrustedForm",
    "WordsForm",
    "WriteChangeForm",
]
