"""Answering a data check, and what a school decides about small numbers and its own causes."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from houvast.core.monitor.checks import WAYS, Check, Way
from houvast.core.monitor.small import Shows
from houvast.education.actions import touch
from houvast.education.models import Enrolment, Touched
from houvast.monitor.models import DataCheck, Known, MonitorSetting, OwnCause
from houvast.monitor.queries.reach import may_check, may_set, region_of
from houvast.people.clock import day_of
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer

TAKEN = {Check.DIFFERS_END: "ends_on", Check.DIFFERS_CODE: "end_reason", Check.DIFFERS_START: "starts_on"}


def solve_check(*, check: DataCheck, by: Viewer, way: str, note: str, revision: int, at: datetime) -> None:
    """Say how a check was solved, by one of its named ways. To take over what DUO has changes our registration."""
    if not may_check(by) or check.organisation_id != by.organisation_id:
        raise PermissionDenied
    name = Check(check.check_name)
    if Way(way) not in WAYS[name]:
        raise CannotBeDone(gettext("That is not a way to solve this."))
    with transaction.atomic():
        changed = DataCheck.objects.filter(
            pk=check.pk, revision=revision, solved_on__isnull=True, gone_on__isnull=True
        ).update(way=way, note=note, solved_on=day_of(at), solved_by=by.person, revision=revision + 1)
        if not changed:
            raise ChangedMeanwhile(gettext("This check"))
        if way == Way.TAKE_DUO and check.enrolment_id and name in TAKEN:
            _take_over(check, name, at)


def _take_over(check: DataCheck, name: Check, at: datetime) -> None:
    enrolment = Enrolment.objects.select_for_update().get(pk=str(check.enrolment_id))
    value: object = check.theirs
    if name is not Check.DIFFERS_CODE:
        value = check.theirs or None
    setattr(enrolment, TAKEN[name], value)
    enrolment.revision += 1
    enrolment.save(update_fields=[TAKEN[name], "revision"])
    touch([check.student_id], Touched.Kind.ENROLMENT, at, organisation_id=check.organisation_id)
    Known.objects.filter(pk=check.student_id).delete()


def set_small_numbers(*, by: Viewer, least: int, shows: str, why: str, at: datetime) -> MonitorSetting:
    """From which number on a figure is not small, and how small ones are shown; kept beside what was set before."""
    if not may_set(by):
        raise PermissionDenied
    return MonitorSetting.objects.create(
        organisation_id=by.organisation_id,
        least=least,
        shows=Shows(shows),
        region=region_of(by.organisation_id),
        why=why,
        set_by=by.person,
        set_at=at,
    )


def add_cause(*, by: Viewer, name: str, at: datetime) -> OwnCause:
    """A cause of the school's own, beside the seven of the study."""
    if not may_set(by):
        raise PermissionDenied
    if OwnCause.objects.filter(organisation_id=by.organisation_id, name__iexact=name).exists():
        raise CannotBeDone(gettext("This cause is in the list already."))
    return OwnCause.objects.create(organisation_id=by.organisation_id, name=name, made_at=at)
