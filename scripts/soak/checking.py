"""After the load: is everything there that was acknowledged, once and whole?"""

from collections import Counter
from uuid import UUID

from houvast.cases.models import Case, CaseEvent
from houvast.cases.verify import verify
from houvast.core.procedure.log import EventKind
from houvast.guidance.models import Talk
from houvast.outbox.kinds import RATHER_TWICE
from houvast.outbox.models import Mail
from houvast.outbox.queue import MAY_HAVE_LEFT
from houvast.privacy.scope import organisation_scope
from scripts.soak.load import Kept

SIGNERS = 3  # student, coach and leader sign the report of the first meeting


def check(organisation: UUID, kept: Kept, sent_ids: list[str]) -> dict[str, object]:
    """Counts of what is wrong; all zero when everything holds. `sent_ids` are the Message-IDs that a server took."""
    with organisation_scope([organisation]):
        stored = Counter(Talk.objects.filter(report__startswith="soak ").values_list("report", flat=True))
        events = list(CaseEvent.objects.values_list("case__student_id", "act", "kind"))
        cases = list(Case.objects.values_list("pk", flat=True))
        broken = list(verify(cases, {}, organisation=organisation))
        mails = list(Mail.objects.values_list("pk", "status", "kind", "trouble"))
    lost_acts, double_acts = _acts(kept, Counter(events))
    times = Counter(sent_ids)
    done = {pk.hex for pk, status, _kind, _trouble in mails if status == Mail.Status.DONE}
    held = {pk.hex for pk, _status, _kind, trouble in mails if trouble == MAY_HAVE_LEFT}
    rather_twice = {pk.hex for pk, _status, kind, _trouble in mails if kind in RATHER_TWICE}
    taken = Counter(one.strip("<>").partition("@")[0] for one in times.elements())
    twice = {one for one, count in taken.items() if count > 1}
    return {
        "talks_acknowledged": len(kept.talks),
        "talks_lost": sum(stored[one] == 0 for one in kept.talks),
        "talks_double": sum(count > 1 for count in stored.values()),
        "acts_acknowledged": len(kept.acts),
        "acts_lost": lost_acts,
        "acts_double": double_acts,
        "signatures_acknowledged": sum(path.startswith("sign") for _student, path in kept.acts),
        "cases": len(cases),
        "events": len(events),
        "chains_broken": len(broken),
        "mails_asked": len(mails),
        "mails_by_status": dict(Counter(status for _pk, status, _kind, _trouble in mails)),
        "mails_wait_because": dict(Counter(why for _pk, status, _kind, why in mails if status == Mail.Status.WAITING)),
        "mails_left": len(taken),
        "mails_said_sent_but_not": len(done - taken.keys()),
        "mails_held_and_left": len(held & taken.keys()),
        "mails_held_and_not_left": len(held - taken.keys()),
        "mails_double": len(twice - rather_twice),
        "letters_and_invitations_twice": len(twice & rather_twice),
        "refused": dict(Counter(kept.refused)),
    }


def _acts(kept: Kept, events: Counter[tuple[UUID, str, str]]) -> tuple[int, int]:
    """How many acts and signatures that were acknowledged are not in the log, and how many are there more than once.

    A signature names the act it belongs to, so the kind tells the two apart.
    """
    wanted = Counter(_event(student, path) for student, path in kept.acts)
    lost = sum(max(0, count - events[one]) for one, count in wanted.items())
    double = sum(max(0, events[one] - SIGNERS if one[2] == EventKind.SIGNED else events[one] - 1) for one in wanted)
    return lost, double


def _event(student: UUID, path: str) -> tuple[UUID, str, str]:
    """The event that a form at `path` leaves: `do/propose/` an act, `sign/start_meeting/1/` a signature."""
    what, act, *_rest = path.split("/")
    return student, act, EventKind.SIGNED if what == "sign" else EventKind.DONE
