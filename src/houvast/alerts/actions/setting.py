"""What a school sets: rules with their thresholds, and how many alerts a coach can answer. The past stays readable."""

from datetime import datetime

from django.db import transaction

from houvast.alerts.models import Capacity, RuleSetting
from houvast.people.actions.record import must_be_administrator, note
from houvast.people.clock import day_of
from houvast.people.models import AdministrativeAct, Person
from houvast.people.viewer import Viewer

MOST_PER_WEEK = 50


def set_rule(*, name: str, by: Viewer, speaks: bool, threshold: int, why: str, at: datetime) -> None:
    """From today this rule speaks or not, from this value on. Raises NotYours for anybody but an administrator."""
    must_be_administrator(by)
    with transaction.atomic():
        RuleSetting.objects.create(
            organisation_id=by.organisation_id, rule=name, speaks=speaks, threshold=threshold, why=why,
            valid_from=day_of(at), set_by=by.person, set_at=at,
        )  # fmt: skip
        note(by=by, act=AdministrativeAct.Act.SETTINGS, text=f"alert rule {name}")


def set_capacity(*, by: Viewer, per_week: int, coach: Person | None = None, at: datetime) -> None:
    """From today so many students with new alerts a week, for one coach or for the whole school."""
    must_be_administrator(by)
    if not 0 <= per_week <= MOST_PER_WEEK:
        raise ValueError(per_week)
    with transaction.atomic():
        Capacity.objects.create(
            organisation_id=by.organisation_id, coach=coach, per_week=per_week, valid_from=day_of(at),
            set_by=by.person, set_at=at,
        )  # fmt: skip
        note(by=by, act=AdministrativeAct.Act.SETTINGS, text="alert capacity")
