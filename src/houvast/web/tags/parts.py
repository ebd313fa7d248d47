"""Parts that draw values of houvast.web.components."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.forms import PasswordInput
from django.utils.translation import gettext

from houvast.web import frame, line, rows
from houvast.web.components import Column, Confirmation, Drawing, Fact, Term
from houvast.web.drawing import Calendar, DrawnStep, drawn_bars, drawn_steps, drawn_term, drawn_weeks, in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.forms import BaseForm
    from django.template import Context

    from houvast.web.components import Around, Bar, Link, Week

register = template.Library()


register.simple_tag(frame.page_heading)


@register.inclusion_tag("web/components/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """Every error of a form, each a link to its field, named by its `short_label` where the label says more."""
    found = []
    for name, errors in form.errors.items():
        if name == "__all__":
            continue
        field = form[name]
        said = str(getattr(field.field, "short_label", field.label))
        label = said if said.endswith("?") else f"{said}:"
        found += [(field.id_for_label or field.auto_id, label, error) for error in errors]
    general = form.non_field_errors()
    is_kept = not any(isinstance(field.field.widget, PasswordInput) for field in form.visible_fields())
    return {"errors": found, "general": general, "number": len(found) + len(general), "is_kept": is_kept}


register.simple_tag(rows.task_list)


@register.inclusion_tag("web/components/data_table.html")
def data_table(columns: Sequence[Column | str], rows: Iterable[Sequence[object]], caption: str = "") -> dict[str, Any]:
    """A table that becomes a list on a phone; the first cell of a row names it."""
    heads = [column if isinstance(column, Column) else Column(label=column) for column in columns]
    return {"columns": heads, "rows": [list(zip(heads, row, strict=True)) for row in rows], "caption": caption}


@register.inclusion_tag("web/components/summary_list.html")
def summary_list(facts: Iterable[Fact | tuple[str, object]]) -> dict[str, Any]:
    """What is known, in pairs of a label and a value."""
    shown = [fact if isinstance(fact, Fact) else Fact(label=fact[0], value=fact[1]) for fact in facts]
    return {"facts": shown, "can_change": any(fact.url for fact in shown)}


@register.inclusion_tag("web/components/more_rows.html")
def more_rows(
    first: int, last: int, total: int | None = None, next_url: str = "", previous_url: str = ""
) -> dict[str, Any]:
    """Which rows are shown, and the way to the next fifty."""
    return {"first": first, "last": last, "total": total, "next_url": next_url, "previous_url": previous_url}


register.simple_tag(line.timeline)


@register.inclusion_tag("web/components/procedure_drawing.html")
def procedure_drawing(drawing: Drawing, *, along: bool = True) -> dict[str, Any]:
    """The steps of a procedure with the reader's place in it; `along=False` keeps it upright on a desk too."""
    steps: list[DrawnStep] = drawn_steps(drawing)
    fits_tablet, fits_desk = 7, 10
    direction = "along" if len(steps) <= fits_tablet else "far" if len(steps) <= fits_desk else ""
    return {"drawing": drawing, "steps": steps, "words": in_words(drawing), "direction": direction if along else ""}


@register.inclusion_tag("web/components/term_bar.html")
def term_bar(term: Term) -> dict[str, Any]:
    """Days that run out, as a bar and in words."""
    return {"term": drawn_term(term)}


@register.inclusion_tag("web/components/people_around.html")
def people_around(people: Iterable[Around]) -> dict[str, Any]:
    """Who is around the student, and how to reach them."""
    return {"people": list(people)}


register.simple_tag(rows.signatures)


@register.inclusion_tag("web/components/tabs.html")
def tabs(links: Iterable[Link], name: str = "") -> dict[str, Any]:
    """Pages that belong together, as links."""
    return {"links": list(links), "name": name or gettext("On this subject")}


@register.inclusion_tag("web/components/form_steps.html")
def form_steps(titles: Sequence[str], current: int) -> dict[str, Any]:
    """Where the reader is in a form of several pages; `current` counts from 1."""
    return {"titles": list(enumerate(titles, 1)), "current": current, "title": titles[current - 1], "all": len(titles)}


register.simple_tag(frame.post_action, takes_context=True)


@register.inclusion_tag("web/components/confirmation.html", takes_context=True)
def confirmation(context: Context, asked: Confirmation, key: str = "") -> dict[str, Any]:
    """Ask once more: what will happen, to whom, and the way back."""
    return {"asked": asked, "key": key, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("web/components/progress.html")
def progress(done: int, total: int, text: str = "") -> dict[str, Any]:
    """How far a long piece of work is."""
    return {"done": done, "total": total, "text": text}


@register.inclusion_tag("web/components/bar_chart.html")
def bar_chart(title: str, bars: Sequence[Bar], unit: str = "", about: str = "") -> dict[str, Any]:
    """A table whose rows are drawn as bars, so that nobody has to read a drawing."""
    return {"title": title, "about": about, "unit": unit, "bars": drawn_bars(bars)}


@register.inclusion_tag("web/components/week_calendar.html")
def week_calendar(title: str, weeks: Sequence[Week], unit: str, much: float) -> dict[str, Any]:
    """A year as a calendar of weeks; from `much` on a week is marked."""
    drawn: Calendar = drawn_weeks(weeks, much)
    return {"title": title, "unit": unit, "weeks": drawn.weeks, "words": drawn.words, "much": much}
