"""What is wrong with a fact in a question, in the words of the form: labels and days, not the names in the law book."""

import re
from datetime import date

from django import forms
from django.utils.translation import get_language, gettext

from houvast.core.law.errors import QuestionError, WrongFact
from houvast.web.days import long_day

NAMED = re.compile(r" ?\('([a-z_]+)'\)")
DAY = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")


def put_beside(error: QuestionError, form: forms.Form) -> None:
    """Add the error to the form: beside the field of the fact that is wrong, else on top."""
    said = error.text.in_(get_language() or "nl")
    if not isinstance(error, WrongFact) or error.fact not in form.fields:
        form.add_error(None, said)
        return
    allowed = error.allowed.in_(get_language() or "nl")
    allowed = NAMED.sub(lambda found: _label(form, found[1]), allowed)
    allowed = DAY.sub(lambda found: long_day(date.fromisoformat(found[1])), allowed)
    form.add_error(error.fact, gettext("This cannot be. It should be: %(allowed)s.") % {"allowed": allowed})


def _label(form: forms.Form, name: str) -> str:
    return f" ({form.fields[name].label})" if name in form.fields else ""
