"""Help outside the school of a journey: a budget shop and a youth team, each with somebody who signs in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.person import PersonAtBrowser

HELPERS = """
import json, sys
import django
django.setup()
from datetime import date
from django.contrib.auth.hashers import make_password
from houvast.core.handover.desks import DeskKind
from houvast.handover.actions import make_desk
from houvast.people.clock import now
from houvast.people.models import Account, AccountReach, Organisation, Person, RoleAssignment, UnitMembership
student, password = json.loads(sys.argv[1])
school = Person.objects.get(pk=student).organisation
hashed = make_password(password)
def helper(organisation, given, email):
    person = Person.objects.create(organisation=organisation, given_name=given, family_name="Helper",
        sort_name=email, email=email, created_at=now())
    account = Account.objects.create(organisation=organisation, person=person, email=email, password=hashed,
        created_at=now())
    return person, account
if not Person.objects.filter(email="budget@example.org").exists():
    town = Organisation.objects.create(name="Budgetwinkel", kind="partner")
    person, account = helper(town, "Bo", "budget@example.org")
    account.has_reach = True
    account.save(update_fields=["has_reach"])
    AccountReach.objects.create(account=account, organisation=school)
    care = Organisation.objects.create(name="Ouder- en Kindteams", kind="partner")
    desk = make_desk(organisation=care, kind=DeskKind.YOUTH_TEAM, name="Jeugdteam Buiten")
    person, account = helper(care, "Yara", "yara@example.org")
    RoleAssignment.objects.create(organisation=care, person=person, role="youth_team", unit=desk.unit,
        starts_on=date(2025, 8, 1), confirmed_at=now())
unit = UnitMembership.objects.filter(student_id=student).order_by("pk").first().unit
print(json.dumps([str(unit.pk), str(Person.objects.get(email="budget@example.org").pk)]))
"""
"""Asked with [student, password]; gives a unit of the student and the id of the helper of the budget shop."""


def press(person: PersonAtBrowser, name: str) -> None:
    """A button or link by its words."""
    found = person.page.get_by_role("button", name=name)
    (found if found.count() else person.page.get_by_role("link", name=name)).first.click()
    person.page.wait_for_load_state()
    person.look()
