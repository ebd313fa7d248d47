"""The fields of a form, written as text: a form draws dozens, and a template for each takes five times as long.

Only what nearly every field is: a box to type in or choose from, without an error. The rest is drawn by its template,
and a test holds the two beside each other. What comes from people is escaped here, value by value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import localize
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from houvast.web.marks import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from houvast.web.forms import HouvastBoundField

WIDGETS = "django/forms/widgets/"
INPUTS = ("text", "number", "email", "url", "password", "hidden", "date", "time", "datetime")
OPTION = f"{WIDGETS}select_option.html"


def field(context: Mapping[str, Any]) -> SafeString | None:
    """A field with label and help as `web/forms/field.html` draws it; None where that template has to."""
    one: HouvastBoundField = context["field"]
    if one.shape != "box" or one.errors:
        return None
    may_stay_empty = not one.field.required and not getattr(one.form, "optional_is_said", False)
    optional = (
        f' <span class="hv-field__optional">({_text(gettext("may stay empty"))})</span>' if may_stay_empty else ""
    )
    help_text = (
        f'<div class="utrecht-form-field-description" id="{_text(one.auto_id)}_helptext">{_text(one.help_text)}</div>\n'
        if one.help_text
        else ""
    )
    return mark_safe(  # noqa: S308 - escaped above, value by value
        f'<div class="utrecht-form-field hv-field">\n<label class="utrecht-form-label" '
        f'for="{_text(one.id_for_label)}">{_text(one.label)}{optional}</label>\n{help_text}{one}\n</div>'
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = "" if widget["value"] is None else f' value="{_text(str(widget["value"]))}"'
    return f'<input type="{_text(widget["type"])}" name="{_text(widget["name"])}"{value}{_attributes(widget)}>'


def _textarea(widget: Mapping[str, Any]) -> str:
    value = _text(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_text(widget["name"])}"{_attributes(widget)}>\n{value}</textarea>'


def _select(widget: Mapping[str, Any]) -> str | None:
    drawn = []
    for name, options, _ in widget["optgroups"]:
        if any(one["template_name"] != OPTION for one in options):
            return None
        inside = "".join(
            f'\n  <option value="{_text(str(one["value"]))}"{_attributes(one)}>{_text(one["label"])}</option>'
            for one in options
        )
        drawn.append(f'\n  <optgroup label="{_text(name)}">{inside}\n  </optgroup>' if name else inside)
    return f'<select name="{_text(widget["name"])}"{_attributes(widget)}>{"".join(drawn)}\n</select>'


def _attributes(widget: Mapping[str, Any]) -> str:
    return "".join(
        f" {_text(name)}" if value is True else f' {_text(name)}="{_text(str(value))}"'
        for name, value in widget["attrs"].items()
        if value is not False
    )


def _text(value: Any) -> str:
    """As a template shows a value: escaped unless it is safe, numbers and days as the reader writes them."""
    return safe(value if isinstance(value, str) else localize(value))


DRAWN: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
    **{f"{WIDGETS}{name}.html": _input for name in INPUTS},
    f"{WIDGETS}textarea.html": _textarea,
    f"{WIDGETS}select.html": _select,
}


def drawn(template_name: str, context: Mapping[str, Any]) -> SafeString | None:
    """What the template of this widget or field would draw; None for every other template."""
    if template_name == "web/forms/field.html":
        return field(context)
    draw = DRAWN.get(template_name)
    text = draw(context["widget"]) if draw else None
    return None if text is None else mark_safe(text)  # noqa: S308 - escaped above, value by value
