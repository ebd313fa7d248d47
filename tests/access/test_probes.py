"""Hostile input: what is typed comes back as text, opens no query, calls nothing, and breaks no page."""

import re

import pytest
from django.urls import reverse

from houvast.guidance.models import Talk
from houvast.people.clock import now, today
from houvast.privacy.models import RightsRequest
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db

MARK = "zq7"
XSS = (
    f"<script>{MARK}()</script>",
    f'"><img src=x onerror={MARK}()>',
    f"'><svg/onload={MARK}()>",
    f"</textarea><script>{MARK}()</script>",
    f'javascript:{MARK}()//"',
)
TEMPLATE = (
    "{{ 7|add:735 }}",
    "{% load i18n %}{% now 'Y' %}",
    "${7*106}",
    "{{ request.user.password }}",
    "%(password)s",
)
SQL = (
    "' OR '1'='1",
    "'; DROP TABLE people_person; --",
    '" UNION SELECT password FROM people_account --',
    "%' OR 1=1 --",
    "\\",
)
PATHS = ("../../../../etc/passwd", "..\\..\\windows\\win.ini", "%2e%2e%2fetc%2fpasswd", "/etc/passwd\x00.csv")


@pytest.mark.parametrize("text", [*XSS, *TEMPLATE, *SQL])
def test_what_a_student_writes_is_shown_as_it_was_written(cast: Cast, text: str) -> None:
    client = cast.client("student")
    said = {"kind": "correct", "about": "talks", "words": text}
    assert client.post(reverse("ask-about-data"), said).status_code == 302
    assert RightsRequest.objects.get().words == text
    page = client.get(reverse("my-data")).content.decode()
    assert not re.search(r"(?<![0-9a-f-])742(?![0-9a-f-])", page)  # as a word: an identifier may hold these digits
    for danger in (f"<script>{MARK}", f"<img src=x onerror={MARK}", f"<svg/onload={MARK}"):
        assert danger not in page


@pytest.mark.parametrize("text", [*XSS, *TEMPLATE])
def test_what_a_coach_wrote_is_text_on_the_student_s_page_and_in_the_copy(cast: Cast, text: str) -> None:
    Talk.objects.create(
        organisation=cast.organisation, student=cast.student, kind="progress", held_on=today(), led_by=cast.coach,
        report=text, goes_well=text, recorded_at=now(),
    )  # fmt: skip
    page = cast.client("coach").get(reverse("student", args=(cast.student.pk,))).content.decode()
    copied = cast.client("student").post(reverse("my-copy")).content
    assert f"<script>{MARK}" not in page
    assert f"<script>{MARK}".encode() not in copied


@pytest.mark.parametrize("text", [*SQL, *XSS, *PATHS, "\x00", "😀", "a" * 5000])
@pytest.mark.parametrize("parameter", ["q", "name", "before", "after", "page", "order", "group"])
def test_lists_take_anything_in_their_address(cast: Cast, parameter: str, text: str) -> None:
    client = cast.client("administrator")
    for name in ("students", "administration-students", "administration-staff"):
        status = client.get(reverse(name), {parameter: text}).status_code
        assert status < 500, (name, parameter, status)


@pytest.mark.parametrize("text", [*SQL, *XSS, *PATHS])
def test_a_sign_in_with_anything_is_a_plain_no(client: object, text: str) -> None:
    answer = client.post(reverse("sign-in"), {"email": text, "password": text})  # type: ignore[attr-defined]
    assert answer.status_code == 422
    assert f"<script>{MARK}" not in answer.content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "\\\\evil.example", "javascript:alert(1)", "http:evil.example"]
)
def test_signing_in_never_leads_elsewhere(cast: Cast, client: object, wanted: str) -> None:
    account = cast.coach.account
    account.set_password("een-lange-zin-om-te-onthouden")
    account.save()
    said = {"email": account.email, "password": "een-lange-zin-om-te-onthouden", "next": wanted}
    assert client.post(reverse("sign-in"), said)["Location"] == reverse("start")  # type: ignore[attr-defined]


def test_a_sign_in_tells_nobody_who_has_an_account(cast: Cast, client: object) -> None:
    known = client.post(reverse("sign-in"), {"email": cast.coach.account.email, "password": "x"})  # type: ignore[attr-defined]
    unknown = client.post(reverse("sign-in"), {"email": "niemand@example.org", "password": "x"})  # type: ignore[attr-defined]
    assert known.status_code == unknown.status_code
    pages = [answer.content.decode().split("csrfmiddlewaretoken")[0] for answer in (known, unknown)]
    assert pages[0] == pages[1]


def test_pages_of_the_signed_in_are_kept_by_no_browser_and_framed_by_nobody(cast: Cast) -> None:
    answer = cast.client("coach").get(reverse("student", args=(cast.student.pk,)))
    assert answer["Cache-Control"] == "private, no-store"
    policy = answer["Content-Security-Policy"]
    for rule in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe-inline" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    out = cast.client("coach").post(reverse("sign-out"))
    assert '"storage"' in out["Clear-Site-Data"]
