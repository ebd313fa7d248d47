"""What a person types on the pages of the directory."""

from houvast.directory.forms.asking import ShortQuestionForm
from houvast.directory.forms.finding import DoubtForm, SearchForm, ServiceFilter
from houvast.directory.forms.keeping import ChooseServices, ServiceForm
from houvast.directory.forms.law import QuestionForm

__all__ = [
    "ChooseServices",
    "DoubtForm",
    "QuestionForm",
    "SearchForm",
    "ServiceFilter",
    "ServiceForm",
    "ShortQuestionForm",
]
