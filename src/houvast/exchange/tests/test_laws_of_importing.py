"""What holds for every file: twice changes nothing, a rehearsal tells the truth, nothing in a file makes it fall."""

import csv
import io
import json
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.exchange.outcome import Outcome
from houvast.exchange.reading.errors import FileRefused
from houvast.exchange.records import Kind
from houvast.exchange.tests.loading import counts, load
from houvast.exchange.tests.stored import STORED
from houvast.people.models import Organisation
from tests.houvast_testing.cast import make_organisation

pytestmark = pytest.mark.django_db
LAW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
COLUMNS = ("studentnummer", "voornaam", "achternaam", "geboortedatum", "bsn", "klas", "mentor", "opleiding", "crebo")
WORDS = st.text(max_size=30)
CELLS = st.tuples(
    st.sampled_from(["1", "2", "3", "4", "", "é5"]) | WORDS,
    WORDS,
    WORDS,
    st.sampled_from(["", "2009-01-01", "31-12-2008", "2026-02-30", "03/04/2009"]) | WORDS,
    st.sampled_from(["", "111222333", "x1"]),
    st.sampled_from(["", "2A", "2a", "2B"]) | WORDS,
    st.sampled_from(["", "C. Coach", "C. de Coach"]) | WORDS,
    st.sampled_from(["", "ICT", "Zorg"]),
    st.sampled_from(["", "25655", "1"]),
)


@pytest.fixture
def school(db: None) -> Organisation:
    return make_organisation("ROC Demo", "25XX")


def loaded(path: Path, school: Organisation, *, write: bool) -> Outcome | None:
    """The outcome, or None for a file that is not understood."""
    try:
        return load(path, institution=school, write=write, skip_wrong=True)
    except FileRefused:
        return None


def obeys(path: Path, school: Organisation) -> None:
    with transaction.atomic():
        rehearsed = loaded(path, school, write=False)
        done = loaded(path, school, write=True)
        if rehearsed is not None and done is not None:
            assert counts(rehearsed) == counts(done)
            assert rehearsed.errors == done.errors
            before = [list(model._default_manager.order_by("pk").values()) for model in STORED]
            again = loaded(path, school, write=True)
            assert again is not None
            assert counts(again) == (0, 0, done.counts.usable, done.counts.left)
            assert [list(model._default_manager.order_by("pk").values()) for model in STORED] == before
        transaction.set_rollback(True)


@LAW
@given(rows=st.lists(CELLS, max_size=6))
def test_for_every_table(school: Organisation, tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    path = tmp_path / "rows.csv"
    path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))
    obeys(path, school)


VALUES = st.none() | st.booleans() | st.integers() | WORDS | st.lists(WORDS, max_size=2)
PERSONS = st.fixed_dictionaries(
    {"personId": st.sampled_from(["a", "b", "c"]) | VALUES},
    optional={
        "surname": VALUES,
        "givenName": VALUES,
        "dateOfBirth": VALUES | st.just("2009-01-01"),
        "email": VALUES,
        "affiliations": VALUES | st.just(["student"]) | st.just(["employee"]),
        "primaryCode": VALUES
        | st.fixed_dictionaries({"codeType": st.sampled_from(["student_number", "x"]) | WORDS, "code": VALUES}),
        "otherCodes": st.lists(VALUES, max_size=2),
        "languageOfChoice": VALUES,
    },
)


@LAW
@given(people=st.lists(PERSONS, max_size=4))
def test_for_every_payload(school: Organisation, tmp_path: Path, people: list[object]) -> None:
    path = tmp_path / "persons.json"
    path.write_text(json.dumps(people))
    obeys(path, school)


def test_two_objects_on_one_line_and_a_number_given_first_and_second(school: Organisation, tmp_path: Path) -> None:
    path = tmp_path / "persons.json"
    number = {"codeType": "student_number", "code": "5"}
    people = [
        {"personId": "a", "surname": "Een"},
        {"personId": "a", "surname": "Twee"},
        {"primaryCode": number, "surname": "Drie"},
        {"personId": "b", "primaryCode": number, "surname": "Vier"},
    ]
    path.write_text(json.dumps(people))
    outcome = load(path, institution=school, skip_wrong=True)
    assert sorted(one.reason.value for one in outcome.errors) == ["duplicate", "duplicate", "two_persons"]
    assert counts(outcome) == (1, 0, 0, 3)


@LAW
@given(
    kind=st.sampled_from([Kind.STAFF, Kind.GUARDIANS, Kind.RELATIONS]),
    raw=st.lists(st.tuples(WORDS, WORDS), max_size=4),
)
def test_for_every_other_kind(school: Organisation, tmp_path: Path, kind: Kind, raw: list[tuple[str, str]]) -> None:
    headers = {
        Kind.STAFF: "personeelsnummer;achternaam;rol",
        Kind.GUARDIANS: "studentnummer;achternaam;gezag",
        Kind.RELATIONS: "relatie;persoon;studentnummer",
    }
    last = {Kind.STAFF: "coach", Kind.GUARDIANS: "ja", Kind.RELATIONS: "1"}
    out = io.StringIO()
    out.write(headers[kind] + "\n")
    csv.writer(out, delimiter=";").writerows((*pair, last[kind]) for pair in raw)
    path = tmp_path / "rows.csv"
    path.write_bytes(out.getvalue().encode("utf-8", "surrogatepass"))
    with transaction.atomic():
        try:
            done = load(path, kind, institution=school, skip_wrong=True)
            again = load(path, kind, institution=school, skip_wrong=True)
        except FileRefused:
            return
        assert counts(again) == (0, 0, done.counts.usable, done.counts.left)
        transaction.set_rollback(True)
