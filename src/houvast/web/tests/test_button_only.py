"""An address that only a button posts to."""

import pytest
from django.urls import reverse

from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_address_of_a_button_says_so_and_shows_a_way_on(cast: Cast) -> None:
    answer = cast.client("student").get(reverse("my-copy"))
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert "Dit adres hoort bij een knop" in answer.content.decode()


def test_who_signed_in_again_for_a_button_does_not_stand_before_an_empty_page(cast: Cast) -> None:
    client = cast.client("student")
    client.logout()
    asked = client.post(reverse("my-copy"))
    assert reverse("sign-in") in asked["Location"]
    client.force_login(cast.student.account)
    assert "Dit adres hoort bij een knop" in client.get(reverse("my-copy")).content.decode()


def test_an_api_answers_in_its_own_words(cast: Cast) -> None:
    answer = cast.client("student").get("/api/v1/events/")
    assert "knop" not in answer.content.decode()
