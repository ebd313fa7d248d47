"""What the records of a case say for a letter: the words of the act that sends it first, else the latest that fit.

A form names its fields for who fills it in ("what must improve", "which help"); a letter has a few gaps for all packs.
Here stands which field fills which gap.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import get_language

from houvast.cases.record_forms import answer
from houvast.core.procedure.pack import ActKind, Pack
from houvast.core.procedure.state import Instance, State
from houvast.documents.blocks import gaps_of
from houvast.web.days import long_day

DAYS: Mapping[str, tuple[str, ...]] = {
    "start_day": ("start_day", "begins_on", "received"),
    "end_day": ("end_day", "ends_on", "improve_by"),
    "final_day": ("final_day",),
    "interim_day": ("interim_day",),
}
WHY = ("reasons", "what", "facts", "why", "advice")
"""Fields of the act that sends the letter, of which the first that is filled says why."""
HELPS = ("named_person", "to_whom")
"""Fields that name who goes on with the student."""


def day_said(state: State, gap: str) -> date | None:
    """The day that was recorded last for this gap; the last day of what ended without one is the day of that end."""
    for field in DAYS[gap]:
        found = last_with(state, field)
        if found is not None:
            return date.fromisoformat(str(found.data[field]))
    return state.ended.on if gap == "end_day" and state.ended is not None else None


def helper_said(state: State) -> str:
    """Who helps the student on, as it was written last; empty when nobody was named."""
    found = max(filter(None, (last_with(state, field) for field in HELPS)), key=lambda one: one.seq, default=None)
    return next((str(found.data[field]) for field in HELPS if found.data.get(field)), "") if found else ""


def recorded_said(pack: Pack, state: State, letter: str) -> dict[str, str]:
    """What fills the gaps of this letter that name a record (`act.field`) or a term (`term.due`), in the language that
    is active; empty when nothing was recorded.
    """
    language = get_language() or "nl"
    return {gap: _recorded(pack, state, gap, language) for gap in gaps_of(pack.letters[letter].body.nl) if "." in gap}


def _recorded(pack: Pack, state: State, gap: str, language: str) -> str:
    name, part = gap.split(".")
    if part == "due":
        return long_day(max((term.due for term in state.terms if term.term == name and not term.dropped), default=None))
    form = pack.acts[name].form
    field = pack.forms[form].field(part) if form else None
    times = [one for one in state.instances.get(name, ()) if one.data.get(part) not in (None, "")]
    return answer(field, times[-1].data[part], language) if field and times else ""


def own_reasons(pack: Pack, state: State, letter: str) -> str:
    """Why, in the words of the act that sends this letter; empty when it says nothing."""
    own = _own(pack, state, letter)
    return next((str(own.data[field]) for field in WHY if own.data.get(field)), "") if own else ""


def agreements_said(pack: Pack, state: State, letter: str) -> str:
    """What is agreed in the act that sends this letter: each condition with its day, and the help that is given."""
    own = _own(pack, state, letter)
    return " ".join(_agreed(own)) if own else ""


def decision_said(pack: Pack, state: State, language: str) -> str:
    """The decision as it was written, else the option that was chosen last; empty when nothing was decided."""
    written = last_with(state, "decision")
    if written is not None and isinstance(written.data["decision"], str):
        return written.data["decision"]
    chosen = [
        one
        for one in _records(state)
        if one.option and one.act in pack.acts and pack.acts[one.act].kind is ActKind.DECISION
    ]
    if not chosen:
        return ""
    latest = max(chosen, key=lambda one: one.seq)
    found = next((one for one in pack.acts[latest.act].options if one.id == latest.option), None)
    return found.label.in_(language) if found else ""


def last_with(state: State, field: str) -> Instance | None:
    """The last record in the case that has this field."""
    return max((one for one in _records(state) if one.data.get(field)), key=lambda one: one.seq, default=None)


def _records(state: State) -> Iterator[Instance]:
    return (one for times in state.instances.values() for one in times)


def _own(pack: Pack, state: State, letter: str) -> Instance | None:
    sends = {act.id for act in pack.acts.values() if letter and act.letter == letter}
    return max((one for one in _records(state) if one.act in sends), key=lambda one: one.seq, default=None)


def _agreed(own: Instance) -> Iterator[str]:
    rows = own.data.get("conditions")
    for row in rows if isinstance(rows, list | tuple) else ():
        if isinstance(row, Mapping) and row.get("what"):
            by_when = row.get("by_when")
            day = f" ({long_day(date.fromisoformat(str(by_when)))})" if by_when else ""
            yield f"{str(row['what']).rstrip('. ')}{day}."
    if own.data.get("help"):
        yield str(own.data["help"])
