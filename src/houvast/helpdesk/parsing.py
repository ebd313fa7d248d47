"""Reading a mail from anybody: what was written, by whom, in which thread. Nothing in it is trusted or kept as it is.

Limits: size is judged before a mail is fetched; here the number of parts, of headers' characters and of the text.
Attachments are counted and left out. HTML gives its text and nothing else.
"""

import re
import unicodedata
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message as Mail
from email.utils import parseaddr
from html.parser import HTMLParser

MOST_PARTS = 40
LONGEST_TEXT = 20_000
LONGEST_SUBJECT = 200
LONGEST_ADDRESS = 254
REFERENCE = re.compile(r"\bH-[A-HJ-NP-Z2-9]{6}\b")
_ADDRESS = re.compile(r"[^@\s<>()\[\],;:\"\\]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_MESSAGE_IDS = re.compile(r"<[^<>\s]{1,250}>")
_QUOTE_HEAD = re.compile(
    r"^(?:On|Op) .{5,200}(?:wrote|schreef).{0,80}:\s*$|^-{2,}\s*(?:Original Message|Oorspronkelijk)"
)
_MANY_LINES = re.compile(r"\n{3,}")
_SILENT = {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg"}
_BREAKS = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadMail:
    """A mail as plain values. `sender` is empty when it holds no usable address; `by_machine` asks for no answer."""

    message_id: str
    answers: tuple[str, ...]
    reference: str
    sender: str
    name: str
    subject: str
    text: str
    left_out: int
    by_machine: bool


def read_mail(content: bytes) -> ReadMail:
    """The mail in these bytes; never raises for what a sender can put in it."""
    try:
        mail = message_from_bytes(content, policy=policy.compat32)
    except (MessageError, ValueError, LookupError, RecursionError):
        mail = Mail()
    subject = header(mail, "Subject")[:LONGEST_SUBJECT]
    text, left_out = _text_of(mail)
    found = REFERENCE.search(subject.upper())
    name, sender = _sender(mail)
    threads = f"{header(mail, 'In-Reply-To')} {header(mail, 'References')}"
    return ReadMail(
        message_id=_first_id(header(mail, "Message-ID")),
        answers=tuple(dict.fromkeys(_MESSAGE_IDS.findall(threads)))[-20:],
        reference=found.group() if found else "",
        sender=sender,
        name=name,
        subject=subject,
        text=_tidy(text),
        left_out=left_out,
        by_machine=_by_machine(mail),
    )


def header(mail: Mail, name: str) -> str:
    """One header as one line of text; encodings that lie are read as far as they go."""
    raw = mail.get(name, "")
    parts = []
    try:
        decoded = decode_header(str(raw)[:4000])
    except (MessageError, ValueError, LookupError):
        decoded = [(str(raw)[:4000], None)]
    for piece, charset in decoded[:50]:
        parts.append(piece if isinstance(piece, str) else _decoded(piece, charset))
    return " ".join(_clean("".join(parts)).split())


def _decoded(content: bytes, charset: str | None) -> str:
    for name in (charset, "utf-8", "cp1252"):
        if not name:
            continue
        try:
            return content.decode(name)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return content.decode("utf-8", errors="replace")


def _first_id(text: str) -> str:
    found = _MESSAGE_IDS.search(text)
    return found.group() if found else ""


def _sender(mail: Mail) -> tuple[str, str]:
    name, address = parseaddr(header(mail, "Reply-To") or header(mail, "From"))
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        address = ""
    shown = name if name and "@" not in name else ""
    return shown[:100], address.lower()


def _by_machine(mail: Mail) -> bool:
    """An answer by a machine, a list or a bounce: it is never answered, so that two machines do not talk for ever."""
    automatic = header(mail, "Auto-Submitted").lower()
    precedence = header(mail, "Precedence").lower()
    return (
        (bool(automatic) and automatic != "no")
        or precedence in {"bulk", "junk", "list", "auto_reply"}
        or header(mail, "Return-Path") == "<>"
        or bool(mail.get("List-Id") or mail.get("X-Auto-Response-Suppress"))
        or "mailer-daemon" in header(mail, "From").lower()
    )


def _text_of(mail: Mail) -> tuple[str, int]:
    """The text that a person wrote, and how many parts were left out."""
    plain, html, left_out = "", "", 0
    try:
        for number, part in enumerate(mail.walk()):
            if number >= MOST_PARTS:
                left_out += 1
                break
            if part.is_multipart():
                continue
            kind = part.get_content_type()
            if part.get_filename() or part.get_content_disposition() == "attachment" or not kind.startswith("text/"):
                left_out += 1
            elif kind == "text/html":
                html = html or _payload(part)
            else:
                plain = plain or _payload(part)
    except (MessageError, ValueError, LookupError, RecursionError, TypeError, AttributeError):
        left_out += 1
    return plain or _without_tags(html), left_out


def _payload(part: Mail) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    return _decoded(content[: LONGEST_TEXT * 8], part.get_content_charset())


class _TextOnly(HTMLParser):
    """The words of a page; what a browser would run or hide gives nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SILENT:
            self.silent += 1
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self.silent:
            self.silent -= 1
        elif tag in _BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(data)


def _without_tags(html: str) -> str:
    reader = _TextOnly()
    reader.feed(html[: LONGEST_TEXT * 8])
    return "\n".join(" ".join(line.split()) for line in "".join(reader.said).splitlines())


def _clean(text: str) -> str:
    """Without control characters, and without signs that turn the direction of a text round and make it lie."""
    kept = "".join(
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs", "Co", "Cn"}
    )
    return re.sub(r"[\u202a-\u202e\u2066-\u2069]", "", kept)


def _tidy(text: str) -> str:
    """The text without what it quotes, at most LONGEST_TEXT characters."""
    lines: list[str] = []
    for line in _clean(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n"):
        if _QUOTE_HEAD.match(line.strip()):
            break
        if not line.lstrip().startswith(">"):
            lines.append(line.rstrip())
    said = _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()
    return said if len(said) <= LONGEST_TEXT else said[:LONGEST_TEXT] + " …"
