"""Letters for the tests: an ordinary one, and one in which everything tries to be something else."""

from datetime import date

from houvast.documents.blocks import Block, Value, blocks_from_text
from houvast.documents.letters import Addressee, Letter, Rights, Sender, Signatory

TEXT = """Beste {student_name},

Op **{day}** spraken we met elkaar. De teamleider heeft *besloten* dat het verbetertraject start.

## Afspraken

{agreements}

1. Elke dinsdag is er hulp.
2. Je coach belt op vrijdag.

| Wat | Voor |
|---|---|
| Verslag | {day} |
"""
VALUES: dict[str, Value] = {
    "student_name": "Sam de Wit",
    "day": "vrijdag 20 november 2026",
    "agreements": ("Ik ben er om 9 uur.", "Ik lever op tijd in."),
}
ATTACKS = (
    '#import "/etc/passwd"',
    '#read("keys/master.key")',
    "= Geen kop",
    "@verwijzing <b>vet</b>",
    "$x^2$ `code` *ster* _streep_ **dubbel**",
    '#panic("stop") ]]] }}} \\u{41} \\',
    "{day} {onbekend}",
    '"); #let values = (:)',
    "| cel | cel |",
)  # fmt: skip


def letter(
    *,
    subject: str = "Start van je verbetertraject",
    blocks: tuple[Block, ...] | None = None,
    name: str = "Sam de Wit",
    contact: tuple[str, ...] = (),
) -> Letter:
    return Letter(
        sender=Sender(name="ROC Demo", code="25XX", accent="#1d5e8a", contact=contact),
        addressee=Addressee(name=name, lines=("Dorpsstraat 1", "1234 AB Leiden")),
        dated_on=date(2026, 11, 21),
        subject=subject,
        reference="VT-12",
        blocks=blocks if blocks is not None else blocks_from_text(TEXT, VALUES),
        signatories=(Signatory(name="Tineke Teamleider", role="Teamleider", remark="Ondertekend in Houvast"),),
        rights=Rights(
            blocks=blocks_from_text("Je kunt in beroep gaan bij de commissie van beroep.", {}),
            last_day=date(2026, 12, 5),
        ),
    )
