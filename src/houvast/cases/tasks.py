"""What happens in cases without anybody acting: time passes, people are reminded, chains are anchored."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from houvast.cases import anchors, journal
from houvast.cases.actions.acting import pass_time
from houvast.cases.models import Case, CaseTask
from houvast.cases.roles import holders
from houvast.core.procedure.roles import Role
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.outbox.registry import Asked, Daily, job
from houvast.people.clock import day_of
from houvast.people.models import Organisation, Person

REMINDED_AGAIN_AFTER = timedelta(days=7)


@job("cases.pass_time", recurs=Daily(hour=4))
def let_time_pass(asked: Asked) -> bool:
    """A new day in every open case: birthdays, terms that ran out, tasks that follow from it."""
    running = Case.objects.filter(organisation_id=asked.organisation_id, status=Case.Status.OPEN)
    for case_id in running.order_by("pk").values_list("pk", flat=True):
        try:
            pass_time(case_id=case_id, by=None, at=asked.at)
        except journal.ErasedDossier:
            continue
    return False


@job("cases.remind", recurs=Daily(hour=7))
def remind(asked: Asked) -> bool:
    """A mail, without content, to whoever owns a task that is due soon or overdue: once, and again every week when
    overdue.
    """
    on = day_of(asked.at)
    soon = Q(remind_on__lte=on) | Q(due_on__lt=on)
    waiting = CaseTask.objects.filter(
        soon, organisation_id=asked.organisation_id, done_on__isnull=True, optional=False, case__status=Case.Status.OPEN
    ).select_related("case", "student")
    for task in waiting.order_by("pk"):
        for person in _owners(task, asked):
            if person.email:
                ask_mail(
                    recipient=person,
                    kind=Kind.REMINDER,
                    key=f"remind/{task.case_id}/{task.key}/{person.pk}/{_round(task, asked)}",
                    link=reverse("cases:case", args=(task.case_id,)),
                    at=asked.at,
                    organisation_id=task.organisation_id,
                )
    return False


def _owners(task: CaseTask, asked: Asked) -> tuple[Person, ...]:
    if task.signer_id is not None:
        return tuple(Person.objects.filter(pk=task.signer_id, erased_at__isnull=True))
    return holders(task.student, Role(task.role), day_of(asked.at), task.case)


def _round(task: CaseTask, asked: Asked) -> str:
    """Which reminder this is: "soon", or the number of the week since the last day went by."""
    on = day_of(asked.at)
    if task.due_on is None or on <= task.due_on:
        return "soon"
    return f"late{(on - task.due_on) // REMINDED_AGAIN_AFTER}"


@job("cases.anchor", recurs=Daily(hour=3))
def anchor(asked: Asked) -> bool:
    """Write the ends of the chains to the file of anchors, outside the database."""
    anchors.write(settings.HOUVAST.anchors, Organisation.objects.get(pk=asked.organisation_id), asked.at)
    return False
