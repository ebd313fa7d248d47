"""Setting up the desks of an organisation: a unit with its own people, and a name that others can choose."""

from datetime import date

from houvast.core.handover.desks import DeskKind
from houvast.handover.models import Desk
from houvast.people.actions.record import must_be_administrator
from houvast.people.models import Organisation, Unit
from houvast.people.revisions import write_over
from houvast.people.viewer import Viewer


def make_desk(
    *, organisation: Organisation, kind: DeskKind, name: str, at_school: bool = False, where_and_when: str = ""
) -> Desk:
    """A desk with a unit of its own; whoever holds a desk role in that unit works there. A desk `at_school` is shown to
    the students and coaches of the organisation, with where and when they find it.
    """
    unit = Unit(organisation=organisation, kind=Unit.Kind.DESK, name=name[:120])
    unit.path = f"{unit.pk.hex}/"
    unit.save()
    return Desk.objects.create(
        of=organisation, unit=unit, kind=kind, name=name, at_school=at_school, where_and_when=where_and_when
    )


def open_desk(*, by: Viewer, kind: DeskKind, name: str, at_school: bool = False, where_and_when: str = "") -> Desk:
    """An administrator opens a desk of the own organisation; raises NotYours for anybody else."""
    must_be_administrator(by)
    return make_desk(
        organisation=by.person.organisation, kind=kind, name=name, at_school=at_school, where_and_when=where_and_when
    )


def say_where(*, by: Viewer, desk: Desk, at_school: bool, where_and_when: str, seen_revision: int) -> None:
    """Say whether the people of a desk are at school, and where and when. Raises NotYours, ChangedMeanwhile."""
    must_be_administrator(by)
    write_over(
        Desk.objects.filter(pk=desk.pk, of_id=by.organisation_id),
        seen_revision,
        desk.name,
        at_school=at_school,
        where_and_when=where_and_when,
    )


def close_desk(*, by: Viewer, desk: Desk, on: date) -> None:
    """From now on nobody can choose it; who is followed there stays followed."""
    must_be_administrator(by)
    Desk.objects.filter(pk=desk.pk, of_id=by.organisation_id).update(closed_on=on)
