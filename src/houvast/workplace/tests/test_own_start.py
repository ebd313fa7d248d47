"""A teacher student's own start page says which progress review is to be prepared or signed."""

from datetime import date

import pytest
from django.utils.translation import override

from houvast.people.clock import set_to
from houvast.workplace.tests.filled import DAY, fill, items, planned
from houvast.workplace.tests.school import School, make_school


@pytest.fixture
def school(db: None) -> School:
    return make_school()


def start(school: School, member: str, on: date = DAY) -> str:
    with set_to(on), override("en"):
        return school.client(member).get("/", headers={"accept-language": "en"}).content.decode()


@pytest.mark.req("S-213", "S-244")
def test_a_review_waits_with_the_student_until_it_is_prepared_and_again_until_it_is_signed(school: School) -> None:
    assert f"/workplace/students/{school.mila.pk}/" in start(school, "mila")
    assert "Progress review" not in start(school, "mila")
    review = planned(school)
    path = f"/workplace/reviews/{review.pk}/"
    asked = start(school, "mila")
    assert f"{path}prepare/" in asked
    assert "There is something for you to do." in asked
    assert f"{path}prepare/" not in start(school, "noor")
    own = school.client("mila")
    prepared = {"guide_read": "on", "portfolio": "https://portfolio.example/m", "learning_questions": "Orde."}
    assert fill(own, f"{path}prepare/", prepared).status_code == 302
    assert f"{path}prepare/" not in start(school, "mila")
    typed = {"held_on": DAY.isoformat(), "progress_agreements": "Elke week een lesplan.", **items(green=14)}
    assert fill(school.client("supervisor"), f"{path}fill/together/", typed).status_code == 302
    assert fill(school.client("institute_educator"), f"{path}finish/", {"colour": "green"}).status_code == 302
    assert f"{path}sign/" in start(school, "mila")
    assert fill(own, f"{path}sign/", {"answer": "agree"}).status_code == 302
    assert f"{path}sign/" not in start(school, "mila")
