"""The addresses behind which the cast of the school has nothing, each opened in a scene where somebody may.

Who gets what stands in scenes.csv, judged by hand; whoever is not named there gets `others`. "door" is a page that lets
in nobody by itself. What the rows would be as things answer now (judge each before it goes into the file):

    HOUVAST_ACCESS=print .venv/bin/python -m pytest tests/access/test_scenes.py -q -s -n0 -p no:randomly
"""

import csv
import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from houvast.people.clock import set_to
from tests.access.addresses import addresses
from tests.access.scenes import SCENES
from tests.access.scenes.scene import Scene
from tests.access.test_pages import ABOUT_NOBODY, MEMBERS, browser_of, known_rows, taken_back
from tests.houvast_testing.cast import Cast

TABLE = Path(__file__).parent / "scenes.csv"
OUTSIDERS = ("visitor", "student", "stranger_coach")
"""Who tries everything in every run, beside who may; everybody else does so in CI."""
OPENED_BY_NOBODY = {
    "sign-in-as": "exists in the demonstration only",
    "what-if": "exists in development only",
    "first-run": "is open until the first administrator is there: people/tests/test_first_run.py",
    "provider-out": "is for the school's provider, which signs what it says: people/tests/test_log_out_there.py",
    "workplace:link-use-code": "is for who was mailed the code: workplace/tests/test_links.py",
    "api:api-root": "is the root of the router, which is not offered",
}
BY_TOKEN = ("workplace:by-link", "workplace:link-", "answer-by-link", "appointments:calendar-file")
"""Addresses that whoever was given them opens, without an account; what a link shows is bound to a device."""
Row = dict[str, str]


def rows() -> list[Row]:
    with TABLE.open(newline="") as file:
        return list(csv.DictReader(file))


def answers_of(row: Row) -> dict[str, str]:
    """Who gets what, by name: "office 200; coach 200"."""
    pairs = (one.split() for one in row["answers"].split(";") if one.strip())
    return {who: answer for who, answer in pairs}  # noqa: C416 - lists of two


def asked(scene: Scene, client: Client, method: str, name: str) -> str:
    """What somebody is answered; everything is taken back, cookies too."""
    path = scene.paths[name]
    with taken_back(client), set_to(scene.day):
        response = client.get(path) if method == "GET" else client.post(path, scene.sends.get(name, {}))
        return scene.answer_of(response)


def observed(
    cast: Cast, scene: Scene, members: tuple[str, ...], asks: Callable[[str, str, str], bool]
) -> dict[tuple[str, str], dict[str, str]]:
    """What everybody is answered to every question that an address takes: a 405 does not look at who asks."""
    clients = {**scene.members, **{name: browser_of(cast, name) for name in members}}
    found: dict[tuple[str, str], dict[str, str]] = {}
    for name in scene.paths:
        for method in ("GET", "POST"):
            answers: dict[str, str] = {}
            for who, client in clients.items():
                if not asks(name, method, who):
                    continue
                answers[who] = asked(scene, client, method, name)
                if answers[who] == "405":
                    break
            else:
                found[name, method] = answers
    return found


@pytest.mark.parametrize("scene_name", sorted(SCENES))
@pytest.mark.parametrize("everybody", [False, pytest.param(True, marks=pytest.mark.long)])
def test_everybody_in_the_scene_and_outside_it_gets_what_the_table_says(
    cast: Cast, scene_name: str, everybody: bool
) -> None:
    scene = SCENES[scene_name](cast)
    known = {(row["name"], row["method"]): row for row in rows() if row["scene"] == scene_name}
    named = {question: {*OUTSIDERS, *answers_of(row)} for question, row in known.items()}
    wrong = []

    def asks(name: str, method: str, who: str) -> bool:
        return everybody or who in named.get((name, method), {who})

    for (name, method), answers in observed(cast, scene, MEMBERS, asks).items():
        row = known.get((name, method))
        if os.environ.get("HOUVAST_ACCESS") == "print" and row is None:
            sys.stdout.write(_printed(scene_name, name, method, answers))
        if row is None:
            wrong.append(f"{method} {name}: no row")
            continue
        expected = answers_of(row)
        assert not expected.keys() - answers.keys() - set(MEMBERS), f"{name}: nobody is called {sorted(expected)}"
        for who, answer in answers.items():
            signs_in = row["others"] == "404" and who in {"visitor", *scene.guests}
            said = expected.get(who, "302" if signs_in else row["others"])
            if answer != said:
                wrong.append(f"{method} {name} as {who}: {answer}, the table says {said}")
    assert not wrong, "\n".join(wrong)


def _printed(scene: str, name: str, method: str, answers: dict[str, str]) -> str:
    said = {who: answer for who, answer in answers.items() if who != "visitor" and not who.startswith("link_")}
    others = Counter(said.values()).most_common(1)[0][0]
    named = "; ".join(f"{who} {answer}" for who, answer in said.items() if answer != others)
    return f"{scene},{name},{method},{named},{others}\n"


def test_every_address_is_opened_by_somebody_who_may() -> None:
    """In the table of the cast, or in a scene; a 404 for everybody would prove nothing."""
    opened = {
        row["name"]
        for row in known_rows().values()
        if any(row[who] not in {"404", "405"} for who in MEMBERS if who != "visitor")
    }
    opened |= {row["name"] for row in rows() if answers_of(row) or row["others"] in {"200", "302"}}
    names = {address.name for address in addresses() if not address.name.startswith("design-")}
    assert names - opened == OPENED_BY_NOBODY.keys()


def test_no_row_of_a_scene_stands_for_nothing_and_each_leaves_others_outside() -> None:
    names = {address.name for address in addresses()}
    assert not [row["name"] for row in rows() if row["name"] not in names or row["scene"] not in SCENES]
    open_to_all = {"200", "302", "422", "409"}
    assert not [
        row["name"]
        for row in rows()
        if row["others"] in open_to_all and not row["name"].startswith((*ABOUT_NOBODY, *BY_TOKEN))
    ]
