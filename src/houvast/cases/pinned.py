"""The pack a case pinned when it began: its whole text in the database, read back into the frozen value."""

import hashlib
import json
from functools import lru_cache

from houvast.cases.models import PackVersion
from houvast.core.procedure.pack import Pack
from houvast.people.clock import now
from houvast.people.models import Organisation

NOT_PINNED = {"education", "promises", "promises_left_out"}
"""Who may begin a procedure is decided before there is a case, and what is promised about it is for its proof: neither
changes what a running case does.
"""


def canonical(pack: Pack) -> str:
    """The pack as JSON: what was written and nothing else, in the order in which it was written."""
    written = pack.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude=NOT_PINNED)
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def pin(organisation: Organisation, pack: Pack) -> PackVersion:
    """The stored version of this pack; kept once per organisation, so a changed text is another version."""
    text = canonical(pack)
    return PackVersion.objects.get_or_create(
        organisation=organisation,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        defaults={
            "pack": pack.id,
            "version": pack.version,
            "title_nl": pack.title.nl[:200],
            "title_en": pack.title.en[:200],
            "text": text,
            "pinned_at": now(),
        },
    )[0]


def pack_of(version: PackVersion) -> Pack:
    """The pack as it was pinned. Raises ChangedPack when its text is no longer what was pinned."""
    return _read(version.sha256, version.text)


@lru_cache(maxsize=200)
def _read(sha256: str, text: str) -> Pack:
    if hashlib.sha256(text.encode()).hexdigest() != sha256:
        raise ChangedPack(sha256)
    return Pack.model_validate_json(text)


class ChangedPack(RuntimeError):
    """The text of a pinned pack was changed in the database."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            f"The pinned procedure {sha256[:12]} was changed after it was pinned; restore it from a backup."
        )
