"""A name or birth date that no file gave, typed by a person; who typed it is kept."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from houvast.core.access.words import Action, Data
from houvast.people.actions.record import NotYours, note
from houvast.people.models import AdministrativeAct, Person
from houvast.people.names import sort_name_of
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import write_over
from houvast.people.viewer import Viewer
from houvast.privacy import door

OLDEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Name and birth date as typed; an empty name or no date stays unknown."""

    given_name: str
    name_prefix: str
    family_name: str
    birth_date: date | None


def type_identity(*, student: Person, typed: Identity, seen: int, by: Viewer) -> None:
    """Raises NotYours, ChangedMeanwhile; CannotBeDone for a birth date that nobody here can have."""
    if not door.may(by, student, Data.IDENTITY, Action.RECORD):
        raise NotYours
    if typed.birth_date and not 0 < by.day.year - typed.birth_date.year <= OLDEST:
        raise CannotBeDone(_("Look at the year of birth once more."), "birth_date")
    was = (student.given_name, student.name_prefix, student.family_name, student.birth_date)
    changed_name = was[:3] != (typed.given_name, typed.name_prefix, typed.family_name)
    what = [_("name")] if changed_name else []
    what += [_("birth date")] if was[3] != typed.birth_date else []
    if not what:
        return
    student.given_name, student.name_prefix = typed.given_name, typed.name_prefix
    student.family_name, student.birth_date = typed.family_name, typed.birth_date
    with transaction.atomic():
        write_over(
            Person.objects.filter(pk=student.pk),
            seen,
            student.name,
            given_name=typed.given_name,
            name_prefix=typed.name_prefix,
            family_name=typed.family_name,
            birth_date=typed.birth_date,
            sort_name=sort_name_of(student),
        )
        note(by=by, act=AdministrativeAct.Act.IDENTITY_TYPED, about=student, text=", ".join(what))
