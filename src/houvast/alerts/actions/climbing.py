"""What stays unanswered is told to the one behind the owner, once."""

import uuid
from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from houvast.alerts.models import Alert, AlertStep
from houvast.core.alerts.life import Act
from houvast.core.alerts.words import State, Tone
from houvast.outbox.actions import ask_mail
from houvast.outbox.kinds import Kind
from houvast.people.clock import day_of
from houvast.people.models import Person, RoleAssignment, UnitMembership
from houvast.people.viewer import running_on

AT_ONCE = 1_000


def climb_alerts(*, organisation_id: uuid.UUID, at: datetime) -> int:
    """Mark every alert whose term has passed unanswered, and mail the team leaders around; how many climbed.

    The coordinator's page shows them from the day itself, this only keeps the step and sends the mail: one a day.
    """
    on, climbed = day_of(at), 0
    while True:
        with transaction.atomic():
            late = list(
                Alert.objects.filter(
                    organisation_id=organisation_id,
                    state=State.OWNED,
                    tone=Tone.CONCERN,
                    answer_by__lt=on,
                    climbed_on__isnull=True,
                )
                .order_by("pk")
                .defer("evidence")
                .select_for_update(of=("self",))[:AT_ONCE]
            )
            if not late:
                return climbed
            Alert.objects.filter(pk__in=[one.pk for one in late]).update(climbed_on=on)
            AlertStep.objects.bulk_create(
                AlertStep(organisation_id=organisation_id, alert=one, act=Act.CLIMBED, on=on, at=at) for one in late
            )
            for leader in _leaders({one.student_id for one in late}, organisation_id, at):
                key = f"alerts-climbed/{leader.pk}/{on}"
                ask_mail(recipient=leader, kind=Kind.REMINDER, key=key, link=reverse("alerts-climbed"), at=at)
        climbed += len(late)


def _leaders(students: set[uuid.UUID], organisation_id: uuid.UUID, at: datetime) -> list[Person]:
    """The team leaders of the units above these students; one of the whole organisation reaches every student."""
    on = day_of(at)
    paths = set(
        UnitMembership.objects.filter(running_on(on), student__in=students).values_list("unit__path", flat=True)
    )
    roles = RoleAssignment.objects.filter(
        running_on(on), organisation_id=organisation_id, role=RoleAssignment.Role.TEAM_LEADER
    )
    found: dict[uuid.UUID, bool] = defaultdict(bool)
    for person, path in roles.values_list("person_id", "unit__path"):
        found[person] |= path is None or any(one.startswith(path) for one in paths)
    return list(Person.objects.filter(pk__in=[person for person, leads in found.items() if leads]).order_by("pk"))
