"""What the records of a procedure say for figures: a deregistration and a study advice, read from the log of a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from houvast.cases.journal import ErasedDossier, state_of
from houvast.cases.models import Case
from houvast.cases.pinned import pack_of
from houvast.core.monitor.leaving import Destination, Initiator, Reason, Tried
from houvast.core.procedure.state import Instance, State

_INITIATOR = {
    "student": Initiator.STUDENT,
    "school": Initiator.INSTITUTION,
    "both": Initiator.BOTH,
    "other": Initiator.OTHER,
}
_DESTINATION = {
    "programme": Destination.PROGRAMME,
    "work": Destination.WORK,
    "care": Destination.CARE,
    "desk": Destination.DESK,
    "unknown": Destination.UNKNOWN,
}
PROVISIONAL, CONDITIONAL, NEGATIVE, POSITIVE = "provisional", "conditional", "negative", "positive"
GIVEN, POSTPONED, APPEALED, URGENT = "given", "postponed", "appealed", "urgent"
CARRIED_OUT, WITHDRAWN = "carried_out", "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a deregistration in Houvast recorded; empty where it says nothing."""

    on: date
    reason: str = ""
    initiator: Initiator = Initiator.UNKNOWN
    causes: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    destination: str = ""
    handed_to: str = ""
    accepted: bool = False


def read_case(case: Case) -> State | None:
    """Where the case stands by its log; None when its content was erased."""
    try:
        return state_of(case, pack_of(case.pack_version))
    except ErasedDossier:
        return None


def recorded(case: Case) -> Recorded | None:
    """The deregistration that this case recorded; None when the student stayed or nothing can be read."""
    state = read_case(case)
    if state is None or (state.ended is not None and state.ended.outcome == "stays"):
        return None
    on = state.ended.on if state.ended else case.opened_on
    own = state.last("own_request")
    why = _data(state.last("why"))
    plan, handover = _data(state.last("plan")), _data(state.last("handover"))
    initiator = _INITIATOR.get(str(why.get("initiator")), Initiator.UNKNOWN)
    reason = str(why.get("reason") or "")
    if own is not None and state.ended is not None and state.ended.outcome == "own":
        reason, initiator = reason or Reason.OWN_REQUEST, initiator or Initiator.STUDENT
    tried = [name for act, name in (("exit_talk", Tried.TALKS), ("handover", Tried.PARTNERS)) if state.last(act)]
    return Recorded(
        on=on,
        reason=reason,
        initiator=initiator,
        causes=_words(why.get("causes")),
        tried=tuple(tried),
        destination=_DESTINATION.get(str(plan.get("destination")), ""),
        handed_to=str(handover.get("to_whom") or ""),
        accepted=state.last("accepted") is not None,
    )


def advices_in(  # noqa: C901 - one line a step
    case: Case,
) -> tuple[tuple[date, str], ...]:
    """The steps of a study advice that count, each with its day: a warning, an advice, an appeal, the outcome."""
    state = read_case(case)
    if state is None:
        return ()
    found: list[tuple[date, str]] = []
    if warned := state.last("warning"):
        found.append((warned.on, PROVISIONAL))
    for act in ("assess", "advise", "advise_on_track", "check_conditions"):
        done = state.last(act)
        if done is None:
            continue
        match done.option:
            case "positive" | "met":
                found += [(done.on, GIVEN), (done.on, POSITIVE)]
            case "conditional":
                found += [(done.on, GIVEN), (done.on, CONDITIONAL)]
            case "negative":
                found += [(done.on, GIVEN), (done.on, NEGATIVE)]
            case "urgent":
                found += [(done.on, GIVEN), (done.on, URGENT)]
            case "postponed":
                found.append((done.on, POSTPONED))
    if appealed := state.last("appeal_filed"):
        found.append((appealed.on, APPEALED))
    if (outcome := state.last("carry_out")) and outcome.option in {CARRIED_OUT, WITHDRAWN}:
        found.append((outcome.on, outcome.option))
    return tuple(found)


def _data(done: Instance | None) -> Mapping[str, object]:
    return done.data if done else {}


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()
