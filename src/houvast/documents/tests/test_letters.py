"""Letters as PDF: accessible, in two languages, and never a program."""

import shutil
from pathlib import Path

import pytest
from pytest_django import Settings

from houvast.documents import typesetting
from houvast.documents.blocks import blocks_from_text, paragraphs, table
from houvast.documents.checking import broken_templates
from houvast.documents.letters import LetterNotRendered, letter_values, paper_accent, render, sender_of
from houvast.documents.tests.pdfs import about, text
from houvast.documents.tests.samples import ATTACKS, letter
from houvast.people.models import Organisation


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_letter_is_tagged_archivable_and_says_its_language_and_title(language: str) -> None:
    said = about(render(letter(), language=language))
    assert said.is_tagged
    assert (said.language, said.title, said.shows_title) == (language, "Start van je verbetertraject", True)
    assert (said.pdfa, said.pdfua) == ("2a", "1")


def test_a_reader_hears_headings_lists_and_tables_as_such() -> None:
    tags = about(render(letter(), language="nl")).tags
    assert tags.count("H1") == 1
    assert [tag for tag in tags if tag in {"H1", "H2", "L", "Table"}] == ["H1", "H2", "L", "L", "Table", "H2"]
    assert tags.count("TH") == 2


def test_the_fixed_words_follow_the_language_and_the_last_day_stands_there() -> None:
    dutch, english = (text(render(letter(), language=language)) for language in ("nl", "en"))
    assert "Als je het er niet mee eens bent" in dutch
    assert "De laatste dag hiervoor is zaterdag 5 december 2026." in dutch
    assert "If you do not agree" in english
    assert "The last day for this is Saturday 5 December 2026." in english


def test_the_whole_text_is_in_the_letter() -> None:
    content = text(render(letter(), language="nl"))
    for part in (
        "Sam de Wit",
        "1234 AB Leiden",
        "VT-12",
        "Ik ben er om 9 uur.",
        "hulp",
        "Verslag",
        "Tineke Teamleider",
    ):
        assert part in content


@pytest.mark.parametrize("attack", ATTACKS)
def test_values_come_out_as_text_wherever_they_stand(attack: str) -> None:
    blocks = (*blocks_from_text("{said}", {"said": attack}), table([attack], [[attack]]))
    content = text(render(letter(subject=attack, name=attack, blocks=blocks), language="nl"))
    assert content.count(attack) == 6  # the footer says it too


def test_who_signs_is_named_once() -> None:
    name = "Tineke Teamleider"
    ends = "Dag Sam,\n\nMet vriendelijke groet,\n{who}"
    signed = text(render(letter(blocks=blocks_from_text(ends, {"who": name})), language="nl"))
    assert signed.count(name) == 1
    other = text(render(letter(blocks=blocks_from_text(ends, {"who": "Carla Coach"})), language="nl"))
    assert other.count("Carla Coach") == other.count(name) == 1


def test_the_letterhead_says_where_the_school_can_be_reached_as_far_as_it_is_known() -> None:
    school = Organisation(name="ROC Demo", postal_address="Postbus 12\n1000 AB Leiden", phone="071 123 45 67")
    assert sender_of(school).contact == ("Postbus 12, 1000 AB Leiden", "071 123 45 67")
    assert sender_of(Organisation(name="ROC Demo")).contact == ()
    read = text(render(letter(contact=sender_of(school).contact), language="nl"))
    assert "Postbus 12, 1000 AB Leiden" in read
    assert "071 123 45 67" in read


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert render(letter(), language="nl") == render(letter(), language="nl")


@pytest.mark.parametrize("subject", ["", "  \n"])
def test_a_letter_without_a_title_is_refused(subject: str) -> None:
    with pytest.raises(LetterNotRendered, match="no subject"):
        render(letter(subject=subject), language="nl")


def test_what_no_font_can_show_is_named_and_the_letter_is_made() -> None:
    blocks = paragraphs("Goed gedaan 🙂👍🏽! Naam: 张伟 en Łukasz Şahin.")
    content = text(render(letter(blocks=blocks), language="nl"))
    assert "(slightly smiling face)" in content
    assert "(thumbs up sign)" in content
    assert "(tekst in cjk schrift)" in content
    assert "ŁukaszŞahin" in content.replace(" ", "")


def test_signs_that_turn_text_round_and_control_signs_are_left_out() -> None:
    content = text(render(letter(blocks=paragraphs("a\u202eb\u0000c\ud800d")), language="nl"))
    assert "abcd" in content


def test_a_long_letter_runs_over_pages_and_numbers_them() -> None:
    content = text(render(letter(blocks=paragraphs("\n\n".join(f"Alinea {n}" for n in range(120)))), language="nl"))
    assert "Alinea 119" in content
    assert "pagina 2 van 4" in content


@pytest.mark.parametrize("colour", ["#ffff00", "not a colour", "", "red; }"])
def test_any_accent_can_be_read_on_paper(colour: str) -> None:
    from houvast.web.brand import contrast

    assert contrast(paper_accent(colour), "#ffffff") >= 7


def own_template(settings: Settings, directory: Path, change: tuple[str, str]) -> None:
    folder = directory / "letters" / "25XX"
    shutil.copytree(typesetting.HOUSE_TEMPLATES, folder, dirs_exist_ok=True)
    template = folder / "letter.typ"
    template.write_text(template.read_text().replace(*change))
    settings.HOUVAST = settings.HOUVAST.model_copy(update={"data_directory": directory})


def test_a_school_changes_its_letter_by_a_template_of_its_own(settings: Settings, tmp_path: Path) -> None:
    own_template(settings, tmp_path, ("#blocks-of(values.blocks)", "Onze school\n#blocks-of(values.blocks)"))
    assert "Onze school" in text(render(letter(), language="nl"))


def test_a_broken_template_says_which_and_why(settings: Settings, tmp_path: Path) -> None:
    own_template(settings, tmp_path, ("values.blocks", "values.blok"))
    with pytest.raises(LetterNotRendered, match=r"letter\.typ in .*25XX.*blok"):
        render(letter(), language="nl")


def test_a_template_can_read_nothing_outside_its_folder(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("geheim")
    own_template(settings, tmp_path, ("#blocks-of(values.blocks)", '#read("../../secret.txt")'))
    with pytest.raises(LetterNotRendered):
        render(letter(), language="nl")


@pytest.mark.parametrize("code", ["../25XX", "", "a/b", ".", "x" * 21])
def test_a_code_that_is_no_folder_name_finds_the_house_template(code: str) -> None:
    assert typesetting.template_for("letter", code).parent == typesetting.HOUSE_TEMPLATES


def test_without_built_fonts_a_letter_is_made_all_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(typesetting, "FONT_FOLDER", tmp_path / "none")
    monkeypatch.setattr(typesetting, "_own", type("Own", (), {})())
    typesetting.fonts.cache_clear()
    try:
        assert about(render(letter(), language="nl")).pdfua == "1"
    finally:
        typesetting.fonts.cache_clear()


def test_the_page_shows_the_same_words_as_the_file() -> None:
    values = letter_values(letter(), language="nl")
    assert values["title"] == "Start van je verbetertraject"


def test_own_templates_are_checked_before_somebody_needs_a_letter(settings: Settings, tmp_path: Path) -> None:
    own_template(settings, tmp_path, ("#blocks-of(values.blocks)", "#blocks-of(values.blocks)"))
    assert list(broken_templates()) == []
    own_template(settings, tmp_path, ("values.title", "values.titel"))
    (said,) = broken_templates()
    assert "letter.typ" in said
