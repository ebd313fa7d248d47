"""The definition of a record form: typed fields with a label and help in two languages."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from houvast.core.forms.text import Text, Unfit

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]


class FieldType(StrEnum):
    TEXT = "text"  # one line
    LONG_TEXT = "long_text"
    DATE = "date"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"  # any number of the options
    RATING = "rating"  # green, amber or red, with a reason
    ROWS = "rows"  # a list of small records, such as agreements: who, what, by when


class Frozen(BaseModel):
    """The base of everything in a pack: frozen, and an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Option(Frozen):
    id: Id
    label: Text
    help: Text | None = None


class ShownWhen(Frozen):
    """Ask this field only when an earlier choice or yes/no field has one of these values ("yes"/"no" for yes/no)."""

    field: Id
    is_: tuple[str, ...] = Field(alias="is", min_length=1, max_length=20)


class FormField(Frozen):
    """One question. `min`/`max` bound a number, the rows of a list, or the chosen options."""

    id: Id
    type: FieldType
    label: Text
    help: Text | None = None
    required: bool = True
    options: tuple[Option, ...] = Field(default=(), max_length=60)
    fields: tuple["FormField", ...] = Field(default=(), max_length=12)
    min: float | None = None
    max: float | None = None
    shown_when: ShownWhen | None = None

    @model_validator(mode="after")
    def _parts_fit_the_type(self) -> Self:
        takes_options = self.type in (FieldType.CHOICE, FieldType.CHOICES)
        if takes_options != bool(self.options):
            raise Unfit(
                f"veld {self.id}: keuzes (options) horen bij een keuze, en een keuze heeft ze nodig",
                f"field {self.id}: options belong to a choice, and a choice needs them",
            )
        if (self.type is FieldType.ROWS) != bool(self.fields):
            raise Unfit(
                f"veld {self.id}: velden (fields) horen bij regels (rows), en regels hebben ze nodig",
                f"field {self.id}: fields belong to rows, and rows need them",
            )
        if any(part.type is FieldType.ROWS for part in self.fields):
            raise Unfit(
                f"veld {self.id}: regels in regels mag niet", f"field {self.id}: rows inside rows are not allowed"
            )
        if self.min is not None and self.max is not None and self.min > self.max:
            raise Unfit(
                f"veld {self.id}: min is groter dan max, zodat geen antwoord past",
                f"field {self.id}: min is larger than max, so that no answer fits",
            )
        return self


class Form(Frozen):
    """A record form; `confidential` forms go to a compartment that the school cannot open."""

    title: Text
    help: Text | None = None
    fields: tuple[FormField, ...] = Field(min_length=1, max_length=60)
    confidential: bool = False

    @model_validator(mode="after")
    def _fields_are_unique_and_in_order(self) -> Self:
        seen: dict[str, FormField] = {}
        for field in self.fields:
            if field.id in seen:
                raise Unfit(
                    f"veld {field.id} staat twee keer in een formulier", f"field {field.id} stands twice in one form"
                )
            if field.shown_when is not None:
                asked = seen.get(field.shown_when.field)
                if asked is None or asked.type not in (FieldType.CHOICE, FieldType.YES_NO):
                    raise Unfit(
                        f"veld {field.id}: shown_when noemt een eerder veld met een keuze of ja/nee",
                        f"field {field.id}: shown_when must name an earlier choice or yes/no field",
                    )
                known = {"yes", "no"} if asked.type is FieldType.YES_NO else {option.id for option in asked.options}
                if unknown := set(field.shown_when.is_) - known:
                    raise Unfit(
                        f"veld {field.id}: {asked.id} heeft nooit de waarde {min(unknown)}",
                        f"field {field.id}: {asked.id} never has the value {min(unknown)}",
                    )
            seen[field.id] = field
        return self

    def field(self, field_id: str) -> FormField | None:
        """The field of that id, or None."""
        return next((field for field in self.fields if field.id == field_id), None)
