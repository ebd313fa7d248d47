"""What an invariant is, and the ways in which one can hold at a moment."""

from collections.abc import Callable
from dataclasses import dataclass

from houvast.core.forms.text import Text
from houvast.core.procedure.explored import Moment
from houvast.core.procedure.findings import Class
from houvast.core.procedure.needs import of_act
from houvast.core.procedure.pack import Effect, Pack, Serves
from houvast.core.procedure.situation import Mark

Holds = Callable[[Pack, Moment], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    """`holds` says whether this moment is right; `text` and `mend` say what is wrong when it is not."""

    name: str
    kind: Class
    effects: frozenset[Effect]
    source: str
    text: Text
    mend: Text
    holds: Holds


def is_served(*wanted: Serves) -> Holds:
    """Acts that serve all of these came before, or it is such an act itself."""
    return lambda _pack, moment: all(("serve", serves) in moment.marks for serves in wanted)


TAKEN_OVER = "handover_accepted"
"""The fact of the world that somebody accepted a handover outside this case."""


def handed_over(pack: Pack, moment: Moment) -> bool:
    """Somebody accepted the handover: recorded in this case, or by the receiver in a handover of its own."""
    elsewhere = (name for name, fact in pack.facts.items() if fact.world == TAKEN_OVER)
    return is_served(Serves.ACCEPTED_HANDOVER)(pack, moment) or any(
        moment.person.facts.get(name) is True for name in elsewhere
    )


def _acts_serving(pack: Pack, serves: Serves) -> list[str]:
    return [act.id for act in pack.acts.values() if serves in act.serves]


def _over(pack: Pack, marks: frozenset[Mark], serves: Serves) -> bool:
    """A waiting term that began with an act of that kind has run out completely."""
    acts = _acts_serving(pack, serves)
    return any(
        ("over", name) in marks for name, term in pack.terms.items() if term.kind == "wait" and term.begins_with in acts
    )


def warned(pack: Pack, moment: Moment) -> bool:
    """A warning was given and the waiting term from it has run out."""
    return ("serve", Serves.WARNING) in moment.marks and _over(pack, moment.before, Serves.WARNING)


def placed(pack: Pack, moment: Moment) -> bool:
    """No duty of education binds, or another school is willing, or the search has lasted its whole term."""
    duty = moment.person.facts.get("duty")
    bound = duty in ("compulsory_education", "qualification_duty") if duty is not None else moment.person.minor
    willing = any(
        mark[0] == "val"
        and mark[2] is True
        and str(mark[1]).split(".")[0] in _acts_serving(pack, Serves.WILLING_SCHOOL)
        for mark in moment.marks
    )
    return not bound or willing or _over(pack, moment.before, Serves.SEARCH)


def guardians(_pack: Pack, moment: Moment) -> bool:
    """The guardians of a minor were informed."""
    return not moment.person.minor or ("serve", Serves.GUARDIANS_INFORMED) in moment.marks


def rule(name: str) -> Holds:
    """This rule of law guards the act or its option."""

    def guarded(_pack: Pack, moment: Moment) -> bool:
        option = moment.option.must if moment.option is not None else ()
        return any(must.rule == name for must in (*of_act(moment.act), *option))

    return guarded


def free(_pack: Pack, moment: Moment) -> bool:
    """Nothing stands before the act."""
    parts = (moment.act, moment.option) if moment.option is not None else (moment.act,)
    return not any(part.needs or part.must or part.should for part in parts)


def contest(pack: Pack, _moment: Moment) -> bool:
    """The pack names a way to contest."""
    return pack.contest is not None


def in_both(nl: str, en: str) -> Text:
    """A text in both languages."""
    return Text(nl=nl, en=en)
