"""Procedures: a step with its guard, explanation and log, beside SpiffWorkflow running the same process.

SpiffWorkflow lives in an environment of its own under var/bench, made here when it is not there; where it cannot be
installed our figures are printed alone, and it is said. `ratio` is ours divided by theirs: below 1 is quicker.
Of each step counts the quickest of the rounds, which other work on the machine disturbs least; then the median step.

`python bench/procedure.py [--rounds 30]`
"""

import argparse
import json
import pickle
import subprocess
import time
import venv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from houvast import lawbook, packbook
from houvast.core.forms.example import example
from houvast.core.procedure.engine import decide, open_case
from houvast.core.procedure.folding import fold
from houvast.core.procedure.log import Answer, Do, Event, EventKind, Sign, as_data
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import Events, State
from houvast.core.procedure.tasks import open_tasks
from houvast.core.procedure.world import World
from houvast.packbook.checking import check_files

ROOT = Path(__file__).parent.parent
ENVIRONMENT = ROOT / "var" / "bench" / "spiff"
SPIFF = "SpiffWorkflow==3.1.2"
START = date(2027, 1, 11)

Step = tuple[int, str, Role, str | None, Mapping[str, object]]
SIGN = "sign"

# the improvement track to its unsuccessful ending for an adult: days since the step before, act, role, option, record
STEPS: tuple[Step, ...] = (
    (0, "propose", Role.COACH, None, {}),
    (0, "consult_team", Role.COACH, None, {}),
    (0, "consult_support", Role.COACH, None, {}),
    (1, "start_decision", Role.TEAM_LEADER, "begin", {}),
    (6, "start_meeting", Role.TEAM_LEADER, None, {"interim_day": "2027-03-01", "final_day": "2027-04-12"}),
    (0, "start_meeting", Role.STUDENT, SIGN, {}),
    (0, "start_meeting", Role.COACH, SIGN, {}),
    (0, "start_meeting", Role.TEAM_LEADER, SIGN, {}),
    (42, "interim_evaluation", Role.TEAM_LEADER, None, {}),
    (0, "interim_evaluation", Role.STUDENT, SIGN, {}),
    (0, "interim_evaluation", Role.TEAM_LEADER, SIGN, {}),
    (42, "final_meeting", Role.TEAM_LEADER, None, {"agreements_kept": "partly", "progress_sufficient": False}),
    (1, "team_decision", Role.TEAM_LEADER, "no_success", {}),
    (1, "director_consent", Role.COLLEGE_DIRECTOR, "granted", {}),
    (1, "no_success_letter", Role.COLLEGE_DIRECTOR, None, {}),
    (1, "exit_talk", Role.COACH, None, {}),
    (0, "consult_support_future", Role.COACH, None, {}),
    (0, "call_youth_desk", Role.SUPPORT_ADVISOR, None, {}),
)


def a_world() -> World:
    facts = {"birth_date": date(2006, 5, 1), "qualifications": ("vmbo_kb",), "talks_with_agreements": 2}
    return World(facts=facts, ask=lawbook.ask)


def run_once(pack: Pack, times: list[float]) -> State:
    """The whole process once; per step: the guard, the decision with what it rests on, the log line as JSON."""
    world, today = a_world(), START
    opened = open_case(pack, world, by="coach", role=Role.COACH, on=today)
    assert isinstance(opened, Events)
    state = opened.state
    for days, act, role, option, record in STEPS:
        today += timedelta(days=days)
        action: Do | Sign
        if option == SIGN:
            action = Sign(act=act, by=role.value, role=role, signer_role=role, signer=role.value, answer=Answer.AGREE)
        else:
            form = pack.acts[act].form
            data = example(pack.forms[form], today, record) if form is not None else {}
            action = Do(act=act, by=role.value, role=role, option=option, data=data)
        began = time.perf_counter()
        answer = decide(pack, state, action, world, today)
        assert isinstance(answer, Events), answer
        for event in answer.events:
            json.dumps(as_data(event))
        times.append(time.perf_counter() - began)
        state = answer.state
    assert state.ended is not None
    return state


def quickest(pack: Pack, rounds: int) -> list[float]:
    """Seconds of each step of the process, the quickest of so many rounds."""
    found = []
    for _ in range(rounds):
        times: list[float] = []
        run_once(pack, times)
        found.append(times)
    return [min(same) for same in zip(*found, strict=True)]


def long_log(pack: Pack, length: int) -> tuple[Event, ...]:
    """A real log made long: the track kept in its first step by views that the student adds."""
    world = a_world()
    opened = open_case(pack, world, by="coach", role=Role.COACH, on=START)
    assert isinstance(opened, Events)
    state = opened.state
    while len(state.log) < length:
        data = example(pack.forms["own_view"], START)
        added = decide(pack, state, Do(act="own_view", by="s", role=Role.STUDENT, data=data), world, START)
        assert isinstance(added, Events)
        state = added.state
    return state.log


def state_bytes(state: State) -> int:
    """How large a folded state is when it is written away whole; we never do, but others store their states."""
    return len(pickle.dumps(replace(state, log=(), effective=())))


def theirs(rounds: int, records: str) -> dict[str, float] | None:
    """Milliseconds of the median step of SpiffWorkflow, without and with serialisation; None when it is not there."""
    python = ENVIRONMENT / "bin" / "python"
    try:
        if not python.exists():
            venv.create(ENVIRONMENT, with_pip=True)
        known = subprocess.run([python, "-c", "import SpiffWorkflow"], capture_output=True, check=False)
        if known.returncode:
            subprocess.run([python, "-m", "pip", "install", "-q", SPIFF], check=True, capture_output=True, timeout=300)
        script = Path(__file__).parent / "spiff" / "improvement_track.py"
        done = subprocess.run(
            [python, script, str(rounds)], input=records, check=True, capture_output=True, text=True, timeout=300
        )
        found: dict[str, float] = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return found


def figure(name: str, value: float, unit: str, **more: object) -> None:
    print(json.dumps({"figure": name, "value": round(value, 4), "unit": unit, **more}))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=30)
    rounds = options.parse_args().rounds
    pack = packbook.pack("improvement-track")
    run_once(pack, [])
    state = run_once(pack, [])
    ours = median(quickest(pack, rounds)) * 1000
    acts = [event for event in state.log if event.kind in (EventKind.DONE, EventKind.SIGNED)]
    spiff = theirs(rounds, json.dumps([as_data(event) for event in acts]))
    empty = theirs(rounds, json.dumps([{} for _event in acts]))
    figure("procedure step, ours", ours, "ms", steps=len(STEPS), what="guard, decision, log line as JSON")
    if spiff is None or empty is None:
        figure("procedure step, SpiffWorkflow", 0, "ms", missing="SpiffWorkflow could not be installed here")
    else:
        # its state is saved whole, and every task carries the records of those before it; so both are told
        same, none = spiff["with_serialisation"], empty["with_serialisation"]
        figure("procedure step, SpiffWorkflow, same records", same, "ms", bare=spiff["bare"])
        figure("procedure step, SpiffWorkflow, no records", none, "ms", bare=empty["bare"])
        figure("state of a whole case, SpiffWorkflow", spiff["bytes"], "bytes", no_records=empty["bytes"])
        figure("procedure step, ratio", ours / same, "ours/theirs", goal=0.1, without_records=round(ours / none, 4))
    began = time.perf_counter()
    for _ in range(rounds):
        open_tasks(pack, fold(pack, state.log[:6]), START)
    figure("open tasks of a case, with its fold", (time.perf_counter() - began) / rounds * 1000, "ms")
    log = json.dumps([as_data(event) for event in state.log])
    figure("log of a whole case", len(log.encode()), "bytes", events=len(state.log))
    figure("state of a whole case", state_bytes(state), "bytes", what="pickled, without the log it is folded from")
    events = long_log(pack, 200)
    folds = []
    for _ in range(rounds):
        began = time.perf_counter()
        fold(pack, events)
        folds.append(time.perf_counter() - began)
    figure("fold of 200 events", median(folds) * 1000, "ms")
    began = time.perf_counter()
    checked = check_files()
    figure("check of all packs", time.perf_counter() - began, "s", packs=len(checked), goal=5)


if __name__ == "__main__":
    main()
