"""What the log of a procedure says in a student's own copy: titles and answers as the pack words them, no codes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from houvast.cases.models import Case, CaseEvent, CaseRole, CaseTask, EventContent
from houvast.cases.pinned import pack_of
from houvast.cases.queries import language
from houvast.cases.record_forms import in_words
from houvast.core.procedure.guards import role_label
from houvast.core.procedure.pack import Act, Pack
from houvast.core.procedure.roles import Role


def nothing(_row: object) -> str:
    """For a code that another field of the same row says in words."""
    return ""


def procedure(case: Case) -> str:
    """What the procedure is called."""
    return pack_of(case.pack_version).title.in_(language())


def act(event: CaseEvent) -> str:
    """What was done, by its title in the pack."""
    found = pack_of(event.case.pack_version).acts.get(event.act)
    return found.title.in_(language()) if found else ""


def step(event: CaseEvent) -> str:
    """The step in which it happened."""
    steps = {one.id: one for one in pack_of(event.case.pack_version).steps}
    return steps[event.from_step].title.in_(language()) if event.from_step in steps else ""


def role(row: CaseEvent | CaseRole | CaseTask) -> str:
    """What the pack calls the role."""
    return role_label(pack_of(row.case.pack_version), Role(row.role)).in_(language()) if row.role else ""


def record(content: EventContent) -> str:
    """What was recorded: each question with its answer, and what was added in own words."""
    if not content.content:
        return ""
    told = json.loads(content.content)
    pack = pack_of(content.event.case.pack_version)
    return "\n".join(_lines(told, pack, pack.acts.get(told.get("act", ""))))


def _lines(told: Mapping[str, Any], pack: Pack, done: Act | None) -> Iterator[str]:
    spoken = language()
    option = done.option(told["option"]) if done and told.get("option") else None
    if option:
        yield option.label.in_(spoken)
    for one in in_words(pack.forms.get(done.form or "") if done else None, told.get("data", {}), spoken):
        yield f"{one.label}: {one.text}" if one.text else f"{one.label}:"
        for row in one.rows:
            yield "  " + "; ".join(f"{head}: {cell}" for head, cell in zip(one.columns, row, strict=True) if cell)
    if told.get("note"):
        yield str(told["note"])
