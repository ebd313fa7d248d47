"""A state under construction: the only mutable thing in the engine, never seen outside `folding.py`."""

from dataclasses import dataclass, field
from datetime import date

from houvast.core.procedure.evaluate import evaluate
from houvast.core.procedure.log import Answer, Event, FactValue
from houvast.core.procedure.pack import Act, FollowOn, Pack, Signer, Tells
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import (
    Deviation,
    Ended,
    Entry,
    Instance,
    LetterDue,
    LookUps,
    NextProcedure,
    Notice,
    RunningTerm,
    State,
)


@dataclass(slots=True, kw_only=True)
class Draft(LookUps):
    entries: list[Entry] = field(default_factory=list)
    instances: dict[str, tuple[Instance, ...]] = field(default_factory=dict)
    terms: list[RunningTerm] = field(default_factory=list)
    facts: dict[str, FactValue] = field(default_factory=dict)
    guardians: tuple[str, ...] = ()
    deviations: list[Deviation] = field(default_factory=list)
    letters: list[LetterDue] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    follow_ons: list[NextProcedure] = field(default_factory=list)
    ended: Ended | None = None

    @classmethod
    def of(cls, state: State) -> "Draft":
        return cls(
            entries=list(state.entries),
            instances=dict(state.instances),
            terms=list(state.terms),
            facts=dict(state.facts),
            guardians=state.guardians,
            deviations=list(state.deviations),
            letters=list(state.letters),
            notices=list(state.notices),
            follow_ons=list(state.follow_ons),
            ended=state.ended,
        )

    def frozen(self, log: tuple[Event, ...], effective: tuple[tuple[int, Event], ...]) -> State:
        return State(
            log=log,
            effective=effective,
            entries=tuple(self.entries),
            instances=dict(self.instances),
            terms=tuple(self.terms),
            facts=dict(self.facts),
            guardians=self.guardians,
            deviations=tuple(self.deviations),
            letters=tuple(self.letters),
            notices=tuple(self.notices),
            follow_ons=tuple(self.follow_ons),
            ended=self.ended,
        )

    def put(self, instance: Instance) -> None:
        """Add the instance, or replace the one of the same number."""
        found = self.instances.get(instance.act, ())
        place = instance.number - 1
        self.instances[instance.act] = (*found[:place], instance, *found[place + 1 :])

    def add_letter(self, letter: str, to: tuple[Role, ...], on: date, act: str, seq: int) -> None:
        number = sum(due.letter == letter for due in self.letters) + 1
        self.letters.append(LetterDue(key=f"letter:{letter}#{number}", letter=letter, to=to, on=on, act=act, seq=seq))

    def add_notice(self, act: str, tells: Tells, on: date) -> None:
        stem = f"notice:{act}:{tells.role.value}"
        number = sum(notice.key.startswith(stem + "#") for notice in self.notices) + 1
        self.notices.append(Notice(key=f"{stem}#{number}", role=tells.role, text=tells.text, on=on))

    def add_follow_on(self, opens: FollowOn, on: date) -> None:
        if all(offered.pack != opens.pack for offered in self.follow_ons):
            self.follow_ons.append(NextProcedure(key=f"open:{opens.pack}", pack=opens.pack, text=opens.text, on=on))


def signers_open(pack: Pack, state: LookUps, act: Act, instance: Instance, on: date) -> tuple[tuple[Signer, str], ...]:
    """The signatures that are still waited for: the signer as the pack asks it, and which guardian ("" any person).

    A guardian signature is asked of every guardian with authority; when nobody is known it stays open under "".
    """
    waiting: list[tuple[Signer, str]] = []
    for signer in act.signatures:
        if signer.when is not None and evaluate(signer.when, pack, state, on) is False:
            continue
        names = (state.guardians or ANYBODY) if signer.role is Role.GUARDIAN else ANYBODY
        waiting += [(signer, name) for name in names if not _settled(signer, name, instance)]
    return tuple(waiting)


ANYBODY = ("",)
SIGNED = frozenset({Answer.AGREE.value, Answer.DISSENT.value})
PASSED = SIGNED | {Answer.REFUSE.value, Answer.NOT_REACHED.value}


def _settled(signer: Signer, name: str, instance: Instance) -> bool:
    enough = SIGNED if signer.passes is None else PASSED
    for signature in instance.signatures:
        if signature.role == signer.role and (not name or signature.signer == name) and signature.answer in enough:
            return True
    return False
