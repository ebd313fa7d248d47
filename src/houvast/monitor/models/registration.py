"""What is wrong with registrations, and how each was solved: found by a refresh, answered by a person."""

from typing import ClassVar

from django.db import models

from houvast.core.monitor.checks import Check, Way
from houvast.education.models import Enrolment
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class DataCheck(models.Model):
    """One thing that is wrong or differs. `solved_on` with a way is a person's answer; `gone_on` is when the
    registration no longer showed it. Found again with other words, it opens anew.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    enrolment = models.ForeignKey(Enrolment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    check_name = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Check])
    ours = models.CharField(max_length=120, blank=True)
    theirs = models.CharField(max_length=120, blank=True)
    found_on = models.DateField()
    way = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Way], blank=True)
    note = models.CharField(max_length=300, blank=True)
    solved_on = models.DateField(null=True, blank=True)
    solved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    gone_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["student", "enrolment", "check_name", "ours", "theirs"],
                condition=models.Q(gone_on__isnull=True),
                name="data_check_stands_once",
            ),
            models.CheckConstraint(
                condition=models.Q(way="", solved_on__isnull=True)
                | (~models.Q(way="") & models.Q(solved_on__isnull=False)),
                name="data_check_is_solved_on_a_day",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["organisation", "check_name", "found_on"],
                condition=models.Q(gone_on__isnull=True, solved_on__isnull=True),
                name="data_check_open",
            ),
        ]
