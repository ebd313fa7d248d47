"""Which characters the bytes of a file stand for. Nothing is guessed that can be told from the bytes themselves."""

import codecs
import re
from pathlib import Path
from typing import TextIO

from houvast.exchange.reading import limits
from houvast.exchange.reading.errors import FileRefused, Reason

BLOCK = limits.MEGABYTE
_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def head_of(path: Path) -> bytes:
    """The first bytes; raises FileRefused for an empty file and for one that is too large to read at all."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused(Reason.EMPTY_FILE)
    if size > limits.FILE_BYTES:
        raise FileRefused(
            Reason.TOO_LARGE,
            value=f"{size // limits.MEGABYTE} MB",
            detail=f"{limits.FILE_BYTES // limits.MEGABYTE} MB",
        )
    with path.open("rb") as file:
        return file.read(64 * 1024)


def encoding_of(path: Path) -> str:
    """UTF-8 (with or without mark), UTF-16, or else cp1252, as Dutch Windows writes it.

    Raises FileRefused for what is not text. Text that is UTF-8 but for a few bytes stays UTF-8: those rows are wrong,
    the others keep their letters.
    """
    head = head_of(path)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    if head.startswith(OLD_EXCEL):
        raise FileRefused(Reason.OLD_EXCEL)
    start = head[:4096]
    if start[1::2].count(0) > len(start) * 0.4:
        return "utf-16-le"
    if start[0::2].count(0) > len(start) * 0.4:
        return "utf-16-be"
    if len(_CONTROL.findall(start)) > max(2, len(start) // 100):
        raise FileRefused(Reason.BINARY)
    return _utf8_or_windows(path)


def _utf8_or_windows(path: Path) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    bad = good = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if block.isascii() and not decoder.getstate()[0]:
                continue
            text = decoder.decode(block)
            escaped = len(_ESCAPED.findall(text))
            bad += escaped
            good += len(_BEYOND_ASCII.findall(text)) - escaped
    bad += len(decoder.decode(b"", final=True))
    return "utf-8" if bad == 0 or good > bad else "cp1252"


def open_text(path: Path, encoding: str) -> TextIO:
    """The file as text with its line ends as they are; bytes that mean nothing become lone surrogates."""
    errors = "replace" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    return path.open(encoding=encoding, errors=errors, newline="")
