"""The model of a procedure pack: what a school writes in YAML, parsed, closed and frozen.

A pack is a list of steps, one of which is the present one. A step holds acts: things a person does. When every act
that applies and is not optional is complete, the step's `then` says where to go. An act, or an option of a decision,
may also lead elsewhere at once (`go`, `end`). Acts under `anytime` can be done in every step.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from houvast.core.forms.form import Form, Frozen, Id
from houvast.core.forms.text import Text, Unfit
from houvast.core.procedure.conditions import Condition, FieldPath, OneOrMore
from houvast.core.procedure.parts import (
    CLOSED_FIELDS,
    PLACEHOLDERS,
    ActKind,
    ActPath,
    Contest,
    Education,
    Effect,
    Ending,
    Fact,
    FollowOn,
    FromRule,
    Guarded,
    Ids,
    Layer,
    Leads,
    Letter,
    Must,
    Need,
    Outcome,
    PackId,
    Policy,
    Promise,
    Roles,
    RuleId,
    RuleSource,
    Serves,
    Source,
    Tells,
    Version,
)
from houvast.core.procedure.roles import Role

__all__ = [
    "CLOSED_FIELDS",
    "PLACEHOLDERS",
    "Act",
    "ActKind",
    "Branch",
    "Contest",
    "Education",
    "Effect",
    "Ending",
    "Fact",
    "FollowOn",
    "FromRule",
    "Guarded",
    "Ids",
    "Layer",
    "Leads",
    "Length",
    "Letter",
    "Missed",
    "Must",
    "Need",
    "Option",
    "Outcome",
    "Pack",
    "PackId",
    "Pass",
    "Policy",
    "Promise",
    "Roles",
    "RuleId",
    "RuleSource",
    "Serves",
    "Signer",
    "Source",
    "Start",
    "Step",
    "Tells",
    "Term",
    "Version",
]


class Branch(Leads):
    """The first branch whose condition holds is taken; without a condition it always holds."""

    when: Condition | None = None


class Option(Guarded):
    """One possible answer of a decision or consent."""

    id: Id
    label: Text
    help: Text | None = None
    effect: Effect | None = None


class Pass(Frozen):
    """How a case goes on when a signer says no or stays silent: recorded with the attempts, after the term."""

    roles: Roles  # who may record it
    after: Id | None = None  # a term that must have passed before "not reached"
    attempts: int = Field(default=2, ge=1, le=10)


class Signer(Frozen):
    """Who signs under a record. `when` is judged on the day of signing, from the facts as they are then."""

    role: Role
    when: Condition | None = None
    may_dissent: bool = True  # signs and has a different view noted
    passes: Pass | None = None  # absent: only a signature completes it
    source: Ids = ()


class Act(Guarded):
    """Something a person does, once or (with `repeat`) more often."""

    id: Id
    kind: ActKind
    title: Text
    by: Roles
    with_: Annotated[tuple[Role, ...], OneOrMore, Field(alias="with", max_length=12)] = ()
    text: Text | None = None  # to the student
    help: Text | None = None  # to the professional
    form: Id | None = None
    letter: Id | None = None
    options: tuple[Option, ...] = Field(default=(), max_length=12)
    signatures: tuple[Signer, ...] = Field(default=(), max_length=8)
    when: Condition | None = None
    optional: bool = False
    repeat: bool = False
    serves: Annotated[tuple[Serves, ...], OneOrMore] = ()
    source: Ids = ()

    @model_validator(mode="after")
    def _parts_fit_the_kind(self) -> Self:
        if bool(self.options) != (self.kind in (ActKind.DECISION, ActKind.CONSENT)):
            raise Unfit(
                f"handeling {self.id}: een besluit of toestemming heeft keuzes, en niets anders heeft die",
                f"act {self.id}: a decision or consent has options, and nothing else has them",
            )
        if (self.letter is not None) != (self.kind is ActKind.LETTER):
            raise Unfit(
                f"handeling {self.id}: een handeling van de soort letter noemt haar brief, en niets anders doet dat",
                f"act {self.id}: a letter act names its letter, and nothing else does",
            )
        if len({option.id for option in self.options}) != len(self.options):
            raise Unfit(f"handeling {self.id}: een keuze staat er twee keer", f"act {self.id}: an option stands twice")
        return self

    @property
    def parts(self) -> tuple[Guarded, ...]:
        """The act itself and its options: everything that can be guarded and can lead elsewhere."""
        return (self, *self.options)

    @property
    def paths(self) -> tuple[str, ...]:
        """How promises name the act and its options."""
        return (self.id, *(f"{self.id}.{option.id}" for option in self.options))

    def option(self, option_id: str | None) -> Option | None:
        """The option of that id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


class Step(Frozen):
    """A place in the procedure. `text` tells the student what happens here; `to_staff` the professional."""

    id: Id
    title: Text
    text: Text
    to_staff: Text | None = None
    acts: tuple[Act, ...] = Field(default=(), max_length=20)
    then: tuple[Branch, ...] = Field(default=(), max_length=12)
    optional: bool = False  # drawn as a side path
    source: Ids = ()


class Length(Frozen):
    """How long a term is: one unit, or the answer of a legal rule (`rule`, `with`, `outcome` a day)."""

    days: int | None = Field(default=None, ge=0, le=3660)
    weeks: int | None = Field(default=None, ge=0, le=520)
    months: int | None = Field(default=None, ge=0, le=120)
    working_days: int | None = Field(default=None, ge=0, le=500)
    teaching_weeks: int | None = Field(default=None, ge=0, le=200)
    rule: RuleId | None = None
    facts: dict[Id, RuleSource] = Field(default_factory=dict, max_length=30)
    outcome: Id | None = None

    @model_validator(mode="after")
    def _one_unit(self) -> Self:
        units = (self.days, self.weeks, self.months, self.working_days, self.teaching_weeks, self.rule)
        if sum(unit is not None for unit in units) != 1:
            raise Unfit(
                "een lengte heeft precies één eenheid, of een regel", "a length has exactly one unit, or a rule"
            )
        if (self.rule is not None) != (self.outcome is not None):
            raise Unfit(
                "een lengte uit een regel noemt de uitkomst (outcome) waar de dag in staat",
                "a length from a rule names the outcome that holds the day",
            )
        return self


class Start(Frozen):
    """What starts a term: exactly one of these. A day in a record starts and may be the end itself (length 0 days)."""

    held: Id | None = None
    done: Id | None = None
    step: Id | None = None
    field: FieldPath | None = None

    @model_validator(mode="after")
    def _one_start(self) -> Self:
        if sum(start is not None for start in (self.held, self.done, self.step, self.field)) != 1:
            raise Unfit(
                "een termijn begint bij precies één van held, done, step en field",
                "a term starts from exactly one of held, done, step and field",
            )
        return self


class Missed(Frozen):
    """What happens when the last day goes by: who is told, and what they do about it."""

    role: Role
    text: Text


class Term(Frozen):
    """A term. A `deadline` is missed when `until` has not happened on its last day; a `wait` must run out first."""

    title: Text
    kind: Literal["deadline", "wait"] = "deadline"
    from_: Start = Field(alias="from")
    length: Length
    until: Id | None = None  # the act that meets the deadline
    until_signed: bool = False  # met only when the signatures are complete too
    owner: Role
    remind_days: int = Field(default=7, ge=0, le=200)
    if_missed: Missed | None = None
    when: Condition | None = None
    moves_to_working_day: bool = False  # Algemene termijnenwet
    law: bool = False
    source: Ids = ()

    @property
    def begins_with(self) -> str | None:
        """The act that starts it, None when it starts with a step."""
        field = self.from_.field.split(".")[0] if self.from_.field is not None else None
        return self.from_.held or self.from_.done or field

    @model_validator(mode="after")
    def _deadline_has_an_end(self) -> Self:
        if self.kind == "deadline" and self.until is None:
            raise Unfit(
                "een termijn (deadline) noemt de handeling waarmee die is gehaald (until)",
                "a deadline names the act that meets it (until)",
            )
        return self


class Pack(Frozen):
    id: PackId
    version: Version
    layer: Layer = Layer.NATIONAL
    institution: str | None = Field(default=None, max_length=80)
    overlay_of: str | None = Field(default=None, max_length=80)  # "<id> <version>" of the pack it lies over
    title: Text
    summary: Text  # to the student: what this is and what it is not
    to_staff: Text | None = None
    education: Annotated[tuple[Education, ...], OneOrMore] = ()  # where it is offered; empty: everywhere
    confidential: bool = False  # lies in a compartment that the school cannot open
    opened_by: Roles
    labels: dict[Role, Text] = Field(default_factory=dict)
    sources: dict[Id, Source] = Field(min_length=1, max_length=60)
    facts: dict[Id, Fact] = Field(default_factory=dict, max_length=40)
    forms: dict[Id, Form] = Field(default_factory=dict, max_length=60)
    policies: dict[Id, Policy] = Field(default_factory=dict, max_length=40)
    invariants: tuple[Id, ...] = ()  # names of policy invariants that this layer declares; the prover knows them
    promises: dict[ActPath, Promise] = Field(default_factory=dict, max_length=60)
    promises_left_out: tuple[ActPath, ...] = Field(default=(), max_length=60)  # of the pack it lies over
    terms: dict[Id, Term] = Field(default_factory=dict, max_length=40)
    letters: dict[Id, Letter] = Field(default_factory=dict, max_length=40)
    steps: tuple[Step, ...] = Field(min_length=1, max_length=30)
    anytime: tuple[Act, ...] = Field(default=(), max_length=12)
    outcomes: dict[Id, Outcome] = Field(min_length=1, max_length=20)
    contest: Contest | None = None
    rights: tuple[Text, ...] = ()  # what the student may ask or do, told on his page

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other parts; unlike pydantic's it does not carry what was worked out from the old parts."""
        del deep  # everything in a pack is frozen
        parts = {name: getattr(self, name) for name in type(self).model_fields}
        changed: Self = type(self).model_construct(**parts | dict(update or {}))  # type: ignore[assignment]
        return changed

    @cached_property
    def acts(self) -> dict[str, Act]:
        """Every act by its id, in the order of the steps, those of any time last."""
        inside = [act for step in self.steps for act in step.acts]
        return {act.id: act for act in (*inside, *self.anytime)}

    @cached_property
    def terms_from(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """The terms that start from a step, or when an act is held, done, or records a day: ("held", act) and so on."""
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for name, term in self.terms.items():
            start = term.from_
            kind = next(k for k in ("step", "held", "done", "field") if getattr(start, k) is not None)
            key = (kind, (term.begins_with or start.step or ""))
            found[key] = (*found.get(key, ()), name)
        return found

    @cached_property
    def acts_that_start(self) -> tuple[str, ...]:
        """The acts from which a term starts, in the order of the terms."""
        return tuple(dict.fromkeys(term.begins_with for term in self.terms.values() if term.begins_with is not None))

    @cached_property
    def signing_acts(self) -> tuple[Act, ...]:
        """The acts under which somebody signs."""
        return tuple(act for act in self.acts.values() if act.signatures)

    @cached_property
    def step_of(self) -> dict[str, str]:
        """The step that an act belongs to; acts of any time are absent."""
        return {act.id: step.id for step in self.steps for act in step.acts}

    @cached_property
    def step_by_id(self) -> dict[str, Step]:
        return {step.id: step for step in self.steps}
