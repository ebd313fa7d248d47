"""A text that people read, in both languages of the house."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["nl", "en"]


class Text(BaseModel):
    """The same message in Dutch and in English; neither may be empty, so that nobody meets a hole."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    nl: str = Field(min_length=1, max_length=8000)
    en: str = Field(min_length=1, max_length=8000)

    def in_(self, language: str) -> str:
        """The English text for any language that begins with `en`, else the Dutch one."""
        return self.en if language.startswith("en") else self.nl


class Unfit(ValueError):
    """Parts of a pack or form that do not fit together; `said` in both languages."""

    def __init__(self, nl: str, en: str) -> None:
        super().__init__(en)
        self.said = Text(nl=nl, en=en)
