"""The check that no Dutch text is forgotten, on a good and on a bad folder."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import polib
import pytest

SCRIPT = Path(__file__).parents[4] / "scripts" / "translations.py"

VIEW = """
from django.utils.translation import gettext as _, ngettext
greeting = _("Hello %(name)s")
days = ngettext("%(n)d day", "%(n)d days", 3)
"""
PAGE = """{% load i18n %}
<h1 class="it's">{% translate "Title" %}</h1>
      {% blocktranslate trimmed %}
  A long
      sentence
    {% endblocktranslate %}
"""


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations_script", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A package folder `talks` with two texts in code and two in a template."""
    (tmp_path / "talks" / "templates").mkdir(parents=True)
    (tmp_path / "talks" / "views.py").write_text(VIEW, encoding="utf-8")
    (tmp_path / "talks" / "templates" / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def catalogue_of(source: Path) -> polib.POFile:
    return polib.pofile(str(source / "talks" / "locale" / "nl" / "LC_MESSAGES" / "django.po"))


def fill_in(source: Path) -> None:
    catalogue = catalogue_of(source)
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
        else:
            entry.msgstr = f"NL {entry.msgid}"
    catalogue.save()


def test_a_complete_folder_passes(script: ModuleType, source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script.main(["--source", str(source), "update"])
    fill_in(source)

    assert script.main(["--source", str(source), "check"]) == 0
    assert "complete" in capsys.readouterr().out


def test_a_missing_text_is_named_with_file_and_line(
    script: ModuleType, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.main(["--source", str(source), "check"]) == 1

    out = capsys.readouterr().out
    assert "talks/views.py:3: missing" in out
    assert "talks/templates/page.html:2: missing" in out
    assert "'A long sentence'" in out


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda entry: setattr(entry, "msgstr", ""), "no Dutch text yet"),
        (lambda entry: entry.flags.append("fuzzy"), "marked fuzzy"),
        (lambda entry: setattr(entry, "msgstr", "Hoi %(naam)s"), "the values in the Dutch text differ"),
        (lambda entry: setattr(entry, "msgid", "Goodbye"), "no longer used"),
    ],
)
def test_a_bad_entry_is_refused(
    script: ModuleType,
    source: Path,
    capsys: pytest.CaptureFixture[str],
    change: object,
    complaint: str,
) -> None:
    script.main(["--source", str(source), "update"])
    fill_in(source)
    catalogue = catalogue_of(source)
    assert callable(change)
    change(next(entry for entry in catalogue if entry.msgid.startswith("Hello")))
    catalogue.save()

    assert script.main(["--source", str(source), "check"]) == 1
    assert complaint in capsys.readouterr().out


def test_two_dutch_texts_for_one_english_text_are_refused(
    script: ModuleType, source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source / "people").mkdir()
    (source / "people" / "views.py").write_text('from x import gettext\na = gettext("Title")\n', encoding="utf-8")
    script.main(["--source", str(source), "update"])
    fill_in(source)
    other = polib.pofile(str(source / "people" / script.CATALOGUE))
    other[0].msgstr = "Iets anders"
    other.save()

    assert script.main(["--source", str(source), "check"]) == 1
    assert "use pgettext" in capsys.readouterr().out


def test_update_keeps_what_was_translated_and_drops_what_is_gone(script: ModuleType, source: Path) -> None:
    script.main(["--source", str(source), "update"])
    fill_in(source)
    (source / "talks" / "views.py").write_text('from x import gettext as _\na = _("New")\n', encoding="utf-8")

    script.main(["--source", str(source), "update", "talks"])

    texts = {entry.msgid: entry.msgstr for entry in catalogue_of(source)}
    assert texts == {"A long sentence": "NL A long sentence", "New": "", "Title": "NL Title"}


def test_an_unknown_folder_is_an_error(script: ModuleType, source: Path) -> None:
    with pytest.raises(SystemExit, match="no such folder: tlaks"):
        script.main(["--source", str(source), "update", "tlaks"])


def test_compile_writes_what_the_application_reads(script: ModuleType, source: Path) -> None:
    script.main(["--source", str(source), "update"])
    fill_in(source)

    script.main(["--source", str(source), "compile"])

    compiled = polib.mofile(str((source / "talks" / script.CATALOGUE).with_suffix(".mo")))
    assert compiled.find("Title").msgstr == "NL Title"
