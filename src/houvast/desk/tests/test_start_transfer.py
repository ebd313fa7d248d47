"""The start page of who works on the transfer: who asks for attention now, and a menu of pages that are theirs."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.urls import reverse

from houvast.people import clock
from houvast.transfer.tests.scene import Scene, make_scene

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Iterator[Scene]:
    with clock.set_to(date(2027, 2, 10)):
        yield make_scene()


def start(scene: Scene, member: str) -> str:
    return str(scene.client(member).get("/").content.decode())


@pytest.mark.req("S-730", "S-737")
def test_intake_sees_who_waits_for_a_decision_as_soon_as_they_sign_in(scene: Scene) -> None:
    page = start(scene, "intake")
    assert "Overstap: Wacht op een beslissing" in page
    assert reverse("transfer-pupil", args=(scene.row(scene.roc).pk,)) in page
    assert "niemand aan je overgedragen" not in page


def test_a_mentor_sees_what_the_phase_of_the_year_asks_and_no_empty_work_of_an_mbo(scene: Scene) -> None:
    page = start(scene, "mentor")
    assert "Overstap: " in page
    assert "nog geen studenten aan je gekoppeld" not in page


@pytest.mark.parametrize("member", ["mentor", "counsellor", "intake", "officer"])
def test_every_page_of_the_menu_is_there(scene: Scene, member: str) -> None:
    client = scene.client(member)
    header = start(scene, member).partition("</header>")[0]
    found = set(re.findall(r'<a href="(/[^"]*)"', header))
    assert reverse("transfer") in found
    assert {path: client.get(path, follow=True).status_code for path in found} == dict.fromkeys(found, 200)


def test_a_pupil_finds_the_own_way_to_the_mbo_on_the_own_page(scene: Scene) -> None:
    main = start(scene, "student").partition("<main")[2]
    assert reverse("my-transfer") in main
    assert "Wat is gedaan, wat komt er, en wat wordt aan wie verteld." in main
