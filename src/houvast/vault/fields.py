"""A model field whose text lies encrypted in the database, under the key of its compartment."""

from typing import TYPE_CHECKING, Any

from django.db import models

from houvast.vault.keyring import seal, unseal

if TYPE_CHECKING:
    _Text = models.TextField[str | None, str | None]
else:
    _Text = models.TextField


class SealedField(_Text):
    """Text, encrypted at rest. It cannot be searched or ordered; a keyed digest beside it can be looked up."""

    def __init__(self, *args: Any, compartment: str, **kwargs: Any) -> None:
        self.compartment = compartment
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return str(name), path, list(args), {**kwargs, "compartment": self.compartment}

    def get_prep_value(self, value: Any) -> Any:
        plain = super().get_prep_value(value)
        return None if plain is None else seal(self.compartment, str(plain))

    def from_db_value(self, value: str | None, _expression: object, _connection: object) -> str | None:
        return None if value is None else unseal(self.compartment, value)
