"""A letter as a value, and the PDF made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext, override, pgettext

from houvast.documents.blocks import Block, Heading, Items, Line, Paragraph, Run, Table
from houvast.documents.typesetting import NotTypeset, pages, pdf
from houvast.people.models import Organisation
from houvast.web.brand import LIGHT_INK, NotAColourError, legible
from houvast.web.days import long_day

HOUSE_ACCENT = "#0f4c5c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The organisation that writes. `code` finds its own template; `accent` is its colour, if it has one; `contact`
    are the lines that say where it can be reached.
    """

    name: str
    code: str = ""
    accent: str = ""
    contact: tuple[str, ...] = ()


def sender_of(organisation: Organisation) -> Sender:
    """The letterhead of an organisation: its name, and where it can be reached as far as it filled that in."""
    address = ", ".join(organisation.postal_address.splitlines())
    reached = " · ".join(filter(None, (organisation.phone, organisation.email, organisation.website)))
    return Sender(
        name=organisation.name,
        code=organisation.code,
        accent=organisation.accent,
        contact=tuple(filter(None, (address, reached))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Who reads; `lines` are those of the address, as far as it is known."""

    name: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Who stands under the letter; `remark` says how it was signed ("signed in Houvast on ...")."""

    name: str
    role: str
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """What the reader can do against it, and the last day that counts (None: no term runs)."""

    blocks: tuple[Block, ...]
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    sender: Sender
    addressee: Addressee
    dated_on: date
    subject: str
    blocks: tuple[Block, ...]
    signatories: tuple[Signatory, ...] = ()
    reference: str = ""
    rights: Rights | None = None


class LetterNotRendered(ValueError):
    """The letter cannot be made; says what is wrong with it or with its template."""


def render(letter: Letter, *, language: str) -> bytes:
    """The letter as PDF/A-2a and PDF/UA-1; the same letter always gives the same bytes. Raises LetterNotRendered."""
    if not letter.subject.strip():
        raise LetterNotRendered(
            "The letter has no subject. A letter without a title cannot be read aloud or found again."
        )
    try:
        return pdf(
            "letter",
            organisation_code=letter.sender.code,
            dated_on=letter.dated_on,
            values=letter_values(letter, language=language),
        )
    except NotTypeset as error:
        raise LetterNotRendered(str(error)) from error


def pictures(letter: Letter, *, language: str) -> list[bytes]:
    """The pages as PNG, for whoever makes a template."""
    return pages("letter", organisation_code=letter.sender.code, values=letter_values(letter, language=language))


def paper_accent(accent: str) -> str:
    """The colour as it reads on white paper; the house's own when what is given is not a colour."""
    try:
        return legible(accent, LIGHT_INK)
    except NotAColourError:
        return HOUSE_ACCENT


def letter_values(letter: Letter, *, language: str) -> dict[str, object]:
    """What the template gets: texts and lists only, every fixed word in the language of the letter."""
    with override(language):
        rights = letter.rights
        return {
            "language": language,
            "title": letter.subject,
            "sender": {
                "name": letter.sender.name,
                "accent": paper_accent(letter.sender.accent),
                "contact": list(letter.sender.contact),
            },
            "addressee": {"name": letter.addressee.name, "lines": list(letter.addressee.lines)},
            "details": [
                {"label": gettext("Date"), "text": long_day(letter.dated_on)},
                *([{"label": gettext("Our reference"), "text": letter.reference}] if letter.reference else []),
            ],
            "subject_label": gettext("Subject"),
            "blocks": [block_values(block) for block in _closed(letter)],
            "signatories": [{"name": one.name, "role": one.role, "remark": one.remark} for one in letter.signatories],
            "rights": rights
            and {
                "title": gettext("If you do not agree"),
                "blocks": [block_values(block) for block in rights.blocks],
                "last_day": gettext("The last day for this is %(day)s.") % {"day": long_day(rights.last_day)}
                if rights.last_day
                else "",
            },
            "page": gettext("page"),
            "of": pgettext("page", "of"),
        }


def _closed(letter: Letter) -> tuple[Block, ...]:
    """The text of the letter; a greeting that ends with the name of who signs leaves that name to the signature."""
    match letter.blocks:
        case (*before, Paragraph(line=(*greeting, Run(text="\n"), Run(text=name)))) if any(
            one.name == name for one in letter.signatories
        ):
            return (*before, Paragraph(line=tuple(greeting)))
        case blocks:
            return blocks


def block_values(block: Block) -> dict[str, object]:
    """A block as a template reads it."""
    match block:
        case Paragraph():
            return {"kind": "paragraph", "line": _line(block.line)}
        case Heading():
            return {"kind": "heading", "level": block.level, "line": _line(block.line)}
        case Items():
            return {"kind": "items", "numbered": block.numbered, "lines": _lines(block.lines)}
        case Table():
            return {"kind": "table", "headers": _lines(block.headers), "rows": [_lines(row) for row in block.rows]}


def _line(line: Line) -> list[dict[str, object]]:
    return [{"text": run.text, "strong": run.strong, "emphasis": run.emphasis} for run in line]


def _lines(lines: Sequence[Line]) -> list[list[dict[str, object]]]:
    return [_line(line) for line in lines]
