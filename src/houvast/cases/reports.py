"""The records of a case as people read them: what was said, and who signed it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from houvast.cases.queries import language
from houvast.cases.reading import OpenedCase, names_of, whose
from houvast.cases.record_forms import Answered, in_words
from houvast.core.procedure.guards import role_label
from houvast.core.procedure.pack import Act
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import Instance
from houvast.core.procedure.tasks import TaskKind
from houvast.web.components import Signature, SignatureState

ANSWERS = {
    "agree": SignatureState.SIGNED,
    "dissent": SignatureState.DISSENT,
    "refuse": SignatureState.REFUSED,
    "not_reached": SignatureState.UNREACHED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A record that is signed, with its signatures: what the student and the guardian read."""

    title: str
    on: date
    said: tuple[Answered, ...]
    signatures: tuple[Signature, ...]
    complete: bool


def reports(opened: OpenedCase, acts: Iterable[Act] | None = None) -> tuple[Report, ...]:
    """Meetings and decisions with their records, newest first: those with a form or with signatures."""
    found = [
        (instance.seq, report_of(opened, act, instance))
        for act in (opened.pack.acts.values() if acts is None else acts)
        for instance in opened.state.instances.get(act.id, ())
        if act.form or act.signatures
    ]
    return tuple(report for _seq, report in sorted(found, key=lambda pair: -pair[0]))


def report_of(opened: OpenedCase, act: Act, instance: Instance) -> Report:
    """One record with its signatures."""
    spoken = language()
    option = act.option(instance.option)
    form = opened.pack.forms.get(act.form or "")
    title = act.title.in_(spoken)
    return Report(
        title=f"{title}: {option.label.in_(spoken)}" if option else title,
        on=instance.on,
        said=in_words(form, instance.data, spoken),
        signatures=signatures(opened, act, instance),
        complete=instance.complete_on is not None,
    )


def signatures(opened: OpenedCase, act: Act, instance: Instance) -> tuple[Signature, ...]:
    """Who signed and who has not: given ones first, then what is still asked."""
    spoken = language()
    names = names_of(one.signer for one in instance.signatures)
    last = {(one.role, one.signer): one for one in instance.signatures}
    given = [
        Signature(
            name=names.get(one.signer, ""),
            role=role_label(opened.pack, Role(one.role)).in_(spoken),
            state=ANSWERS[one.answer],
            on=one.on,
            remark=" ".join([one.note, *(f"{tried.on:%d-%m-%Y}: {tried.how}." for tried in one.attempts)]).strip(),
        )
        for one in last.values()
    ]
    still = [
        task
        for task in opened.tasks()
        if task.kind is TaskKind.SIGN and task.act == act.id and task.instance == instance.number
    ]
    answered = {(one.role, one.signer) for one in last.values()}
    asked = [
        Signature(
            name=", ".join(person.name for person in whose(task, opened)) or gettext("nobody is known yet"),
            role=role_label(opened.pack, task.role).in_(spoken),
            state=SignatureState.WAITING,
        )
        for task in still
        if not any(role == task.role.value and task.signer in ("", signer) for role, signer in answered)
    ]
    return (*given, *asked)
