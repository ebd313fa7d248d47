"""Change of coach, cover for an absent coach, and the norms a school sets for both."""

from typing import ClassVar

from django.db import models

from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class CoachChange(models.Model):
    """A student goes from one coach to another: what matters is written, read, added to, and followed by a talk."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    old_coach = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    new_coach = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    starts_on = models.DateField(help_text="The first day of the new coach.")
    strengths = models.CharField(max_length=2000, blank=True)
    what_matters = models.CharField(max_length=2000, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    student_words = models.CharField(max_length=2000, blank=True)
    student_read_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    first_talk_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True) | models.Q(first_talk_on__isnull=False),
                name="coach_change_ends_with_a_first_talk",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["student", "starts_on"], name="coach_change_by_student"),
            models.Index(
                fields=["old_coach"], condition=models.Q(written_at__isnull=True), name="coach_change_to_write"
            ),
            models.Index(
                fields=["new_coach"], condition=models.Q(confirmed_at__isnull=True), name="coach_change_to_confirm"
            ),
        ]


class Cover(models.Model):
    """Somebody covers for an absent coach from a day until a day, both included."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    coach = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    cover = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()
    arranged_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="cover_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~models.Q(coach=models.F("cover")), name="cover_is_somebody_else"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["coach", "ends_on"], name="cover_by_coach")]


class CaseNorm(models.Model):
    """What a school holds itself to: school days for an answer, and students per coach."""

    organisation = models.OneToOneField(Organisation, primary_key=True, on_delete=models.CASCADE, related_name="+")
    answer_within = models.PositiveSmallIntegerField(default=2, help_text="School days to answer a question for help.")
    most_students = models.PositiveSmallIntegerField(default=25, help_text="Students per coach.")
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(answer_within__range=(1, 10)), name="help_is_answered_within_1_to_10_days"
            ),
            models.CheckConstraint(
                condition=models.Q(most_students__range=(1, 500)), name="coach_has_a_norm_of_1_to_500"
            ),
        ]
