"""The rules as a school set them."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db.models import UUIDField

from houvast.alerts.models import Capacity, RuleSetting
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.setting import HOUSE_CAPACITY, Setting, as_set
from houvast.packbook.alerts import rules
from houvast.people.prepared import Prepared


def rules_of(organisation_id: uuid.UUID, on: date) -> dict[str, Rule]:
    """The rules that speak in this school on this day, by id, each with the threshold that holds then. One query."""
    return rules_as_set(settings_of(organisation_id), on)


def rules_as_set(settings: Iterable[Setting], on: date) -> dict[str, Rule]:
    """The same for a school that set this."""
    return {one.id: one for one in as_set(rules(), settings, on)}


def settings_of(organisation_id: uuid.UUID) -> tuple[Setting, ...]:
    """Everything a school ever set about rules."""
    return tuple(
        Setting(rule=rule, valid_from=day, speaks=speaks, threshold=threshold, order=id_)
        for rule, day, speaks, threshold, id_ in SETTINGS.rows(organisation=organisation_id)
    )


SETTINGS = Prepared(
    lambda hole: RuleSetting.objects.filter(organisation_id=hole("organisation", UUIDField())).values_list(
        "rule", "valid_from", "speaks", "threshold", "id"
    )
)


def capacities_of(organisation_id: uuid.UUID, on: date) -> dict[uuid.UUID | None, int]:
    """How many students with new alerts a week, per coach; None is the school's own figure, and always there."""
    found: dict[uuid.UUID | None, int] = {None: HOUSE_CAPACITY}
    set_up_to_now = Capacity.objects.filter(organisation_id=organisation_id, valid_from__lte=on)
    found |= dict(set_up_to_now.order_by("valid_from", "id").values_list("coach_id", "per_week"))
    return found
