"""Coming in with a token, and what every operation has in common.

token → whose it is (before the wall) → the scope → the limit
→ inside the wall of its organisation: the operation, through the door and the policy
→ the log of reads and the log of calls; only then the answer leaves
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any

from django.db import DatabaseError, connection
from django.http import HttpRequest
from ninja import Router
from ninja.security import HttpBearer

from houvast.api.models import Call
from houvast.api.problems import ProblemDetails, Refused
from houvast.api.tokens import Asker, SystemViewer, asker_of
from houvast.people.clock import now
from houvast.people.sign_in import origin_of
from houvast.privacy import door
from houvast.privacy.models import ReadLog
from houvast.privacy.scope import organisation_scope

LIMIT = 600
WINDOW = timedelta(minutes=1)
POLICY = f'"token";q={LIMIT};w=60'
PROBLEMS = dict.fromkeys((400, 401, 403, 404, 429, 503), ProblemDetails)


class Token(HttpBearer):
    """A token in the header `Authorization: Bearer`, and nowhere else: an address is seen by too many."""

    def authenticate(self, request: HttpRequest, token: str) -> Asker | None:
        del request
        return asker_of(token, now())


TOKEN = Token()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One request of a system: who it is to the policy, and what its token opens."""

    viewer: SystemViewer
    asker: Asker

    def may(self, scope: str) -> bool:
        return scope in self.asker.scopes

    def note(self, students: Any) -> None:
        """Say that these students' data are shown, for the purpose of the token."""
        door.note_shown(students, self.asker.purpose)


def asking(request: HttpRequest) -> Asking:
    """Who asks, inside an operation."""
    found = request.houvast_asking  # type: ignore[attr-defined]
    assert isinstance(found, Asking)
    return found


def send_header(request: HttpRequest, name: str, value: str) -> None:
    """A header that goes along with the answer, whatever it will be."""
    headers: dict[str, str] = getattr(request, "houvast_api_headers", {})
    headers[name] = value
    request.houvast_api_headers = headers  # type: ignore[attr-defined]


def reads(router: Router, path: str, *, scope: str, answers: Any, summary: str) -> Callable[[Any], Any]:
    """An operation that reads."""
    return _operation(router.get, path, scope=scope, answers=answers, summary=summary, writes=False)


def writes(router: Router, path: str, *, scope: str, answers: Any, summary: str) -> Callable[[Any], Any]:
    """An operation that writes."""
    return _operation(router.post, path, scope=scope, answers=answers, summary=summary, writes=True)


def looks_up(router: Router, path: str, *, scope: str, answers: Any, summary: str) -> Callable[[Any], Any]:
    """An operation that reads, and gets in its body what should stand in no address."""
    return _operation(router.post, path, scope=scope, answers=answers, summary=summary, writes=False)


def _operation(method: Any, path: str, *, scope: str, answers: Any, summary: str, writes: bool) -> Callable[[Any], Any]:
    said = {409: ProblemDetails} if writes else {}

    def register(view: Callable[..., Any]) -> Callable[..., Any]:
        name = view.__name__.replace("_", "-")
        decorated = method(
            path,
            auth=TOKEN,
            response={200: answers, **PROBLEMS, **said},
            summary=summary,
            description=f"Scope: `{scope}`. {view.__doc__ or ''}".strip(),
            operation_id=name,
            url_name=name,
            by_alias=True,
            openapi_extra={"x-scope": scope},
        )
        return decorated(_entered(view, scope=scope, name=name, writes=writes))  # type: ignore[no-any-return]

    return register


def _entered(view: Callable[..., Any], *, scope: str, name: str, writes: bool) -> Callable[..., Any]:
    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        asker = request.auth  # type: ignore[attr-defined]
        try:
            _keep_to_limit(request, asker)
            _must_open(asker, scope)
            return _carried_out(request, asker, name, lambda: view(request, *args, **kwargs), writes=writes)
        except DatabaseError as error:
            raise Refused(503, "Not now.", "The request could not be carried out or logged. Try again.") from error
        except Exception as error:
            _note_call(asker, name, status=getattr(error, "status", 0) or 400)
            raise

    return entered


def _must_open(asker: Asker, scope: str) -> None:
    if scope not in asker.scopes:
        raise Refused(403, "This token does not open this.", f"It takes the scope {scope}.")


def _carried_out(request: HttpRequest, asker: Asker, name: str, work: Callable[[], Any], *, writes: bool) -> Any:
    shown = door.begin_request()
    with _wall(asker, writes=writes):
        viewer = asker.viewer()
        if viewer is None:
            raise Refused(401, "This token opens nothing.", "Ask whoever keeps Houvast at the school for a new one.")
        request.houvast_asking = Asking(viewer=viewer, asker=asker)  # type: ignore[attr-defined]
        answer = work()
        if shown.students:
            ReadLog.objects.create(
                organisation_id=asker.organisation,
                reader_id=viewer.person.pk,
                at=now(),
                purpose=str(asker.purpose),
                page=f"rest:{name}"[:120],
                request_id=getattr(request, "request_id", ""),
                origin=origin_of(request),
                students=[student.hex for student in shown.students],
            )
        _write_call(asker, name, status=200, students=len(shown.students))
    return answer


def _wall(asker: Asker, *, writes: bool) -> AbstractContextManager[None]:
    """On SQLite what only reads takes no transaction: see `privacy.middleware`."""
    if not writes and connection.vendor == "sqlite":
        return nullcontext()
    return organisation_scope([asker.organisation])


def _keep_to_limit(request: HttpRequest, asker: Asker) -> None:
    """Raises Refused (429) when this token was used too often in the last minute."""
    with _wall(asker, writes=False):
        used = Call.objects.filter(token=asker.token, at__gt=now() - WINDOW).count()
    send_header(request, "RateLimit-Policy", POLICY)
    send_header(request, "RateLimit", f'"token";r={max(LIMIT - used - 1, 0)};t={int(WINDOW.total_seconds())}')
    if used >= LIMIT:
        send_header(request, "Retry-After", str(int(WINDOW.total_seconds())))
        raise Refused(429, "Too often.", f"A token may be used {LIMIT} times a minute. Wait a minute.")


def _note_call(asker: Asker, name: str, *, status: int) -> None:
    """What was refused counts too; its own transaction, since the other one is undone."""
    if status == 429:  # noqa: PLR2004 - Too Many Requests: noting it would keep it closed for ever
        return
    with organisation_scope([asker.organisation]):
        _write_call(asker, name, status=status, students=0)


def _write_call(asker: Asker, name: str, *, status: int, students: int) -> None:
    Call.objects.create(
        organisation_id=asker.organisation,
        token_id=asker.token,
        at=now(),
        operation=name[:60],
        status=status,
        students=students,
    )
