"""Fold a log into the state of its case. Pure and total: the same log and pack give the same state, on any day.

The log is first read with its corrections: a corrected event has its new content at its old place, a withdrawn one is
left out. Then each event is applied in order. Applying an event (1) records it, (2) completes what it completes,
(3) follows where that leads, (4) starts and ends terms. Nothing is added twice, because every key counts what is there.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from houvast.core.procedure.draft import Draft, signers_open
from houvast.core.procedure.evaluate import evaluate
from houvast.core.procedure.log import Event, EventKind
from houvast.core.procedure.pack import Act, Leads, Option, Pack, Step
from houvast.core.procedure.state import Deviation, Ended, Entry, Instance, LookUps, RunningTerm, Signature, State

Dues = Callable[[LookUps, LookUps], Mapping[str, date]]
"""The last days of the terms that start between two states."""

MOST_MOVES = 60  # more steps without a human act in between can only be a circle


class Circular(Exception):
    """The pack moves for ever without anybody acting; the prover refuses such a pack."""


class Illegal(Exception):
    """An event does not fit the state it meets, so that a correction before it cannot stand."""

    def __init__(self, seq: int) -> None:
        super().__init__(f"event {seq} does not fit what comes before it")
        self.seq = seq


def fold(pack: Pack, log: Iterable[Event], *, strict: bool = False) -> State:
    """The state after this log. `strict` raises Illegal at the first act that was not open when it took place."""
    events = tuple(log)
    draft = Draft()
    for seq, event in read_corrected(events):
        if strict and event.kind is EventKind.DONE and not is_open(pack, draft, event.act):
            raise Illegal(seq)
        _apply(pack, draft, seq, event)
    return draft.frozen(events, tuple(read_corrected(events)))


def apply(pack: Pack, state: State, event: Event) -> State:
    """The state after one more event; the same as folding the whole log again, but without the work."""
    if event.kind in (EventKind.CORRECTED, EventKind.WITHDRAWN):
        return fold(pack, (*state.log, event))
    draft = Draft.of(state)
    seq = len(state.log)
    _apply(pack, draft, seq, event)
    return draft.frozen((*state.log, event), (*state.effective, (seq, event)))


def apply_new(pack: Pack, state: State, event: Event, dues: Dues) -> tuple[Event, State]:
    """The event with the last days of the terms that it starts, and the state after it. Not for corrections."""
    draft = Draft.of(state)
    seq = len(state.log)
    _happen(pack, draft, seq, event)
    terms = list(draft.terms)
    _end_terms(pack, draft)
    found = dues(state, draft)
    if found:
        event = replace(event, dues=found)
        draft.terms = [old if old.term in found else new for old, new in zip(terms, draft.terms, strict=True)]
        _start_terms(draft, event, seq)
        _end_terms(pack, draft)
    return event, draft.frozen((*state.log, event), (*state.effective, (seq, event)))


def read_corrected(events: tuple[Event, ...]) -> list[tuple[int, Event]]:
    """The events as they count now, each with its place in the log; corrections themselves are left out."""
    read: dict[int, Event] = {}
    for seq, event in enumerate(events):
        if event.kind is EventKind.WITHDRAWN:
            read.pop(event.target if event.target is not None else -1, None)
        elif event.kind is EventKind.CORRECTED:
            target = event.target if event.target is not None else -1
            if target in read:
                read[target] = replace(read[target], on=event.on, data=event.data, option=event.option, dues=event.dues)
        else:
            read[seq] = event
        for later, dues in event.redues.items():
            if later in read:
                read[later] = replace(read[later], dues=dues)
    return sorted(read.items())


def is_open(pack: Pack, state: LookUps, act_id: str) -> bool:
    """True when the act belongs to the present step or to any time, and has not been done unless it repeats."""
    act = pack.acts.get(act_id)
    if act is None or state.step is None:
        return False
    step = pack.step_of.get(act_id)
    if step is not None and step != state.step:
        return False
    entry = state.entry if step is not None else 0
    return act.repeat or not any(instance.entry == entry for instance in state.instances.get(act_id, ()))


def _apply(pack: Pack, draft: Draft, seq: int, event: Event) -> None:
    _happen(pack, draft, seq, event)
    _start_terms(draft, event, seq)
    _end_terms(pack, draft)


def _happen(pack: Pack, draft: Draft, seq: int, event: Event) -> None:
    """Everything that the event brings but the terms."""
    draft.facts.update(event.facts)
    if event.guardians is not None:
        draft.guardians = event.guardians
    completed: list[Instance] = []
    match event.kind:
        case EventKind.OPENED:
            _enter(draft, pack.steps[0].id, event.on, seq)
        case EventKind.DONE if event.act in pack.acts:
            completed += _record(pack, draft, seq, event)
        case EventKind.SIGNED:
            _sign(draft, event)
        case EventKind.DEVIATED:
            deviation = Deviation(
                policy=event.policy, reason=event.note, by=event.by, role=event.role, on=event.on, entry=draft.entry
            )
            draft.deviations.append(deviation)
        case EventKind.ELAPSED:
            _elapse(draft, event)
        case _:
            pass
    completed += _complete_signed(pack, draft, event.on)
    for instance in completed:
        _effects(pack, draft, instance, event.on, seq)
    _move_on(pack, draft, completed, event.on, seq)


def _enter(draft: Draft, step: str, on: date, seq: int) -> None:
    if draft.entries:
        draft.entries[-1] = draft.entries[-1].left(on)
    draft.entries.append(Entry(number=len(draft.entries) + 1, step=step, on=on, seq=seq))


def _record(pack: Pack, draft: Draft, seq: int, event: Event) -> list[Instance]:
    act = pack.acts[event.act]
    found = draft.instances.get(event.act, ())
    instance = Instance(
        act=event.act,
        number=len(found) + 1,
        entry=draft.entry if event.act in pack.step_of else 0,
        seq=seq,
        on=event.on,
        by=event.by,
        role=event.role,
        option=event.option,
        data=event.data,
        complete_on=None if act.signatures else event.on,
    )
    draft.put(instance)
    return [] if act.signatures else [instance]


def _sign(draft: Draft, event: Event) -> None:
    found = draft.instances.get(event.act, ())
    instance = next((i for i in found if i.number == event.instance), None)
    if instance is None:
        return
    kept = tuple(s for s in instance.signatures if (s.role, s.signer) != (event.signer_role, event.signer))
    signature = Signature(
        role=event.signer_role,
        signer=event.signer,
        answer=event.answer,
        on=event.on,
        by=event.by,
        note=event.note,
        attempts=event.attempts,
    )
    draft.put(replace(instance, signatures=(*kept, signature)))


def _complete_signed(pack: Pack, draft: Draft, on: date) -> list[Instance]:
    """Instances whose last open signature came in, or is no longer asked (an eighteenth birthday)."""
    completed = [
        replace(instance, complete_on=on)
        for act in pack.signing_acts
        for instance in draft.instances.get(act.id, ())
        if instance.complete_on is None and not signers_open(pack, draft, act, instance, on)
    ]
    for instance in completed:
        draft.put(instance)
    return completed


def _effects(pack: Pack, draft: Draft, instance: Instance, on: date, seq: int) -> None:
    act = pack.acts[instance.act]
    option = act.option(instance.option)
    sends = (*((act.letter,) if act.letter else ()), *act.sends, *(option.sends if option else ()))
    for letter in sends:
        draft.add_letter(letter, pack.letters[letter].to, on, act.id, seq)
    for tells in (*act.tells, *(option.tells if option else ())):
        if tells.when is None or evaluate(tells.when, pack, draft, on) is not False:
            draft.add_notice(act.id, tells, on)
    for opens in (*act.opens, *(option.opens if option else ())):
        if evaluate(opens.when, pack, draft, on) is not False:
            draft.add_follow_on(opens, on)


def _move_on(pack: Pack, draft: Draft, completed: list[Instance], on: date, seq: int) -> None:
    for instance in completed:
        act = pack.acts[instance.act]
        option: Option | None = act.option(instance.option)
        leads: Leads = option if option is not None and (option.go or option.end) else act
        if _follow(pack, draft, leads, on, seq, act.id):
            break
    for _ in range(MOST_MOVES):
        if draft.ended is not None or not draft.entries:
            return
        step = pack.step_by_id.get(draft.entries[-1].step)
        if step is None or not step.then or not step_complete(pack, draft, step, on):
            return
        branch = next((b for b in step.then if evaluate(b.when, pack, draft, on) is True), None)
        if branch is None or not _follow(pack, draft, branch, on, seq, ""):
            return
    raise Circular(pack.id)


def _follow(pack: Pack, draft: Draft, leads: Leads, on: date, seq: int, act: str) -> bool:
    if draft.ended is not None:
        return False
    if leads.go is not None:
        _enter(draft, leads.go, on, seq)
        return True
    if leads.end is not None:
        draft.ended = Ended(outcome=leads.end, on=on, act=act, seq=seq)
        draft.entries[-1] = draft.entries[-1].left(on)
        for opens in pack.outcomes[leads.end].opens:
            if evaluate(opens.when, pack, draft, on) is not False:
                draft.add_follow_on(opens, on)
        return True
    return False


def step_complete(pack: Pack, state: LookUps, step: Step, on: date) -> bool:
    """True when every act of the step that applies and is not optional is complete, and nothing waits for a name."""
    entry = state.entry_of(step.id)
    return all(_act_complete(pack, state, act, entry, on) for act in step.acts)


def _act_complete(pack: Pack, state: LookUps, act: Act, entry: int, on: date) -> bool:
    held = False
    for instance in state.instances.get(act.id, ()):
        if instance.entry == entry:
            if instance.complete_on is None:
                return False
            held = True
    return held or act.optional or (act.when is not None and evaluate(act.when, pack, state, on) is False)


def _start_terms(draft: Draft, event: Event, seq: int) -> None:
    for term_id, due in event.dues.items():
        number = 1
        for place, term in enumerate(draft.terms):
            if term.term == term_id:
                number += 1
                if term.open:
                    draft.terms[place] = term.closed()
        draft.terms.append(RunningTerm(key=f"term:{term_id}#{number}", term=term_id, starts=event.on, due=due, seq=seq))


def _elapse(draft: Draft, event: Event) -> None:
    draft.terms = [
        replace(term, elapsed_on=event.on) if term.key in event.terms and term.open and term.due < event.on else term
        for term in draft.terms
    ]


def _end_terms(pack: Pack, draft: Draft) -> None:
    for place, term in enumerate(draft.terms):
        if term.met_on is not None or term.dropped:
            continue
        rule = pack.terms.get(term.term)
        if rule is None or rule.until is None:
            continue
        met = _met_on(draft.instances.get(rule.until, ()), term.seq, signed=rule.until_signed)
        if met is not None:
            draft.terms[place] = term.closed(met_on=met)
        elif _left_behind(pack, draft, rule.until, term.seq):
            draft.terms[place] = term.closed()


def _met_on(found: tuple[Instance, ...], since: int, *, signed: bool) -> date | None:
    """The day on which the act that the term waits for took place, or was complete when signatures are asked too."""
    for instance in found:
        if (instance.seq >= since and instance.complete_on is not None) or (instance.seq > since and not signed):
            return instance.complete_on or instance.on
    return None


def _left_behind(pack: Pack, draft: Draft, act: str, since: int) -> bool:
    """The step of the act was left after the term began, so that nobody asks for it any more."""
    step = pack.step_of.get(act)
    entries = draft.entries
    if step is None or not entries or (entries[-1].step == step and draft.ended is None):
        return False
    number = draft.entry_of(step)
    if number == 0 or entries[number - 1].left_on is None or entries[-1].number <= number:
        return False
    return any(entry.seq > since for entry in entries if entry.step != step)
