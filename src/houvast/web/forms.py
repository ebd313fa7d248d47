"""How every form looks, and the few fields that a school's forms share.

`{{ form }}` in a template is enough: label, help under it, error beside the field, a list of errors on top.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from houvast.web import fields

if TYPE_CHECKING:
    from datetime import date

    from django.forms.widgets import Widget
    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

# Django's own words for what goes wrong, said in ours (its catalogue is overruled by this folder's).
_FRIENDLIER = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
)


class HouvastBoundField(BoundField):
    """A field that knows how it is drawn: as a box to type in, one tick, or several options."""

    @property
    def shape(self) -> str:
        """Which part of the field template draws it: box, tick, options or rating."""
        widget = self.field.widget
        if isinstance(widget, RatingChoice):
            return "rating"
        if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
            return "options"
        if isinstance(widget, forms.CheckboxInput):
            return "tick"
        return "box"

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Widget | None = None) -> dict[str, Any]:
        """Django's attributes and the class of the component that draws this widget."""
        built = super().build_widget_attrs(attrs, widget)
        component = component_class(widget or self.field.widget)
        if component:
            given = (widget or self.field.widget).attrs.get("class", "")
            built["class"] = f"{component} {given}".strip()
        return built


def component_class(widget: Widget) -> str:
    """The classes of the component for this widget; empty where the field template does it all."""
    match widget:
        case forms.RadioSelect() | forms.CheckboxSelectMultiple() | forms.CheckboxInput() | forms.HiddenInput():
            return ""
        case forms.Select():
            return "utrecht-select"
        case forms.Textarea():
            return "utrecht-textarea"
        case Input():
            return "utrecht-textbox"
        case _:
            return ""


class HouvastRenderer(TemplatesSetting):
    """Renders every form of the house with the templates of this folder."""

    form_template_name = "web/forms/form.html"
    formset_template_name = "web/forms/formset.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = HouvastBoundField

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """The template's text: written by `web.fields` where that can, else by the template."""
        return fields.drawn(template_name, context) or super().render(template_name, context, request)


class DayInput(forms.DateInput):
    """The browser's own day picker, which speaks ISO days whatever the language."""

    input_type = "date"

    def __init__(self, *, earliest: date | None = None, latest: date | None = None) -> None:
        attrs = {"min": earliest and earliest.isoformat(), "max": latest and latest.isoformat()}
        super().__init__(attrs={name: value for name, value in attrs.items() if value}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, picked or typed (2027-07-16, 16-7-2027, 16/7/2027)."""

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **options: Any) -> None:
        options.setdefault("widget", DayInput(earliest=earliest, latest=latest))
        options.setdefault("input_formats", ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"])
        super().__init__(**options)
        self.earliest, self.latest = earliest, latest

    def validate(self, value: date | None) -> None:
        """Refuse a day outside the bounds, naming the bound."""
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise forms.ValidationError(
                _("Choose a day on or after %(day)s."), code="too_early", params={"day": f"{self.earliest:%d-%m-%Y}"}
            )
        if value and self.latest and value > self.latest:
            raise forms.ValidationError(
                _("Choose a day on or before %(day)s."), code="too_late", params={"day": f"{self.latest:%d-%m-%Y}"}
            )


class TimeOfDayInput(forms.TimeInput):
    """The browser's own time picker."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class RatingChoice(forms.RadioSelect):
    """Options side by side, each with the shape of its rating; values are green, amber, red or none."""


class SignatureForm(forms.Form):
    """Sign, or sign with a disagreement that is written down beside the signature."""

    AGREE: ClassVar = "agree"
    DISSENT: ClassVar = "dissent"

    answer = forms.ChoiceField(
        label=_("Do you sign?"),
        choices=[
            (AGREE, _("I agree and sign")),
            (DISSENT, _("I sign, and I do not agree with everything")),
        ],
        widget=forms.RadioSelect,
    )
    remark = forms.CharField(
        label=_("What do you see differently?"),
        help_text=_("This is kept word for word beside your signature."),
        required=False,
        max_length=4000,
        widget=forms.Textarea,
    )

    def clean(self) -> dict[str, Any]:
        """A disagreement says what it is about."""
        cleaned = super().clean() or {}
        if cleaned.get("answer") == self.DISSENT and not cleaned.get("remark"):
            self.add_error("remark", _("Write down what you see differently, or choose that you agree."))
        return cleaned


def choices_of(*pairs: tuple[str, StrOrPromise]) -> list[tuple[str, StrOrPromise]]:
    """Choices for a field that has no answer yet: the first option asks to choose."""
    return [("", _("Choose")), *pairs]
