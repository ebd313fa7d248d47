"""From bytes to rows: encodings, separators, quotes, sheets and JSON, and what tries to be none of these."""

import contextlib
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from houvast.exchange.opening import open_file
from houvast.exchange.reading import limits
from houvast.exchange.reading.errors import FileRefused, Reason, RowError, shown
from houvast.exchange.reading.sheet import open_sheet
from houvast.exchange.records import Kind, StudentRecord

HEADER = "studentnummer;achternaam;voornaam;geboortedatum;klas"
ROW = "1001;Wit;Zoë;2009-03-01;2A"


def read(path: Path, kind: Kind = Kind.STUDENTS) -> tuple[list[StudentRecord], list[RowError]]:
    """The students and the errors in a file."""
    opened = open_file(path, kind)
    students: list[StudentRecord] = []
    errors: list[RowError] = []
    for _line, found in opened.records(opened.survey()):
        if isinstance(found, StudentRecord):
            students.append(found)
        elif isinstance(found, tuple):
            errors += found
    return students, errors


def written(tmp_path: Path, content: bytes | str, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path, kind: Kind = Kind.STUDENTS) -> Reason:
    with pytest.raises(FileRefused) as caught:
        read(path, kind)
    return caught.value.error.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_letters_survive_every_encoding(tmp_path: Path, encoding: str) -> None:
    students, errors = read(written(tmp_path, f"{HEADER}\r\n{ROW}\r\n".encode(encoding)))
    assert errors == []
    assert students[0].person.given_name == "Zoë"


def test_one_broken_byte_in_utf8_makes_one_wrong_row_and_leaves_the_other_letters(tmp_path: Path) -> None:
    content = f"{HEADER}\n{ROW}\n1002;Müller;Renée;;2A\n".encode() + b"1003;Jans\xe9n;An;;2A\n"
    students, errors = read(written(tmp_path, content))
    assert [one.person.family_name for one in students] == ["Wit", "Müller"]
    assert [(one.line, one.column, one.reason) for one in errors] == [(4, "achternaam", Reason.UNREADABLE)]


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_the_separator_is_told_from_the_header(tmp_path: Path, separator: str) -> None:
    content = f"{HEADER}\n{ROW}\n".replace(";", separator)
    assert len(read(written(tmp_path, content))[0]) == 1


def test_excel_may_say_the_separator_itself(tmp_path: Path) -> None:
    students, _ = read(written(tmp_path, f"sep=;\r\n{HEADER}\r\n{ROW}\r\n"))
    assert students[0].line == 3


def test_mixed_line_ends_blank_lines_and_quotes_over_lines_keep_their_line_numbers(tmp_path: Path) -> None:
    content = f'{HEADER}\r\n{ROW}\n\r\n1002;"Jan\nsen";An;;2A\r1003;Bo;Al;2026-02-30;2A\r\n'
    students, errors = read(written(tmp_path, content))
    assert [one.line for one in students] == [2]
    assert [(one.line, one.reason) for one in errors] == [(4, Reason.UNREADABLE), (6, Reason.NO_SUCH_DAY)]


def test_a_quote_that_never_closes_is_named_with_its_line(tmp_path: Path) -> None:
    students, errors = read(written(tmp_path, f'{HEADER}\n{ROW}\n1002;"Jansen;An;;2A\n1003;Bo;Al;;2A\n'))
    assert len(students) == 1
    assert [(one.line, one.reason) for one in errors] == [(3, Reason.OPEN_QUOTE)]


def test_rows_that_are_too_short_or_too_long_are_wrong(tmp_path: Path) -> None:
    _, errors = read(written(tmp_path, f"{HEADER}\n1002;Wit\n{ROW};too much\n{ROW.replace('1001', '1004')};;\n"))
    assert [(one.line, one.reason) for one in errors] == [(2, Reason.TOO_FEW_CELLS), (3, Reason.TOO_MANY_CELLS)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.EMPTY_FILE),
        (b"\x00\x01\x02\x03" * 500, Reason.BINARY),
        (b"\xd0\xcf\x11\xe0" + bytes(600), Reason.OLD_EXCEL),
        (b"<?xml version='1.0'?><a/>", Reason.XML),
        (b"%PDF-1.7\nhello\n", Reason.NOT_RECOGNISED),
        (b"PK\x03\x04 not really", Reason.BROKEN_SHEET),
        (b"naam;leeftijd\nSam;17\n", Reason.NOT_RECOGNISED),
        (b"studentnummer;datum;antwoord\n1;2026-01-01;3\n", Reason.NOT_RECOGNISED),
        (b"studentnummer;naam;naam\n1;a;b\n", Reason.COLUMN_TWICE),
        (b'{"a": 1', Reason.BROKEN_JSON),
        (b"[" * 100_000, Reason.BROKEN_JSON),
        (b"[]", Reason.NO_ROWS),
        (b'{"courseId": "x", "name": "y"}', Reason.NOT_PERSONS),
        (b"VLP;27DV;2025;20251119;V\nPER;1;37;37;38\n", Reason.NOT_RECOGNISED),
    ],
)
def test_what_is_no_file_of_ours_is_refused_with_its_reason(tmp_path: Path, content: bytes, reason: Reason) -> None:
    assert refusal(written(tmp_path, content)) is reason


def test_nul_bytes_further_on_make_one_row_wrong(tmp_path: Path) -> None:
    content = f"{HEADER}\n{ROW}\n".encode() + b"1002;Ja\x00n;An;;2A\n"
    students, errors = read(written(tmp_path, content))
    assert (len(students), [one.reason for one in errors]) == (1, [Reason.UNREADABLE])


def test_a_huge_cell_is_refused_without_being_kept(tmp_path: Path) -> None:
    _, errors = read(written(tmp_path, f"{HEADER}\n1001;{'x' * (limits.CELL_CHARACTERS + 1)};An;;2A\n"))
    assert [one.reason for one in errors] == [Reason.CELL_TOO_LONG]
    _, errors = read(written(tmp_path, f"{HEADER}\n{'x' * (limits.LINE_CHARACTERS + 10)}"))
    assert [one.reason for one in errors] == [Reason.CELL_TOO_LONG]


def test_a_file_beyond_the_limit_is_not_read_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    assert refusal(written(tmp_path, f"{HEADER}\n{ROW}\n")) is Reason.TOO_LARGE


def workbook(tmp_path: Path, rows: Sequence[Sequence[object]]) -> Path:
    path = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd-mm-yyyy"})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(line, place, cell, day)
                else:
                    sheet.write(line, place, cell)
    return path


def test_excel_gives_days_numbers_and_text_as_a_person_reads_them(tmp_path: Path) -> None:
    rows: Sequence[Sequence[object]] = [
        HEADER.split(";"),
        [1001, "Wit", "Zoë", date(2009, 3, 1), "2A"],
        [1002.0, "de Boer", None, None, None],
    ]
    students, errors = read(workbook(tmp_path, rows))
    assert (errors, len(students)) == ([], 2)
    assert (students[0].person.number, students[0].person.birth_date) == ("1001", date(2009, 3, 1))


def repacked(path: Path, part: str, content: bytes) -> Path:
    """The same workbook with another part."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, content if entry.filename == part else old.read(entry.filename))
    path.write_bytes(out.getvalue())
    return path


SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (SHEET, b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'),
        (SHEET, f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="XFD1048576"><v>1</v></c></row>'.encode()),
        (SHEET, b"<not xml"),
        (SHEET, f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1" t="s"><v>99999999</v></c></row>'.encode()),
        ("xl/sharedStrings.xml", f"<sst {NAMESPACE}><si><t>{'x' * 200_000}</t></si></sst>".encode()),
    ],
)
def test_a_workbook_that_is_a_trap_is_refused(tmp_path: Path, part: str, content: bytes) -> None:
    path = repacked(workbook(tmp_path, [HEADER.split(";"), ["1001", "Wit", "An", "", "2A"]]), part, content)
    assert refusal(path) in {Reason.BROKEN_SHEET, Reason.SHEET_TOO_LARGE, Reason.CELL_TOO_LONG}


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SHEET_BYTES", 1_000_000)
    path = repacked(workbook(tmp_path, [["a"]]), SHEET, b"<worksheet>" + b" " * 5_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(FileRefused) as caught:
        open_sheet(path)
    assert caught.value.error.reason is Reason.SHEET_TOO_LARGE


def test_a_formula_in_a_workbook_counts_as_the_value_stored_with_it(tmp_path: Path) -> None:
    path = tmp_path / "file.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for place, name in enumerate(("studentnummer", "achternaam")):
            sheet.write(0, place, name)
        sheet.write(1, 0, 1001)
        sheet.write_formula(1, 1, '=HYPERLINK("x")', None, "Jansen")
    students, _ = read(path)
    assert students[0].person.family_name == "Jansen"


def test_json_keeps_the_line_of_each_object(tmp_path: Path) -> None:
    people = [{"personId": str(number), "surname": "Wit"} for number in range(3)]
    content = "[\n" + ",\n".join(json.dumps(one) for one in people) + "\n]"
    assert [one.line for one in read(written(tmp_path, content))[0]] == [2, 3, 4]


def test_a_page_of_the_api_counts_its_items(tmp_path: Path) -> None:
    page = {"pageSize": 2, "items": [{"personId": "1", "surname": "A"}, {"personId": "2", "surname": "B"}]}
    assert len(read(written(tmp_path, json.dumps(page)))[0]) == 2


def test_what_may_be_a_bsn_is_never_shown() -> None:
    assert shown("111222333") == "•••••••••"
    assert shown("see 1112.22.333 and 123456789") == "see ••••••••• and 123456789"
    assert shown("1111222333") == "1111222333"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(
        st.binary(max_size=400),
        st.text(max_size=200).map(lambda text: f"{HEADER}\n{text}".encode("utf-8", "surrogatepass")),
        st.binary(max_size=200).map(
            lambda raw: f"VLP|27DV|2024-07-31|2026-03-24|2026-03-25\nPER|{ROW}\n".encode() + raw
        ),
        st.binary(max_size=200).map(lambda raw: b'[{"personId": "1", "surname": "A"},' + raw),
        st.binary(max_size=200).map(lambda raw: b"PK\x03\x04" + raw),
    ),
    kind=st.sampled_from(Kind),
)
def test_no_bytes_at_all_make_the_reader_fall(tmp_path: Path, content: bytes, kind: Kind) -> None:
    path = written(tmp_path, content)
    try:
        opened = open_file(path, kind)
        survey = opened.survey()
        found = list(opened.records(survey))
    except FileRefused:
        return
    else:
        assert len(found) >= survey.rows - 1
        for _line, one in found:
            if isinstance(one, tuple):
                assert all(error.line >= 1 for error in one)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    part=st.sampled_from([SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"]),
    raw=st.binary(max_size=300),
)
def test_no_bytes_in_a_workbook_make_the_reader_fall(tmp_path: Path, part: str, raw: bytes) -> None:
    path = repacked(workbook(tmp_path, [["studentnummer", "naam"], ["1", "A"]]), part, raw)
    with contextlib.suppress(FileRefused):
        read(path)
