"""The page of the pupil, and of the guardian beside the pupil."""

from datetime import date

import pytest
from django.urls import reverse

from houvast.people import clock
from houvast.transfer.models import ConsentItem, Pupil
from houvast.transfer.tests.scene import Scene, make_scene

FEBRUARY = date(2027, 2, 10)


def mine(scene: Scene, member: str = "student") -> str:
    answer = scene.client(member).get(reverse("my-transfer"), follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.mark.req("S-614", "S-726")
def test_the_pupil_reads_where_they_stand_what_comes_when_and_that_advice_may_be_asked(scene: Scene) -> None:
    page = mine(scene)
    assert "Je aanmelding is binnen" in page
    assert "vóór 1 april" in page
    assert "studiekeuzeadvies" in page
    assert "iemand meenemen" in page
    assert "ROC Midden" in page


@pytest.mark.req("S-617", "S-726")
def test_the_pupil_says_what_helps_and_who_comes_along_and_the_mbo_reads_it(scene: Scene) -> None:
    typed = {"own_words": "Een rustige plek", "comes_along": "Tante Sara", "expects_support": "yes", "revision": "1"}
    client = scene.client("student")
    assert client.post(reverse("transfer-own-words"), typed).status_code == 302
    row = reverse("transfer-pupil", args=(scene.row(scene.roc).pk,))
    seen = scene.client("intake").get(row).content.decode()
    assert "Een rustige plek" in seen
    assert "Tante Sara" in seen
    again = client.post(reverse("transfer-own-words"), {**typed, "own_words": "Anders"})
    assert again.status_code == 409
    assert "Anders" in again.content.decode()


@pytest.mark.req("S-559")
def test_expecting_support_may_be_left_unsaid(scene: Scene) -> None:
    page = scene.client("student").get(reverse("transfer-own-words")).content.decode()
    assert "Dat zeg ik liever niet" in page
    typed = {"own_words": "", "comes_along": "", "expects_support": "", "revision": "1"}
    assert scene.client("student").post(reverse("transfer-own-words"), typed).status_code == 302
    assert Pupil.objects.get().expects_support == ""


def test_consent_is_given_per_item_and_party_and_taken_back_at_once(scene: Scene) -> None:
    url = reverse("transfer-consent", args=(scene.student.pk,))
    client = scene.client("student")
    assert client.post(url, {"support-institution": "on"}).status_code == 302
    assert ConsentItem.objects.get(item="support", party="institution").given
    assert not ConsentItem.objects.get(item="life_areas", party="institution").given
    assert not ConsentItem.objects.get(item="support", party="municipality").given
    assert client.post(url, {}).status_code == 302
    assert not ConsentItem.objects.filter(given=True).exists()


def test_from_16_the_pupil_decides_and_the_guardian_reads_without_what_is_private(scene: Scene) -> None:
    Pupil.objects.update(own_words="Thuis is het druk")
    assert "Thuis is het druk" in mine(scene)
    assert "Thuis is het druk" not in mine(scene, "guardian")
    assert "Waar staat Ada?" in mine(scene, "guardian")
    url = reverse("transfer-consent", args=(scene.student.pk,))
    answer = scene.client("guardian").post(url, {"support-institution": "on"})
    assert answer.status_code == 422
    assert not ConsentItem.objects.exists()


@pytest.mark.django_db
def test_below_16_the_guardian_decides() -> None:
    with clock.set_to(FEBRUARY):
        scene = make_scene(day=FEBRUARY, born=date(2011, 5, 1))
        url = reverse("transfer-consent", args=(scene.student.pk,))
        assert scene.client("student").post(url, {"support-institution": "on"}).status_code == 422
        assert scene.client("guardian").post(url, {"support-institution": "on"}).status_code == 302
        assert ConsentItem.objects.get(item="support", party="institution").said_by == "guardian"


def test_nobody_else_opens_the_page_of_the_pupil(scene: Scene) -> None:
    url = reverse("transfer-of-child", args=(scene.student.pk,))
    for member in ("mentor", "counsellor", "colleague", "intake", "officer"):
        assert scene.client(member).get(url).status_code == 404
        assert scene.client(member).get(reverse("my-transfer")).status_code == 404
    words = reverse("transfer-own-words")
    assert scene.client("guardian").get(words).status_code == 404


def test_the_pupil_cannot_record_as_the_school_does(scene: Scene) -> None:
    row = scene.row(scene.school)
    sent = {"happened_on": FEBRUARY.isoformat()}
    for name in ("transfer-pupil", "transfer-marks", "transfer-needs", "transfer-apply"):
        assert scene.client("student").post(reverse(name, args=(row.pk,)), sent).status_code in {404, 405}
    assert scene.client("student").post(reverse("transfer-record", args=(row.pk, "attempt")), sent).status_code == 404
