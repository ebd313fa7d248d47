"""Rehearse a procedure with an invented student: a scenario is a YAML file that reads as a story and says how it ends.

    pack: improvement-track
    scenarios:
      - name: A minor whose mother does not answer
        items: [S-037]
        starts: 2027-01-11
        student: {birth_date: 2009-03-15, qualifications: [vmbo_kb], talks_with_agreements: 2}
        guardians: [mother]
        story:
          - {as: coach, do: propose}
          - {after: 7, as: team_leader, do: start_meeting, with: {final_day: 2027-04-12}}
          - {after: 14, as: coach, sign: start_meeting, of: guardian, answer: not_reached, refused: [term]}
        ends: succeeded

Each line: `as` a role; `do` an act (with `choose`, `with` parts of the record, `because` a deviation per policy),
`sign` an act, `deviate` from a policy; `on` a day or `after` so many days; `refused` the keys of the reasons expected.
A record that is not given is completed with invented values. At the end `ends` an outcome or `at` a step, and, when
named, `letters`, `next`, `deviations`, `tasks` (keys) that must be there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from houvast import lawbook
from houvast.core.forms.example import example
from houvast.core.procedure.engine import catch_up, decide, open_case
from houvast.core.procedure.folding import fold
from houvast.core.procedure.log import Action, Answer, Attempt, Deviate, Do, Event, Refused, Sign, as_data, from_data
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import State
from houvast.core.procedure.tasks import open_tasks
from houvast.core.procedure.world import Guardian, World


class NotAsTold(Exception):
    """The procedure did something else than the scenario says."""

    def __init__(self, scenario: str, line: int, what: str) -> None:
        super().__init__(f"{scenario}, line {line}: {what}")


@dataclass(slots=True, kw_only=True)
class Rehearsal:
    """An invented case under way. With `saved`, the log is written and read back after every action."""

    pack: Pack
    world: World
    today: date
    saved: bool = False
    state: State = field(default_factory=State)
    trace: list[str] = field(default_factory=list)

    def open(self) -> tuple[str, ...]:
        role = self.pack.opened_by[0]
        return self._take(open_case(self.pack, self.world, by=role.value, role=role, on=self.today), "open", role)

    def act(self, action: Action) -> tuple[str, ...]:
        """Do it; the keys of the reasons when it is refused, else nothing."""
        name = action.act if isinstance(action, Do | Sign) else type(action).__name__.lower()
        return self._take(decide(self.pack, self.state, action, self.world, self.today), name, action.role)

    def wait(self, days: int) -> None:
        """Let days go by, with what time itself brings."""
        self.today += timedelta(days=days)
        self._take(catch_up(self.pack, self.state, self.world, self.today), "time", None)

    def _take(self, answer: object, name: str, role: Role | None) -> tuple[str, ...]:
        if isinstance(answer, Refused):
            keys = tuple(reason.key for reason in answer.reasons)
            self.trace.append(f"{self.today} {role or ''} {name}: refused ({', '.join(keys)})")
            return keys
        state: State = answer.state  # type: ignore[attr-defined]
        events: tuple[Event, ...] = answer.events  # type: ignore[attr-defined]
        self.state = self._read_back(state) if self.saved else state
        if events:
            place = state.step or (state.ended.outcome if state.ended is not None else "")
            self.trace.append(f"{self.today} {role or ''} {name} -> {place}")
        return ()

    def _read_back(self, state: State) -> State:
        return fold(self.pack, tuple(from_data(as_data(event)) for event in state.log))


def world_of(student: Mapping[str, object], guardians: Sequence[object]) -> World:
    """The invented world: days as text become days; a guardian `{name: no_authority}` has no authority."""
    facts = {name: _value(value) for name, value in student.items()}
    people = [
        Guardian(key=next(iter(one)), authority=next(iter(one.values())) != "no_authority")
        if isinstance(one, dict)
        else Guardian(key=str(one))
        for one in guardians
    ]
    return World(facts=facts, guardians=tuple(people), ask=lawbook.ask)


def _value(value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def rehearse(pack: Pack, scenario: Mapping[str, object], *, saved: bool = False) -> Rehearsal:
    """Play the whole scenario. NotAsTold at the first line that goes otherwise than told."""
    name = str(scenario["name"])
    student, guardians = scenario.get("student", {}), scenario.get("guardians", [])
    assert isinstance(student, dict)
    assert isinstance(guardians, list)
    play = Rehearsal(
        pack=pack, world=world_of(student, guardians), today=date.fromisoformat(str(scenario["starts"])), saved=saved
    )
    play.open()
    story = scenario.get("story", [])
    assert isinstance(story, list)
    for number, line in enumerate(story, start=1):
        _play_line(play, name, number, line)
    _check_end(play, name, len(story), scenario)
    return play


def _play_line(play: Rehearsal, name: str, number: int, line: Mapping[str, object]) -> None:
    if "on" in line:
        play.wait((date.fromisoformat(str(line["on"])) - play.today).days)
    elif "after" in line:
        play.wait(int(str(line["after"])))
    changed = line.get("now")
    if isinstance(changed, dict):
        facts = {**play.world.facts, **{key: _value(value) for key, value in changed.items()}}
        play.world = replace(play.world, facts=facts)
    if "as" in line:
        found = play.act(_action(play, line))
        expected = line.get("refused", [])
        wanted = {expected} if isinstance(expected, str) else set(expected)  # type: ignore[call-overload]
        if set(found) != wanted:
            raise NotAsTold(name, number, f"expected {sorted(wanted) or 'success'}, got {sorted(found) or 'success'}")
    if "at" in line and play.state.step != line["at"]:
        raise NotAsTold(name, number, f"expected to be at {line['at']}, but it is {play.state.step}")


def _action(play: Rehearsal, line: Mapping[str, object]) -> Action:
    role = Role(str(line["as"]))
    by = str(line.get("who", role.value))
    if "deviate" in line:
        return Deviate(policy=str(line["deviate"]), reason=str(line.get("why", "invented")), by=by, role=role)
    if "sign" in line:
        return _signing(play, line, role, by)
    act_id = str(line["do"])
    act = play.pack.acts.get(act_id)
    given = line.get("with", {})
    because = line.get("because", {})
    assert isinstance(given, dict)
    assert isinstance(because, dict)
    form = play.pack.forms[act.form] if act is not None and act.form is not None else None
    option = line.get("choose")
    return Do(
        act=act_id,
        by=by,
        role=role,
        option=str(option) if option is not None else None,
        data=example(form, play.today, given) if form is not None else given,
        deviations={str(policy): str(why) for policy, why in because.items()},
        happened_on=date.fromisoformat(str(line["happened_on"])) if "happened_on" in line else None,
    )


def _signing(play: Rehearsal, line: Mapping[str, object], role: Role, by: str) -> Sign:
    attempts = int(str(line.get("attempts", 2)))
    signer_role = Role(str(line.get("of", role.value)))
    answer = Answer(str(line.get("answer", "agree")))
    missed = answer is Answer.NOT_REACHED
    return Sign(
        act=str(line["sign"]),
        by=by,
        role=role,
        signer_role=signer_role,
        signer=str(line.get("whose", by if signer_role is role else signer_role.value)),
        answer=answer,
        note=str(line.get("note", "" if answer is Answer.AGREE else "invented reason")),
        attempts=tuple(
            Attempt(on=play.today - timedelta(days=number), how="called") for number in range(attempts if missed else 0)
        ),
    )


def _check_end(play: Rehearsal, name: str, line: int, scenario: Mapping[str, object]) -> None:
    ended = play.state.ended.outcome if play.state.ended is not None else None
    if "ends" in scenario and ended != scenario["ends"]:
        raise NotAsTold(name, line, f"expected the ending {scenario['ends']}, got {ended or play.state.step}")
    if "at" in scenario and play.state.step != scenario["at"]:
        raise NotAsTold(name, line, f"expected to be at {scenario['at']}, but it is {play.state.step or ended}")
    found = {
        "letters": {letter.letter for letter in play.state.letters},
        "next": {following.pack for following in play.state.follow_ons},
        "tasks": {task.key for task in open_tasks(play.pack, play.state, play.today)},
        "deviations": {deviation.policy for deviation in play.state.deviations},
    }
    for part, present in found.items():
        wanted = scenario.get(part, [])
        assert isinstance(wanted, list)
        if missing := sorted(set(wanted) - present):
            raise NotAsTold(name, line, f"{part} without {', '.join(missing)}: there is {sorted(present)}")
