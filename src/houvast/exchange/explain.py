"""What is wrong and what to do about it, in words. `%(value)s` is what was found, `%(detail)s` what belongs there."""

from collections.abc import Mapping

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from houvast.exchange.leaver_records import LeftRow
from houvast.exchange.opening import TABLE_FORMATS
from houvast.exchange.reading.errors import Reason, RowError
from houvast.exchange.records import Kind

SAVE_AGAIN = _("Open it in Excel or LibreOffice and save it again as .xlsx or CSV UTF-8.")
ISO = _("Write the day as 2026-12-31 or 31-12-2026.")
SMALLER = _("Split the file, or leave out what is not needed.")

TEXTS: Mapping[Reason, tuple[str, str]] = {
    Reason.EMPTY_FILE: (_("The file is empty."), _("Export it again and look whether it has rows.")),
    Reason.TOO_LARGE: (_("The file has %(value)s; at most %(detail)s is read."), SMALLER),
    Reason.BINARY: (_("This is no text, Excel or JSON file."), SAVE_AGAIN),
    Reason.OLD_EXCEL: (_("This is an old Excel file (.xls)."), SAVE_AGAIN),
    Reason.XML: (
        _("This is XML; no XML format can be loaded here."),
        _("Choose a CSV, Excel or JSON export of the same data."),
    ),
    Reason.BROKEN_SHEET: (_("This Excel file is damaged, protected or not an Excel file."), SAVE_AGAIN),
    Reason.SHEET_TOO_LARGE: (_("This Excel file holds more than is read (at most %(detail)s)."), SMALLER),
    Reason.BROKEN_JSON: (_("This is not JSON from here on."), _("Export it again; something was cut off or changed.")),
    Reason.ITEM_TOO_LARGE: (
        _("One object in this file is too large to be one person."),
        _("Give the persons as an array: [ {...}, {...} ]."),
    ),
    Reason.NOT_RECOGNISED: (_("These columns belong to no format that can be loaded as this."), ""),
    Reason.NOT_PERSONS: (
        _("These are no persons but another kind of object (%(value)s)."),
        _("Export the persons of the Open Education API."),
    ),
    Reason.COLUMN_TWICE: (_("The same column stands twice."), _("Keep one of them.")),
    Reason.BROKEN_XML: (_("This is not XML from here on."), _("Export the dossier again; something was cut off.")),
    Reason.UNSAFE_XML: (
        _("This XML has a document type, or is larger or deeper than any dossier: it is not read."),
        _("Export the dossier again from the school's own system."),
    ),
    Reason.NOT_A_DOSSIER: (
        _("This XML is no dossier of the Overstap Service Onderwijs (found: %(value)s)."),
        _("Export an OSO dossier, or choose a CSV or Excel file."),
    ),
    Reason.NO_WAY_TO_KNOW: (
        _("There is no number here, and no name with a birth date either: nobody can tell who this is."),
        _("Fill in a number, or the family name and the birth date."),
    ),
    Reason.NO_ROWS: (_("There is no row that can be used."), _("Add rows under the header, or mend the wrong ones.")),
    Reason.OPEN_QUOTE: (
        _("A quotation mark that opens here is never closed; what follows could not be read."),
        _("Close the quotation mark or remove it."),
    ),
    Reason.BROKEN_QUOTES: (
        _("Quotation marks in this row do not match."),
        _("Write a quotation mark inside a quoted cell twice."),
    ),
    Reason.CELL_TOO_LONG: (
        _("A cell is longer than any that is read."),
        _("Look for a quotation mark that is not closed, or shorten the cell."),
    ),
    Reason.TOO_MANY_CELLS: (
        _("The row has more cells than the header (%(detail)s)."),
        _("Put a cell that contains the separator between quotation marks."),
    ),
    Reason.TOO_FEW_CELLS: (
        _("The row has %(value)s cells, the header %(detail)s."),
        _("Look whether the row was cut off."),
    ),
    Reason.UNKNOWN_RECORD: (
        _("This kind of record is not known in a Registratieoverzicht."),
        _("Look whether the line was broken; ask for support when DUO has a new record."),
    ),
    Reason.RECORD_WITHOUT_PERSON: (
        _("This record belongs to nobody in the file."),
        _("Export the file again, with its PER and ISG records."),
    ),
    Reason.RECORD_WITHOUT_PROGRAMME: (
        _("There is an enrolment without a programme."),
        _("Give the programme or its crebo (in a Registratieoverzicht: the ISP record)."),
    ),
    Reason.NOT_AN_OBJECT: (_("This is a %(value)s where a person belongs."), _("Give each person as { ... }.")),
    Reason.MISSING: (_("This is needed and it is not there."), _("Fill it in.")),
    Reason.TOO_LONG: (_("This is longer than %(detail)s characters."), _("Shorten it.")),
    Reason.UNREADABLE: (
        _("There are characters here that cannot be read or seen."),
        _("Type the value again, or save the file as CSV UTF-8."),
    ),
    Reason.FORMULA: (
        _("This begins as a formula (= + - @). Formulas are never run and never stored."),
        _("Put the value itself there."),
    ),
    Reason.NOT_A_DAY: (_("This is not a day."), ISO),
    Reason.NO_SUCH_DAY: (_("This day is not in the calendar."), ISO),
    Reason.AMBIGUOUS_DAY: (_("It cannot be seen which is the day and which the month."), ISO),
    Reason.DAY_OUT_OF_RANGE: (_("This day cannot be right (allowed: %(detail)s)."), _("Look at the year.")),
    Reason.ENDS_BEFORE_START: (_("This ends before it starts (%(detail)s)."), _("Correct one of both days.")),
    Reason.UNKNOWN_CODE: (_("This is not one of the known values."), _("Use one of: %(detail)s.")),
    Reason.NOT_A_NUMBER: (_("This is not a number of hours."), _("Write digits only, as 12.5.")),
    Reason.NOT_MINUTES: (_("This is not a number of minutes from 1 to 1440."), _("Write whole minutes, as 45.")),
    Reason.NOT_A_TIME: (_("This is not a time of day."), _("Write it as 09:30, or leave it empty.")),
    Reason.NOT_A_MOMENT: (
        _("This is not a moment."),
        _("Write day and time as 2026-12-31T14:05, or leave it empty."),
    ),
    Reason.NOT_WHOLE: (_("This is not a whole number (allowed: %(detail)s)."), _("Write digits only.")),
    Reason.NOT_AN_EMAIL: (_("This is not an e-mail address."), _("Write it as name@school.nl, or leave it empty.")),
    Reason.NOT_A_PHONE: (_("This is not a telephone number."), _("Write it as +31 6 12345678, or leave it empty.")),
    Reason.NOT_A_CREBO: (_("This is not a crebo: it has five digits."), _("Look it up and keep its zeros.")),
    Reason.NOT_TEXT: (_("There is something else here than text."), _("Give it between quotation marks.")),
    Reason.DUPLICATE: (
        _("This stands more than once in the file (also line %(detail)s)."),
        _("Keep the row that is right."),
    ),
    Reason.CONTRADICTION: (
        _("This differs from what line %(detail)s says about the same person."),
        _("Correct one of both lines."),
    ),
    Reason.TWO_PERSONS: (
        _("The numbers in this row belong to two different persons."),
        _("Find out which number is right; join the persons first when they are one."),
    ),
    Reason.UNKNOWN_STUDENT: (_("No student has this number."), _("Load the students first, or correct the number.")),
    Reason.UNKNOWN_PERSON: (
        _("Nobody here has this number or address."),
        _("Load staff or guardians first, or correct it."),
    ),
    Reason.UNKNOWN_UNIT: (_("There is no unit with this name."), _("Make the unit first, or correct its name.")),
    Reason.UNKNOWN_PROGRAMME: (
        _("There is no programme with this name or crebo."),
        _("Load students with it first, or correct it."),
    ),
    Reason.SAME_PERSON: (_("A person cannot have this relation with themselves."), _("Correct one of both numbers.")),
}

EXPECTED = {
    Kind.STUDENTS: _(
        "Expected: our template (a column studentnummer and one with the name), a DUO "
        "Registratieoverzicht, persons of the Open Education API (JSON), or a student file of samenwijzer."
    ),
    Kind.STAFF: _(
        "Expected: our template (a column personeelsnummer and one with the name), "
        "or persons of the Open Education API (JSON)."
    ),
    Kind.GUARDIANS: _("Expected: our template (columns studentnummer, achternaam and gezag)."),
    Kind.RELATIONS: _("Expected: our template (columns relatie and persoon, with studentnummer or onderdeel)."),
    Kind.ABSENCES: _(
        "Expected: our template (columns studentnummer, dag and soort), or attendance of the Open Education API (JSON)."
    ),
    Kind.RESULTS: _(
        "Expected: our template (columns studentnummer, datum and onderdeel), "
        "results of the Open Education API (JSON), or studentAssessment.csv of OULAD beside its assessments.csv."
    ),
    Kind.NORMS: _("Expected: our template (columns opleiding or crebo, maat, weken and norm)."),
    Kind.PLACEMENTS: _("Expected: our template (columns studentnummer, bedrijf and stand)."),
    Kind.LEAVERS: _(
        "Expected: our template (a name, and a column schoolsoort or "
        "geboortedatum), an export of Intergrip or of the Overstapdashboard, an OSO dossier (XML), or counts of "
        "entrants (schooljaar, instellingserkenningscode, opleidingcode, aantal)."
    ),
}
LEFT: Mapping[str, tuple[str, str]] = {
    "not_from_secondary": (
        _("This dossier (%(value)s) is of a pupil in primary education: nobody who can enter mbo now."),
        _("Nothing needs to be done. Load dossiers of pupils in secondary education."),
    ),
}
"""Why a row that is understood is left; nothing is wrong with it."""
LOOKS_LIKE = _("This looks like a file of %(kind)s: load it as that.")


def reason_of(error: RowError) -> str:
    """What is wrong, in the language that is active."""
    return gettext(TEXTS[error.reason][0]) % {"value": error.value, "detail": error.detail}


def mend_of(error: RowError, kind: Kind) -> str:
    """What to do about it."""
    if error.reason is not Reason.NOT_RECOGNISED:
        return gettext(TEXTS[error.reason][1]) % {"value": error.value, "detail": error.detail}
    other = next((one.kind for one in TABLE_FORMATS if one.name == error.detail), None)
    if other is not None:
        return gettext(LOOKS_LIKE) % {"kind": other}
    return gettext(EXPECTED[kind])


def left_because(row: LeftRow) -> tuple[str, str]:
    """Why a row that is understood was left, and what to do about it, in the language that is active."""
    said = {"value": row.value, "detail": row.detail}
    reason, mend = LEFT[row.reason]
    return gettext(reason) % said, gettext(mend) % said
