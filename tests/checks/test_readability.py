"""What a student reads is B1: short words in short sentences, measured, page by page (look and words; S-768).

The thresholds: a page as a whole reads with Flesch-Douma 75 or more (fairly easy to easy), and no sentence has
more than 25 words. Both are bounds below which nothing may slip, not the aim: the aim is what a test reader says.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from houvast.packbook.alerts import rules
from tests.checks.readability import dutch_of, longest_sentence, reading_ease, syllables

SOURCE = Path(__file__).parents[2] / "src" / "houvast"
LEAST_EASE = 75.0
MOST_WORDS = 25
PAGES = {
    "alerts": ("own.html", "place.html", "_alert.html", "ask.html", "act.html", "concern.html"),
    "appointments": (
        "ask.html", "help_request.html", "self_check.html", "self_check_one.html", "planned_talks.html", "propose.html",
        "planned_talk.html", "move.html", "bring.html", "network.html", "network_share.html", "coach_change.html",
        "calendar_link.html", "appointments/pages.py", "pages.py", "self_check.py", "forms/asking.py",
    ),
    "attendance": ("sick.html", "year.html", "forms/sickness.py", "views/year.py", "views/sickness.py"),
    "careteam": (
        "in_confidence.html", "contact.html", "student.html", "seat.html", "_seats.html", "referral.html",
        "confidence_pages.py", "helping_pages.py", "forms/helping.py",
    ),
    "cases": (
        "own.html", "own_procedures.html", "_procedures.html", "case.html", "people.html", "sign.html", "_letters.html",
    ),
    "desk": ("own.html", "own_dossier.html", "_own_alerts.html"),
    "directory": (
        "home.html", "kind.html", "school.html", "service.html", "services.html", "answer.html", "answers.html",
        "question.html", "page.html", "rights.html", "law.html", "doubt.html", "_urgent.html", "_what_now.html",
        "_helpdesk.html", "_near.html",
    ),
    "education": ("progress.html", "views.py"),
    "guidance": ("successes.html", "talk.html", "_agreements.html", "success_views.py"),
    "handover": ("answer.html", "ask.html", "handover.html", "handovers.html", "link.html", "thanks.html"),
    "helpdesk": (
        "ask.html", "contest.html", "contests.html", "conversation.html", "follow.html", "hand_in.html",
        "handed_in.html", "routes.html", "sharing.html", "mine.html", "none.html",
    ),
    "monitor": ("leaving.html",),
    "outbox": ("kinds.py",),
    "people": ("my_access.html", "open_link.html", "sign_in.html", "second_step.html", "link_is_spent.html"),
    "placement": ("of_student.html", "form.html", "pages.py", "forms.py", "words.py"),
    "plan": (
        "plan.html", "section.html", "merge.html", "_both.html", "new_task.html", "task.html", "sign.html",
        "history.html", "adjustments.html", "ask_adjustment.html", "adjustment.html", "catalogue.html",
        "adjustment_pages.py", "drawn.py", "forms/plans.py", "forms/adjustments.py",
    ),
    "privacy": ("own_copy.html", "reads.html", "told.py"),
    "transfer": ("pupil.html", "mine.html"),
    "web": ("400.html", "403.html", "404.html", "405.html", "409.html", "429.html", "500.html", "503.html"),
    "workplace": (
        "student.html", "review.html", "review_prepare.html", "review_sign.html", "reviews.html", "study_advice.html",
        "behaviour.html", "counsellor_advice.html", "begin.html", "about.html", "queries/student.py",
    ),
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


ALONE = [(folder, page) for folder, pages in PAGES.items() for page in pages]


@pytest.mark.req("S-768")
@pytest.mark.parametrize(("folder", "page"), ALONE)
def test_each_page_a_student_reads_is_b1_by_itself(folder: str, page: str) -> None:
    """So that an easy page does not make up for a hard one. A page of labels alone has no sentences to measure."""
    ease = reading_ease(dutch_of(SOURCE / folder / "locale" / "nl" / "LC_MESSAGES" / "django.po", [page]))
    assert ease is None or ease >= LEAST_EASE, f"{folder}/{page}: {ease}"


@pytest.mark.req("S-768")
def test_what_an_alert_says_to_the_student_is_b1() -> None:
    told = [rule.to_student.in_("nl") for rule in rules()]
    assert told
    assert (reading_ease(told) or 0) >= LEAST_EASE
    assert max(map(longest_sentence, told)) <= MOST_WORDS


@pytest.mark.req("S-768")
def test_what_a_procedure_is_about_and_its_letters_are_b1() -> None:
    """Together; a letter by itself may fall below, since it names the decision by its official name."""
    packs = sorted((SOURCE / "packs" / "procedures").rglob("*.yaml"))
    found = [yaml.safe_load(pack.read_text("utf-8")) for pack in packs]
    for part in ("summary", "letters"):
        texts = [text for pack in found for text in _dutch_in(pack.get(part))]
        assert texts, part
        assert (reading_ease(texts) or 0) >= LEAST_EASE, part
        assert [text for text in texts if longest_sentence(text) > MOST_WORDS] == []


def _dutch_in(part: object) -> Iterator[str]:
    """Every Dutch text of a part of a pack."""
    match part:
        case {"nl": str(text)}:
            yield text
        case dict():
            yield from (text for value in part.values() for text in _dutch_in(value))
        case list():
            yield from (text for value in part for text in _dutch_in(value))


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
