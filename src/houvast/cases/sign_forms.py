"""Forms to sign, and to record that somebody did not sign."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.core.procedure.log import Answer, Attempt
from houvast.web.forms import DayField

ATTEMPTS_SHOWN = 2
MOST_ATTEMPTS = 10


class SignForm(forms.Form):
    """Sign, sign with a disagreement, or say that you do not sign and why."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    given = forms.ChoiceField(label=_("Do you sign?"), widget=forms.RadioSelect)
    remark = forms.CharField(
        label=_("What do you see differently?"),
        help_text=_("This is kept word for word beside your signature."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, may_dissent: bool, may_refuse: bool) -> None:
        super().__init__(data)
        choices = [(Answer.AGREE.value, _("I agree and sign"))]
        if may_dissent:
            choices.append((Answer.DISSENT.value, _("I sign, and I do not agree with everything")))
        if may_refuse:
            choices.append((Answer.REFUSE.value, _("I do not sign")))
        given = self.fields["given"]
        assert isinstance(given, forms.ChoiceField)
        given.choices = choices
        if len(choices) == 1:
            given.initial = choices[0][0]
            del self.fields["remark"]

    def clean(self) -> dict[str, Any]:
        """A disagreement and a refusal say what they are about."""
        cleaned = super().clean() or {}
        if cleaned.get("given") in (Answer.DISSENT, Answer.REFUSE) and not cleaned.get("remark"):
            self.add_error("remark", _("Write down what you see differently, or choose that you agree."))
        return cleaned

    def answer(self) -> Answer:
        return Answer(self.cleaned_data["given"])

    def note(self) -> str:
        return str(self.cleaned_data.get("remark") or "")

    def seen_revision(self) -> int:
        return int(self.cleaned_data.get("revision") or 0)


class SilenceForm(forms.Form):
    """Recorded by the school: somebody does not sign and says why, or could not be reached after attempts."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    given = forms.ChoiceField(
        label=_("What happened?"),
        choices=[
            (Answer.REFUSE.value, _("Does not want to sign")),
            (Answer.NOT_REACHED.value, _("Could not be reached")),
        ],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("What was said?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Any = None, *, latest: date) -> None:
        super().__init__(data)
        sent = str(data.get("attempts-rows", "")) if data is not None else ""
        self.count = min(MOST_ATTEMPTS, int(sent)) if sent.isdigit() else ATTEMPTS_SHOWN
        self.wants_more_rows = data is not None and data.get("more") == "attempts"
        if self.wants_more_rows:
            self.count = min(MOST_ATTEMPTS, self.count + 1)
        for number in range(self.count):
            self.fields[f"attempts-{number}-on"] = DayField(label=_("Day"), latest=latest, required=False)
            self.fields[f"attempts-{number}-how"] = forms.CharField(label=_("How"), max_length=300, required=False)

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"attempts-{number}-on"], self[f"attempts-{number}-how"]) for number in range(self.count)]

    def clean(self) -> dict[str, Any]:
        """A refusal says what was said."""
        cleaned = super().clean() or {}
        if cleaned.get("given") == Answer.REFUSE and not cleaned.get("remark"):
            self.add_error("remark", _("Write down what was said."))
        return cleaned

    def attempts(self) -> tuple[Attempt, ...]:
        found = (
            (self.cleaned_data.get(f"attempts-{n}-on"), self.cleaned_data.get(f"attempts-{n}-how"))
            for n in range(self.count)
        )
        return tuple(Attempt(on=day, how=str(how)) for day, how in found if day and how)

    def answer(self) -> Answer:
        return Answer(self.cleaned_data["given"])

    def note(self) -> str:
        return str(self.cleaned_data.get("remark") or "")

    def seen_revision(self) -> int:
        return int(self.cleaned_data.get("revision") or 0)
