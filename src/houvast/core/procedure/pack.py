"""The model of a procedure pack: what a school writes in YAML, parsed, closed and frozen.

A pack is a list of steps, one of which is the present one. A step holds acts: things a person does. When every act
that applies and is not optional is complete, the step's `then` says where to go. An act, or an option of a decision,
may also lead elsewhere at once (`go`, `end`). Acts under `anytime` can be done in every step.
"""

from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from houvast.core.forms.form import FieldType, Form, Frozen, Id
from houvast.core.forms.text import Text
from houvast.core.procedure.conditions import Condition, FieldPath, OneOrMore, Plain
from houvast.core.procedure.roles import Role

PackId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,59}$")]
Version = Annotated[str, StringConstraints(pattern=r"^\d{1,4}(\.\d{1,4}){1,2}$")]
RuleId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,59}$")]
Roles = Annotated[tuple[Role, ...], OneOrMore, Field(min_length=1, max_length=12)]
Ids = Annotated[tuple[Id, ...], OneOrMore, Field(max_length=20)]


class Layer(StrEnum):
    NATIONAL = "national"
    INSTITUTION = "institution"
    PROGRAMME = "programme"


class ActKind(StrEnum):
    MEETING = "meeting"
    RECORD = "record"
    CONSULTATION = "consultation"
    DECISION = "decision"
    CONSENT = "consent"
    LETTER = "letter"
    MESSAGE = "message"


class Serves(StrEnum):
    """What an act is in the eyes of the law or of good care, for the rules and the prover."""

    WARNING = "warning"
    HEARING = "hearing"
    CIRCUMSTANCES = "circumstances"
    FACILITIES = "facilities"
    OTHER_PROGRAMME = "other_programme"
    SEARCH = "search"
    WILLING_SCHOOL = "willing_school"
    GUARDIANS_INFORMED = "guardians_informed"
    REASONS = "reasons"
    HANDOVER = "handover"
    ACCEPTED_HANDOVER = "accepted_handover"
    INTERIM_EVALUATION = "interim_evaluation"
    TEAM_DECISION = "team_decision"
    DIRECTOR_CONSENT = "director_consent"
    STUDENT_VIEW = "student_view"
    EXAM_BOARD_ADVICE = "exam_board_advice"


class Effect(StrEnum):
    """What a decision does to a student, for the invariants of the law."""

    NEGATIVE_ADVICE = "negative_advice"
    REMOVAL = "removal"
    SUSPENSION = "suspension"
    DEREGISTRATION = "deregistration"  # on the initiative of the institution
    OWN_REQUEST = "own_request"  # the student's own wish, a move, a transfer, death: never blocked
    UNSUITABILITY = "unsuitability"
    UNSUCCESSFUL = "unsuccessful"  # a negative ending that does not end the enrolment
    REFUSAL = "refusal"  # a request of the student is refused


class Source(Frozen):
    """Where a step comes from. `items` are rows of the requirements (S-nnn); unverified means: nobody read it yet."""

    title: Text
    url: str | None = Field(default=None, max_length=300)
    article: str | None = Field(default=None, max_length=60)
    items: tuple[Annotated[str, StringConstraints(pattern=r"^S-\d{3}(\.\.S-\d{3})?$")], ...] = ()
    law: bool = False
    verified: bool = True


class FromRule(Frozen):
    """The fact is a part of the outcome of a legal rule. `with_` maps the rule's facts to facts of the world."""

    rule: RuleId
    with_: dict[str, str] = Field(alias="with", max_length=20)
    outcome: Id


class Fact(Frozen):
    """What the procedure needs to know about the student. Unknown is a state: `ask` says who finds it out and how.

    Exactly one of: `age_under` (under that age on the day), `rule` (part of a rule's answer) or `world` (a fact that
    the case shell gathers, by that name).
    """

    type: Literal["yes_no", "number", "choice"] = "yes_no"
    title: Text
    ask: Text
    asked_of: Role = Role.STUDENT_ADMINISTRATION
    values: tuple[str, ...] = Field(default=(), max_length=20)
    age_under: int | None = Field(default=None, ge=1, le=120)
    rule: FromRule | None = None
    world: Id | None = None
    optional: bool = False  # unknown is then as good as no; nobody is asked

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if sum(origin is not None for origin in (self.age_under, self.rule, self.world)) != 1:
            raise ValueError("a fact has exactly one of age_under, rule and world")
        if (self.type == "choice") != bool(self.values):
            raise ValueError("a choice needs its values, and only a choice has them")
        return self


class RuleSource(Frozen):
    """Where a rule finds one of its facts: exactly one of these."""

    world: Id | None = None
    held: Id | None = None  # yes/no: did the act take place
    done: Id | None = None
    day: Id | None = None  # the day of the last time the act took place, or null
    field: FieldPath | None = None
    due: Id | None = None  # the last day of a term, or null
    value: Plain | None = None
    decision_day: bool = False  # the day of the decision itself
    when: Condition | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        given = self.model_fields_set & {
            "world",
            "held",
            "done",
            "day",
            "field",
            "due",
            "value",
            "decision_day",
            "when",
        }
        if len(given) != 1:
            raise ValueError("a fact of a rule comes from exactly one place")
        return self


class Must(Frozen):
    """Law: it blocks, and nobody overrides it. `require` names parts of the rule's outcome and their value."""

    rule: RuleId
    facts: dict[Id, RuleSource] = Field(default_factory=dict, max_length=30)
    require: dict[Id, Plain] = Field(min_length=1, max_length=10)
    when: Condition | None = None


class Need(Frozen):
    """The order of things: this comes first, or the act makes no sense. No deviation."""

    condition: Condition
    text: Text
    source: Ids = ()


class Policy(Frozen):
    """The school's own rule: deviate with a reason, and the deviation stands in the dossier for all to see."""

    title: Text
    text: Text
    condition: Condition
    deviate: Roles = (Role.TEAM_LEADER, Role.COLLEGE_DIRECTOR)
    source: Ids = ()


class Tells(Frozen):
    """A message that something is there for this role; what it is stands behind sign-in."""

    role: Role
    text: Text
    when: Condition | None = None


class FollowOn(Frozen):
    """A procedure that this one leads to. It is offered, and a person opens it."""

    pack: PackId
    text: Text
    when: Condition | None = None


class Leads(Frozen):
    """Where something leads once it is complete; nothing when neither is given."""

    go: Id | None = None
    end: Id | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.go is not None and self.end is not None:
            raise ValueError("go and end exclude each other")
        return self


class Branch(Leads):
    """The first branch whose condition holds is taken; without a condition it always holds."""

    when: Condition | None = None


class Option(Leads):
    """One possible answer of a decision or consent."""

    id: Id
    label: Text
    help: Text | None = None
    effect: Effect | None = None
    needs: tuple[Need, ...] = ()
    must: tuple[Must, ...] = ()
    should: Ids = ()
    sends: Ids = ()
    tells: tuple[Tells, ...] = ()
    opens: tuple[FollowOn, ...] = ()


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


class Act(Leads):
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
    needs: tuple[Need, ...] = ()
    must: tuple[Must, ...] = ()
    should: Ids = ()
    sends: Ids = ()
    tells: tuple[Tells, ...] = ()
    opens: tuple[FollowOn, ...] = ()
    serves: Annotated[tuple[Serves, ...], OneOrMore] = ()
    source: Ids = ()

    @model_validator(mode="after")
    def _parts_fit_the_kind(self) -> Self:
        if bool(self.options) != (self.kind in (ActKind.DECISION, ActKind.CONSENT)):
            raise ValueError(f"act {self.id}: a decision or consent has options, and nothing else has them")
        if (self.letter is not None) != (self.kind is ActKind.LETTER):
            raise ValueError(f"act {self.id}: a letter act names its letter, and nothing else does")
        if len({option.id for option in self.options}) != len(self.options):
            raise ValueError(f"act {self.id}: an option stands twice")
        return self

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
            raise ValueError("a length has exactly one unit, or a rule")
        if (self.rule is not None) != (self.outcome is not None):
            raise ValueError("a length from a rule names the outcome that holds the day")
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
            raise ValueError("a term starts from exactly one of held, done, step and field")
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

    @model_validator(mode="after")
    def _deadline_has_an_end(self) -> Self:
        if self.kind == "deadline" and self.until is None:
            raise ValueError("a deadline names the act that meets it (until)")
        return self


class Letter(Frozen):
    """A letter: paragraphs of light Markdown with placeholders in braces from `PLACEHOLDERS`."""

    title: Text
    to: Roles
    signed_by: Role
    body: Text
    contests: bool = False  # tells the route and last day to contest the decision


class Ending(StrEnum):
    GOOD = "good"
    NEUTRAL = "neutral"
    HARD = "hard"


class Outcome(Frozen):
    title: Text
    text: Text
    ending: Ending
    effect: Effect | None = None
    opens: tuple[FollowOn, ...] = ()


class Contest(Frozen):
    """How the student contests what is decided here, and where that is told."""

    route: Literal["objection", "appeal", "complaint"]
    text: Text


class Pack(Frozen):
    id: PackId
    version: Version
    layer: Layer = Layer.NATIONAL
    institution: str | None = Field(default=None, max_length=80)
    title: Text
    summary: Text  # to the student: what this is and what it is not
    to_staff: Text | None = None
    confidential: bool = False  # lies in a compartment that the school cannot open
    opened_by: Roles
    labels: dict[Role, Text] = Field(default_factory=dict)
    sources: dict[Id, Source] = Field(min_length=1, max_length=60)
    facts: dict[Id, Fact] = Field(default_factory=dict, max_length=40)
    forms: dict[Id, Form] = Field(default_factory=dict, max_length=60)
    policies: dict[Id, Policy] = Field(default_factory=dict, max_length=40)
    invariants: tuple[Id, ...] = ()  # names of policy invariants that this layer declares; the prover knows them
    terms: dict[Id, Term] = Field(default_factory=dict, max_length=40)
    letters: dict[Id, Letter] = Field(default_factory=dict, max_length=40)
    steps: tuple[Step, ...] = Field(min_length=1, max_length=30)
    anytime: tuple[Act, ...] = Field(default=(), max_length=12)
    outcomes: dict[Id, Outcome] = Field(min_length=1, max_length=20)
    contest: Contest | None = None
    rights: tuple[Text, ...] = ()  # what the student may ask or do, told on his page

    @cached_property
    def acts(self) -> dict[str, Act]:
        """Every act by its id, in the order of the steps, those of any time last."""
        inside = [act for step in self.steps for act in step.acts]
        return {act.id: act for act in (*inside, *self.anytime)}

    @cached_property
    def step_of(self) -> dict[str, str]:
        """The step that an act belongs to; acts of any time are absent."""
        return {act.id: step.id for step in self.steps for act in step.acts}

    @cached_property
    def step_by_id(self) -> dict[str, Step]:
        return {step.id: step for step in self.steps}


PLACEHOLDERS = frozenset(
    {
        "student_name",
        "student_first_name",
        "student_number",
        "programme",
        "institution",
        "coach",
        "team_leader",
        "college_director",
        "today",
        "case_opened_on",
        "start_day",
        "end_day",
        "decision_day",
        "decision",
        "reasons",
        "final_day",
        "interim_day",
        "appeal_last_day",
        "appeal_body",
        "school_address",
        "contact",
        "partner",
        "agreements",
    }
)
"""What a letter may name; the case shell fills them."""

CLOSED_FIELDS = frozenset({FieldType.CHOICE, FieldType.YES_NO, FieldType.RATING})
"""Field types with a finite set of values: only these, and numbers, may stand in a condition."""
