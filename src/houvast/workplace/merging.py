"""Two people wrote in one form: what each changed is kept, and where both changed the same, both are shown."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """`values` to go on with, by field; `theirs` holds what the other wrote where both changed it differently."""

    values: Mapping[str, str]
    theirs: Mapping[str, str]


def merge(*, seen: Mapping[str, str], mine: Mapping[str, str], stored: Mapping[str, str]) -> Merged:
    """Merge what I typed with what is stored now, going by what I saw before I began. All three have the same fields.

    A field that only one of us changed gets that value; where both did, mine stands and theirs is shown beside it.
    """
    values: dict[str, str] = {}
    theirs: dict[str, str] = {}
    for name, now in stored.items():
        before, typed = seen.get(name, ""), mine.get(name, "")
        if typed == before:
            values[name] = now
        else:
            values[name] = typed
            if now not in (before, typed):
                theirs[name] = now
    return Merged(values=values, theirs=theirs)
