"""Leavers from files: our template, exports of Intergrip and the Overstapdashboard, counts, and OSO dossiers."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from houvast.exchange.outcome import Outcome
from houvast.exchange.reading.errors import FileRefused, Reason
from houvast.exchange.records import Kind
from houvast.exchange.templates_file import template_csv, template_xlsx
from houvast.exchange.tests.loading import counts, load
from houvast.operation.cli import main
from houvast.people.models import Organisation, Person
from houvast.transfer.models import (
    Application,
    BoardRow,
    ConsentItem,
    InflowFigure,
    MatchSuggestion,
    Need,
    Pupil,
    TransferEvent,
)
from tests.houvast_testing.gaps import DATA

pytestmark = pytest.mark.django_db
HEADER = (
    "leerlingnummer;voornaam;achternaam;geboortedatum;bsn;schoolsoort;mentor;gemeente;school;aanmeldnummer;mbo;"
    "brin mbo;opleiding;crebo;niveau;aangemeld op;status"
)
OSO = DATA / "oso-examples"
DOSSIER = """<?xml version="1.0"?>{doctype}
<dossier xmlns="http://www.edustandaard.nl/oso_gegevensset/2019/dossier"><metadata>
<categorie_uitlevering>{categories}</categorie_uitlevering><overstap>VOVO</overstap></metadata>
<inzage><toestemming>{permission}</toestemming><akkoord>{agree}</akkoord></inzage>
<huidigeschool><brincode>01AB</brincode><leerling><roepnaam>{name}</roepnaam><achternaam>Voorbeeld</achternaam>
<geboortedatum>2010-03-17</geboortedatum><leerlingid>L1</leerlingid>
<onderwijsondersteuning><opp/><handelingsplan><isgerichtop>rekenen</isgerichtop></handelingsplan>
<diagnose><naam>geheim</naam></diagnose></onderwijsondersteuning>
<verzuim><urenongeoorloofd>12</urenongeoorloofd></verzuim></leerling></huidigeschool></dossier>"""
ALL_OPEN = "".join(
    f"<cat_{name}>OPTIONEEL</cat_{name}>" for name in ("onderwijsondersteuning", "handelingsplannen", "verzuim")
)


def file_of(tmp_path: Path, *rows: str, header: str = HEADER) -> Path:
    path = tmp_path / "leavers.csv"
    width = header.count(";")
    path.write_text("\n".join([header, *(row + ";" * (width - row.count(";")) for row in rows)]) + "\n")
    return path


def take(path: Path, *, write: bool = True, skip_wrong: bool = False) -> Outcome:
    return load(path, Kind.LEAVERS, write=write, skip_wrong=skip_wrong)


def dossier(tmp_path: Path, **said: str) -> Path:
    path = tmp_path / "dossier.xml"
    given = {"doctype": "", "categories": ALL_OPEN, "permission": "Ja", "agree": "Ja", "name": "Ada"} | said
    path.write_text(DOSSIER.format(**given))
    return path


@pytest.mark.req("S-730", "S-736")
def test_a_file_of_leavers_puts_them_on_the_board_of_school_mbo_and_municipality(tmp_path: Path) -> None:
    roc = Organisation.objects.create(name="ROC Demo", code="25XX")
    town = Organisation.objects.create(name="Gemeente Amsterdam", kind=Organisation.Kind.MUNICIPALITY)
    found = take(
        file_of(
            tmp_path,
            "1;Ada;Bos;2010-05-01;;vmbo-kb;M. Mentor;Amsterdam;Vmbo Noord;A1;ROC Demo;;Verpleging;25655;4;2027-02-01;"
            "ontvangen",
            "2;Bo;Vos;2010-06-01;;pro;M. Mentor;Amsterdam;Vmbo Noord",
        )
    )
    assert counts(found) == (2, 0, 0, 0)
    school = Organisation.objects.get(name="Vmbo Noord")
    assert school.kind == Organisation.Kind.FEEDER_SCHOOL
    rows = BoardRow.objects.values_list("organisation__name", "name", "standing", "side").order_by("name", "side")
    assert list(rows) == [
        ("ROC Demo", "Ada Bos", "applied", "institution"),
        ("Gemeente Amsterdam", "Ada Bos", "applied", "municipality"),
        ("Vmbo Noord", "Ada Bos", "applied", "school"),
        ("Gemeente Amsterdam", "Bo Vos", "no_application", "municipality"),
        ("Vmbo Noord", "Bo Vos", "no_application", "school"),
    ]
    assert set(Pupil.objects.get(student__family_name="Bos").shared_with) == {str(roc.pk), str(town.pk)}


def test_the_same_file_again_changes_nothing_and_keeps_what_was_changed_by_hand(tmp_path: Path) -> None:
    path = file_of(tmp_path, "1;Ada;Bos;2010-05-01;;vmbo-kb;;;;A1;ROC;;Verpleging;25655;4;2027-02-01;ontvangen")
    take(path)
    Pupil.objects.update(wish="work")
    Application.objects.update(status="withdrawn")
    assert counts(take(path)) == (0, 0, 1, 0)
    assert Application.objects.get().status == "withdrawn"


@pytest.mark.req("S-731")
def test_a_new_status_in_a_file_is_followed_and_stands_among_what_happened(tmp_path: Path) -> None:
    row = "1;Ada;Bos;2010-05-01;;vmbo-kb;;;;A1;ROC;;Verpleging;25655;4;2027-02-01;{}"
    take(file_of(tmp_path, row.format("ontvangen")))
    assert counts(take(file_of(tmp_path, row.format("aanmelding leidt niet tot inschrijving")), write=False))[3] == 1
    assert counts(take(file_of(tmp_path, row.format("Geplaatst")))) == (0, 1, 0, 0)
    assert BoardRow.objects.get().standing == "placed"
    assert TransferEvent.objects.get().kind == "placed"


def test_double_and_recycled_applications_are_kept_apart_and_said(tmp_path: Path) -> None:
    begin = "1;Ada;Bos;2010-05-01;;vmbo-kb;;;"
    take(
        file_of(
            tmp_path,
            f"{begin};A1;ROC;;Verpleging;25655;4;2027-02-01;ingetrokken",
            f"{begin};A2;ROC;;Verpleging;25655;4;2027-03-01;ontvangen",
            f"{begin};A3;ROC;;Verpleging;25655;4;2027-03-05;ontvangen",
        )
    )
    assert Application.objects.count() == 3
    found = MatchSuggestion.objects.values_list("kind", "reasons")
    assert sorted(found) == [
        ("double_application", "same_programme"),
        ("recycled_application", "same_programme withdrawn_before"),
        ("recycled_application", "same_programme withdrawn_before"),
    ]


def test_a_pupil_without_a_number_is_never_joined_silently(tmp_path: Path) -> None:
    take(file_of(tmp_path, "1;Ada;Jansen;2010-05-01", ";Ada;Janssen;2010-05-01"))
    assert Pupil.objects.count() == 2
    suggestion = MatchSuggestion.objects.get()
    assert suggestion.kind == "same_pupil"
    assert suggestion.reasons == "same_birth_date similar_name number_missing"


def test_two_schools_that_claim_one_pupil_are_both_told_which_other_school(tmp_path: Path) -> None:
    take(
        file_of(
            tmp_path,
            "1;Ada;Bos;2010-05-01;123456782;vmbo-kb;;;School Oost",
            "9;A.;Bosch;2010-05-01;123456782;vmbo-kb;;;School West",
        )
    )
    told = MatchSuggestion.objects.filter(other=None).values_list("organisation__name", "other_school__name", "reasons")
    assert sorted(told) == [
        ("School Oost", "School West", "same_number"),
        ("School West", "School Oost", "same_number"),
    ]


def test_every_wrong_row_is_reported_with_its_column(tmp_path: Path) -> None:
    path = file_of(
        tmp_path,
        "1;Ada;Bos;31-02-2010;;vmbo-kb",
        ";Bo;;2010-01-01",
        "3;Cas;Dam;2010-01-01;;gymnasiumbrug",
        "4;Dia;Erk;2010-01-01;;pro;;;;A9;;;;;;2027-01-01;ontvangen",
        "5;Eef;Fok;2010-01-01;;pro",
    )
    found = take(path, skip_wrong=True)
    assert counts(found) == (1, 0, 0, 4)
    assert {(one.line, one.column, one.reason) for one in found.errors} == {
        (2, "geboortedatum", Reason.NO_SUCH_DAY),
        (3, "leerlingnummer", Reason.NO_WAY_TO_KNOW),
        (4, "schoolsoort", Reason.UNKNOWN_CODE),
        (5, "opleiding", Reason.MISSING),
    }


def test_rows_of_one_pupil_that_say_different_things_are_wrong(tmp_path: Path) -> None:
    path = file_of(tmp_path, "1;Ada;Bos;2010-05-01;;vmbo-kb", "1;Ada;Bos;2010-05-01;;havo;;;;A2;ROC;;Zorg;;;;")
    assert {one.reason for one in take(path, write=False).errors} == {Reason.CONTRADICTION}


@pytest.mark.parametrize(
    ("format_", "header", "row"),
    [
        (
            "intergrip",
            "Leerlingnr;Roepnaam;Voorvoegsel;Achternaam;Geboortedatum;MBO-instelling;Opleiding;Aanmeldstatus",
            "12;Ada;van;Bos;1-5-2010;ROC Demo;Verpleging;In behandeling",
        ),
        (
            "overstapdashboard",
            "BRIN VO;Leerlingnummer;Naam;Geboortedatum;Onderwijssoort;Instelling;Opleiding;Status;Statusdatum",
            "01AB;12;Ada van Bos;2010-05-01;vmbo-gl;ROC Demo;Verpleging;Ingeschreven;2027-05-01",
        ),
    ],
)
@pytest.mark.req("S-736", "S-737")
def test_exports_of_other_systems_are_recognised(tmp_path: Path, format_: str, header: str, row: str) -> None:
    found = take(file_of(tmp_path, row, header=header))
    assert (found.format, counts(found)) == (format_, (1, 0, 0, 0))
    assert Person.objects.get(is_student=True).name == "Ada van Bos"
    assert Application.objects.get().institution_name == "ROC Demo"


def test_the_template_is_understood_and_its_example_is_left(tmp_path: Path) -> None:
    for name, content in (("t.csv", template_csv(Kind.LEAVERS)), ("t.xlsx", template_xlsx(Kind.LEAVERS))):
        path = tmp_path / name
        path.write_bytes(content)
        assert counts(take(path, write=False)) == (0, 0, 0, 1)


def test_counts_of_entrants_are_kept_as_numbers_about_nobody(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("schooljaar,leertrajectmbo,instellingserkenningscode,opleidingcode,aantal\n2023,BBL,01AA,25045,1\n")
    assert counts(take(path)) == (1, 0, 0, 0)
    assert counts(take(path)) == (0, 0, 1, 0)
    assert InflowFigure.objects.get().entered == 1
    assert not Person.objects.exists()


def test_a_dossier_keeps_needs_at_the_school_and_tells_only_with_permission(tmp_path: Path) -> None:
    take(dossier(tmp_path))
    assert set(Need.objects.values_list("area", flat=True)) == {"support", "absence"}
    assert "geheim" not in " ".join(Need.objects.values_list("text", flat=True))
    assert ConsentItem.objects.get(item="support").given
    take(dossier(tmp_path, agree="Nee"))
    assert not ConsentItem.objects.filter(given=True).exists()


@pytest.mark.parametrize("word", ["OPT-UIT", "VERBODEN"])
def test_what_is_opted_out_of_or_forbidden_is_not_read_and_goes_when_it_was_there(tmp_path: Path, word: str) -> None:
    take(dossier(tmp_path))
    take(dossier(tmp_path, categories=ALL_OPEN.replace("OPTIONEEL", word)))
    assert not Need.objects.exists()
    assert not ConsentItem.objects.filter(given=True).exists()


@pytest.mark.parametrize(
    ("doctype", "reason"),
    [
        ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>', Reason.UNSAFE_XML),
        ('<!DOCTYPE a [<!ENTITY x "aaaa"><!ENTITY y "&x;&x;&x;">]>', Reason.UNSAFE_XML),
        ("<nope>", Reason.BROKEN_XML),
    ],
)
def test_xml_that_reaches_out_or_multiplies_is_refused(tmp_path: Path, doctype: str, reason: Reason) -> None:
    with pytest.raises(FileRefused) as refused:
        take(dossier(tmp_path, doctype=doctype, name="&x;" if "ENTITY" in doctype else "Ada"))
    assert refused.value.error.reason is reason


def test_xml_that_nests_without_end_or_is_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.xml"
    for text, reason in (("<a>" * 100 + "</a>" * 100, Reason.UNSAFE_XML), ("<html/>", Reason.NOT_A_DOSSIER)):
        path.write_text(text)
        with pytest.raises(FileRefused) as refused:
            take(path)
        assert refused.value.error.reason is reason


@pytest.mark.data
def test_all_twelve_examples_are_understood_and_only_those_who_may_enter_mbo_are_taken() -> None:
    files = sorted(OSO.glob("*/examples/*.xml"))
    assert len(files) == 12
    for path in files:
        done = CliRunner().invoke(main, ["import", "leavers", str(path), "--dry-run", "--json"])
        report = json.loads(done.stdout)
        assert (done.exit_code, report["format"], report["errors"]) == (0, "oso-dossier", [])
        may_enter = "VOVO" in path.name or "VOSWV" in path.name
        assert (report["added"], report["left"]) == ((1, 0) if may_enter else (0, 1))
        if not may_enter:
            assert "primary education" in report["left_because"][0]["reason"]


@pytest.mark.data
def test_an_opt_out_example_keeps_only_what_it_may() -> None:
    take(OSO / "OV" / "examples" / "Voorbeelddossier_OV_VOVO_opt_out.xml")
    assert set(Need.objects.values_list("area", flat=True)) <= {"advice"}
    assert not ConsentItem.objects.filter(given=True).exists()
