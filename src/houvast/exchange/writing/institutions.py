"""To which institution a row belongs: the one that was chosen, the one the file names, or the only one there is."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext

from houvast.people.ids import new_id
from houvast.people.models import Organisation

DEFAULT_NAME = "Mijn instelling"
DEFAULT_SCHOOL = "Mijn school"
BRIN_LENGTH = 4


class UnclearInstitution(Exception):
    """It cannot be told to which institution the file belongs; the message says what to give."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Institutions:
    """By the name a file uses (empty: the file names none) the institution; those in `new` are not in the database."""

    by_name: dict[str, uuid.UUID]
    names: tuple[str, ...]
    new: tuple[Organisation, ...]

    @property
    def ids(self) -> frozenset[uuid.UUID]:
        return frozenset(self.by_name.values())

    def of(self, name: str) -> uuid.UUID:
        return self.by_name[name] if name in self.by_name else self.by_name[""]


def resolve(named: Iterable[str], *, chosen: str = "", rows_without: bool, feeder: bool = False) -> Institutions:
    """The institutions of a file.

    `chosen` (an id or a code) goes before what the file says. An institution that a file or `chosen` names and that is
    not known is made, but `chosen` only while there is none at all: later it is more likely a slip.
    """
    kinds = [Organisation.Kind.INSTITUTION, *([Organisation.Kind.FEEDER_SCHOOL] if feeder else [])]
    known = list(Organisation.objects.filter(kind__in=kinds).order_by("name", "id"))
    if chosen:
        wanted, is_new = _chosen(chosen, known, feeder=feeder)
        return Institutions(by_name={"": wanted.pk}, names=(wanted.name,), new=(wanted,) if is_new else ())
    by_name: dict[str, uuid.UUID] = {}
    names: list[str] = []
    made: list[Organisation] = []
    for name in dict.fromkeys(named):
        found = _find(name, [*known, *made])
        if found is None:
            found = _made(name, feeder=feeder)
            made.append(found)
        by_name[name] = found.pk
        names.append(found.name)
    if rows_without or not by_name:
        target = _default(known, feeder=feeder)
        if target is None:
            target = _made("", feeder=feeder)
            made.append(target)
        by_name[""] = target.pk
        names.append(target.name)
    else:
        by_name[""] = next(iter(by_name.values()))
    return Institutions(by_name=by_name, names=tuple(dict.fromkeys(names)), new=tuple(made))


def _find(name: str, known: list[Organisation]) -> Organisation | None:
    low = name.lower()
    return next((one for one in known if low in {one.code.lower(), one.name.lower()} and low), None)


def _made(name: str, *, feeder: bool = False) -> Organisation:
    is_code = len(name) == BRIN_LENGTH and name[:2].isdigit()
    kind = Organisation.Kind.FEEDER_SCHOOL if feeder else Organisation.Kind.INSTITUTION
    default = DEFAULT_SCHOOL if feeder else DEFAULT_NAME
    return Organisation(id=new_id(), kind=kind, name=name or default, code=name.upper() if is_code else "")


def _chosen(chosen: str, known: list[Organisation], *, feeder: bool) -> tuple[Organisation, bool]:
    wanted: uuid.UUID | None
    try:
        wanted = uuid.UUID(chosen)
    except ValueError:
        wanted = None
    found = next((one for one in known if one.pk == wanted), None) or _find(chosen, known)
    if found is not None:
        return found, False
    if not known:
        made = _made("" if wanted else chosen[:200], feeder=feeder)
        if wanted:
            made.pk = wanted
        return made, True
    raise UnclearInstitution(
        gettext("There is no institution %(chosen)s. Known: %(known)s.") % {"chosen": chosen, "known": _listed(known)}
    )


def _default(known: list[Organisation], *, feeder: bool) -> Organisation | None:
    """The only one; on SQLite, which serves one institution, the first that was made. Elsewhere it has to be said."""
    schools = [one for one in known if one.kind == Organisation.Kind.FEEDER_SCHOOL]
    if feeder and len(schools) == 1:
        return schools[0]
    if len(known) > 1 and connection.vendor == "sqlite":
        return min(known, key=lambda one: one.pk)
    if len(known) > 1:
        raise UnclearInstitution(
            gettext("The file does not name its institution and there are several. Give --institution: %(known)s.")
            % {"known": _listed(known)}
        )
    return known[0] if known else None


def _listed(known: list[Organisation]) -> str:
    return "; ".join(f"{one.code or one.pk} ({one.name})" for one in known)
