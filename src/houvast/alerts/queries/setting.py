"""The rules as an administrator reads them: what each says, from what value, how it was set before."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from houvast.alerts.models import RuleSetting
from houvast.alerts.queries.rules import rules_of
from houvast.core.alerts.rules import Rule
from houvast.core.alerts.wording import amount_in_words, days_in_words, reason
from houvast.core.alerts.words import Source, Tone, Unit
from houvast.packbook.alerts import rules
from houvast.people.models import Person, RoleAssignment
from houvast.people.viewer import Viewer, running_on
from houvast.web.components import Row


def _language() -> str:
    return get_language() or "nl"


def from_value(rule: Rule) -> str:
    """From what value a rule speaks, in words."""
    if rule.reads is Source.PERSON and rule.window_days is None:
        return gettext("when somebody raises it")
    said = amount_in_words(rule.unit, rule.threshold, _language())
    if rule.window_days is None:
        return said
    return gettext("%(amount)s in %(window)s") % {
        "amount": said,
        "window": days_in_words(rule.window_days, _language()),
    }


def unit_help(rule: Rule) -> str:
    """In what a threshold is typed, and between which values."""
    units = {
        Unit.MINUTES: gettext("In minutes (60 is an hour)."),
        Unit.TIMES: gettext("In times."),
        Unit.DAYS: gettext("In days."),
        Unit.PERCENT: gettext("In per cent."),
        Unit.LEVEL: gettext("1 is attention, 2 is concern."),
    }
    return units[rule.unit]


def rules_page(viewer: Viewer) -> dict[str, Any]:
    """The context of the list of rules, concerns first. One query."""
    held = rules_of(viewer.organisation_id, viewer.day)
    ordered = sorted(rules(), key=lambda rule: rule.tone is Tone.POSITIVE)
    return {"rows": tuple(_row(one, held.get(one.id)) for one in ordered), "today": viewer.day}


def coaches_of(viewer: Viewer) -> tuple[Person, ...]:
    """The coaches of the viewer's school, by name. One query."""
    holds = RoleAssignment.objects.filter(
        running_on(viewer.day), organisation_id=viewer.organisation_id, role=RoleAssignment.Role.STUDY_COACH
    )
    found = Person.objects.filter(pk__in=holds.values("person_id"), erased_at__isnull=True)
    return tuple(found.only("id", "given_name", "name_prefix", "family_name", "number").order_by("sort_name", "pk"))


def own_figures(coaches: Iterable[Person], capacities: Mapping[uuid.UUID | None, int]) -> tuple[tuple[str, int], ...]:
    """The coaches with a figure of their own, and how many students a week."""
    return tuple((one.name, capacities[one.pk]) for one in coaches if one.pk in capacities)


def _row(rule: Rule, held: Rule | None) -> Row:
    """A rule as a row; `held` is how the school set it, None when it is switched off."""
    if held is None:
        says = gettext("switched off")
    else:
        says = from_value(held)
        if held.threshold != rule.threshold:
            says = gettext("%(said)s (set by your school)") % {"said": says}
    if rule.tone is Tone.POSITIVE:
        about = gettext("Good news: asks no answer.")
    else:
        days = ngettext(
            "An answer within %(n)s working day.", "An answer within %(n)s working days.", rule.answer_within
        )
        about = days % {"n": rule.answer_within}
    return Row(name=rule.name.in_(_language()), url=reverse("alert-rule", args=(rule.id,)), about=about, why=says)


def rule_page(rule: Rule, viewer: Viewer) -> dict[str, Any]:
    """The context of one rule."""
    language = _language()
    set_ = rules_of(viewer.organisation_id, viewer.day).get(rule.id)
    return {
        "name": rule.name.in_(language),
        "says": from_value(set_ or rule),
        "example": reason(rule, (set_ or rule).threshold, language),
        "to_student": reason(rule, (set_ or rule).threshold, language, to_student=True),
        "try_first": [one.in_(language) for one in rule.try_first],
        "source": rule.source.in_(language),
        "within": rule.answer_within,
        "is_concern": rule.tone is Tone.CONCERN,
        "ours": amount_in_words(rule.unit, rule.threshold, language),
        "speaks": set_ is not None,
        "set_threshold": (set_ or rule).threshold,
    }


def history_of(rule: Rule, viewer: Viewer) -> list[dict[str, Any]]:
    """What was set about this rule, the newest first."""
    found = RuleSetting.objects.filter(organisation_id=viewer.organisation_id, rule=rule.id)
    return [
        {
            "day": one.valid_from,
            "who": one.set_by.name,
            "why": one.why,
            "speaks": one.speaks,
            "says": amount_in_words(rule.unit, one.threshold, _language()),
        }
        for one in found.select_related("set_by").order_by("-valid_from", "-id")
    ]
