"""Leavers as rows: our own template, what schools export from Intergrip and the Overstapdashboard, and inflow counts.

One row is one pupil with at most one application; a pupil with more applications stands in more rows.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from houvast.exchange.columns import Column, TableFormat, Values, plain
from houvast.exchange.leaver_records import ApplicationFields, LeaverRecord, PupilFields
from houvast.exchange.reading import values
from houvast.exchange.reading.errors import Reason, RowError, Wrong
from houvast.exchange.reading.values import Secret
from houvast.exchange.records import Kind, PersonFields
from houvast.exchange.sources.inflow import INFLOW

SCHOOL_TYPES = {
    "pro": "pro", "praktijkonderwijs": "pro", "vso": "vso", "so": "vso", "vmbobb": "vmbo-bb", "vmbobbl": "vmbo-bb",
    "bb": "vmbo-bb", "bbl": "vmbo-bb", "basis": "vmbo-bb", "basisberoepsgericht": "vmbo-bb", "vmbokb": "vmbo-kb",
    "vmbokbl": "vmbo-kb", "kb": "vmbo-kb", "kbl": "vmbo-kb", "kader": "vmbo-kb", "kaderberoepsgericht": "vmbo-kb",
    "vmbogl": "vmbo-gl", "gl": "vmbo-gl", "gemengd": "vmbo-gl", "vmbotl": "vmbo-tl", "tl": "vmbo-tl", "mavo": "vmbo-tl",
    "vmbogtl": "vmbo-tl", "gtl": "vmbo-tl", "theoretisch": "vmbo-tl", "havo": "havo", "vwo": "vwo", "gymnasium": "vwo",
    "atheneum": "vwo", "isk": "isk", "entree": "entree", "mbo1": "entree", "mbo2": "mbo-2",
}  # fmt: skip
STATUSES = {
    "received": "received", "ontvangen": "received", "aanmeldingontvangen": "received", "aangemeld": "received",
    "inbehandeling": "received", "intake": "received", "uitgenodigd": "received", "wachtlijst": "received",
    "agreementoffered": "agreement_offered", "onderwijsovereenkomstaangeboden": "agreement_offered",
    "aandebetrokkeneiseenonderwijsovereenkomstaangeboden": "agreement_offered", "geplaatst": "agreement_offered",
    "plaatsbaar": "agreement_offered", "toegelaten": "agreement_offered", "aangenomen": "agreement_offered",
    "noenrolment": "no_enrolment", "leidtniettotinschrijving": "no_enrolment", "nietgeplaatst": "no_enrolment",
    "deaanmeldingleidtniettoteeninschrijving": "no_enrolment", "afgewezen": "no_enrolment",
    "nietplaatsbaar": "no_enrolment", "niettoegelaten": "no_enrolment",
    "withdrawn": "withdrawn", "ingetrokken": "withdrawn", "aanmeldingingetrokken": "withdrawn",
    "deaanmeldingisingetrokken": "withdrawn", "teruggetrokken": "withdrawn",
    "enrolled": "enrolled", "ingeschreven": "enrolled", "debetrokkeneisingeschreven": "enrolled",
    "definitiefgeplaatst": "enrolled",
}  # fmt: skip
"""The words that files use, under the five statuses that the law and CAMBO know."""
PROFILES = {
    "vervolgonderwijs": "further_education", "onderwijs": "further_education", "furthereducation": "further_education",
    "arbeid": "work", "werk": "work", "arbeidsmarkt": "work", "work": "work", "dagbesteding": "day_activities",
    "dayactivities": "day_activities",
}  # fmt: skip
DIPLOMAS = {
    "verwacht": "expected", "expected": "expected", "ja": "obtained", "behaald": "obtained", "geslaagd": "obtained",
    "obtained": "obtained", "nee": "not_obtained", "nietbehaald": "not_obtained", "gezakt": "not_obtained",
    "notobtained": "not_obtained", "overgangsbewijs": "promoted", "bevorderd": "promoted", "promoted": "promoted",
}  # fmt: skip
SUPPORT = {
    "ja": "yes", "yes": "yes", "nee": "no", "no": "no", "zegiklieverniet": "rather_not_say",
    "lieverniet": "rather_not_say", "onbekend": "rather_not_say",
    "rathernotsay": "rather_not_say",
}  # fmt: skip
WISHES = {
    "mbo": "mbo", "blijft": "stays", "stays": "stays", "vo": "stays", "havo": "stays", "vavo": "stays", "werk": "work",
    "arbeid": "work", "work": "work", "anders": "other", "other": "other",
}  # fmt: skip


def _coded(codes: Mapping[str, str]) -> Callable[[str], str]:
    def read(given: str) -> str:
        found = codes.get(plain(given))
        if found is None:
            raise Wrong(Reason.UNKNOWN_CODE, ", ".join(dict.fromkeys(codes.values())))
        return found

    return read


def _grade(given: str) -> int:
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= 6):  # noqa: PLR2004 - years of a school
        raise Wrong(Reason.UNKNOWN_CODE, "1, 2, 3, 4, 5, 6")
    return int(given)


def _level(given: str) -> int:
    return 1 if plain(given) in {"entree", "mbo1"} else values.level(given.lower().removeprefix("mbo").strip(" -"))


def _school_code(given: str) -> str:
    return values.number(given).upper()


NUMBER = Column(
    field="number",
    headers=("leerlingnummer", "leerlingnr", "stamnummer", "student_number", "pupil_number"),
    read=values.number,
    example="V000000",
)
PERSON = (
    Column(field="given_name", headers=("voornaam", "roepnaam", "given_name"), read=values.text, example="Voorbeeld"),
    Column(field="name_prefix", headers=("tussenvoegsel", "voorvoegsel", "name_prefix"), read=values.prefix),
    Column(field="family_name", headers=("achternaam", "family_name"), read=values.text, example="Leerling"),
    Column(field="full_name", headers=("naam", "leerling", "name"), read=values.text),
    Column(
        field="birth_date",
        headers=("geboortedatum", "geb. datum", "birth_date", "date_of_birth"),
        read=values.day,
        example="2011-12-31",
    ),
    Column(field="email", headers=("e-mail", "emailadres", "mailadres leerling", "email"), read=values.email),
    Column(field="phone", headers=("telefoon", "mobiel", "telefoonnummer", "phone"), read=values.phone),
    Column(field="language", headers=("taal", "language"), read=values.language),
    Column(field="bsn", headers=("bsn", "pgn"), read=values.secret, secret=True),
)
PUPIL = (
    Column(
        field="school_type",
        headers=("schoolsoort", "onderwijssoort", "niveau vo", "leerweg vo", "school_type"),
        read=_coded(SCHOOL_TYPES),
        example="vmbo-kb",
    ),
    Column(field="grade", headers=("leerjaar", "grade"), read=_grade, example="4"),
    Column(field="group", headers=("klas", "groep", "stamgroep", "class"), read=values.text, example="4K1"),
    Column(field="coach_name", headers=("mentor", "coach"), read=values.text, example="M. Mentor"),
    Column(field="coach_number", headers=("mentornummer", "coach_number"), read=values.number),
    Column(field="exit_profile", headers=("uitstroomprofiel", "exit_profile"), read=_coded(PROFILES)),
    Column(field="diploma", headers=("diploma", "examen", "overgang", "diploma_status"), read=_coded(DIPLOMAS)),
    Column(field="wish", headers=("bestemming", "wens", "vervolg", "wish"), read=_coded(WISHES), example="mbo"),
    Column(field="second_language", headers=("nt2", "tweede taal", "second_language"), read=values.yes_no),
    Column(
        field="expects_support",
        headers=("extra ondersteuning", "verwacht ondersteuning", "ondersteuningsbehoefte", "expects_support"),
        read=_coded(SUPPORT),
    ),
    Column(
        field="lives_in",
        headers=("gemeente", "woongemeente", "woonplaats", "municipality"),
        read=values.text,
        example="Amsterdam",
    ),
    Column(
        field="dossier_complete_on",
        headers=("dossier compleet op", "ddd verzonden op", "dossier verzonden op", "dossier_complete_on"),
        read=values.day,
    ),
    Column(
        field="orientation",
        headers=("voorlichting bezocht op", "open dag bezocht op", "orientation_on"),
        read=values.day,
    ),
    Column(field="leaving_year", headers=("schooljaar", "school_year"), read=values.cohort, example="2026-2027"),
    Column(
        field="institution",
        headers=("school", "brin school", "brin vo", "brin", "school_code"),
        read=values.long_text,
    ),
)
APPLICATION = (
    Column(
        field="application", headers=("aanmeldnummer", "aanmeldingsnummer", "application_number"), read=values.number
    ),
    Column(
        field="mbo",
        headers=("mbo", "mbo-instelling", "instelling", "mbo school", "aangemeld bij", "mbo_institution"),
        read=values.long_text,
        example="ROC Voorbeeld",
    ),
    Column(field="mbo_code", headers=("brin mbo", "brin instelling", "mbo_code"), read=_school_code),
    Column(
        field="programme",
        headers=("opleiding", "opleidingsnaam", "mbo-opleiding", "programme"),
        read=values.long_text,
        example="Medewerker ICT",
    ),
    Column(field="crebo", headers=("crebo", "crebocode", "crebonummer"), read=values.crebo, example="25655"),
    Column(field="level", headers=("niveau", "niveau mbo", "mbo-niveau", "level"), read=_level, example="2"),
    Column(field="pathway", headers=("leerweg", "leerweg mbo", "pathway"), read=values.pathway, example="BOL"),
    Column(
        field="applied_on",
        headers=("aangemeld op", "aanmelddatum", "datum aanmelding", "applied_on"),
        read=values.day,
        example="2027-02-14",
    ),
    Column(
        field="status",
        headers=("status", "status aanmelding", "aanmeldstatus", "application_status"),
        read=_coded(STATUSES),
        example="ontvangen",
    ),
    Column(field="status_on", headers=("status op", "statusdatum", "datum status", "status_on"), read=values.day),
    Column(field="starts_on", headers=("begint op", "startdatum", "eerste lesdag", "starts_on"), read=values.day),
)
DATES = {
    "orientation": "orientation", "introduction": "introduction_held", "intake": "intake_held",
    "advice": "advice_given", "started": "started", "no_show": "no_show", "stopped": "broke_off",
}  # fmt: skip
STEPS = (
    Column(
        field="introduction", headers=("kennismaking op", "kennismakingsgesprek", "introduction_on"), read=values.day
    ),
    Column(field="intake", headers=("intake op", "intakedatum", "datum intake", "intake_on"), read=values.day),
    Column(field="advice", headers=("studiekeuzeadvies op", "advice_on"), read=values.day),
    Column(field="started", headers=("gestart op", "datum start", "started_on"), read=values.day),
    Column(field="no_show", headers=("niet verschenen op", "no_show_on"), read=values.day),
    Column(field="stopped", headers=("gestopt op", "afgebroken op", "stopped_on"), read=values.day),
)


def _text(found: Values, field: str) -> str:
    return cast("str", found.get(field, ""))


def _day(found: Values, field: str) -> date | None:
    return cast("date | None", found.get(field))


def _build(line: int, found: Values) -> LeaverRecord | tuple[RowError, ...]:
    given, prefix, family = _text(found, "given_name"), _text(found, "name_prefix"), _text(found, "family_name")
    if not (given or family) and (full := _text(found, "full_name")):
        given, prefix, family = values.split_name(full)
    number, birth_date = _text(found, "number"), _day(found, "birth_date")
    if not number and "bsn" not in found and (not family or birth_date is None):
        # Without any number a pupil is known by name and birth date, or not at all.
        return (RowError(line=line, column="leerlingnummer", value="", reason=Reason.NO_WAY_TO_KNOW),)
    application = _application(found)
    stray = next((field for field in ("status", "applied_on", "application") if field in found), "")
    if application is None and stray:
        return (RowError(line=line, column="opleiding", value="", reason=Reason.MISSING),)
    return LeaverRecord(
        line=line,
        number=number,
        bsn=cast("Secret | None", found.get("bsn")),
        institution=_text(found, "institution"),
        person=PersonFields(
            given_name=given,
            name_prefix=prefix,
            family_name=family,
            birth_date=birth_date,
            email=_text(found, "email"),
            phone=_text(found, "phone"),
            language=_text(found, "language"),
            number=number,
        ),
        pupil=PupilFields(
            school_type=_text(found, "school_type"),
            grade=cast("int | None", found.get("grade")),
            exit_profile=_text(found, "exit_profile"),
            diploma=_text(found, "diploma"),
            wish=_text(found, "wish"),
            second_language=cast("bool | None", found.get("second_language")),
            expects_support=_text(found, "expects_support"),
            lives_in=_text(found, "lives_in"),
            dossier_complete_on=_day(found, "dossier_complete_on"),
            leaving_year=_text(found, "leaving_year"),
        ),
        application=application,
        group=_text(found, "group"),
        coach_number=_text(found, "coach_number"),
        coach_name=_text(found, "coach_name"),
        events=tuple((kind, cast("date", found[field])) for field, kind in DATES.items() if field in found),
    )


def _application(found: Values) -> ApplicationFields | None:
    programme, crebo = _text(found, "programme"), _text(found, "crebo")
    if not (programme or crebo):
        return None
    return ApplicationFields(
        number=_text(found, "application"),
        institution=_text(found, "mbo"),
        institution_code=_text(found, "mbo_code"),
        programme=programme,
        crebo=crebo,
        level=cast("int | None", found.get("level")),
        pathway=_text(found, "pathway"),
        applied_on=_day(found, "applied_on"),
        status=_text(found, "status"),
        status_on=_day(found, "status_on"),
        starts_on=_day(found, "starts_on"),
    )


IDENTITY = (
    "institution", "number", "bsn", "given_name", "family_name", "full_name", "birth_date", "application", "mbo",
    "mbo_code", "programme", "crebo", "applied_on",
)  # fmt: skip
COLUMNS = (NUMBER, *PERSON, *PUPIL, *APPLICATION, *STEPS)
NAMED = ("achternaam", "family_name", "naam", "leerling", "name", "voornaam", "roepnaam", "given_name")

INTERGRIP = TableFormat(
    name="intergrip",
    kind=Kind.LEAVERS,
    identity=IDENTITY,
    columns=COLUMNS,
    needs=(
        NAMED,
        ("roepnaam", "voorvoegsel", "stamgroep", "leerlingnr", "stamnummer", "leerling"),
        ("mbo-instelling", "status aanmelding", "aanmeldstatus", "ddd verzonden op", "crebocode", "mbo-opleiding"),
    ),
    build=_build,  # type: ignore[arg-type] # a leaver is a record of its own kind
)
OVERSTAPDASHBOARD = TableFormat(
    name="overstapdashboard",
    kind=Kind.LEAVERS,
    identity=IDENTITY,
    columns=COLUMNS,
    needs=(
        NAMED,
        ("brin vo", "onderwijssoort", "woongemeente"),
        ("status", "statusdatum", "aangemeld bij", "instelling"),
    ),
    build=_build,  # type: ignore[arg-type] # a leaver is a record of its own kind
)
LEAVERS = TableFormat(
    name="houvast-leavers",
    kind=Kind.LEAVERS,
    identity=IDENTITY,
    columns=COLUMNS,
    needs=(NAMED, ("schoolsoort", "school_type", "geboortedatum", "birth_date", "leerjaar", "uitstroomprofiel")),
    build=_build,  # type: ignore[arg-type] # a leaver is a record of its own kind
    example_is_left=True,
)


FORMATS = (INFLOW, OVERSTAPDASHBOARD, INTERGRIP, LEAVERS)
"""In the order in which they are recognised: the template last, since it knows the columns of the others too."""
