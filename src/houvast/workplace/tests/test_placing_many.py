"""The placement office places many students at once: everything is read first, and a wrong row keeps nothing."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from bench.schools.training import build
from houvast.people.clock import set_to
from houvast.people.models import PersonalRelation
from houvast.people.viewer import Viewer
from houvast.workplace.actions.placing import PlacedLine, place_many
from houvast.workplace.models import TrainingSchool, Triad
from houvast.workplace.tests.school import BEGIN, School, make_school
from tests.houvast_testing.cast import make_person

URL = "/workplace/places/many/"
DAY, NEXT = date(2027, 8, 20), date(2027, 9, 1)


@pytest.fixture
def school(db: None) -> School:
    return make_school()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def send(school: School, lines: str, *, on: date = NEXT, member: str = "office") -> HttpResponse:
    with set_to(DAY):
        return school.client(member).post(URL, {"starts_on": on.isoformat(), "lines": lines})  # type: ignore[return-value]


def line(school: School, who: str, rest: str) -> str:
    return f"{getattr(school, who).number};{rest}"


@pytest.mark.req("S-101", "S-102", "S-126")
def test_a_list_places_everybody_from_that_day_with_who_guides_there(school: School) -> None:
    lines = "\n".join(
        (
            "studentnummer;opleidingsschool;niveau;vorm;begeleider;schoolopleider;instituutsopleider;locatie",
            line(school, "mila", "De Oever;3;voltijd;;Olle Oever;Ilse Instituut"),
            line(school, "noor", "de delta;4;deeltijd;Wim Werkplek;Sjoerd School;Ilse Instituut;Delta West"),
        )
    )
    assert send(school, lines).status_code == 302
    mila = Triad.objects.get(student=school.mila, ends_on=None)
    assert (mila.training_school, mila.level, mila.mode, mila.supervisor) == (school.oever, 3, "full_time", None)
    assert (mila.school_year, mila.revision) == ("2027-2028", 2)
    assert Triad.objects.get(student=school.mila, starts_on=BEGIN).ends_on == date(2027, 8, 31)
    noor = Triad.objects.get(student=school.noor, ends_on=None)
    assert noor.location is not None
    assert noor.location.name == "Delta West"
    held = PersonalRelation.objects.filter(student=school.mila, kind="school_educator")
    assert set(held.values_list("holder", "starts_on", "ends_on")) == {
        (school.school_educator.pk, BEGIN, date(2027, 8, 31)), (school.other_educator.pk, NEXT, None)
    }  # fmt: skip
    stays = PersonalRelation.objects.get(student=school.noor, kind="school_educator")
    assert (stays.holder, stays.starts_on, stays.ends_on) == (school.school_educator, BEGIN, None)
    assert not PersonalRelation.objects.filter(student=school.mila, kind="workplace_supervisor", ends_on=None).exists()
    with set_to(NEXT):
        page = school.client("other_educator").get(f"/workplace/students/{school.mila.pk}/")
        assert page.status_code == 200
        assert school.client("school_educator").get(f"/workplace/students/{school.mila.pk}/").status_code == 404


def test_a_list_sent_again_for_the_same_day_mends_what_stands(school: School) -> None:
    first = line(school, "mila", "De Oever;3;voltijd;;Olle Oever;Ilse Instituut")
    assert send(school, first).status_code == 302
    assert send(school, line(school, "mila", "De Delta;3;deeltijd;;Sjoerd School;Ilse Instituut")).status_code == 302
    runs = Triad.objects.get(student=school.mila, ends_on=None)
    assert (runs.training_school, runs.mode, runs.starts_on, runs.revision) == (school.delta, "part_time", NEXT, 3)
    assert Triad.objects.filter(student=school.mila).count() == 2
    kept = PersonalRelation.objects.filter(student=school.mila, kind="school_educator", ends_on=None)
    assert [one.holder for one in kept] == [school.school_educator]


def test_a_wrong_row_is_named_and_then_nothing_is_kept(school: School) -> None:
    make_person(school.organisation, "Wim", "Werkplek-Smit")
    right = line(school, "mila", "De Oever;3;voltijd;;Olle Oever;Ilse Instituut")
    for rest, said in (
        ("De Berg;3;voltijd", "there is no training school called De Berg"),
        ("De Delta;3;voltijd;;;;Delta Oost", "De Delta has no location called Delta Oost"),
        ("De Delta;3;voltijd;Werkplek", "more than one person fits"),
        ("De Delta;3;voltijd;Bob", "nobody is found by"),
        ("De Delta;3;voltijd;Olle Oever;Olle Oever", "three different people guide a student"),
    ):
        answer = send(school, f"{right}\n{line(school, 'noor', rest)}")
        assert answer.status_code == 422
        assert f"Row 2: {said}" in answer.content.decode().replace("&#x27;", "'")
    for lines, said in (
        ("9999;De Delta;3;voltijd", "no student has the number 9999"),
        (f"{right}\n{right}", "stands in the list twice"),
        (line(school, "mila", "De Delta;5;voltijd"), "the level should be 1, 2, 3 or 4"),
        (line(school, "mila", "De Delta;3;soms"), "write voltijd or deeltijd"),
        (";De Delta;3;voltijd", "the student number is missing"),
        (line(school, "mila", ";3;voltijd"), "the training school is missing"),
        ("", "Choose a file or paste the lines."),
    ):
        answer = send(school, lines)
        assert (answer.status_code, said in answer.content.decode()) == (422, True), said
    assert send(school, right, on=date(2026, 8, 1)).status_code == 422
    assert Triad.objects.filter(starts_on=NEXT).count() == 0


def test_only_the_placement_office_places_many(school: School) -> None:
    for member in ("institute_educator", "school_educator", "supervisor", "coach", "mila"):
        assert send(school, "x", member=member).status_code == 404
        assert school.client(member).get(URL).status_code == 404
    assert "Place many students at once" in school.client("office").get("/workplace/places/").content.decode()
    file = SimpleUploadedFile("p.csv", line(school, "pim", "De Delta;3;voltijd").encode())
    with set_to(DAY):
        sent = school.client("office").post(URL, {"starts_on": NEXT.isoformat(), "file": file})
    assert sent.status_code == 302
    assert Triad.objects.get(student=school.pim, ends_on=None).training_school == school.delta


def test_placing_sixty_takes_as_many_queries_as_placing_ten(db: None) -> None:
    built = build(students=60, schools=1)
    name = TrainingSchool.objects.get().name
    guides = {"supervisor": "", "school_educator": "Sjoerd School 1", "institute_educator": "Ilse Instituut 1"}
    taken = []
    for students in (built.students[:10], built.students):
        lines = [
            PlacedLine(number=one.number, school=name, level=2, mode="full_time", guides=guides, location="")
            for one in students
        ]
        with CaptureQueriesContext(connection) as asked:
            assert place_many(lines=lines, starts_on=NEXT, by=Viewer(built.office.person, DAY)) == ()
        taken.append(len(asked))
        Triad.objects.filter(starts_on=NEXT).delete()
        Triad.objects.update(ends_on=None)
        PersonalRelation.objects.update(ends_on=None)
    assert taken[0] == taken[1]
