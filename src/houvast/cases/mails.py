"""Mails that a change in a case brings: that something waits or is there, never what. Asked once each."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from houvast.cases.letters import Sent
from houvast.cases.models import Case, CaseTask
from houvast.cases.roles import holders
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.roles import Role
from houvast.core.procedure.state import Notice
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.models import Person
from houvast.people.viewer import Viewer


def ask_for(
    case: Case,
    pack: Pack,
    *,
    fresh: Iterable[CaseTask],
    sent: Iterable[Sent],
    notices: Iterable[Notice],
    by: Viewer,
    at: datetime,
) -> None:
    """One mail for each reader of a letter, each signer, each owner of a new task, and each notice; none to who acts
    now.
    """
    link = reverse("cases:case", args=(case.pk,))
    helper = next((person.name for person in holders(case.student, Role.COACH, by.day, case)), "")
    wanted: list[tuple[Person, Kind, str]] = [(one.recipient, Kind.LETTER, one.letter.key) for one in sent]
    for task in fresh:
        kind = Kind.SIGNATURE if task.kind == CaseTask.Kind.SIGN else Kind.TASK
        if task.optional and not pack.acts[task.act].with_:
            continue  # possible at any time: it waits for nobody
        wanted += [(person, kind, task.key) for person in owners(task, by) if person.pk != by.person.pk]
    for notice in notices:
        wanted += [(person, Kind.READY, notice.key) for person in holders(case.student, notice.role, by.day, case)]
    for person, kind, key in wanted:
        if person.email:
            ask_mail(
                recipient=person,
                kind=kind,
                key=f"case/{case.pk}/{key}/{person.pk}",
                link=link,
                at=at,
                organisation_id=case.organisation_id,
                helper=helper if helper != person.name else "",
            )


def owners(task: CaseTask, by: Viewer) -> tuple[Person, ...]:
    """Whose task it is, in this case."""
    if task.signer_id is not None:
        return tuple(Person.objects.filter(pk=task.signer_id, erased_at__isnull=True))
    return holders(task.case.student, Role(task.role), by.day, task.case)
