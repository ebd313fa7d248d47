"""Whether a school's own templates still make letters: asked by `houvast check`, before somebody needs one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from django.conf import settings

from houvast.documents import dossier as report
from houvast.documents.blocks import blocks_from_text
from houvast.documents.letters import Addressee, Letter, LetterNotRendered, Rights, Sender, Signatory, render

DAY = date(2026, 11, 21)


def broken_templates() -> Iterator[str]:
    """What is wrong with the templates under `letters/` in the data directory: a sentence for each that fails."""
    folder = settings.HOUVAST.data_directory / "letters"
    for own in sorted(folder.iterdir()) if folder.is_dir() else ():
        sender = Sender(name="Houvast", code=own.name)
        for make in (_letter, _dossier):
            try:
                make(sender)
            except LetterNotRendered as error:
                yield str(error)


def _letter(sender: Sender) -> bytes:
    text = "Text **strong** *emphasis*\n\n## Heading\n\n- item\n\n1. item\n\n| a | b |\n|---|---|\n| c | d |"
    letter = Letter(
        sender=sender,
        addressee=Addressee(name="Name", lines=("Street", "Place")),
        dated_on=DAY,
        subject="Subject",
        reference="1",
        blocks=blocks_from_text(text, {}),
        signatories=(Signatory(name="Name", role="Role", remark="Remark"),),
        rights=Rights(blocks=blocks_from_text("Text", {}), last_day=DAY),
    )
    return render(letter, language="nl")


def _dossier(sender: Sender) -> bytes:
    at = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC)
    values = report.Dossier(
        sender=sender,
        title="Title",
        student="Name",
        student_number="1",
        born_on=None,
        procedure="Procedure",
        opened_on=DAY,
        outcome="",
        made_at=at,
        made_by="Name",
        duties=(report.Duty(title="a", status=report.DutyStatus.MET, evidence="b", source="c", binds_by_law=True),),
        happenings=(report.Happening(at=at, who="a", role="b", what="c", details=(("d", "e"),), corrects="f"),),
        letters=(),
        signatures=(),
        chain=report.ChainHead(events=1, head="a", anchored_on=None),
    )
    return report.render(values, language="nl")
