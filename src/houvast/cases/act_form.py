"""What a person fills in to do an act: the record form, the option, the day, and reasons for deviating from a
policy.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.cases.queries import language
from houvast.cases.record_forms import RecordForm
from houvast.core.procedure.log import Event, Reason
from houvast.core.procedure.pack import Act, ActKind, Pack
from houvast.web.forms import DayField

OPTION, DAY, DEVIATION = "option", "happened_on", "deviate-"


class _Revised(RecordForm):
    """A form that remembers which revision of the case its reader saw."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def seen_revision(self) -> int:
        """The revision the reader saw; 0 (which never fits) when the form does not say."""
        return int(self.cleaned_data.get("revision") or 0)


class ActForm(_Revised):
    """The form of one act."""

    def __init__(
        self,
        act: Act,
        pack: Pack,
        policies: Mapping[str, str],
        data: Any = None,
        *,
        latest: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        spoken = language()
        super().__init__(pack.forms.get(act.form or ""), spoken, data, initial=initial)
        self.act = act
        self.policies = tuple(policies)
        _add_option(self, act, spoken)
        if act.kind in (ActKind.MEETING, ActKind.CONSULTATION, ActKind.RECORD):
            self.fields[DAY] = DayField(
                label=_("On which day was this?"), latest=latest, initial=latest, required=act.kind is ActKind.MEETING
            )
        for policy, text in policies.items():
            self.fields[f"{DEVIATION}{policy}"] = forms.CharField(
                label=_("Why do you deviate?"), help_text=text, required=False, max_length=2000,
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip

    def chosen_option(self) -> str | None:
        """The chosen option of a decision."""
        return self.cleaned_data.get(OPTION) or None

    def chosen_day(self) -> date | None:
        """The day on which it took place."""
        return self.cleaned_data.get(DAY)

    def deviations(self) -> dict[str, str]:
        """Policies that are deviated from, each with its reason."""
        said = {policy: str(self.cleaned_data.get(f"{DEVIATION}{policy}") or "").strip() for policy in self.policies}
        return {policy: reason for policy, reason in said.items() if reason}

    def deviation_fields(self) -> list[forms.BoundField]:
        """The fields in which a deviation is explained."""
        return [self[f"{DEVIATION}{policy}"] for policy in self.policies]

    def refuse(self, reasons: Iterable[Reason]) -> None:
        """Beside the record's own errors: choose an option."""
        for reason in reasons:
            if reason.key == OPTION and OPTION in self.fields:
                self.add_error(OPTION, reason.text.in_(self.language))
            elif reason.key == DAY and DAY in self.fields:
                self.add_error(DAY, reason.text.in_(self.language))
            else:
                super().refuse([reason])


def _add_option(form: RecordForm, act: Act, spoken: str) -> None:
    if act.options:
        form.fields[OPTION] = forms.ChoiceField(
            label=_("What is decided?"),
            choices=[
                (option.id, _labelled(option.label.in_(spoken), option.help.in_(spoken) if option.help else ""))
                for option in act.options
            ],
            widget=forms.RadioSelect,
        )


def _labelled(label: str, help_text: str) -> str:
    return f"{label}. {help_text}" if help_text else label


class CorrectionForm(_Revised):
    """What an event should have said, and why; or that it should not have been recorded at all."""

    def __init__(self, act: Act | None, pack: Pack, event: Event, data: Any = None, *, latest: date) -> None:
        spoken = language()
        asked = pack.forms.get(act.form or "") if act else None
        withdraws = data is not None and data.get("what") == "withdraw"
        super().__init__(asked, spoken, data, initial=event.data)
        self.act = act
        choices = [("withdraw", _("Withdraw it: it should not have been recorded"))]
        if act is not None:
            choices.insert(0, ("correct", _("Correct it")))
            _add_option(self, act, spoken)
            if OPTION in self.fields:
                self.fields[OPTION].initial = event.option
            self.fields[DAY] = DayField(label=_("On which day was this?"), latest=latest, initial=event.on)
        self.fields["what"] = forms.ChoiceField(
            label=_("What do you want to do?"), choices=choices, widget=forms.RadioSelect, initial=choices[0][0]
        )
        self.fields["reason"] = forms.CharField(
            label=_("Why?"), help_text=_("Everybody who may see the log reads this."), max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )  # fmt: skip
        if withdraws:
            for name, field in self.fields.items():
                field.required = name in ("what", "reason")

    def withdraws(self) -> bool:
        """Whether the event is withdrawn rather than corrected."""
        return str(self.cleaned_data["what"]) == "withdraw"

    def reason(self) -> str:
        return str(self.cleaned_data["reason"])

    def chosen_option(self) -> str | None:
        return self.cleaned_data.get(OPTION) or None

    def chosen_day(self) -> date | None:
        return self.cleaned_data.get(DAY)
