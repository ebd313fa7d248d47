"""What an administrator does about a mail or a task that did not succeed: try it again, or give it up."""

import uuid
from datetime import datetime

from django.utils.translation import gettext as _

from houvast.outbox.actions import try_failed_again
from houvast.outbox.models import Job, Mail, Work
from houvast.people.actions.record import must_be_administrator, note
from houvast.people.models import AdministrativeAct
from houvast.people.refusals import CannotBeDone
from houvast.people.viewer import Viewer

GIVEN_UP_BY_HAND = "Given up by an administrator."


def try_again(*, model: type[Mail] | type[Job], work_id: uuid.UUID, by: Viewer, at: datetime) -> None:
    """Due at once, with its attempts counted from nothing. Raises NotYours, and CannotBeDone for what was done or is
    being done.
    """
    must_be_administrator(by)
    rows = model.objects.filter(
        pk=work_id, organisation_id=by.organisation_id, status__in=(Work.Status.FAILED, Work.Status.WAITING)
    )
    if not rows.update(status=Work.Status.WAITING, attempts=0, try_after=at):
        raise CannotBeDone(_("This was done meanwhile, or is being done now."))
    note(by=by, act=AdministrativeAct.Act.SETTINGS, text=f"{model.__name__} {work_id.hex[-6:]}: again")


def give_up(*, model: type[Mail] | type[Job], work_id: uuid.UUID, by: Viewer) -> None:
    """It is not tried any more. Raises NotYours, and CannotBeDone for what was done or is being done."""
    must_be_administrator(by)
    rows = model.objects.filter(pk=work_id, organisation_id=by.organisation_id, status=Work.Status.WAITING)
    if not rows.update(status=Work.Status.FAILED, trouble=GIVEN_UP_BY_HAND):
        raise CannotBeDone(_("This was done meanwhile, or is being done now."))
    note(by=by, act=AdministrativeAct.Act.SETTINGS, text=f"{model.__name__} {work_id.hex[-6:]}: given up")


def try_all_again(*, by: Viewer, at: datetime) -> int:
    """Everything that was given up, mail and tasks; how many. Raises NotYours."""
    must_be_administrator(by)
    count = try_failed_again(organisation_id=by.organisation_id, at=at)
    note(by=by, act=AdministrativeAct.Act.SETTINGS, text=f"{count}: again")
    return count
