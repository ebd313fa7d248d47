"""The parts and tasks of a plan, written as text: template nodes take fifteen times as long (see `web.rows`).

What comes from people is escaped here, once, and nothing else is put in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from houvast.web import days, marks
from houvast.web.marks import safe
from houvast.web.rows import in_paragraphs, paragraphs, stands
from houvast.web.tags import blocks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from houvast.plan.pages import ShownSection, ShownTask


def drawn_tasks(rows: Iterable[SafeString]) -> SafeString:
    """The list of these drawn tasks."""
    return mark_safe(f'<ul class="hv-rows">\n{"".join(rows)}</ul>')  # noqa: S308 - drawn below


def answers_in_words() -> dict[bool, str]:
    """What leads to the answer to an open task, and to another answer to one that was answered."""
    return {True: safe(gettext("How did it go?")), False: safe(gettext("Change"))}


def drawn_task(one: ShownTask, today: date, answer: str) -> SafeString:
    """Who does what where by when, whether it was done, and the way to say so; a task stands in two lists."""
    task, what = one.task, safe(one.task.what or "")
    about = safe(", ".join(part for part in (one.who, task.where) if part))
    done = "" if one.is_open else stands(one.rating, one.status)
    remark = f'<span class="hv-row__about" dir="auto">{safe(task.remark)}</span>' if task.remark else ""
    left = safe(days.days_left(task.due_on, today)) if one.is_open else ""
    due = days.short_element(task.due_on)
    over = " hv-row__due--over" if one.overdue else ""
    link = (
        f'<a href="{safe(one.answer_url)}">{answer}<span class="hv-hidden">: {what}</span></a>'
        if one.answer_url
        else ""
    )
    return mark_safe(  # noqa: S308 - escaped above, value by value
        f'<li class="hv-row"><div><span class="hv-row__name" dir="auto">{what}</span>'
        f'<span class="hv-row__about" dir="auto">{about}</span></div>'
        f'<div class="hv-row__why">{done}{remark}</div>'
        f'<div class="hv-row__due{over}">{f"<strong>{left}</strong> " if left else ""}{due}</div>'
        f'<div class="hv-row__do">{link}</div></li>\n'
    )


def drawn_sections(sections: Iterable[ShownSection], *, own: bool) -> SafeString:
    """Each part: the goal, what was agreed, the tasks, who reads it, and the ways to write in it."""
    goal = safe(gettext("What you want") if own else gettext("Goal, in the student's own words"))
    readers = gettext("You see this, and: %(who)s.") if own else gettext("The student sees this, and: %(who)s.")
    ways = safe(gettext("Write here")), safe(gettext("Add a task"))
    return mark_safe("".join(_section(one, goal, readers, ways) for one in sections))  # noqa: S308 - escaped below


def _section(one: ShownSection, goal: str, readers: str, ways: tuple[str, str]) -> str:
    parts = []
    if one.section.goal:
        text = in_paragraphs(one.section.goal)
        parts.append(f'<div><p class="hv-soft hv-small">{goal}</p><blockquote dir="auto">{text}</blockquote></div>')
    if one.section.agreed:
        parts.append(paragraphs(one.section.agreed))
    if one.tasks:
        said = ngettext("%(n)s task", "%(n)s tasks", one.tasks) % {"n": one.tasks}
        parts.append(blocks.more(one.drawn, said))
    if one.readers:
        who = safe(readers % {"who": one.readers})
        parts.append(f'<p class="hv-soft hv-small">{marks.icon("eye")} {who}</p>')
    if one.write_url:
        of = f'<span class="hv-hidden">: {safe(one.title)}</span>'
        write, add = ways
        parts.append(
            f'<p class="hv-cluster"><a href="{safe(one.write_url)}">{marks.icon("pencil")} {write}{of}</a> '
            f'<a href="{safe(one.task_url)}">{marks.icon("plus")} {add}{of}</a></p>'
        )
    content = f'<div class="hv-stack">{"".join(parts)}</div>'
    inside = mark_safe(content)  # noqa: S308 - escaped above, value by value
    return blocks.section(inside, one.title, anchor=one.section.area) + "\n"
