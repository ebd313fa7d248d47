"""An OSO dossier (Overstap Service Onderwijs, set 2019): one pupil, with consent, objection and what is forbidden.

A category that is forbidden (VERBODEN) or opted out of (OPT-UIT) is not read, even where the file holds it. Without the
permission of the parents, or with their objection, the optional categories stay at the school: nothing of them is told
to anybody else until the pupil agrees. Diagnoses, medicines, documents and test scores are never taken over.
"""

from collections.abc import Iterator
from datetime import date

from houvast.exchange.leaver_records import LeaverRecord, LeftRow, PupilFields
from houvast.exchange.reading import values
from houvast.exchange.reading.dossier import Leaves
from houvast.exchange.reading.errors import FileRefused, Reason, RowError, Wrong, shown
from houvast.exchange.reading.values import Secret
from houvast.exchange.records import PersonFields
from houvast.exchange.sources.leavers import SCHOOL_TYPES

NAME = "oso-dossier"
NAMESPACE = "http://www.edustandaard.nl/oso_gegevensset/"
PUPIL = ("huidigeschool", "leerling")
FORBIDDEN, OPTED_OUT, DUTY = "VERBODEN", "OPT-UIT", "VERPLICHT"
CONSENT_OF = {
    "cat_onderwijsondersteuning": "support", "cat_verzuim": "absence", "cat_cijferlijsten": "results",
    "cat_oudersverzorgers": "guardians", "cat_handelingsplannen": "life_areas",
}  # fmt: skip
"""Which category decides about which item of consent."""
NOT_TAKEN = (
    "bijlagen", "cijferlijsten", "diagnosen", "eindtoets", "huisarts", "medicijngebruik", "toetsresultaten",
    "verzorgers", "vve",
)  # fmt: skip
"""Never taken over: not needed for a start elsewhere, or for a doctor's eyes only."""


def check(leaves: Leaves) -> None:
    """Raises FileRefused for XML that is no dossier of this set."""
    if leaves.root != "dossier" or not leaves.namespace.startswith(NAMESPACE):
        raise FileRefused(Reason.NOT_A_DOSSIER, value=shown(leaves.root))


def school_of(leaves: Leaves) -> str:
    """The BRIN of the school that made the dossier."""
    return leaves.text("huidigeschool", "brincode").upper()


def record(leaves: Leaves) -> LeaverRecord | LeftRow | tuple[RowError, ...]:
    """The pupil of the dossier; left, with the reason, when this is nobody who may enter mbo."""
    way = leaves.text("metadata", "overstap").upper()
    line = leaves.line("metadata", "overstap")
    if not way.startswith("VO"):
        return LeftRow(line=line, reason="not_from_secondary", value=shown(way))
    errors: list[RowError] = []
    birth_date = _day(leaves, errors, *PUPIL, "geboortedatum")
    person = PersonFields(
        given_name=_text(leaves, errors, *PUPIL, "roepnaam") or _text(leaves, errors, *PUPIL, "voornaam"),
        name_prefix=_text(leaves, errors, *PUPIL, "voorvoegsel"),
        family_name=_text(leaves, errors, *PUPIL, "achternaam"),
        birth_date=birth_date,
        number=_text(leaves, errors, *PUPIL, "leerlingid"),
    )
    bsn = _bsn(leaves, errors)
    if not person.number and bsn is None and not (person.family_name and birth_date):
        errors.append(RowError(line=1, column="leerlingid", value="", reason=Reason.NO_WAY_TO_KNOW))
    if errors:
        return tuple(errors)
    rules = {names[-1]: text.upper() for names, text, _ in leaves.under("metadata", "categorie_uitlevering")}
    return LeaverRecord(
        line=leaves.line(*PUPIL, "achternaam"),
        number=person.number,
        bsn=bsn,
        institution=school_of(leaves),
        person=person,
        pupil=PupilFields(school_type=_school_type(leaves), lives_in=_lives_in(leaves)),
        group=_latest(leaves, "groepsnaam") if _may_read(rules, "cat_schoolloopbaan") else "",
        needs=tuple(_needs(leaves, rules)),
        consents=tuple(_consents(leaves, rules)),
    )


def _may_read(rules: dict[str, str], category: str) -> bool:
    return rules.get(category, FORBIDDEN) not in {FORBIDDEN, OPTED_OUT}


def parents_agree(leaves: Leaves) -> bool:
    """Whether the parents saw the dossier, gave permission to hand it on, and did not object to what it says."""
    given = leaves.text("inzage", "toestemming").casefold() == "ja"
    return given and leaves.text("inzage", "akkoord").casefold() != "nee"


def _consents(leaves: Leaves, rules: dict[str, str]) -> Iterator[tuple[str, bool]]:
    """Per item whether it may be told. What a school must hand over needs no permission, but an objection counts."""
    agree = parents_agree(leaves)
    for category, item in CONSENT_OF.items():
        yield item, agree and _may_read(rules, category)


def _needs(leaves: Leaves, rules: dict[str, str]) -> Iterator[tuple[str, str]]:
    support = (*PUPIL, "onderwijsondersteuning")
    told = []
    if _may_read(rules, "cat_onderwijsondersteuning"):
        told += [
            word
            for part, word in (
                ("opp", "Er is een ontwikkelingsperspectief."),
                ("tlv", "Er is een toelaatbaarheidsverklaring."),
                ("arrangement_pao", "Er is een arrangement voor passend onderwijs."),
                ("lwoo", "Er is leerwegondersteuning (lwoo)."),
            )
            if leaves.has(*support, part)
        ]
    if _may_read(rules, "cat_handelingsplannen"):
        aimed = [text for text in leaves.texts(*support, "handelingsplan", "isgerichtop") if text]
        told += [f"Handelingsplan: {_short(text)}." for text in aimed]
    if told:
        yield "support", " ".join(told)
    if _may_read(rules, "cat_verzuim") and leaves.has(*PUPIL, "verzuim"):
        hours = leaves.text(*PUPIL, "verzuim", "urenongeoorloofd")
        officer = leaves.text(*PUPIL, "verzuim", "contactleerplicht").casefold() == "true"
        yield (
            "absence",
            f"Ongeoorloofd verzuim: {_short(hours) or 'onbekend'} uur."
            + (" Er was contact met leerplicht." if officer else ""),
        )
    if _may_read(rules, "cat_overstapadvies") and (advice := leaves.text(*PUPIL, "overstapadvies", "aandachtspunten")):
        yield "advice", advice


def _short(text: str) -> str:
    return shown(text)


def _school_type(leaves: Leaves) -> str:
    for name in ("schooltype", "schoolsoort"):
        found = "".join(letter for letter in _latest(leaves, name).lower() if letter.isalnum())
        if found in SCHOOL_TYPES:
            return SCHOOL_TYPES[found]
    return ""


def _latest(leaves: Leaves, name: str) -> str:
    """The last school year's value in the list of school years."""
    found = leaves.texts(*PUPIL, "schoolloopbaanlijst", "schoolloopbaan", name)
    return found[-1] if found else ""


def _lives_in(leaves: Leaves) -> str:
    if leaves.text(*PUPIL, "adresgeheim").casefold() == "true":
        return ""
    return leaves.text(*PUPIL, "adreslijst", "adres", "gemeente")


def _text(leaves: Leaves, errors: list[RowError], *path: str) -> str:
    given = leaves.text(*path)
    try:
        return values.text(given) if given else ""
    except Wrong as wrong:
        errors.append(_error(leaves, path, given, wrong))
        return ""


def _day(leaves: Leaves, errors: list[RowError], *path: str) -> date | None:
    given = leaves.text(*path)
    try:
        return values.day(given) if given else None
    except Wrong as wrong:
        errors.append(_error(leaves, path, given, wrong))
        return None


def _bsn(leaves: Leaves, errors: list[RowError]) -> Secret | None:
    path = (*PUPIL, "bsn")
    given = leaves.text(*path)
    try:
        return values.secret(given) if given else None
    except Wrong as wrong:
        errors.append(
            RowError(line=leaves.line(*path), column="bsn", value=shown(given, secret=True), reason=wrong.reason)
        )
        return None


def _error(leaves: Leaves, path: tuple[str, ...], given: str, wrong: Wrong) -> RowError:
    return RowError(
        line=leaves.line(*path), column=path[-1], value=shown(given), reason=wrong.reason, detail=wrong.detail
    )
