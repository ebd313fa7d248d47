"""Colleges, teams and classes: added, renamed, moved, closed. A unit is never thrown away: history hangs on it."""

import uuid
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from houvast.people.actions.record import must_be_administrator, note
from houvast.people.models import AdministrativeAct, Unit
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer

MAY_STAND_UNDER = {
    Unit.Kind.COLLEGE: (None,),
    Unit.Kind.TEAM: (None, Unit.Kind.COLLEGE),
    Unit.Kind.GROUP: (None, Unit.Kind.COLLEGE, Unit.Kind.TEAM),
}


def _fits_under(kind: str, parent: Unit | None) -> None:
    if (parent.kind if parent else None) not in MAY_STAND_UNDER[Unit.Kind(kind)]:
        raise CannotBeDone(_("A class stands under a team, and a team under a college."), "parent")


def _name_is_taken() -> CannotBeDone:
    return CannotBeDone(_("There is already one with this name here. Give it another name."), "name")


def add_unit(*, kind: str, name: str, parent: Unit | None, by: Viewer) -> Unit:
    """Raises NotYours; CannotBeDone for a name that is taken or a parent that does not fit."""
    must_be_administrator(by)
    _fits_under(kind, parent)
    unit = Unit(organisation_id=by.organisation_id, kind=kind, name=name, parent=parent)
    unit.path = f"{parent.path if parent else ''}{unit.pk.hex}/"
    try:
        with transaction.atomic():
            unit.save(force_insert=True)
            note(by=by, act=AdministrativeAct.Act.UNIT, text=name)
    except IntegrityError as error:
        raise _name_is_taken() from error
    return unit


def change_unit(
    *, unit_id: uuid.UUID, seen: int, name: str, parent: Unit | None, closed_on: date | None, by: Viewer
) -> None:
    """Rename, move (with everything under it) and close or reopen, as one change.

    Raises NotYours, ChangedMeanwhile, or CannotBeDone: a taken name, a parent that does not fit or lies under the unit.
    """
    must_be_administrator(by)
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=unit_id, organisation_id=by.organisation_id)
        if unit.revision != seen:
            raise ChangedMeanwhile(unit.name)
        _fits_under(unit.kind, parent)
        if parent is not None and parent.path.startswith(unit.path):
            raise CannotBeDone(_("A unit cannot stand under itself."), "parent")
        path = f"{parent.path if parent else ''}{unit.pk.hex}/"
        try:
            with transaction.atomic():
                changed = Unit.objects.filter(pk=unit.pk, revision=seen).update(
                    name=name, parent=parent, closed_on=closed_on, revision=F("revision") + 1
                )
        except IntegrityError as error:
            raise _name_is_taken() from error
        if not changed:
            raise ChangedMeanwhile(unit.name)
        if path != unit.path:
            below = Unit.objects.filter(organisation_id=by.organisation_id, path__startswith=unit.path)
            below.update(path=Concat(Value(path), Substr("path", len(unit.path) + 1)))
        note(by=by, act=AdministrativeAct.Act.UNIT, text=name)
