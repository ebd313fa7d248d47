"""The law over HTTP gives what the command line gives."""

import json
from typing import Any

import pytest
from django.test import Client

FACTS = {"birth_date": "2009-03-15", "qualifications": ["vmbo_tl"]}
QUESTION = {"rule": "education-duty", "on": "2027-03-15", "facts": FACTS}


def post(path: str, body: Any) -> tuple[int, dict[str, Any]]:
    answer = Client().post(f"/api/v1/law/{path}", json.dumps(body), content_type="application/json")
    return answer.status_code, answer.json()


@pytest.mark.django_db
@pytest.mark.req("S-446")
def test_an_answer_has_outcome_reasons_and_receipt_and_can_be_given_again() -> None:
    status, answer = post("answers", QUESTION)
    assert status == 200
    assert answer["outcome"] == {"status": "followed", "ends_on": "2036-03-14"}
    assert answer["because"][0]["source"]
    status, again = post("replays", {"receipt": answer["receipt"]})
    assert (status, again["whole"], again["same"]) == (200, True, True)


@pytest.mark.django_db
def test_rules_are_listed_with_their_facts() -> None:
    rules = Client().get("/api/v1/law/rules?language=en").json()
    assert {"birth_date", "qualifications"} <= {fact["name"] for fact in rules[0]["facts"]} | {
        fact["name"] for rule in rules for fact in rule["facts"]
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        QUESTION | {"rule": "nothing"},
        QUESTION | {"facts": {"birth_date": "2009-03-15"}},
        QUESTION | {"facts": {"birth_date": 7, "qualifications": []}},
        {"rule": "education-duty"},
    ],
)
def test_a_wrong_question_is_a_problem_that_says_what_is_wrong(body: dict[str, Any]) -> None:
    status, problem = post("answers", body)
    assert status == 422
    assert problem["detail"]
