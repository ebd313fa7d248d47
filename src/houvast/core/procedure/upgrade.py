"""What another version of a pack would mean for a running case: what changes, and which rights or terms it would lose.

Nothing is lost silently: a term that already runs keeps its last day, and what would be lost is named, so that a person
decides. An upgrade is refused when the log does not fit the new pack.
"""

from dataclasses import dataclass, replace
from datetime import date

from houvast.core.forms.text import Text
from houvast.core.procedure.difference import difference
from houvast.core.procedure.folding import Circular, Illegal, fold
from houvast.core.procedure.log import Event, EventKind
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """`possible` when the log folds under the new pack to a step that exists; `lost` are rights and terms that go."""

    possible: bool
    changes: tuple[Text, ...]
    lost: tuple[Text, ...]
    step_before: str | None
    step_after: str | None
    why_not: Text | None = None


def analyse(old: Pack, new: Pack, log: tuple[Event, ...]) -> Upgrade:
    """Compare the state of the case under both packs. Pure: nothing is written."""
    before = fold(old, log)
    try:
        after = fold(new, log, strict=True)
    except (Illegal, Circular, KeyError) as wrong:
        return Upgrade(
            possible=False,
            changes=difference(old, new),
            lost=(),
            step_before=before.step,
            step_after=None,
            why_not=Text(
                nl=f"Wat al is gebeurd past niet in de nieuwe versie ({wrong}). De zaak houdt haar versie.",
                en=f"What has happened does not fit the new version ({wrong}). The case keeps its version.",
            ),
        )
    return Upgrade(
        possible=True,
        changes=difference(old, new),
        lost=tuple(_lost(old, new, before, after)),
        step_before=before.step,
        step_after=after.step,
    )


def _lost(old: Pack, new: Pack, before: State, after: State) -> list[Text]:
    lost = []
    ahead = {term.term for term in after.terms if term.open}
    for term in before.terms:
        if term.open and term.term not in ahead:
            title = old.terms[term.term].title
            day = term.due.isoformat()
            lost.append(Text(nl=f"termijn “{title.nl}” tot {day}", en=f"term “{title.en}” until {day}"))
    for name, policy in old.policies.items():
        if name not in new.policies:
            lost.append(Text(nl=f"afspraak “{policy.title.nl}”", en=f"policy “{policy.title.en}”"))
    if old.contest is not None and new.contest is None:
        lost.append(Text(nl="de weg om het besluit aan te vechten", en="the way to contest the decision"))
    for act_id, act in old.acts.items():
        newer = new.acts.get(act_id)
        gone = {s.role for s in act.signatures} - {s.role for s in newer.signatures if newer} if newer else set()
        lost += [
            Text(
                nl=f"handtekening ({role.value}) onder “{act.title.nl}”",
                en=f"signature ({role.value}) under “{act.title.en}”",
            )
            for role in sorted(gone)
        ]
    kept = {right.en for right in new.rights}
    lost += [Text(nl=f"recht: {right.nl}", en=f"right: {right.en}") for right in old.rights if right.en not in kept]
    return lost


def upgraded(new: Pack, *, by: str, role: str, on: date, note: str) -> Event:
    """The event that says that the case follows the new version from here on; running terms keep their days."""
    return replace(
        Event(kind=EventKind.UPGRADED, on=on, by=by, role=role), version=f"{new.id} {new.version}", note=note
    )
