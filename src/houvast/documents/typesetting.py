"""From values to an accessible PDF: finding the template, the fonts, and setting the type.

Values reach a template as data (`sys.inputs`), never as code. A template can read nothing outside its own folder.
"""

import json
import re
import threading
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache, partial
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import override

from houvast.documents.glyphs import cleaned, mapped, named, not_shown

HOUSE_TEMPLATES = Path(__file__).parent / "templates" / "typst"
FONT_FOLDER = Path(__file__).parents[1] / "web" / "static" / "built" / "letters"
STANDARDS: "list[typst.PDFStandard]" = ["a-2a", "ua-1"]
MOST_SCRIPTS = 20
CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")

_own = threading.local()


class NotTypeset(ValueError):
    """The document cannot be made; says which template and why."""

    def __init__(self, template: Path, why: str, hints: list[str]) -> None:
        super().__init__(f"{template.name} in {template.parent}: {why}{''.join(f' ({hint})' for hint in hints)}")


def template_for(name: str, organisation_code: str) -> Path:
    """The school's own template of this name where it has one, else the house's."""
    if CODE.fullmatch(organisation_code):
        own = settings.HOUVAST.data_directory.absolute() / "letters" / organisation_code / f"{name}.typ"
        if own.is_file():
            return own
    return HOUSE_TEMPLATES / f"{name}.typ"


@cache
def fonts() -> typst.Fonts:
    """The house's letter type when the assets are built, else what typst brings; never the machine's own."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONT_FOLDER)] if FONT_FOLDER.is_dir() else [])


def _compiler() -> typst.Compiler:
    """One compiler a thread: it keeps what it learned from the document before."""
    if not hasattr(_own, "compiler"):
        _own.compiler = typst.Compiler(font_paths=fonts())
    compiler: typst.Compiler = _own.compiler
    return compiler


def pdf(name: str, *, organisation_code: str, dated_on: date, values: Mapping[str, object]) -> bytes:
    """A PDF/A-2a and PDF/UA-1 document. The same values and day give the same bytes. Raises NotTypeset.

    What no font can show is named in words: a letter with a smile in a quotation is made all the same.
    """
    template = template_for(name, organisation_code)
    shown = mapped(dict(values), cleaned)
    for _ in range(MOST_SCRIPTS):
        try:
            return _compiled(template, shown, dated_on)
        except typst.TypstError as error:
            unshown = not_shown(error.message)
            if not unshown:
                raise NotTypeset(template, error.message, error.hints) from error
            with override(str(values["language"])):
                shown = mapped(shown, partial(named, unshown=unshown))
    raise NotTypeset(template, "The text has characters of too many scripts that no font here can show.", [])


def _compiled(template: Path, values: object, dated_on: date) -> bytes:
    made = _compiler().compile(
        str(template),
        root=str(template.parent),
        format="pdf",
        pdf_standards=STANDARDS,
        sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
        timestamp=datetime(dated_on.year, dated_on.month, dated_on.day, tzinfo=UTC),
    )
    assert isinstance(made, bytes)
    return made


def pages(name: str, *, organisation_code: str, values: Mapping[str, object], per_inch: float = 110.0) -> list[bytes]:
    """The same document as pictures (PNG), one a page, to look at while a template is being made. Raises NotTypeset."""
    template = template_for(name, organisation_code)
    try:
        made = _compiler().compile(
            str(template),
            root=str(template.parent),
            format="png",
            ppi=per_inch,
            sys_inputs={"values": json.dumps(mapped(dict(values), cleaned), ensure_ascii=False)},
        )
    except typst.TypstError as error:
        raise NotTypeset(template, error.message, error.hints) from error
    assert made is not None
    return [made] if isinstance(made, bytes) else list(made)
