"""Handovers between installations over HTTP: one address that takes signed messages."""

from django.http import HttpRequest
from ninja import Router, Schema, Status

from houvast.handover.actions.taking import NotTakenIn, take_in_signed
from houvast.handover.signing import NotTrusted
from houvast.people.clock import now

router = Router(tags=["handovers"])


class TakenIn(Schema):
    """The message is here; `state` is pending, accepted, talked, rejected, done or revoked."""

    state: str


class Problem(Schema):
    """What went wrong, as RFC 9457 (`application/problem+json`)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


@router.post(
    "/messages",
    response={200: TakenIn, 401: Problem, 409: Problem},
    summary="Take in a signed message about a handover",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/jose": {"schema": {"type": "string", "description": "A compact JWS, Ed25519."}}},
        }
    },
)
def messages(request: HttpRequest) -> Status[TakenIn] | Status[Problem]:
    """The same message again changes nothing and gets the same answer, so it can be sent until an answer comes."""
    try:
        state = take_in_signed(request.body.decode("ascii", "replace"), at=now())
    except NotTrusted as error:
        return Status(401, Problem(title="The message is not trusted.", status=401, detail=str(error)))
    except NotTakenIn as error:
        return Status(409, Problem(title="The message was not taken in.", status=409, detail=str(error)))
    return Status(200, TakenIn(state=state))
