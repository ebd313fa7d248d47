"""The smaller parts of a procedure pack: sources, facts, guards of law and policy, and where things lead."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from houvast.core.forms.form import FieldType, Frozen, Id
from houvast.core.forms.text import Text, Unfit
from houvast.core.procedure.conditions import Condition, FieldPath, OneOrMore, Plain
from houvast.core.procedure.roles import Role

PackId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{1,59}$")]
ActPath = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}(\.[a-z][a-z0-9_]{0,59})?$")]
"""An act, or `act.option`."""
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


class Education(StrEnum):
    """A kind of education with a law of its own: the WEB for mbo, the WHW for hbo."""

    MBO = "mbo"
    HBO = "hbo"


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
            raise Unfit(
                "een feit heeft precies één van age_under, rule en world",
                "a fact has exactly one of age_under, rule and world",
            )
        if (self.type == "choice") != bool(self.values):
            raise Unfit(
                "een keuze (choice) noemt haar waarden (values), en alleen een keuze heeft die",
                "a choice needs its values, and only a choice has them",
            )
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
            raise Unfit(
                "een feit voor een regel komt van precies één plaats", "a fact of a rule comes from exactly one place"
            )
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


class Promise(Frozen):
    """What a layer promises of an act or of one option of it: proven, and reported when a lower layer breaks it.

    `in_time`: the deadlines it meets; `starts`: the terms that begin with it; `signed_by`: who is asked to sign;
    `sends`: the letters that go out; `guarded_by`: the rules of law that guard it; `after`: what is true on every path
    when it is done.
    """

    in_time: Ids = ()
    starts: Ids = ()
    signed_by: Annotated[tuple[Role, ...], OneOrMore, Field(max_length=12)] = ()
    sends: Ids = ()
    guarded_by: Annotated[tuple[RuleId, ...], OneOrMore, Field(max_length=6)] = ()
    after: Condition | None = None
    source: Ids = ()

    @model_validator(mode="after")
    def _promises_something(self) -> Self:
        if len(self.model_fields_set - {"source"}) == 0:
            raise Unfit(
                "een toezegging zegt ten minste één van in_time, starts, signed_by, sends, guarded_by en after",
                "a promise says at least one of in_time, starts, signed_by, sends, guarded_by and after",
            )
        return self


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


class Letter(Frozen):
    """A letter: paragraphs of light Markdown with gaps in braces: a name of `PLACEHOLDERS`, what was recorded in an act
    (`act.field`), or the last day of a term (`term.due`).
    """

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

    route: Literal["objection", "appeal", "complaint", "court"]
    text: Text


class Leads(Frozen):
    """Where something leads once it is complete; nothing when neither is given."""

    go: Id | None = None
    end: Id | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.go is not None and self.end is not None:
            raise Unfit("go en end gaan niet samen", "go and end exclude each other")
        return self


class Guarded(Leads):
    """What an act and an option share: what stands before them (order, law, policy) and what they bring about."""

    needs: tuple[Need, ...] = ()
    must: tuple[Must, ...] = ()
    should: Ids = ()
    sends: Ids = ()
    tells: tuple[Tells, ...] = ()
    opens: tuple[FollowOn, ...] = ()


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
        "consent_reasons",
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
