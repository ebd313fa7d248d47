"""What a walk through a pack finds: moments with an effect, and every situation with the way to it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from houvast.core.law.text import Text
from houvast.core.procedure.pack import Act, Effect, Option
from houvast.core.procedure.persons import Person
from houvast.core.procedure.situation import Mark, Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something with an effect on the student happens: `marks` are those after the act, `before` those before it."""

    effect: Effect
    at: str
    marks: frozenset[Mark]
    before: frozenset[Mark]
    person: Person
    came: Situation
    label: str
    option: Option | None
    act: Act


@dataclass(slots=True)
class Explored:
    """`skipped`: an act, its option and what it leaves undone, with the situation and the label that show it.

    `unkept`: what was promised to be true before an act and is not, likewise; `offers`: the first moment at which a
    procedure to go on with is offered.
    """

    came: dict[Situation, tuple[Situation | None, str]] = field(default_factory=dict)
    school: dict[Situation, list[Situation]] = field(default_factory=dict)  # where staff and time can lead
    ended: set[Situation] = field(default_factory=set)
    endings: int = 0
    steps: set[str] = field(default_factory=set)
    acts: set[str] = field(default_factory=set)
    options: set[tuple[str, str]] = field(default_factory=set)
    outcomes: set[str] = field(default_factory=set)
    skipped: dict[tuple[str, str, str], tuple[Situation, str]] = field(default_factory=dict)
    offers: dict[str, tuple[Situation, str]] = field(default_factory=dict)  # follow-on procedures by their id
    unkept: dict[str, tuple[Situation, str]] = field(default_factory=dict)  # promises by name
    broken_rules: dict[str, Text] = field(default_factory=dict)
    answered_rules: set[str] = field(default_factory=set)
    circle: str = ""  # a step from which the steps lead round by themselves
    bound: bool = False

    def path(self, situation: Situation, last: str = "") -> tuple[str, ...]:
        """The shortest way to the situation, as the acts that lead there."""
        labels = [last] if last else []
        here: Situation | None = situation
        while here is not None:
            here, label = self.came[here]
            labels.append(label)
        return tuple(label for label in reversed(labels) if label)


Watch = Callable[[Moment], None]
