"""What every table and column means, as JSON Schema (draft 2020-12), for a reader who has no Houvast."""

from typing import Any

from django.db import models

from houvast.standards.archive.shape import Table
from houvast.vault.fields import SealedField

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SEALED = r"^[0-9]+\.[A-Za-z0-9+/]+=*$"
AMOUNT = r"^-?[0-9]+(\.[0-9]+)?$"
CLOCK = r"^[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?$"

KINDS: "tuple[tuple[type[models.Field[Any, Any]], dict[str, Any]], ...]" = (
    (SealedField, {"type": "string", "pattern": SEALED}),
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.FloatField, {"type": "number"}),
    (models.DecimalField, {"type": "string", "pattern": AMOUNT}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.TimeField, {"type": "string", "pattern": CLOCK}),
    (models.BinaryField, {"type": "string", "contentEncoding": "base64"}),
    (models.JSONField, {}),
    (models.CharField, {"type": "string"}),
    (models.TextField, {"type": "string"}),
)
"""The first kind that a field is of; a DateTimeField is a DateField too, so it stands before it."""


class Undescribed(TypeError):
    """A field of a kind that nobody described yet: add it to KINDS."""

    def __init__(self, field: "models.Field[Any, Any]") -> None:
        super().__init__(f"{field.model.__name__}.{field.name} is a {type(field).__name__}, which is not described.")


def schema_of(table: Table) -> dict[str, object]:
    """The schema of one line of `data/NAME.jsonl`: an object with every column. Raises Undescribed."""
    return {
        "$schema": DRAFT,
        "$id": f"urn:houvast:everything:{table.name}",
        "title": str(table.model._meta.verbose_name),
        "description": told(table),
        "type": "object",
        "properties": {str(field.column): _column(field) for field in table.fields},
        "required": [str(field.column) for field in table.fields],
        "additionalProperties": False,
        "x-key": str(table.model._meta.pk.column),
    }


def told(table: Table) -> str:
    """What a row of this table is, in the words of the one who made it; empty where nothing was said."""
    said = " ".join((table.model.__doc__ or "").split("\n\n")[0].split())
    return "" if said.startswith(f"{table.model.__name__}(") else said


def _column(field: "models.Field[Any, Any]") -> dict[str, object]:
    said: dict[str, object] = {**_kind(_stored(field))}
    if field.null and "type" in said:
        said["type"] = [said["type"], "null"]
    if isinstance(field, models.CharField) and field.max_length and not isinstance(field, models.ForeignKey):
        said["maxLength"] = field.max_length
    if isinstance(field, models.ForeignKey):
        said["x-refers-to"] = field.related_model._meta.db_table
    if isinstance(field, SealedField):
        said["x-sealed-under"] = field.compartment
    if field.help_text:
        said["description"] = str(field.help_text)
    if field.choices:
        said["x-values"] = {str(value): str(name) for value, name in field.flatchoices}
    return said


def _stored(field: "models.Field[Any, Any]") -> "models.Field[Any, Any]":
    """A reference is stored as the key that it refers to."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field


def _kind(field: "models.Field[Any, Any]") -> dict[str, Any]:
    for kind, said in KINDS:
        if isinstance(field, kind):
            return said
    raise Undescribed(field)


def about(language: str, *, made_at: str, version: str, counts: dict[str, int], documents: int) -> str:
    """The page that says what is in the archive and how to read it: `nl` or `en`; tables with their rows."""
    rows = "\n".join(f"| `{name}` | {count} |" for name, count in sorted(counts.items()) if count)
    facts = {"made_at": made_at, "version": version, "rows": rows, "documents": documents}
    return (ABOUT_NL if language == "nl" else ABOUT_EN).format(**facts)


ABOUT_NL = """# Alles uit Houvast

Gemaakt op {made_at} met Houvast {version}. Je hebt Houvast niet nodig om dit te lezen.

| wat | waar |
|---|---|
| alle gegevens, een rij per regel (JSON) | `data/NAAM.jsonl` |
| wat elke kolom betekent, als JSON Schema | `schema/NAAM.schema.json` |
| brieven en verslagen als PDF ({documents}) | `documents/` |
| eigen sjablonen, ankers van de dossiers | `beside/` |
| versie, aantal rijen en controlesom per tabel | `manifest.json` |
| controlesom van elk bestand | `SHA256SUMS` |
| zegel: bewijst dat `SHA256SUMS` niet is veranderd | `SEAL` |

**Nakijken of alles heel is:** `sha256sum -c SHA256SUMS`.

**In een rekenblad:** een bestand uit `data/` opent in Excel met Gegevens → Gegevens ophalen → JSON.

**Verzegelde tekst.** Een kolom met `x-sealed-under` in het schema is versleuteld (AES-256-GCM). Zij opent alleen met de
map met sleutels van de school. Die ligt niet in dit archief. Met die map en Python opent `open_sealed.py` een vak:
`python open_sealed.py MAP-MET-SLEUTELS VAK`. Wie een vak mag openen, is een afspraak van de school.

**De PDF's zijn niet versleuteld.** Bewaar dit archief als een dossier.

**Naar een andere installatie:** zet de map met sleutels op haar plaats en geef `houvast import archive BESTAND`.

| tabel | rijen |
|---|---|
{rows}
"""

ABOUT_EN = """# Everything from Houvast

Made at {made_at} with Houvast {version}. You do not need Houvast to read this.

| what | where |
|---|---|
| all data, a row per line (JSON) | `data/NAME.jsonl` |
| what every column means, as JSON Schema | `schema/NAME.schema.json` |
| letters and reports as PDF ({documents}) | `documents/` |
| templates of your own, anchors of the dossiers | `beside/` |
| version, number of rows and checksum per table | `manifest.json` |
| checksum of every file | `SHA256SUMS` |
| seal: proves that `SHA256SUMS` was not changed | `SEAL` |

**Check that all is whole:** `sha256sum -c SHA256SUMS`.

**In a spreadsheet:** a file from `data/` opens in Excel with Data → Get Data → From JSON.

**Sealed text.** A column with `x-sealed-under` in its schema is encrypted (AES-256-GCM). It opens only with the
school's folder of keys, which is not in this archive. With that folder and Python, `open_sealed.py` opens a
compartment:
`python open_sealed.py FOLDER-WITH-KEYS COMPARTMENT`. Who may open a compartment is for the school to decide.

**The PDF files are not encrypted.** Keep this archive as you keep a dossier.

**To another installation:** put the folder with keys in its place and run `houvast import archive FILE`.

| table | rows |
|---|---|
{rows}
"""
