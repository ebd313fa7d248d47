"""Corrections and withdrawals: new events that change how an older one is read, if what came after still stands."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from houvast.core.forms.check import check
from houvast.core.forms.text import Text
from houvast.core.procedure import guards
from houvast.core.procedure.folding import Illegal, apply, fold, is_open, read_corrected
from houvast.core.procedure.log import Correct, Event, EventKind, Reason, ReasonKind, Refused, Withdraw
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.state import Events, LookUps, State
from houvast.core.procedure.world import World

Dues = Callable[[Pack, LookUps, LookUps, World, date], Mapping[str, date]]


def correct(
    pack: Pack, state: State, action: Correct | Withdraw, world: World, on: date, dues: Dues
) -> Events | Refused:
    """Events with the correction, or Refused with the later event that would no longer fit.

    The last days of terms that the corrected event starts, and of those that later events start because of it, are
    counted anew and travel with the correction.
    """
    read = dict(state.effective)
    event = read.get(action.target)
    if event is None or event.kind not in (EventKind.DONE, EventKind.SIGNED, EventKind.DEVIATED):
        return _no("target", "Dit kan niet worden verbeterd.", "This cannot be corrected.")
    if not action.reason.strip():
        return Refused(reasons=(guards.reason_needed("reason"),))
    if action.by != event.by and not _may_correct(pack, event, action):
        return Refused(reasons=(guards.wrong_role(pack, pack.opened_by, "correct"),))
    changed = _changed(pack, event, action, on)
    if isinstance(changed, Refused):
        return changed
    recorded = Event(
        kind=EventKind.WITHDRAWN if isinstance(action, Withdraw) else EventKind.CORRECTED,
        on=on if changed is None else changed.on,
        by=action.by,
        role=action.role.value,
        target=action.target,
        note=action.reason.strip(),
        data=changed.data if changed is not None else {},
        option=changed.option if changed is not None else "",
    )
    try:
        own, later = _recount(pack, state, recorded, world, dues)
        complete = replace(recorded, dues=own, redues=later)
        after = fold(pack, (*state.log, complete), strict=True)
    except Illegal as clash:
        return _in_the_way(pack, read[clash.seq])
    return Events(events=(complete,), state=after)


def _may_correct(pack: Pack, event: Event, action: Correct | Withdraw) -> bool:
    act = pack.acts.get(event.act)
    return action.role in pack.opened_by or (act is not None and action.role in act.by)


def _changed(pack: Pack, event: Event, action: Correct | Withdraw, on: date) -> Event | Refused | None:  # noqa: PLR0911
    if isinstance(action, Withdraw):
        return None
    if event.kind is not EventKind.DONE:
        return _no("target", "Trek dit in en doe het opnieuw.", "Withdraw this and do it again.")
    act = pack.acts[event.act]
    happened = action.happened_on or event.on
    if happened > on:
        return _no("happened_on", "Die dag is nog niet geweest.", "That day has not been yet.")
    option = action.option if action.option is not None else event.option
    if act.options and act.option(option) is None:
        return _no("option", "Kies een van de mogelijkheden.", "Choose one of the options.")
    if option != event.option and (act.must or any(choice.must for choice in act.options)):
        return _no(
            "option",
            "Een besluit onder de wet verander je niet: trek het in en neem het opnieuw.",
            "A decision under the law is not changed: withdraw it and take it again.",
        )
    data = event.data if action.data is None else action.data
    if act.form is not None:
        checked = check(pack.forms[act.form], data)
        if checked.errors:
            text = Text(nl="Het verslag is nog niet compleet.", en="The record is not complete yet.")
            return Refused(reasons=(Reason(kind=ReasonKind.FORM, key=act.form, text=text, errors=checked.errors),))
        data = checked.data
    return replace(event, on=happened, option=option, data=data)  # type: ignore[arg-type]


def _recount(
    pack: Pack, state: State, recorded: Event, world: World, dues: Dues
) -> tuple[Mapping[str, date], Mapping[int, Mapping[str, date]]]:
    """Go through the corrected log once and count the terms that its events now start.

    An event keeps its last days unless it is the corrected one or starts other terms than before. Raises Illegal at
    the first later act that is no longer open when it took place.
    """
    own: Mapping[str, date] = {}
    later: dict[int, Mapping[str, date]] = {}
    now = State()
    for seq, event in read_corrected((*state.log, recorded)):
        if event.kind is EventKind.DONE and not is_open(pack, now, event.act):
            raise Illegal(seq)
        bare = replace(event, dues={})
        fresh = dues(pack, now, apply(pack, now, bare), world, event.on)
        if seq == recorded.target:
            own = kept = fresh
        else:
            kept = {term: event.dues.get(term, due) for term, due in fresh.items()}
            if kept != dict(event.dues):
                later[seq] = kept
        now = apply(pack, now, replace(event, dues=kept))
    return own, later


def _in_the_way(pack: Pack, event: Event) -> Refused:
    act = pack.acts[event.act]
    return _no(
        "later",
        f"Daarna is al gebeurd: “{act.title.nl}” ({event.on.isoformat()}). Trek dat eerst in.",
        f"Later this happened: “{act.title.en}” ({event.on.isoformat()}). Withdraw that first.",
    )


def _no(key: str, nl: str, en: str) -> Refused:
    return Refused(reasons=(Reason(kind=ReasonKind.ORDER, key=key, text=Text(nl=nl, en=en)),))
