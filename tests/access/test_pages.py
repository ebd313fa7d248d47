"""Every address of the house, opened by everybody of the cast, against the table in pages.csv.

A page without a row fails. To see the rows that are missing, as they answer now:

    HOUVAST_ACCESS=print .venv/bin/python -m pytest tests/access/test_pages.py -q -s -n0 -p no:randomly -k missing

and HOUVAST_ACCESS=write puts them in the file. Judge each first: the table says what should be, not what is.
"""

import csv
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.access.addresses import Address, Things, addresses
from tests.houvast_testing.cast import Cast

TABLE = Path(__file__).parent / "pages.csv"
ALWAYS = ("stranger_coach", "visitor")
"""Who opens everything in every run; the others do so in CI."""
MEMBERS = (
    "visitor", "student", "guardian", "trusted_person", "coach", "colleague", "team_leader", "director",
    "support_advisor", "administration", "administrator", "partner", "other_student", "stranger_coach",
    "stranger_student",
)  # fmt: skip
ASKED = (("GET", "own"), ("POST", "own"), ("GET", "other"), ("GET", "elsewhere"))
"""The cast's own student, another student of the same school in another team, and a student of another school."""
PUBLIC = frozenset(
    {
        *("sign-in", "sign-in-as", "sign-out", "open-link", "forgotten-password", "first-run", "set_language"),
        *("what-if", "helpdesk:ask", "helpdesk:answers", "helpdesk:follow", "helpdesk:routes"),
        *("second-step", "passkey-begin", "passkey-sign-in"),
        *("provider-go", "provider-back", "provider-first", "provider-out"),
        *("saml-metadata", "saml-answer", "saml-in", "saml-out"),
        *("helpdesk:professionals", "helpdesk:sharing", "helpdesk:outcomes"),
    }
)
"""Addresses that work before anybody is known; a question to the helpdesk opens by its private link only."""
ABOUT_NOBODY = ("web:", "api:", "oeapi:", "directory:")
"""Addresses of the look and of the law: open to everybody, and without a word about any person."""
MAY_BE_WRITTEN_BY_GET = frozenset({"privacy_readlog", "django_session"})
Row = dict[str, str]


def known_rows() -> dict[tuple[str, str, str], Row]:
    with TABLE.open(newline="") as file:
        return {(row["name"], row["method"], row["whose"]): row for row in csv.DictReader(file)}


def questions() -> list[tuple[Address, str, str]]:
    return [
        (address, method, whose)
        for address in addresses()
        for method, whose in ASKED
        if whose == "own" or address.takes
    ]


@pytest.fixture
def things(cast: Cast) -> dict[str, Things]:
    made = {
        "own": Things(cast, cast.student),
        "other": Things(cast, cast.other_student),
        "elsewhere": Things(cast, cast.stranger_student),
    }
    for thing in made.values():  # made before anybody looks, so that looking is all that is measured
        for address in addresses():
            thing.path(address)
    return made


@contextmanager
def writes_noted() -> Iterator[set[str]]:
    """The tables that statements wrote to, while this lasts."""
    written: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: Any, context: Any) -> Any:
        words = sql.split(maxsplit=3)
        match words[0].upper():
            case "INSERT" | "DELETE":
                written.add(words[2].strip('"').split('"')[0])
            case "UPDATE":
                written.add(words[1].strip('"').split('"')[0])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def browser_of(cast: Cast, member: str) -> Client:
    client = Client(raise_request_exception=False) if member == "visitor" else cast.client(member)
    client.raise_request_exception = False
    return client


@contextmanager
def taken_back(client: Client) -> Iterator[None]:
    """What is done here leaves nothing behind, in the database or in this browser."""
    kept: SimpleCookie = SimpleCookie(client.cookies)
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        client.cookies = kept


def answer(client: Client, method: str, path: str) -> tuple[int, set[str]]:
    """The status, and what was written; everything is taken back, cookies too."""
    with taken_back(client), writes_noted() as written:
        response = client.get(path) if method == "GET" else client.post(path)
        return response.status_code, written


def test_no_page_is_missing_from_the_table(cast: Cast, things: dict[str, Things]) -> None:
    rows = known_rows()
    missing = [question for question in questions() if (question[0].name, *question[1:]) not in rows]
    wanted = os.environ.get("HOUVAST_ACCESS")
    if wanted and missing:
        found = [_observed(cast, things, *question) for question in missing]
        if wanted == "write":
            _write([*rows.values(), *found])
        else:
            sys.stdout.write("\n" + "\n".join(",".join(row.values()) for row in found) + "\n")
    names = sorted({question[0].name for question in missing})
    assert not missing, f"no row in {TABLE.name} for: {', '.join(names)}. How to get them: see the top of this file."


def _observed(cast: Cast, things: dict[str, Things], address: Address, method: str, whose: str) -> Row:
    path = things[whose].path(address)
    row = {"name": address.name, "method": method, "whose": whose}
    return row | {member: str(answer(browser_of(cast, member), method, path)[0]) for member in MEMBERS}


def _write(rows: list[Row]) -> None:
    order = {question: number for number, question in enumerate((a.name, m, w) for a, m, w in questions())}
    rows.sort(key=lambda row: order.get((row["name"], row["method"], row["whose"]), len(order)))
    with TABLE.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["name", "method", "whose", *MEMBERS], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    "member", [pytest.param(one, marks=[pytest.mark.long] if one not in ALWAYS else []) for one in MEMBERS]
)
def test_everybody_sees_what_the_table_says_and_looking_changes_nothing(
    cast: Cast, things: dict[str, Things], member: str
) -> None:
    rows = known_rows()
    client = browser_of(cast, member)
    wrong = []
    for address, method, whose in questions():
        row = rows.get((address.name, method, whose))
        if row is None:
            continue
        status, written = answer(client, method, things[whose].path(address))
        if str(status) != row[member]:
            wrong.append(f"{method} {address.name} ({whose}): {status}, the table says {row[member]}")
        if method == "GET" and written - MAY_BE_WRITTEN_BY_GET:
            wrong.append(f"GET {address.name} ({whose}) wrote {sorted(written - MAY_BE_WRITTEN_BY_GET)}")
    assert not wrong, f"as {member}:\n" + "\n".join(wrong)


def test_the_table_itself_lets_no_stranger_in() -> None:
    """Whoever fills the table by copying what is, is stopped here."""
    wrong = []
    takes = {address.name: address.takes for address in addresses()}
    for (name, method, whose), row in known_rows().items():
        if name in PUBLIC or name.startswith(ABOUT_NOBODY):
            continue
        if row["visitor"] not in {"302", "404", "405", "403"}:
            wrong.append(f"{method} {name}: a visitor who did not sign in gets {row['visitor']}")
        about_a_student = bool(
            {
                *("student_id", "talk_id", "agreement_id", "note_id", "case_id", "handover_id", "follow_up_id"),
                *("following_id", "planned_id", "change_id", "placement_id", "form_id", "worry_id", "request_id"),
                *("item_id", "seat_id", "round_id", "referral_id", "contact_id", "wish_id", "contest_id"),
                *("conversation_id", "task_id", "review_id", "adjustment_id", "check_id", "share_id"),
            }
            & set(takes.get(name, ()))
        )
        outsiders = {
            "own": ("stranger_coach", "stranger_student", "other_student", "colleague"),
            "other": ("student", "guardian", "trusted_person", "coach", "partner", "stranger_coach"),
            "elsewhere": tuple(set(MEMBERS) - {"visitor", "stranger_coach", "stranger_student"}),
        }[whose]
        if about_a_student:
            wrong += [
                f"{method} {name} ({whose}): {member} gets {row[member]}"
                for member in outsiders
                if row[member] not in {"404", "405"}
            ]
        wrong += [f"{method} {name} ({whose}): {who} gets {row[who]}" for who in MEMBERS if row[who].startswith("5")]
    assert not wrong, "\n".join(wrong)


def test_no_row_stands_for_a_page_that_is_gone() -> None:
    asked = {(address.name, method, whose) for address, method, whose in questions()}
    assert not [key for key in known_rows() if key not in asked]
