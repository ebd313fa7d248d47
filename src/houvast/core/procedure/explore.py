"""Walk through every situation a pack can get into, breadth first, so that what is found comes with its shortest path.

A situation is left alone when it was met before, so loops end. Two things keep the number small without hiding a path:
acts that nothing refers to are done in one order only, and marks that nothing will ask about again are dropped.
"""

from collections.abc import Iterator
from datetime import date
from itertools import product

from houvast.core.law.errors import QuestionError
from houvast.core.procedure.conditions import Deviated, atoms
from houvast.core.procedure.cutting import Cut
from houvast.core.procedure.explored import Explored, Moment, Watch
from houvast.core.procedure.pack import Act, Effect, FollowOn, Guarded, Leads, Must, Option
from houvast.core.procedure.persons import Person
from houvast.core.procedure.situation import Mark, Situation, holds, rule_value
from houvast.core.procedure.structure import SILENT
from houvast.core.procedure.tracking import Liveness, excuses, open_answer, remembered, tracked_fields, tracked_terms
from houvast.core.procedure.world import Ask, as_rule_facts

MOST_SITUATIONS = 60_000
MOST_MOVES = 60


class Explorer:
    def __init__(self, left: Cut, ask: Ask, watch: Watch, today: date) -> None:
        self._today = today
        self.pack = pack = left.pack
        self.persons = left.persons
        self._told = left.values
        self.found = Explored()
        self._ask = ask
        self._watch = watch
        self._answers: dict[object, bool] = {}
        self._places = {step.id: number for number, step in enumerate(pack.steps)}
        self._remember = remembered(pack)
        self._own = [{act.id for act in step.acts} for step in pack.steps]
        self._fields = tracked_fields(pack, today)
        self._terms = tracked_terms(pack)
        self._liveness = Liveness(pack)
        self._promised = {name: promise.after for name, promise in pack.promises.items() if promise.after is not None}
        self._plain = {act.id for step in pack.steps for act in step.acts if self._is_plain(act)}
        self._choices: dict[str, tuple[tuple[Mark, ...], ...]] = {
            act_id: tuple(self._records(act)) for act_id, act in pack.acts.items()
        }

    def run(self) -> Explored:
        starts = [self._enter(0, number, frozenset()) for number in range(len(self.persons))]
        queue: list[Situation] = []
        for start in starts:
            self._note(self._trimmed(self._settled(start, None, "open")), None, "open", queue)
        for situation in queue:  # the queue grows while we walk it
            if len(self.found.came) > MOST_SITUATIONS:
                self.found.bound = True
                break
            for label, staff, moved in self._moves(situation):
                following = self._trimmed(moved)
                self._note(following, situation, label, queue)
                if staff:
                    self.found.school.setdefault(following, []).append(situation)
        return self.found

    def _trimmed(self, found: Situation) -> Situation:
        if found.step < 0:
            return found
        return Situation(found.step, found.person, self._liveness.trim(found.step, found.marks))

    def _note(self, found: Situation, before: Situation | None, label: str, queue: list[Situation]) -> None:
        if found.step < 0:
            self.found.endings += found not in self.found.came
            self.found.ended.add(found)
        if found not in self.found.came:
            self.found.came[found] = (before, label)
            if found.step >= 0:
                queue.append(found)

    def _moves(self, here: Situation) -> Iterator[tuple[str, bool, Situation]]:
        step = self.pack.steps[here.step]
        person = self.persons[here.person]
        plain_taken = False
        for act in (*step.acts, *self.pack.anytime):
            if ("held", act.id) in here.marks and ("done", act.id) not in here.marks:
                yield f"signatures under {act.id}", True, self._complete(here, act, None, "signed")
                continue
            if ("done", act.id) in here.marks and not act.repeat:
                continue
            if holds(act.when, here.marks, person) is not True and not open_answer(act.when):
                continue
            plain = act.id in self._plain
            if plain and (act.optional or plain_taken or ("done", act.id) in here.marks):
                self._note_plain(act, here)  # optional and asked by nothing: doing it changes nothing
                continue
            staff = any(role not in SILENT for role in act.by)
            for label, option, following in self._doings(here, act, person):
                plain_taken = plain_taken or plain
                asked = option is not None and option.effect is Effect.OWN_REQUEST  # not for the school to take
                yield label, staff and not asked, following
        yield from self._time(here, person)
        yield from self._deviations(here)

    def _note_plain(self, act: Act, here: Situation) -> None:
        self.found.acts.add(act.id)
        self.found.options |= {(act.id, option.id) for option in act.options}
        for part in act.parts:
            self._note_offers(part.opens, here, (here, act.id))

    def _note_offers(self, opens: tuple[FollowOn, ...], after: Situation, came: tuple[Situation, str]) -> None:
        for one in opens:
            offered = holds(one.when, after.marks, self.persons[after.person]) is not False
            if offered and one.pack not in self.found.offers:
                self.found.offers[one.pack] = came

    def _is_plain(self, act: Act) -> bool:
        """Nothing refers to it and it leads nowhere by itself, so its order among the others does not matter."""
        return (
            act.id not in self._remember
            and not any(name in self._promised for name in act.paths)
            and not act.serves
            and not any(part.go or part.end or part.must or part.needs or part.should for part in act.parts)
            and len(act.options) < 2  # noqa: PLR2004 - one option is no choice
            and not any(key[0] == act.id for key in self._fields)
        )

    def _doings(self, here: Situation, act: Act, person: Person) -> Iterator[tuple[str, Option | None, Situation]]:
        marks = here.marks
        others = {m for m in marks if not (m[0] in ("opt", "val") and str(m[1]).split(".")[0] == act.id)}
        open_to = [
            (option, self._deviated(act, option, marks, person))
            for option in act.options or (None,)
            if self._allowed(act, option, marks, person)
        ]
        for values in self._choices[act.id]:
            told = "".join(f" [{v[1]}={v[2]}]" for v in values)
            for option, deviated in open_to:
                label = act.id + (f"={option.id}" if option else "") + told
                label += "".join(f" [deviates from {policy}]" for policy in deviated)
                self._note_unkept(act, option, (here, label), person)
                changed = others | {("held", act.id), *values, *(("dev", policy) for policy in deviated)}
                changed |= {("serve", serves) for serves in act.serves}
                if option is not None:
                    changed.add(("opt", act.id, option.id))
                changed = self._terms_after(changed, act, begun="held")
                self.found.acts.add(act.id)
                if option is not None:
                    self.found.options.add((act.id, option.id))
                self._effect(option.effect if option else None, here, frozenset(changed), person, label, act, option)
                following = Situation(here.step, here.person, frozenset(changed))
                if not act.signatures:
                    following = self._complete(following, act, here, label)
                if following != here:
                    yield label, option, following

    def _note_unkept(self, act: Act, option: Option | None, at: tuple[Situation, str], person: Person) -> None:
        for name in (act.id, f"{act.id}.{option.id}") if option is not None else (act.id,):
            promised = self._promised.get(name)
            if promised is not None and holds(promised, at[0].marks, person) is False:
                self.found.unkept.setdefault(name, at)

    def _records(self, act: Act) -> Iterator[tuple[Mark, ...]]:
        mine = {
            path: self._told.get(".".join(path), values) for path, values in self._fields.items() if path[0] == act.id
        }
        keys = [f"{act_id}.{name}" for act_id, name in mine]
        for combination in product(*mine.values()):
            yield tuple(("val", key, value) for key, value in zip(keys, combination, strict=True) if value is not None)

    def _allowed(self, act: Act, option: Option | None, marks: frozenset[Mark], person: Person) -> bool:
        parts: tuple[Guarded, ...] = (act, option) if option is not None else (act,)
        for part in parts:
            for need in part.needs:
                if holds(need.condition, marks, person) is False:
                    return False
            for must in part.must:
                if not self._lawful(must, marks, person):
                    return False
        return True

    def _lawful(self, must: Must, marks: frozenset[Mark], person: Person) -> bool:
        if holds(must.when, marks, person) is False:
            return True
        facts = {name: rule_value(source, self.pack, marks, person, self._today) for name, source in must.facts.items()}
        key = (id(must), tuple(facts.values()))
        if key in self._answers:
            return self._answers[key]
        try:
            outcome = self._ask(must.rule, as_rule_facts(facts), on=self._today).outcome
            self._answers[key] = all(outcome.get(name) == value for name, value in must.require.items())
            self.found.answered_rules.add(must.rule)
        except QuestionError as wrong:
            self.found.broken_rules[must.rule] = wrong.text
            self._answers[key] = False
        return self._answers[key]

    def _deviated(self, act: Act, option: Option | None, marks: frozenset[Mark], person: Person) -> list[str]:
        policies = (*act.should, *(option.should if option else ()))
        return [
            name
            for name in policies
            if excuses(self.pack, name)
            and ("dev", name) not in marks
            and holds(self.pack.policies[name].condition, marks, person) is False
        ]

    def _effect(
        self,
        effect: Effect | None,
        here: Situation,
        marks: frozenset[Mark],
        person: Person,
        label: str,
        act: Act,
        option: Option | None,
    ) -> None:
        if effect is not None:
            at = f"{act.id}.{option.id}" if option else act.id
            moment = Moment(
                effect=effect,
                at=at,
                marks=marks,
                before=here.marks,
                person=person,
                came=here,
                label=label,
                option=option,
                act=act,
            )
            self._watch(moment)

    def _complete(self, here: Situation, act: Act, before: Situation | None, label: str) -> Situation:
        option = next((o for o in act.options if ("opt", act.id, o.id) in here.marks), None)
        marks = self._terms_after({*here.marks, ("done", act.id)}, act, begun="done")
        sends = (*act.sends, *((act.letter,) if act.letter else ()), *(option.sends if option else ()))
        told = any(self.pack.letters[letter].contests for letter in sends if letter in self.pack.letters)
        if option is not None and option.effect in HARD:
            marks.add(("owes",))
        if told:
            marks.discard(("owes",))
        done = Situation(here.step, here.person, frozenset(marks))
        leads: Leads = option if option is not None and (option.go or option.end) else act
        self._note_offers((*act.opens, *(option.opens if option else ())), done, (before or here, label))
        self._note_skipped(here, act, option, leads, (before or here, label))
        moved = self._follow(done, leads, before or here, label, act, option)
        return self._settled(moved if moved is not None else done, before or here, label, act)

    def _note_skipped(
        self, here: Situation, act: Act, option: Option | None, leads: Leads, came: tuple[Situation, str]
    ) -> None:
        """Remember a way out of the step that leaves an act undone which the step requires."""
        step = self.pack.steps[here.step]
        if not (leads.go or leads.end) or act.optional or act.id not in self._own[here.step]:
            return
        person = self.persons[here.person]
        for other in step.acts:
            left = other.id != act.id and not self._act_complete(other, here.marks, person)
            at = (act.id, option.id if option is not None else "", other.id)
            if left and at not in self.found.skipped:
                self.found.skipped[at] = came

    def _settled(self, here: Situation, before: Situation | None, label: str, act: Act | None = None) -> Situation:
        for _ in range(MOST_MOVES):
            if here.step < 0:
                return here
            step = self.pack.steps[here.step]
            person = self.persons[here.person]
            if not step.then or not all(self._act_complete(one, here.marks, person) for one in step.acts):
                return here
            branch = next((b for b in step.then if holds(b.when, here.marks, person) is True), None)
            moved = self._follow(here, branch, before, label, act, None) if branch is not None else None
            if moved is None:
                return here
            here = moved
        self.found.circle = self.pack.steps[here.step].id
        return Situation(-1, here.person, here.marks)

    def _act_complete(self, act: Act, marks: frozenset[Mark], person: Person) -> bool:
        if ("held", act.id) in marks:
            return ("done", act.id) in marks
        return act.optional or holds(act.when, marks, person) is False

    def _follow(
        self,
        here: Situation,
        leads: Leads,
        before: Situation | None,
        label: str,
        act: Act | None,
        option: Option | None,
    ) -> Situation | None:
        if leads.go is not None and leads.go in self._places:
            return self._enter(self._places[leads.go], here.person, here.marks)
        if leads.end is None or leads.end not in self.pack.outcomes:
            return None
        self.found.outcomes.add(leads.end)
        outcome = self.pack.outcomes[leads.end]
        person = self.persons[here.person]
        self._note_offers(outcome.opens, here, (before or here, label if before is not None else ""))
        if before is not None and act is not None and (option is None or option.effect is not outcome.effect):
            self._effect(outcome.effect, before, here.marks, person, label, act, None)
        return Situation(-1, here.person, frozenset({("end", leads.end), *(m for m in here.marks if m == ("owes",))}))

    def _enter(self, step: int, person: int, marks: frozenset[Mark]) -> Situation:
        name = self.pack.steps[step].id
        self.found.steps.add(name)
        own = {act.id for act in self.pack.steps[step].acts}
        kept = {m for m in marks if not (m[0] in ("held", "done") and (m[1] in own or m[1] not in self._remember))}
        for term_id in self._terms:
            if self.pack.terms[term_id].from_.step == name:
                kept -= {("over", term_id)}
                kept.add(("runs", term_id))
        return Situation(step, person, frozenset(kept))

    def _terms_after(self, marks: set[Mark], act: Act, *, begun: str) -> set[Mark]:
        for term_id in self._terms:
            term = self.pack.terms[term_id]
            start = term.from_.held if begun == "held" else term.from_.done
            if start == act.id or (begun == "held" and (term.from_.field or "").split(".")[0] == act.id):
                marks = (marks - {("over", term_id)}) | {("runs", term_id)}
            if term.until == act.id and (begun == "done") == term.until_signed and term.kind == "deadline":
                marks = marks - {("runs", term_id)}
        return marks

    def _time(self, here: Situation, person: Person) -> Iterator[tuple[str, bool, Situation]]:
        for mark in sorted((m for m in here.marks if m[0] == "runs"), key=str):
            marks = (here.marks - {mark}) | {("over", mark[1])}
            yield f"({mark[1]} runs out)", True, Situation(here.step, here.person, marks)
        for older in person.later:
            grown = Situation(here.step, older, here.marks)
            label = "(time goes by)" if self.persons[older].days != person.days else "(a birthday)"
            yield label, False, self._settled(grown, here, label)

    def _deviations(self, here: Situation) -> Iterator[tuple[str, bool, Situation]]:
        step = self.pack.steps[here.step]
        asked = {a.deviated for act in step.acts for a in atoms(act.when) if isinstance(a, Deviated)}
        for policy in sorted(asked):
            if ("dev", policy) not in here.marks:
                changed = Situation(here.step, here.person, here.marks | {("dev", policy)})
                yield f"[deviates from {policy}]", True, self._settled(changed, here, f"[deviates from {policy}]")


HARD = frozenset({Effect.NEGATIVE_ADVICE, Effect.REMOVAL, Effect.SUSPENSION, Effect.UNSUITABILITY, Effect.REFUSAL})
"""Decisions that a student must be able to contest, with the route and the last day told."""
