"""The rules as a school set them."""

import uuid
from datetime import date

from houvast.alerts.models import Capacity, RuleSetting
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.setting import HOUSE_CAPACITY, Setting, as_set
from houvast.packbook.alerts import rules


def rules_of(organisation_id: uuid.UUID, on: date) -> dict[str, Rule]:
    """The rules that speak in this school on this day, by id, each with the threshold that holds then. One query."""
    return {one.id: one for one in as_set(rules(), settings_of(organisation_id), on)}


def settings_of(organisation_id: uuid.UUID) -> tuple[Setting, ...]:
    """Everything a school ever set about rules."""
    return tuple(
        Setting(rule=one.rule, valid_from=one.valid_from, speaks=one.speaks, threshold=one.threshold, order=one.pk)
        for one in RuleSetting.objects.filter(organisation_id=organisation_id)
    )


def capacities_of(organisation_id: uuid.UUID, on: date) -> dict[uuid.UUID | None, int]:
    """How many students with new alerts a week, per coach; None is the school's own figure, and always there."""
    found: dict[uuid.UUID | None, int] = {None: HOUSE_CAPACITY}
    set_up_to_now = Capacity.objects.filter(organisation_id=organisation_id, valid_from__lte=on)
    found |= dict(set_up_to_now.order_by("valid_from", "id").values_list("coach_id", "per_week"))
    return found
