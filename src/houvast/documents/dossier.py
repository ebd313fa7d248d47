"""The proof of care: everything of one case in one accessible file, as plain values and as PDF."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, override, pgettext

from houvast.documents.letters import LetterNotRendered, Sender, paper_accent
from houvast.documents.typesetting import NotTypeset, pages, pdf
from houvast.web.days import long_day


class DutyStatus(StrEnum):
    MET = "met"
    OPEN = "open"
    DEVIATED = "deviated"
    NOT_REQUIRED = "not_required"


class Answer(StrEnum):
    """What became of a request to sign."""

    AGREED = "agreed"
    DISSENTED = "dissented"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What the school must or should do, whether it did, and what shows it. `source` names law or school policy."""

    title: str
    status: DutyStatus
    evidence: str
    source: str
    binds_by_law: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event of the case, as it was recorded; `details` are label and text."""

    at: datetime
    who: str
    role: str
    what: str
    details: tuple[tuple[str, str], ...] = ()
    corrects: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A letter of the case."""

    dated_on: date
    title: str
    addressee: str
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A request to sign and its answer; `remark` holds the disagreement or the attempts, in the signer's words."""

    document: str
    who: str
    role: str
    answer: Answer
    on: date | None
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainHead:
    """The head of the log's chain: with it anybody can check later that nothing in this file was changed since."""

    events: int
    head: str
    anchored_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    sender: Sender
    title: str
    student: str
    student_number: str
    born_on: date | None
    procedure: str
    opened_on: date
    outcome: str
    made_at: datetime
    made_by: str
    duties: tuple[Duty, ...]
    happenings: tuple[Happening, ...]
    letters: tuple[Sent, ...]
    signatures: tuple[Signed, ...]
    chain: ChainHead


STATUS_WORDS = {
    DutyStatus.MET: gettext_noop("● Done"),
    DutyStatus.OPEN: gettext_noop("■ Not done yet"),
    DutyStatus.DEVIATED: gettext_noop("◆ Done otherwise, with a reason"),
    DutyStatus.NOT_REQUIRED: gettext_noop("○ Not needed here"),
}
ANSWER_WORDS = {
    Answer.AGREED: gettext_noop("Signed"),
    Answer.DISSENTED: gettext_noop("Signed, does not agree"),
    Answer.REFUSED: gettext_noop("Did not want to sign"),
    Answer.NOT_REACHED: gettext_noop("Could not be reached"),
    Answer.WAITING: gettext_noop("Not signed yet"),
}


def render(dossier: Dossier, *, language: str) -> bytes:
    """The proof of care as PDF/A-2a and PDF/UA-1. Raises LetterNotRendered."""
    try:
        return pdf(
            "dossier",
            organisation_code=dossier.sender.code,
            dated_on=timezone.localtime(dossier.made_at).date(),
            values=dossier_values(dossier, language=language),
        )
    except NotTypeset as error:
        raise LetterNotRendered(str(error)) from error


def pictures(dossier: Dossier, *, language: str) -> list[bytes]:
    """The pages as PNG, for whoever makes a template."""
    return pages("dossier", organisation_code=dossier.sender.code, values=dossier_values(dossier, language=language))


def dossier_values(dossier: Dossier, *, language: str) -> dict[str, object]:
    """What the template gets: headings, sentences and rows of text, in one language."""
    with override(language):
        still_open = sum(duty.status is DutyStatus.OPEN for duty in dossier.duties)
        return {
            "language": language,
            "title": dossier.title,
            "sender": {"name": dossier.sender.name, "accent": paper_accent(dossier.sender.accent)},
            "facts": _facts(dossier),
            "lead": gettext("All duties of the school are done or were done otherwise with a reason.")
            if not still_open
            else gettext("Duties of the school that are not done yet: %(count)s.") % {"count": still_open},
            "parts": [
                {
                    "title": gettext("What the school had to do"),
                    "headers": [gettext("Duty"), gettext("Status"), gettext("What shows it")],
                    "rows": [_duty(duty) for duty in dossier.duties],
                    "none": gettext("This procedure names no duties."),
                },
                {
                    "title": gettext("Who signed"),
                    "headers": [gettext("What"), gettext("Who"), gettext("Answer")],
                    "rows": [_signed(one) for one in dossier.signatures],
                    "none": gettext("Nothing was asked to be signed."),
                },
                {
                    "title": gettext("Letters"),
                    "headers": [gettext("Date"), gettext("Letter"), pgettext("letter", "To")],
                    "rows": [[long_day(one.dated_on), _joined(one.title, one.reference), one.addressee]
                             for one in dossier.letters],
                    "none": gettext("No letters were sent."),
                },
            ],
            "happenings_title": gettext("What happened, in order"),
            "happenings": [_happening(one) for one in dossier.happenings],
            "chain_title": gettext("How to check this file"),
            "chain": _chain(dossier.chain),
            "page": gettext("page"),
            "of": pgettext("page", "of"),
        }  # fmt: skip


def _facts(dossier: Dossier) -> list[dict[str, str]]:
    facts = (
        (gettext("Student"), _joined(dossier.student, dossier.student_number)),
        (gettext("Birth date"), long_day(dossier.born_on) or gettext("not known")),
        (gettext("Procedure"), dossier.procedure),
        (gettext("Opened on"), long_day(dossier.opened_on)),
        (gettext("Outcome"), dossier.outcome or gettext("still running")),
        (gettext("This file was made"), f"{_moment(dossier.made_at)}, {dossier.made_by}"),
    )
    return [{"label": label, "text": text} for label, text in facts]


def _duty(duty: Duty) -> list[str]:
    binds = gettext("law") if duty.binds_by_law else gettext("school policy")
    return [_lines(duty.title, f"{duty.source} ({binds})"), gettext(STATUS_WORDS[duty.status]), duty.evidence]


def _signed(one: Signed) -> list[str]:
    answer = _joined(gettext(ANSWER_WORDS[one.answer]), long_day(one.on))
    return [one.document, _lines(one.who, one.role), _lines(answer, one.remark)]


def _happening(one: Happening) -> dict[str, object]:
    return {
        "title": one.what,
        "by": _joined(_moment(one.at), one.who, one.role),
        "corrects": one.corrects and gettext("Corrects: %(what)s") % {"what": one.corrects},
        "details": [{"label": label, "text": text} for label, text in one.details],
    }


def _chain(chain: ChainHead) -> list[str]:
    return [
        gettext("The log of this case has %(count)s events. Each carries a seal over the one before it.")
        % {"count": chain.events},
        gettext("The last seal is %(head)s.") % {"head": chain.head},
        gettext("It was laid down outside the database on %(day)s.") % {"day": long_day(chain.anchored_on)}
        if chain.anchored_on
        else gettext("It was not yet laid down outside the database when this file was made."),
        gettext("The school can check with “houvast dossier verify” that nothing was changed since."),
    ]


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{long_day(local)} {date_format(local, 'H:i')}"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _lines(*parts: str) -> str:
    return "\n".join(_given(parts))


def _given(parts: Iterable[str]) -> list[str]:
    return [part for part in parts if part]
