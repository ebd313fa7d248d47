"""Who keeps which entries, what a file can do, and which services fit."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from houvast.alerts.tests.staging import raised
from houvast.directory.actions import import_services
from houvast.directory.models import Service, ServiceCheck
from houvast.directory.queries import fitting_services
from houvast.directory.queries.rows import rows_of
from houvast.directory.queries.services import kinds
from houvast.directory.service_file import ServiceRow, Wrong, read, write
from houvast.people.clock import now, today
from houvast.people.models import Organisation, RoleAssignment, Unit
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast, give_role, make_organisation, make_unit

GIVEN = {
    "kind": "money-help", "name": "Geldplein", "does": "Samen je post openen.", "areas": ["money"],
    "reach": "Bel ons.", "without_school": "on",
}  # fmt: skip


def row(code: str = "geldplein", **given: object) -> ServiceRow:
    base = {
        "code": code,
        "kind": "money-help",
        "name": "Geldplein",
        "does": "Post openen.",
        "areas": "money",
        "reach": "Bel.",
    }
    return ServiceRow(**{**base, **given})  # type: ignore[arg-type]


def put(keeper: Organisation, *rows: ServiceRow) -> None:
    import_services(rows=rows, kept_by=keeper, by=None, on=today(), at=now(), write=True)


@pytest.mark.req("S-640", "S-643")
def test_a_support_advisor_puts_in_an_entry_and_a_visitor_reads_it_with_day_and_keeper(cast: Cast) -> None:
    page = cast.client("support_advisor").post("/directory/new/", GIVEN, follow=True)
    assert page.status_code == 200
    service = Service.objects.get()
    text = Client().get(f"/help/services/{service.pk}/").content.decode()
    assert "Samen je post openen." in text
    assert f"door {cast.organisation.name}" in text
    assert "Geldplein" in Client().get("/help/kinds/money-help/").content.decode()
    assert ServiceCheck.objects.get().by == cast.support_advisor


def test_what_was_typed_stays_when_something_is_missing(cast: Cast) -> None:
    page = cast.client("administrator").post("/directory/new/", {**GIVEN, "reach": ""})
    assert page.status_code == 422
    assert "Samen je post openen." in page.content.decode()


def test_an_entry_that_was_not_looked_at_for_half_a_year_says_so_until_somebody_looks(cast: Cast) -> None:
    put(cast.organisation, row(checked_on=today() - timedelta(days=10)))
    Service.objects.update(checked_on=today() - timedelta(days=184))
    service = Service.objects.get()
    address = f"/help/services/{service.pk}/"
    assert "Een half jaar niet nagekeken" in Client().get(address).content.decode()
    keeper = cast.client("administrator")
    assert "Het klopt nog" in keeper.get("/directory/").content.decode()
    keeper.post(f"/directory/{service.pk}/right/", {"revision": service.revision})
    assert "Een half jaar niet nagekeken" not in Client().get(address).content.decode()


def test_who_changes_an_entry_that_somebody_else_changed_meanwhile_is_told(cast: Cast) -> None:
    put(cast.organisation, row(checked_on=today()))
    service = Service.objects.get()
    keeper = cast.client("administrator")
    first = keeper.post(f"/directory/{service.pk}/", {**GIVEN, "revision": service.revision})
    second = keeper.post(f"/directory/{service.pk}/", {**GIVEN, "does": "Anders.", "revision": service.revision})
    assert first.status_code == 302
    assert second.status_code == 409
    assert Service.objects.get().does == "Samen je post openen."


def test_each_keeps_their_own_part_and_no_other(cast: Cast) -> None:
    elsewhere = make_organisation("ROC Verder", "27XX")
    put(elsewhere, row(checked_on=today()))
    service = Service.objects.get()
    for member in ("administrator", "support_advisor", "coach", "student"):
        assert cast.client(member).get(f"/directory/{service.pk}/").status_code == 404
        assert cast.client(member).post(f"/directory/{service.pk}/right/", {"revision": 2}).status_code == 404
    assert cast.client("coach").get("/directory/").status_code == 404
    desk = make_unit(cast.partner.organisation, Unit.Kind.DESK, "Loket")
    give_role(cast.partner, RoleAssignment.Role.RMC, desk)
    assert cast.client("partner").post("/directory/new/", GIVEN).status_code == 302
    assert Service.objects.get(kept_by=cast.partner.organisation).checked_by == cast.partner.organisation.name


def test_a_withdrawn_entry_is_gone_from_every_public_page(cast: Cast) -> None:
    put(cast.organisation, row(checked_on=today()))
    service = Service.objects.get()
    cast.client("administrator").post(f"/directory/{service.pk}/withdraw/", {"revision": service.revision})
    assert Client().get(f"/help/services/{service.pk}/").status_code == 404
    for path in (
        "/help/services/",
        "/help/kinds/money-help/",
        "/help/?q=geldplein",
        f"/help/schools/{cast.organisation.pk}/",
    ):
        assert str(service.pk) not in Client().get(path).content.decode()


WRONG_FILE = """code;kind;name;does;areas;age_from;age_until;levels;reach;phone;email;website;without_school;checked_on
a;money-help;Goed;Doet iets;money;16;;1 2;Bel;;;;ja;
b;nothing;;Doet iets;gold;x;;9;;abc;abc;abc;misschien;2099-01-01
c;money-help;Omgekeerd;Doet iets;money;20;10;;Bel;;;;nee;31-12-2026
a;money-help;Dubbel;Doet iets;money;;;;Bel;;;;;;te;veel
"""


def test_every_wrong_row_is_reported_with_line_column_value_and_reason() -> None:
    found = read(WRONG_FILE.encode(), kinds=kinds(), today=today())
    assert [one.code for one in found.rows] == ["a"]
    wrong = {(one.line, one.column, one.wrong) for one in found.errors}
    assert wrong == {
        (3, "kind", Wrong.KIND), (3, "name", Wrong.MISSING), (3, "areas", Wrong.AREA), (3, "age_from", Wrong.NUMBER),
        (3, "levels", Wrong.LEVEL), (3, "reach", Wrong.MISSING), (3, "phone", Wrong.PHONE), (3, "email", Wrong.MAIL),
        (3, "website", Wrong.SITE), (3, "without_school", Wrong.YES_NO), (3, "checked_on", Wrong.DAY_AHEAD),
        (4, "age_until", Wrong.AGES), (4, "checked_on", Wrong.DAY), (5, "", Wrong.CELLS), (5, "code", Wrong.TWICE),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (b"", Wrong.COLUMN_MISSING),
        (b"\xff\xfe\x00", Wrong.NOT_UTF8),
        (b"code,kind,name,does,areas,reach\n", Wrong.NO_ROWS),
        (b"code,kind,name,does,areas,reach,secret\n", Wrong.COLUMN_UNKNOWN),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(content: bytes, wrong: Wrong) -> None:
    found = read(content, kinds=kinds(), today=today())
    assert not found.rows
    assert wrong in {one.wrong for one in found.errors}


def test_what_was_exported_loads_again_without_a_change_and_runs_no_formula(cast: Cast) -> None:
    put(cast.organisation, row(name="=1+1", checked_on=today()), row("tweede", age_from=16, levels="1 2"))
    text = write(rows_of(Service.objects.order_by("code")))
    assert "'=1+1" in text
    found = read(text.encode(), kinds=kinds(), today=today())
    assert not found.errors
    done = import_services(rows=found.rows, kept_by=cast.organisation, by=None, on=today(), at=now(), write=True)
    assert (done.added, done.changed, done.unchanged) == (0, 0, 2)


def test_a_keeper_sees_what_a_file_would_do_and_then_says_yes(cast: Cast) -> None:
    keeper = cast.client("administrator")
    file = SimpleUploadedFile("gids.csv", WRONG_FILE.encode())
    preview = keeper.post("/directory/import/", {"file": file})
    text = preview.content.decode()
    assert preview.status_code == 200
    assert "15 dingen" in text
    assert not Service.objects.exists()
    keeper.post("/directory/import/load/", {"content": WRONG_FILE})
    service = Service.objects.get()
    assert service.state == Service.State.WAITING
    assert Client().get(f"/help/services/{service.pk}/").status_code == 404
    assert "Wacht op nakijken" in keeper.get("/directory/").content.decode()
    refused = keeper.post("/directory/import/", {"file": SimpleUploadedFile("x.csv", b"naam\nx\n")})
    assert refused.status_code == 422
    assert keeper.get("/directory/export.csv").content.decode().startswith("code,kind,name")
    assert keeper.get("/directory/import/template.csv").status_code == 200


@pytest.mark.req("S-643")
def test_the_fitting_services_come_first_own_then_near_then_the_kind_alone(cast: Cast) -> None:
    town = Organisation.objects.create(name="Gemeente Ver", kind=Organisation.Kind.MUNICIPALITY)
    put(town, row("stad", name="Stadsgeld", places="Houvast", age_from=18, checked_on=today()))
    put(cast.organisation, row("eigen", name="Zuinig", checked_on=today()))
    found = fitting_services(on=today(), areas=("money",), age=19, place="Houvast", organisation=cast.organisation.pk)
    assert [one.name for one in found[:2]] == ["Zuinig", "Stadsgeld"]
    assert found[2].service is None
    assert "Stadsgeld" not in {one.name for one in fitting_services(on=today(), areas=("money",), age=17)}
    assert "Stadsgeld" not in {one.name for one in fitting_services(on=today(), kinds=("money-help",), place="Elders")}
    only = fitting_services(on=today(), kinds=("youth-team",), most=3)
    assert [one.kind for one in only] == ["youth-team"]


def test_fitting_services_take_one_query(cast: Cast, django_assert_num_queries: object) -> None:
    put(cast.organisation, *(row(f"nr{number}", checked_on=today()) for number in range(30)))
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(fitting_services(on=today(), areas=("money",), most=5)) == 5


def test_nobody_but_a_keeper_writes(cast: Cast) -> None:
    with pytest.raises(PermissionError):
        import_services(
            rows=(row(),), kept_by=cast.organisation, by=Viewer(cast.coach), on=today(), at=now(), write=True
        )


def test_who_answers_an_alert_sees_who_fits_the_own_school_first(cast: Cast) -> None:
    raised(cast.student)
    put(cast.organisation, row("hulp", name="Hulpplein", areas="education", reach="Loop binnen.", checked_on=today()))
    text = cast.client("coach").get(f"/students/{cast.student.pk}/alerts/answer/").content.decode()
    helps = text.partition('id="help"')[2]
    assert helps.index("Hulpplein") < helps.index("</ul>")
    assert "Loop binnen." in helps


@pytest.mark.req("S-640")
def test_a_reader_says_something_is_not_right_and_the_keeper_finds_it_on_top_until_it_is_looked_at(cast: Cast) -> None:
    put(cast.organisation, row("goed", name="Goed", checked_on=today()), row("fout", name="Zwart", checked_on=today()))
    wrong = Service.objects.get(code="fout")
    visitor, here = Client(), f"/help/services/{wrong.pk}/"
    assert f"{here}wrong/" in visitor.get(here).content.decode()
    assert visitor.post(f"{here}wrong/", {"fault": ""}).status_code == 422
    for words in ("", "Het nummer is van een kapper."):
        assert visitor.post(f"{here}wrong/", {"fault": "reach", "words": words}).status_code == 302
    queue = cast.client("support_advisor").get("/directory/").content.decode()
    assert queue.index("Zwart") < queue.index("Goed")
    assert "Het nummer is van een kapper." in queue
    assert "2 lezers" in queue
    wrong.refresh_from_db()
    cast.client("support_advisor").post(f"/directory/{wrong.pk}/right/", {"revision": wrong.revision})
    assert "kapper" not in cast.client("support_advisor").get("/directory/").content.decode()


@pytest.mark.req("S-543")
def test_gaps_between_services_are_shown_to_who_keeps_the_directory(cast: Cast) -> None:
    put(
        cast.organisation,
        row("jong", age_until=17, checked_on=today(), without_school=False, waiting_days=45),
        row("oud", age_from=23, checked_on=today(), without_school=False, waiting_days=45),
    )
    page = cast.client("support_advisor").get("/directory/gaps/").content.decode()
    money = page.partition("Geld en schulden")[2].partition("</section>")[0]
    assert "Van 18 tot en met 22 jaar is er niemand." in money
    assert "zonder dat school het weet" in money
    assert "meer dan 30 dagen" in money
    assert "Hiervoor staat er nog niemand" in page
    assert "/directory/gaps/" in cast.client("support_advisor").get("/directory/").content.decode()
    for member in ("coach", "student", "guardian"):
        assert cast.client(member).get("/directory/gaps/").status_code == 404, member
