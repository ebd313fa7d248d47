"""Reading a PDF back: its text as a reader gets it, and what it says about itself."""

import io
import re
from dataclasses import dataclass
from typing import Any

import pikepdf


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a PDF says about itself."""

    is_tagged: bool
    language: str
    title: str
    shows_title: bool
    pdfa: str
    pdfua: str
    tags: tuple[str, ...]


def about(content: bytes) -> About:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root
        with pdf.open_metadata() as metadata:
            return About(
                is_tagged=bool(root.MarkInfo.Marked),
                language=str(root.Lang),
                title=str(metadata["dc:title"]),
                shows_title=bool(root.ViewerPreferences.DisplayDocTitle),
                pdfa=f"{metadata['pdfaid:part']}{metadata['pdfaid:conformance']}".lower(),
                pdfua=str(metadata["pdfuaid:part"]),
                tags=tuple(_tags(root.StructTreeRoot)),
            )


def _tags(node: pikepdf.Object) -> list[str]:
    """The structure of the document in reading order."""
    found = [str(node.S)[1:]] if "/S" in node else []
    kids: Any = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and ("/S" in kid or "/K" in kid):
            found += _tags(kid)
    return found


def text(content: bytes) -> str:
    """All text in the order of the pages, read through the fonts' own maps to Unicode; spaces as drawn."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return "".join(_page_text(page) for page in pdf.pages)


def _page_text(page: pikepdf.Page) -> str:
    fonts = {str(name): _unicode_map(font) for name, font in page.Resources.Font.items()}
    out: list[str] = []
    known: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "Tf":
                known = fonts[str(operands[0])]
            case "Tj":
                out.append(_decoded(bytes(operands[0]), known))
            case "TJ":
                out += [_decoded(bytes(part), known) for part in operands[0] if isinstance(part, pikepdf.String)]
            case "BT":
                out.append(" ")
    return "".join(out)


def _decoded(codes: bytes, known: dict[int, str]) -> str:
    return "".join(known.get(int.from_bytes(codes[at : at + 2]), "") for at in range(0, len(codes), 2))


def _unicode_map(font: pikepdf.Object) -> dict[int, str]:
    stream = font.ToUnicode.read_bytes().decode()
    found: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", stream, re.DOTALL):
        for code, value in re.findall(r"<(\w+)>\s*<(\w+)>", part):
            found[int(code, 16)] = bytes.fromhex(value).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", stream, re.DOTALL):
        for first, last, value in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(value, 16) + step)
    return found
