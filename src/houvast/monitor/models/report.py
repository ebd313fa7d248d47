"""What a school adds to its figures: words and numbers from elsewhere for the quality agenda, approaches and meetings.

No persons stand in these; who wrote them does.
"""

from typing import ClassVar

from django.db import models

from houvast.education.models import Programme
from houvast.people.ids import new_id
from houvast.people.models import Organisation, Person


class AgendaEntry(models.Model):
    """What a school says of one point of the agenda in one year: in words, or as a figure that comes from elsewhere.

    `programme` set: the figure is about that programme (labour market return of a level 2 programme, S-474, S-477).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    point = models.CharField(max_length=24, help_text="A key of core.monitor.agenda.Point.")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=1000, blank=True)
    share = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True, help_text="In per cent.")
    source = models.CharField(max_length=200, blank=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_on = models.DateField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~models.Q(words="") | models.Q(share__isnull=False), name="agenda_entry_says_something"
            ),
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | (models.Q(share__gte=0) & models.Q(share__lte=100)),
                name="agenda_entry_share_is_a_per_cent",
            ),
            models.CheckConstraint(
                condition=models.Q(share__isnull=True) | ~models.Q(source=""), name="agenda_entry_names_its_source"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "year", "point"], name="agenda_entry_by_point"),
        ]


class Approach(models.Model):
    """An approach of the school, or a publication it learns from, described so that another can use it (S-758, S-778 to
    S-784). Lists hold keys of `core.monitor.approaches`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, help_text="A key of core.monitor.approaches.Kind.")
    year = models.PositiveSmallIntegerField()
    sectors = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    mechanisms = models.JSONField(default=list)
    context = models.CharField(max_length=1500, blank=True)
    intervention = models.CharField(max_length=1500, blank=True)
    how_it_works = models.CharField(max_length=1500, blank=True)
    results = models.CharField(max_length=1500, blank=True)
    takeaway = models.CharField(max_length=1500, blank=True)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    written_on = models.DateField()
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "title"], name="approach_by_title"),
        ]


class LearningMeeting(models.Model):
    """Teams that learn together: a working meeting with what was looked at and what came of it (S-775)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    about = models.CharField(max_length=300)
    present = models.CharField(max_length=300, help_text="Which teams, students and partners took part.")
    learned = models.CharField(max_length=1000)
    written_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["organisation", "held_on"], name="learning_meeting_by_day"),
        ]
