"""Which facts of the world a pack asks for, so that the case shell gathers those and no others."""

from collections.abc import Iterator

from houvast.core.procedure.pack import Act, Must, Pack

Kind = str


def pack_facts(pack: Pack) -> dict[str, Kind]:
    """Names for `World.facts` with what they hold: date, list, yes_no, number or choice; "any" when a rule says so."""
    names: dict[str, Kind] = {}
    for fact in pack.facts.values():
        if fact.age_under is not None:
            names["birth_date"] = "date"
        elif fact.world is not None:
            names[fact.world] = fact.type
        elif fact.rule is not None:
            names |= {known_as: _kind(known_as) for known_as in fact.rule.with_.values() if known_as not in names}
    for must in musts(pack):
        names |= {s.world: _kind(s.world) for s in must.facts.values() if s.world is not None and s.world not in names}
    for term in pack.terms.values():
        sources = term.length.facts.values()
        names |= {s.world: _kind(s.world) for s in sources if s.world is not None and s.world not in names}
    return names


def musts(pack: Pack) -> Iterator[Must]:
    """Every legal guard of the pack."""
    for act in pack.acts.values():
        yield from of_act(act)


def rules_of(pack: Pack) -> set[str]:
    """The names of the rules of law that the pack asks: in guards, for facts and for the length of terms."""
    named = {must.rule for must in musts(pack)}
    named |= {fact.rule.rule for fact in pack.facts.values() if fact.rule is not None}
    return named | {term.length.rule for term in pack.terms.values() if term.length.rule is not None}


def of_act(act: Act) -> Iterator[Must]:
    """The legal guards of an act and of its options."""
    for part in act.parts:
        yield from part.must


def _kind(name: str) -> Kind:
    return {"birth_date": "date", "qualifications": "list"}.get(name, "any")
