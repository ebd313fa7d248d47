"""After the load: is everything there that was acknowledged, once and whole?"""

from collections import Counter
from uuid import UUID

from houvast.cases.models import Case, CaseEvent
from houvast.cases.verify import verify
from houvast.guidance.models import Talk
from houvast.outbox.models import Mail
from houvast.privacy.scope import organisation_scope
from scripts.soak.load import Kept

SIGN = "sign/start_meeting/1/"


def check(organisation: UUID, kept: Kept, sent_ids: list[str]) -> dict[str, object]:
    """Counts of what is wrong; all zero when everything holds. `sent_ids` are the Message-IDs that a server took."""
    with organisation_scope([organisation]):
        stored = Counter(Talk.objects.filter(report__startswith="soak ").values_list("report", flat=True))
        events = list(CaseEvent.objects.values_list("case__student_id", "act", "kind"))
        cases = list(Case.objects.values_list("pk", flat=True))
        broken = list(verify(cases, {}, organisation=organisation))
        mails = dict(Mail.objects.values_list("pk", "status"))
    acted = Counter((student, act) for student, act, _kind in events)
    lost_acts, double_acts = _acts(kept, acted)
    times = Counter(sent_ids)
    done = {f"{pk.hex}" for pk, status in mails.items() if status == Mail.Status.DONE}
    taken = {one.strip("<>").partition("@")[0] for one in times}
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
        "mails_left": len(taken),
        "mails_said_sent_but_not": len(done - taken),
        "mails_twice_with_the_same_id": sum(count > 1 for count in times.values()),
        "refused": dict(Counter(kept.refused)),
    }


def _acts(kept: Kept, acted: Counter[tuple[UUID, str]]) -> tuple[int, int]:
    lost = double = 0
    signed = Counter(student for student, path in kept.acts if path == SIGN)
    for student, path in kept.acts:
        if path == SIGN:
            continue
        count = acted[student, path.split("/")[1]]
        lost += count == 0
        double += count > 1
    events = Counter({student: count for (student, act), count in acted.items() if act == "start_meeting"})
    for student, wanted in signed.items():
        lost += max(0, wanted + 1 - events[student])
    return lost, double
