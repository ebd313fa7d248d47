"""From the text of a cell to a value, or `Wrong`. Empty text never reaches these: it means "not said"."""

import re
import unicodedata
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from houvast.exchange.reading.errors import Reason, Wrong

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?(?:\.0+)?Z?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DUTCH = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_YEAR = re.compile(r"20[0-9]{2}")
_EMAIL = re.compile(r"[^@\s<>\"',;:()\[\]\\]+@[^@\s<>\"',;:()\[\]\\]+\.[A-Za-z0-9-]{2,}")
_PHONE = re.compile(r"[+0-9][0-9 ()./-]{4,38}")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffd]")
FORMULA_SIGNS = ("=", "+", "-", "@")
_PREFIX_WORDS = (
    "van de der den het 't ten ter te 's in op aan bij onder over uit voor von vom zu zur du des la le da do dos el al "
    "ben ibn bin"
)
MOST_PREFIXES = 5
PREFIXES = frozenset(_PREFIX_WORDS.split())


def text(given: str, *, longest: int = 120) -> str:
    """Text on one line. A sign with which a spreadsheet begins a formula is refused: it is never part of a name."""
    found = visible(given, longest=longest)
    if found.startswith(FORMULA_SIGNS):
        raise Wrong(Reason.FORMULA)
    return found


def visible(given: str, *, longest: int) -> str:
    """Text without invisible characters, in composed letters."""
    if _CONTROL.search(given):
        raise Wrong(Reason.UNREADABLE)
    found = given if given.isascii() else unicodedata.normalize("NFC", given)
    if len(found) > longest:
        raise Wrong(Reason.TOO_LONG, str(longest))
    return found


def long_text(given: str) -> str:
    return text(given, longest=200)


def prefix(given: str) -> str:
    return text(given, longest=40)


def number(given: str) -> str:
    """The number of a person in another system: kept as it is written."""
    return text(given, longest=40)


def identifier(given: str) -> str:
    """What another system calls a thing; may begin with any sign."""
    return visible(given, longest=100)


@lru_cache(maxsize=4096)
def day(given: str) -> date:
    """2026-12-31, 31-12-2026, 31.12.2026 or 20261231. With slashes only when day and month cannot be swapped."""
    if found := _ISO.fullmatch(given) or _COMPACT.fullmatch(given):
        year, month, of_month = (int(part) for part in found.groups())
    elif found := _DUTCH.fullmatch(given):
        of_month, month, year = int(found[1]), int(found[3]), int(found[4])
        swappable = found[2] == "/" and of_month <= 12 and month <= 12 and of_month != month  # noqa: PLR2004 - months
        if swappable:
            raise Wrong(Reason.AMBIGUOUS_DAY)
    else:
        raise Wrong(Reason.NOT_A_DAY)
    try:
        result = date(year, month, of_month)
    except ValueError:
        raise Wrong(Reason.NO_SUCH_DAY) from None
    if not EARLIEST_YEAR <= result.year <= LATEST_YEAR:
        raise Wrong(Reason.DAY_OUT_OF_RANGE, f"{EARLIEST_YEAR}-{LATEST_YEAR}")
    return result


def email(given: str) -> str:
    found = visible(given, longest=254)
    if not _EMAIL.fullmatch(found):
        raise Wrong(Reason.NOT_AN_EMAIL)
    return found


def phone(given: str) -> str:
    found = visible(given, longest=40)
    if not _PHONE.fullmatch(found):
        raise Wrong(Reason.NOT_A_PHONE)
    return found


def language(given: str) -> str:
    """Nl or en; a regional form (nl-NL) counts as its language."""
    found = given.lower()[:2]
    if found not in {"nl", "en"}:
        raise Wrong(Reason.UNKNOWN_CODE, "nl, en")
    return found


PATHWAYS = ("BOL", "BBL", "OVO", "EX", "ODT")


def pathway(given: str) -> str:
    return one_of(given.upper(), PATHWAYS)


def one_of(given: str, allowed: tuple[str, ...]) -> str:
    if given not in allowed:
        raise Wrong(Reason.UNKNOWN_CODE, ", ".join(allowed))
    return given


def level(given: str) -> int:
    """1 to 4; "entree" is 1, "MBO-3" is 3."""
    found = given.lower().removeprefix("niveau").removeprefix("mbo").strip(" -")
    found = "1" if found == "entree" else found.removesuffix(".0")
    return int(one_of(found, ("1", "2", "3", "4")))


def crebo(given: str) -> str:
    found = given.removesuffix(".0")
    if not (len(found) == 5 and found.isascii() and found.isdigit()):  # noqa: PLR2004 - a crebo has five digits
        raise Wrong(Reason.NOT_A_CREBO)
    return found


END_REASONS = tuple(f"{number:02}" for number in range(1, 11))


def end_reason(given: str) -> str:
    """The code of the DUO registration, 01 to 10."""
    return one_of(given.zfill(2), END_REASONS)


def cohort(given: str) -> str:
    """The school year in which a student started; a single year (2025) is the one in which that school year begins."""
    found = text(given.removesuffix(".0"), longest=20)
    return f"{found}-{int(found) + 1}" if _YEAR.fullmatch(found) else found


def hours(given: str) -> Decimal:
    """Hours with a point or a comma, not negative, at most 99999."""
    try:
        found = Decimal(given.replace(",", ".")) if len(given) <= 12 else Decimal("NaN")  # noqa: PLR2004 - far above it
    except InvalidOperation:
        found = Decimal("NaN")
    if not (found.is_finite() and 0 <= found <= 99999):  # noqa: PLR2004 - what the column holds
        raise Wrong(Reason.NOT_A_NUMBER)
    return found.quantize(Decimal("0.01"))


DAY_MINUTES = 1440


def minutes(given: str) -> int:
    """Whole minutes, 1 to 1440."""
    if not (given.isascii() and given.isdigit() and len(given) <= 4 and 1 <= int(given) <= DAY_MINUTES):  # noqa: PLR2004
        raise Wrong(Reason.NOT_MINUTES)
    return int(given)


def hours_as_minutes(given: str) -> int:
    """Hours with a point or a comma, as whole minutes, 1 to 1440."""
    found = round(hours(given) * 60)
    if not 1 <= found <= DAY_MINUTES:
        raise Wrong(Reason.NOT_MINUTES)
    return found


_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::00(?:\.0+)?)?")


@lru_cache(maxsize=1024)
def clock(given: str) -> time:
    """09:30, 9:30 or 9.30."""
    found = _CLOCK.fullmatch(given)
    if found is None:
        raise Wrong(Reason.NOT_A_TIME)
    return time(int(found[1]), int(found[2]))


def moment(given: str) -> datetime:
    """A day and time as ISO 8601 writes it; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        raise Wrong(Reason.NOT_A_MOMENT) from None
    if not EARLIEST_YEAR <= found.year <= LATEST_YEAR:
        raise Wrong(Reason.DAY_OUT_OF_RANGE, f"{EARLIEST_YEAR}-{LATEST_YEAR}")
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def amount(given: str) -> Decimal:
    """Credits or a weight: not negative, at most 9999."""
    found = hours(given)
    if found > 9999:  # noqa: PLR2004 - what the column holds
        raise Wrong(Reason.NOT_A_NUMBER)
    return found


def whole(given: str, least: int, most: int) -> int:
    found = given.removesuffix(".0")
    if not (found.isascii() and found.isdigit() and len(found) <= 6 and least <= int(found) <= most):  # noqa: PLR2004
        raise Wrong(Reason.NOT_WHOLE, f"{least}-{most}")
    return int(found)


def attempt(given: str) -> int:
    return whole(given, 1, 99)


def hours_of_work(given: str) -> int:
    return whole(given, 0, 9999)


YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1"})
NO = frozenset({"nee", "n", "no", "false", "onwaar", "0"})


def yes_no(given: str) -> bool:
    found = given.lower()
    if found in YES:
        return True
    if found in NO:
        return False
    raise Wrong(Reason.UNKNOWN_CODE, "ja, nee")


class Secret(str):
    """A BSN or education number: its text is there for hashing and sealing; nothing prints it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Secret(•••)"

    def __str__(self) -> str:
        return "•••"

    def __format__(self, spec: str) -> str:
        return "•••"

    def reveal(self) -> str:
        return str.__str__(self)


def secret(given: str) -> Secret:
    """A personal number exactly as it is given."""
    return Secret(visible(given, longest=40))


def split_name(full: str) -> tuple[str, str, str]:
    """Given name, prefix and family name of a name in one piece; together they read as it was written.

    The first word is the given name, small words after it are the prefix, the rest is the family name; a single word is
    a family name. "Naam, Voornaam" is turned.
    """
    if full.count(",") == 1:
        family, _, given = (part.strip() for part in full.partition(","))
        if family and given:
            words = family.split()
            prefixed = _leading_prefixes(words)
            return given, " ".join(words[:prefixed]), " ".join(words[prefixed:])
    words = full.split()
    if len(words) <= 1:
        return "", "", full.strip()
    prefixed = _leading_prefixes(words[1:])
    return words[0], " ".join(words[1 : 1 + prefixed]), " ".join(words[1 + prefixed :])


def _leading_prefixes(words: list[str]) -> int:
    """How many words at the start are prefixes, small letters only; the last word never is."""
    count = 0
    for word in words[:-1]:
        if word not in PREFIXES or count == MOST_PREFIXES:
            break
        count += 1
    return count
