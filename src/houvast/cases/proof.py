"""The proof of care: the whole case gathered as plain values for one accessible PDF."""

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext, override

from houvast.cases import anchors, reports, showing
from houvast.cases.models import CaseEvent, CaseLetter
from houvast.cases.reading import OpenedCase
from houvast.core.procedure.evaluate import evaluate
from houvast.core.procedure.pack import Act, Pack
from houvast.documents.dossier import Answer, ChainHead, Dossier, Duty, DutyStatus, Happening, Sent, Signed, render
from houvast.documents.letters import Sender
from houvast.people.clock import day_of
from houvast.web.components import SignatureState
from houvast.web.days import long_day

ANSWERS = {
    SignatureState.SIGNED: Answer.AGREED,
    SignatureState.DISSENT: Answer.DISSENTED,
    SignatureState.REFUSED: Answer.REFUSED,
    SignatureState.UNREACHED: Answer.NOT_REACHED,
    SignatureState.WAITING: Answer.WAITING,
}


def proof_of_care(opened: OpenedCase, by: str, language: str, at: datetime) -> bytes:
    """The case as PDF in this language; `by` is the name of who asks for it."""
    with override(language):
        return render(dossier_of(opened, by, language, at), language=language)


def dossier_of(opened: OpenedCase, by: str, language: str, at: datetime) -> Dossier:
    """The values, in the language that is active."""
    student, organisation = opened.case.student, opened.case.student.organisation
    ended = opened.state.ended
    outcome = opened.pack.outcomes[ended.outcome].title.in_(language) if ended else gettext("runs")
    return Dossier(
        sender=Sender(name=organisation.name, code=organisation.code, accent=organisation.accent),
        title=f"{opened.pack.title.in_(language)}: {student.name}",
        student=student.name,
        student_number=student.number,
        born_on=student.birth_date,
        procedure=f"{opened.pack.title.in_(language)} ({opened.pack.version})",
        opened_on=opened.case.opened_on,
        outcome=outcome,
        made_at=at,
        made_by=by,
        duties=tuple(_duties(opened, language)),
        happenings=tuple(_happenings(opened)),
        letters=tuple(
            Sent(
                dated_on=letter.sent_on,
                title=letter.title_en if language == "en" else letter.title_nl,
                addressee=letter.recipient.name,
            )
            for letter in CaseLetter.objects.filter(case=opened.case)
            .select_related("recipient")
            .order_by("sent_on", "pk")
        ),
        signatures=tuple(_signatures(opened)),
        chain=_chain(opened),
    )


def _duties(opened: OpenedCase, language: str) -> Iterator[Duty]:
    """What the school must do under law, and should by its own agreement, with what shows that it did."""
    pack, state = opened.pack, opened.state
    deviated = {one.policy: one for one in state.deviations}
    for policy_id, policy in pack.policies.items():
        met = evaluate(policy.condition, pack, state, opened.on) is True
        status = DutyStatus.MET if met else DutyStatus.DEVIATED if policy_id in deviated else DutyStatus.OPEN
        evidence = deviated[policy_id].reason if policy_id in deviated else ""
        yield Duty(
            title=policy.title.in_(language),
            status=status,
            evidence=evidence,
            source=_source(pack, policy.source, language),
            binds_by_law=False,
        )
    for act in pack.acts.values():
        if not act.optional and act.id in pack.step_of:
            yield _act_duty(opened, act, language)


def _act_duty(opened: OpenedCase, act: Act, language: str) -> Duty:
    """Whether an act that the procedure asks for was done, and on which day."""
    done = [one for one in opened.state.instances.get(act.id, ()) if one.complete_on is not None]
    applies = evaluate(act.when, opened.pack, opened.state, opened.on) is not False
    by_law = any(opened.pack.sources[source].law for source in act.source)
    status = DutyStatus.MET if done else DutyStatus.OPEN if applies else DutyStatus.NOT_REQUIRED
    days: list[date] = [one.on for one in done]
    return Duty(
        title=act.title.in_(language),
        status=status,
        evidence=", ".join(long_day(day) for day in days),
        source=_source(opened.pack, act.source, language),
        binds_by_law=by_law,
    )


def _source(pack: Pack, ids: tuple[str, ...], language: str) -> str:
    return "; ".join(pack.sources[one].title.in_(language) for one in ids)


def _happenings(opened: OpenedCase) -> Iterator[Happening]:
    """The log in the order in which it was written."""
    at = {line.row.number: line.row.at for line in opened.log}
    for event in reversed(showing.told(opened)):
        details = [
            (one.label, one.text or "\n".join(" · ".join(filter(None, row)) for row in one.rows)) for one in event.said
        ]
        details += [(gettext("Remark"), event.note)] if event.note else []
        details += [(gettext("Attempt"), attempt) for attempt in event.attempts]
        remark = (
            gettext("withdrawn later") if event.withdrawn else gettext("read as corrected") if event.corrected else ""
        )
        yield Happening(
            at=at[event.number],
            who=event.who,
            role=event.role,
            what=event.title,
            details=tuple(details),
            corrects=remark,
        )


def _signatures(opened: OpenedCase) -> Iterator[Signed]:
    for report in reversed(reports.reports(opened)):
        for one in report.signatures:
            yield Signed(
                document=report.title,
                who=one.name,
                role=one.role,
                answer=ANSWERS[one.state],
                on=one.on,
                remark=one.remark,
            )


def _chain(opened: OpenedCase) -> ChainHead:
    """The end of the chain, and the day it was last anchored outside the database."""
    last: CaseEvent = opened.log[-1].row
    try:
        written = [one for one in anchors.read(settings.HOUVAST.anchors) if opened.case.pk in one.heads]
    except anchors.BrokenAnchors:
        written = []
    return ChainHead(events=last.number, head=last.hash, anchored_on=day_of(written[-1].at) if written else None)
