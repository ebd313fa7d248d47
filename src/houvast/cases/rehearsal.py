"""A rehearsal: an invented student goes through a procedure on an invented calendar. Nothing is stored.

Where the rehearsal stands travels in the form itself, signed, so that only what the engine allowed can be in it.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.core import signing

from houvast.cases.world import SchoolDays, ask
from houvast.core.forms.example import example
from houvast.core.procedure.engine import catch_up, decide, open_case
from houvast.core.procedure.folding import fold
from houvast.core.procedure.log import Action, Answer, Attempt, Do, Event, Reason, Refused, Sign, as_data, from_data
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import State
from houvast.core.procedure.world import Guardian, World

SALT = "houvast.cases.rehearsal"
GUARDIAN = "rehearsal-guardian"
MOST_EVENTS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """Where a rehearsal stands. `refused` holds why the last try was not possible."""

    pack: Pack
    started: date
    today: date
    born: date
    qualifications: tuple[str, ...]
    log: tuple[Event, ...] = ()
    refused: tuple[Reason, ...] = ()

    @property
    def world(self) -> World:
        """The invented student: two talks with agreements were held, one guardian with authority."""
        facts = {
            "birth_date": self.born,
            "qualifications": self.qualifications,
            "talks_with_agreements": 2,
            "programme_started_on": self.started,
            "programme_years": 3,
            "absence_must_be_reported": True,
        }
        return World(facts=facts, guardians=(Guardian(key=GUARDIAN),), calendar=SchoolDays(), ask=ask)

    def state(self) -> State:
        """The state as of this invented day."""
        return catch_up(self.pack, fold(self.pack, self.log), self.world, self.today).state

    def token(self) -> str:
        """Everything that must be remembered, signed."""
        data = {
            "pack": self.pack.id,
            "version": self.pack.version,
            "started": self.started.isoformat(),
            "today": self.today.isoformat(),
            "born": self.born.isoformat(),
            "qualifications": list(self.qualifications),
            "log": [as_data(event) for event in self.log],
        }
        return signing.dumps(data, salt=SALT, compress=True)


def begin(pack: Pack, *, today: date, age: int, qualified: bool) -> Play:
    """An invented student of this age, whose birthday was half a year ago."""
    birthday = today - timedelta(days=182)
    born = birthday.replace(year=birthday.year - age, day=min(birthday.day, 28))
    play = Play(pack=pack, started=today, today=today, born=born, qualifications=("mbo-2",) if qualified else ())
    role = pack.opened_by[0]
    opened = open_case(pack, play.world, by=role.value, role=role, on=today)
    return replace(play, refused=opened.reasons) if isinstance(opened, Refused) else replace(play, log=opened.events)


def resume(token: str, pack: Pack) -> Play:
    """A rehearsal from its token. signing.BadSignature when it was changed or belongs to another procedure."""
    data = signing.loads(token, salt=SALT)
    if (data["pack"], data["version"]) != (pack.id, pack.version):
        raise signing.BadSignature(pack.id)
    return Play(
        pack=pack,
        started=date.fromisoformat(data["started"]),
        today=date.fromisoformat(data["today"]),
        born=date.fromisoformat(data["born"]),
        qualifications=tuple(data["qualifications"]),
        log=tuple(from_data(event) for event in data["log"]),
    )


def wait(play: Play, days: int) -> Play:
    """Let days go by, with what time itself brings."""
    later = replace(play, today=play.today + timedelta(days=min(max(days, 1), 400)), refused=())
    brought = catch_up(play.pack, fold(play.pack, play.log), later.world, later.today)
    return replace(later, log=(*play.log, *brought.events))


def do(play: Play, act_id: str, option: str, *, deviate: bool) -> Play:
    """Do an act with an invented record, in the first role that may; `deviate` gives a reason for every policy in the
    way.
    """
    act = play.pack.acts[act_id]
    record = example(play.pack.forms[act.form], play.today + timedelta(days=28)) if act.form else {}
    choice = act.option(option)
    policies = (*act.should, *(choice.should if choice else ()))
    found = play
    for role in act.by:
        reasons = dict.fromkeys(policies, "…") if deviate else {}
        action = Do(act=act.id, by=role.value, role=role, option=option or None, data=record, deviations=reasons)
        found = _take(play, action)
        if not found.refused:
            return found
    return found


def sign(play: Play, act_id: str, number: int, role: Role, answer: Answer) -> Play:
    """Answer a request for a signature; for "not reached" two attempts on earlier days are invented."""
    act = play.pack.acts[act_id]
    asked = next(signer for signer in act.signatures if signer.role is role)
    signer = GUARDIAN if role is Role.GUARDIAN else role.value
    by = asked.passes.roles[0] if answer is Answer.NOT_REACHED and asked.passes else role
    tried = tuple(Attempt(on=play.today - timedelta(days=back), how="…") for back in (5, 2))
    return _take(
        play,
        Sign(
            act=act_id, by=signer if by is role else by.value, role=by, signer_role=role, signer=signer, answer=answer,
            note="" if answer in (Answer.AGREE, Answer.NOT_REACHED) else "…",
            attempts=tried if answer is Answer.NOT_REACHED else (), instance=number,
        ),
    )  # fmt: skip


def _take(play: Play, action: Action) -> Play:
    if len(play.log) >= MOST_EVENTS:
        return play
    found = decide(play.pack, fold(play.pack, play.log), action, play.world, play.today)
    if isinstance(found, Refused):
        return replace(play, refused=found.reasons)
    return replace(play, log=(*play.log, *found.events), refused=())
