"""The law over HTTP: the rules, an answer, and the same answer again. No account is needed and nothing is kept."""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status

from houvast import lawbook
from houvast.core.law.errors import QuestionError
from houvast.lawbook.listing import described

router = Router(tags=["law"])
Json = dict[str, Any]


class Problem(Schema):
    """What went wrong, as RFC 9457 (`application/problem+json`)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class LawQuestion(Schema):
    """One question: the rule, the day it is about, and the facts; null says that it has not happened."""

    rule: str
    on: date
    facts: Json
    cohort: str | None = None
    institution: str | None = None


class LawReplay(Schema):
    """A receipt, as an answer gave it."""

    receipt: Json


Language = Literal["nl", "en"]


@router.get("/rules", summary="Every rule with its facts, sources and days of change")
def rules(request: HttpRequest, language: Language = "nl") -> list[Json]:
    del request
    return [dict(described(rule, language)) for rule in lawbook.rules()]


@router.post("/answers", response={200: Json, 422: Problem}, summary="Ask a rule")
def answers(request: HttpRequest, question: LawQuestion, language: Language = "nl") -> Json | Status[Problem]:
    del request
    try:
        answer = lawbook.ask(
            question.rule,
            question.facts,
            on=question.on,
            cohort=question.cohort,
            institution=question.institution,
        )
    except QuestionError as error:
        return Status(422, _refused(error.text.in_(language)))
    except ValueError as error:
        return Status(422, _refused(str(error)))
    return answer.as_json(language)


@router.post("/replays", response={200: Json, 422: Problem}, summary="Give an earlier answer again from its receipt")
def replays(request: HttpRequest, replay: LawReplay, language: Language = "nl") -> Json | Status[Problem]:
    del request
    try:
        again = lawbook.replay(replay.receipt)
    except QuestionError as error:
        return Status(422, _refused(error.text.in_(language)))
    except (KeyError, TypeError, ValueError) as error:
        return Status(422, _refused(f"This is no receipt of an answer: {error}."))
    return {"whole": again.whole, "same": again.same, "answer": again.answer.as_json(language)}


def _refused(detail: str) -> Problem:
    return Problem(title="This question cannot be answered as it was put.", status=422, detail=detail)
