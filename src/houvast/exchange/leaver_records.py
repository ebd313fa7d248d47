"""What a file says about possible leavers, or about how many entered in earlier years; empty means "not said"."""

from dataclasses import dataclass, field
from datetime import date

from houvast.exchange.reading.values import Secret
from houvast.exchange.records import PersonFields


@dataclass(frozen=True, slots=True, kw_only=True)
class PupilFields:
    """About the transfer of a pupil; values are those of the choices of `transfer.Pupil`."""

    school_type: str = ""
    grade: int | None = None
    exit_profile: str = ""
    diploma: str = ""
    wish: str = ""
    second_language: bool | None = None
    expects_support: str = ""
    lives_in: str = ""
    dossier_complete_on: date | None = None
    leaving_year: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFields:
    """One application; `status` is a value of `transfer.Application.Status`."""

    number: str = ""
    institution: str = ""
    institution_code: str = ""
    programme: str = ""
    crebo: str = ""
    level: int | None = None
    pathway: str = ""
    applied_on: date | None = None
    status: str = ""
    status_on: date | None = None
    starts_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaverRecord:
    """A pupil who may leave, perhaps with one application, with what happened and what may be told."""

    line: int
    number: str = ""
    bsn: Secret | None = None
    institution: str = ""
    person: PersonFields = field(default_factory=PersonFields)
    pupil: PupilFields = field(default_factory=PupilFields)
    application: ApplicationFields | None = None
    group: str = ""
    coach_number: str = ""
    coach_name: str = ""
    events: tuple[tuple[str, date], ...] = ()
    """Kinds of `transfer.TransferEvent`, each with its day."""
    needs: tuple[tuple[str, str], ...] = ()
    """Areas of `transfer.Need`, each with what was written about it."""
    consents: tuple[tuple[str, bool], ...] = ()
    """Items of `transfer.ConsentItem` for institutions: agreed or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRecord:
    """How many entered one programme of one institution in a school year; about nobody in particular."""

    line: int
    institution_code: str
    programme_code: str
    begins_in: int
    entered: int
    pathway: str = ""
    status: str = ""
    institution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftRow:
    """A row that is understood and left, with the reason: a code of `exchange.explain.LEFT`, and a detail."""

    line: int
    reason: str
    value: str = ""
    detail: str = ""
