"""The proof of care: complete, accessible, in two languages."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from houvast.documents.dossier import (
    Answer,
    ChainHead,
    Dossier,
    Duty,
    DutyStatus,
    Happening,
    Sent,
    Signed,
    render,
)
from houvast.documents.letters import Sender
from houvast.documents.tests.pdfs import about, text
from houvast.documents.tests.samples import ATTACKS

MOMENT = datetime(2026, 9, 22, 8, 5, tzinfo=UTC)


@pytest.fixture
def dossier() -> Dossier:
    return Dossier(
        sender=Sender(name="ROC Demo", code="25XX"),
        title="Bewijs van zorg: verbetertraject",
        student="Sam de Wit",
        student_number="100001",
        born_on=None,
        procedure="Verbetertraject 1.0",
        opened_on=date(2026, 9, 1),
        outcome="",
        made_at=MOMENT,
        made_by="Tineke Teamleider",
        duties=(
            Duty(title="Gesprekken", status=DutyStatus.MET, evidence="7 september", source="A", binds_by_law=False),
            Duty(title="Waarschuwing", status=DutyStatus.OPEN, evidence="", source="WEB 8.1.7a", binds_by_law=True),
        ),
        happenings=(
            Happening(
                at=MOMENT, who="Carla Coach", role="coach", what="Gesprek vastgelegd", details=(("Goed gaat", "Veel"),)
            ),
            Happening(at=MOMENT, who="Carla Coach", role="coach", what="Verbeterd", corrects="Gesprek vastgelegd"),
        ),
        letters=(Sent(dated_on=date(2026, 9, 21), title="Start", addressee="Sam de Wit"),),
        signatures=(
            Signed(
                document="Actiepunten", who="Sam de Wit", role="student", answer=Answer.DISSENTED, on=date(2026, 9, 22),
                remark="Ik vind van niet.",
            ),
            Signed(document="Actiepunten", who="Moeder", role="o", answer=Answer.NOT_REACHED, on=None, remark="Bel."),
        ),
        chain=ChainHead(events=2, head="3f9c" * 16, anchored_on=date(2026, 9, 22)),
    )  # fmt: skip


def test_it_is_accessible_and_lasting(dossier: Dossier) -> None:
    said = about(render(dossier, language="nl"))
    assert (said.pdfa, said.pdfua, said.language, said.title) == ("2a", "1", "nl", "Bewijs van zorg: verbetertraject")
    assert said.tags.count("Table") == 3


def test_it_holds_duties_events_letters_signatures_and_the_head_of_the_chain(dossier: Dossier) -> None:
    content = text(render(dossier, language="nl"))
    for part in (
        "Plichten van de school die nog niet gedaan zijn: 1.", "WEB 8.1.7a (wet)", "A (beleid van de school)",
        "Getekend, niet mee eens", "Ik vind van niet.", "Was niet te bereiken", "Bel.",
        "dinsdag 22 september 2026 10:05, Carla Coach, coach", "Verbetert: Gesprek vastgelegd", "niet bekend",
        "3f9c3f9c",
    ):  # fmt: skip
        assert part in content, part
    assert "Duties of the school that are not done yet: 1." in text(render(dossier, language="en"))


def test_when_nothing_is_open_it_says_so(dossier: Dossier) -> None:
    done = replace(dossier, duties=dossier.duties[:1])
    assert "De school heeft alles gedaan wat moest" in text(render(done, language="nl"))


def test_empty_parts_have_a_sentence(dossier: Dossier) -> None:
    empty = replace(dossier, duties=(), signatures=(), letters=(), happenings=())
    content = text(render(empty, language="nl"))
    assert "Er zijn geen brieven verstuurd." in content
    assert "Er is geen handtekening gevraagd." in content


@pytest.mark.parametrize("attack", ATTACKS)
def test_values_stay_text(dossier: Dossier, attack: str) -> None:
    said = Happening(at=MOMENT, who=attack, role=attack, what=attack, details=((attack, attack),))
    content = text(render(replace(dossier, happenings=(said,), student=attack), language="nl"))
    assert content.count(attack) >= 5


def test_a_thousand_events_fit(dossier: Dossier) -> None:
    many = replace(dossier, happenings=dossier.happenings * 500)
    assert text(render(many, language="nl")).count("Gesprek vastgelegd, ") == 0
