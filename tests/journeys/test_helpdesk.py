"""Somebody without an account asks, is answered, and others find it; a student's appeal, from letter to outcome.

On a phone for whoever asks, at a desk for whoever answers; every page is scanned for accessibility.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from houvast.people.clock import today
from tests.journeys.person import PHONE, PersonAtBrowser
from tests.journeys.school import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.journeys.school import School

pytestmark = [pytest.mark.browser, pytest.mark.data]
NUMBER = "100025"

PREPARE = """
import json, sys
import django
django.setup()
from django.contrib.auth.hashers import make_password
from houvast.helpdesk.models import Helpdesk
from houvast.people.clock import now, today
from houvast.people.models import Account, Organisation, Person, RoleAssignment
student, password = json.loads(sys.argv[1])
one = Person.objects.get(pk=student)
house, _ = Organisation.objects.get_or_create(name="Helpdesk Voorbeeld", defaults=dict(kind="partner", education=""))
Helpdesk.objects.get_or_create(of=house, defaults=dict(name="Helpdesk Voorbeeld", phone="010 123 45 67"))
for name, role, where in (("helper", "helpdesk", house), ("ada", "appeals_board", one.organisation),
                          ("bas", "appeals_board", one.organisation)):
    person, fresh = Person.objects.get_or_create(organisation=where, email=f"{name}@example.org",
        defaults=dict(given_name=name.title(), family_name="Voorbeeld", sort_name=name, created_at=now()))
    if fresh:
        RoleAssignment.objects.create(organisation=where, person=person, role=role,
            starts_on=today().replace(year=2025, day=1), confirmed_at=now())
        Account.objects.create(organisation=where, person=person, email=person.email,
            password=make_password(password), created_at=now())
print(json.dumps(str(one.organisation_id)))
"""


def visitor(browser: Browser, school: School, language: str) -> PersonAtBrowser:
    """Somebody who did not sign in."""
    context = browser.new_context(viewport=PHONE, locale="nl-NL", reduced_motion="reduce")
    context.add_cookies([{"name": "django_language", "value": language, "url": school.url}])
    page = context.new_page()
    page.set_default_timeout(15_000)
    return PersonAtBrowser(page=page, school=school, name=f"visitor-{language}-phone")


@pytest.mark.long
@pytest.mark.req("S-462", "S-463")
def test_a_question_without_account_is_answered_and_others_find_the_answer(chromium: Browser, school: School) -> None:
    school.run(PREPARE, [school.students[NUMBER], PASSWORD])
    asker = visitor(chromium, school, "nl")
    asker.go("/helpdesk/")
    asker.fill({"text": "Mag school mij zo maar schorsen?", "asker_kind": "student", "theme": "leaving"})
    asker.send()
    own_page = asker.page.url.partition("?")[0].removeprefix(school.url)
    assert "ligt bij de helpdesk" in asker.said()
    helper = PersonAtBrowser.sign_in(chromium, school, "helper@example.org", language="nl", phone=False)
    helper.go("/helpdesk/inbox/")
    helper.page.get_by_role("link", name="Mag school mij zo maar schorsen?").first.click()
    helper.look()
    helper.fill({"text": "Nee: op papier, met redenen, en hoogstens twee weken."})
    helper.page.get_by_role("button", name="Antwoord versturen").click()
    helper.page.wait_for_load_state()
    asker.go(own_page)
    assert "hoogstens twee weken" in asker.page.content()
    helper.page.get_by_role("link", name="Maak er een antwoord voor de bibliotheek van").click()
    helper.look()
    helper.fill({"source": "WEB art. 8.1.7c"})
    helper.send()
    helper.fill({"read": True})
    helper.page.get_by_role("button", name="Maak openbaar").click()
    helper.page.wait_for_load_state()
    other = visitor(chromium, school, "nl")
    other.go("/helpdesk/answers/")
    assert "WEB art. 8.1.7c" in other.page.content()
    for person in (asker, helper, other):
        assert person.problems == []
        person.page.context.close()


@pytest.mark.long
@pytest.mark.req("S-344", "S-387", "S-650")
def test_a_student_appeals_is_heard_and_the_board_decides(  # noqa: PLR0915 - one long story
    chromium: Browser, school: School
) -> None:
    student = school.students[NUMBER]
    organisation = school.run(PREPARE, [student, PASSWORD])
    own = PersonAtBrowser.sign_in(chromium, school, f"student{NUMBER}@example.org", language="nl", phone=True)
    board = {
        name: PersonAtBrowser.sign_in(chromium, school, f"{name}@example.org", language="nl", phone=False)
        for name in ("ada", "bas", "administration")
    }
    own.go(f"/students/{student}/contests/")
    own.fill({"matter": "study_advice", "notified_on": (today() - timedelta(days=3)).isoformat()})
    own.send()
    own.fill({"happened": "Ik kreeg geen waarschuwing.", "wanted": "Neem het advies terug."})
    own.page.get_by_role("button", name="Nalezen en indienen").click()
    own.page.wait_for_load_state()
    own.look()
    own.page.get_by_role("button", name="Mijn brief indienen").click()
    own.page.wait_for_load_state()
    own.look()
    assert "Ontvangstbewijs" in own.page.content()
    here = own.page.url.removeprefix(school.url)
    case = own.page.locator("a[href^='/cases/']").first.get_attribute("href")
    assert case
    ada = board["ada"]
    ada.go("/board/")
    ada.page.locator("main a[href^='/board/0']").last.click()
    ada.look()
    ada.fill({"day": (today() + timedelta(days=7)).isoformat(), "hour": "10:30", "place": "Kamer 2.14"})
    ada.page.get_by_role("button", name="Laat het de student weten").click()
    ada.page.wait_for_load_state()
    own.go(here)
    assert "Kamer 2.14" in own.page.content()
    board["administration"].go(f"{case}do/confirm/")
    board["administration"].send()
    ada.go(f"{case}do/hearing/")
    ada.fill({"happened_on": today().isoformat(), "took_place": "spoken", "what": "De student is gehoord."})
    ada.send()
    ada.go(f"{case}do/decide/")
    ada.fill({"option": "upheld", "decision": "Het advies vervalt.", "reasons": "Er was geen waarschuwing."})
    ada.send()
    own.go(here)
    assert "Gelijk gekregen" in own.page.content()
    ada.go("/board/?show=ended")
    ada.page.locator("main a[href^='/board/0']").first.click()
    ada.page.get_by_role("link", name="Schrijf het op zonder namen").click()
    ada.look()
    ada.fill({"title": "Advies zonder waarschuwing", "text": "De school moet eerst op papier waarschuwen."})
    ada.send()
    bas = board["bas"]
    bas.go(ada.page.url.removeprefix(school.url))
    bas.fill({"read": True})
    bas.page.get_by_role("button", name="Maak openbaar").click()
    bas.page.wait_for_load_state()
    reader = visitor(chromium, school, "nl")
    reader.go(f"/outcomes/{organisation}/")
    assert "eerst op papier waarschuwen" in reader.page.content()
    for person in (own, reader, *board.values()):
        assert person.problems == []
        person.page.context.close()
