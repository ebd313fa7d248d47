"""What can be wrong with a file or a row, as values. The words for people are in `exchange.explain`."""

import re
from dataclasses import dataclass
from enum import StrEnum

MASK = "•" * 9
LONGEST_SHOWN = 80
_NINE_DIGITS = re.compile(r"(?<!\d)(\d{4})[. ]?(\d{2})[. ]?(\d{3})(?!\d)")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class Reason(StrEnum):
    """Why a row, or a whole file, was not taken over."""

    # the whole file
    EMPTY_FILE = "empty_file"
    TOO_LARGE = "too_large"
    BINARY = "binary"
    OLD_EXCEL = "old_excel"
    XML = "xml"
    BROKEN_SHEET = "broken_sheet"
    SHEET_TOO_LARGE = "sheet_too_large"
    BROKEN_JSON = "broken_json"
    ITEM_TOO_LARGE = "item_too_large"
    NOT_RECOGNISED = "not_recognised"
    NOT_PERSONS = "not_persons"
    COLUMN_TWICE = "column_twice"
    BROKEN_XML = "broken_xml"
    UNSAFE_XML = "unsafe_xml"
    NOT_A_DOSSIER = "not_a_dossier"
    NO_ROWS = "no_rows"
    # the shape of a row
    OPEN_QUOTE = "open_quote"
    BROKEN_QUOTES = "broken_quotes"
    CELL_TOO_LONG = "cell_too_long"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_FEW_CELLS = "too_few_cells"
    UNKNOWN_RECORD = "unknown_record"
    RECORD_WITHOUT_PERSON = "record_without_person"
    RECORD_WITHOUT_PROGRAMME = "record_without_programme"
    NOT_AN_OBJECT = "not_an_object"
    # a value
    MISSING = "missing"
    NO_WAY_TO_KNOW = "no_way_to_know"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    FORMULA = "formula"
    NOT_A_DAY = "not_a_day"
    NO_SUCH_DAY = "no_such_day"
    AMBIGUOUS_DAY = "ambiguous_day"
    DAY_OUT_OF_RANGE = "day_out_of_range"
    ENDS_BEFORE_START = "ends_before_start"
    UNKNOWN_CODE = "unknown_code"
    NOT_A_NUMBER = "not_a_number"
    NOT_MINUTES = "not_minutes"
    NOT_A_TIME = "not_a_time"
    NOT_A_MOMENT = "not_a_moment"
    NOT_WHOLE = "not_whole"
    NOT_AN_EMAIL = "not_an_email"
    NOT_A_PHONE = "not_a_phone"
    NOT_A_CREBO = "not_a_crebo"
    NOT_TEXT = "not_text"
    # against the other rows and what is known
    DUPLICATE = "duplicate"
    CONTRADICTION = "contradiction"
    TWO_PERSONS = "two_persons"
    UNKNOWN_STUDENT = "unknown_student"
    UNKNOWN_PERSON = "unknown_person"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_PROGRAMME = "unknown_programme"
    SAME_PERSON = "same_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """One thing that is wrong. `line` counts from 1 as an editor does; `value` is safe to show (see `shown`)."""

    line: int
    column: str
    value: str
    reason: Reason
    detail: str = ""


class FileRefused(Exception):
    """The file as a whole cannot be understood; `error` says where and why."""

    def __init__(self, reason: Reason, *, line: int = 1, column: str = "", value: str = "", detail: str = "") -> None:
        super().__init__(str(reason))
        self.error = RowError(line=line, column=column, value=shown(value), reason=reason, detail=detail)


class Wrong(Exception):
    """A value that cannot be read; raised by the readers of `values`, turned into a RowError by the format."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(str(reason))
        self.reason = reason
        self.detail = detail


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the check of a citizen service number (the "elfproef")."""
    if not (len(digits) == len(MASK) and digits.isascii() and digits.isdigit()) or digits == "0" * len(MASK):
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def shown(value: str, *, secret: bool = False) -> str:
    """A value as a report may show it: short, on one line, and without anything that may be a BSN."""
    if secret:
        return MASK if value else ""
    found = _NINE_DIGITS.sub(lambda match: MASK if is_bsn("".join(match.groups())) else match.group(), value)
    found = _INVISIBLE.sub("·", found)
    return found if len(found) <= LONGEST_SHOWN else f"{found[: LONGEST_SHOWN - 1]}…"
