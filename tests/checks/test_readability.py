"""What a student reads is B1: short words in short sentences, measured, page by page (look and words; S-768).

The thresholds: a page as a whole reads with Flesch-Douma 75 or more (fairly easy to easy), and no sentence has
more than 25 words. Both are bounds below which nothing may slip, not the aim: the aim is what a test reader says.
"""

from pathlib import Path

import pytest

from tests.checks.readability import dutch_of, longest_sentence, reading_ease, syllables

SOURCE = Path(__file__).parents[2] / "src" / "houvast"
LEAST_EASE = 75.0
MOST_WORDS = 25
PAGES = {
    "appointments": (
        "ask.html", "help_request.html", "self_check.html", "self_check_one.html", "planned_talks.html", "propose.html",
        "planned_talk.html", "move.html", "bring.html", "network.html", "network_share.html", "coach_change.html",
        "calendar_link.html", "appointments/pages.py", "pages.py", "self_check.py", "forms/asking.py",
    ),
    "placement": ("of_student.html", "form.html", "pages.py", "forms.py", "words.py"),
    "guidance": ("successes.html", "talk.html", "_agreements.html", "success_views.py"),
    "desk": ("own.html", "own_dossier.html", "_own_alerts.html"),
    "outbox": ("kinds.py",),
}  # fmt: skip
"""Folder, and the files in it of which a student reads the words."""


@pytest.mark.req("S-768", "S-606")
@pytest.mark.parametrize("folder", PAGES)
def test_the_pages_a_student_reads_are_b1(folder: str) -> None:
    texts = dutch_of(SOURCE / folder / "locale" / "nl" / "LC_MESSAGES" / "django.po", PAGES[folder])
    assert texts, folder
    ease = reading_ease(texts)
    assert ease is not None
    assert ease >= LEAST_EASE, f"{folder}: {ease:.0f}"
    long = [text for text in texts if longest_sentence(text) > MOST_WORDS]
    assert not long, long


@pytest.mark.req("S-768")
def test_rights_and_duties_are_b1() -> None:
    pages = sorted((SOURCE / "directory" / "content" / "rights").glob("*.nl.md"))
    assert pages
    hard = {page.name: ease for page in pages if (ease := reading_ease([page.read_text("utf-8")]) or 0) < LEAST_EASE}
    assert not hard


def test_the_measure_knows_easy_from_hard() -> None:
    easy = reading_ease(["Je mag altijd hulp vragen. Wij helpen je graag."])
    hard = reading_ease(
        [
            (
                "Overeenkomstig de onderwijsovereenkomst dient de desbetreffende verzuimproblematiek onverwijld "
                "schriftelijk gerapporteerd te worden aan de verantwoordelijke leerplichtambtenaar."
            )
        ]
    )
    assert easy is not None
    assert hard is not None
    assert easy > 80 > LEAST_EASE > hard
    assert [syllables(word) for word in ("hulp", "school", "afspraak", "uitnodiging", "vrijdag")] == [1, 1, 2, 4, 2]
