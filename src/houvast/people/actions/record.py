"""Who may do these actions, and the line that each leaves behind."""

from houvast.people.clock import now
from houvast.people.models import AdministrativeAct, Person, RoleAssignment
from houvast.people.role_names import ROLE_NAMES
from houvast.people.viewer import Viewer


class NotYours(PermissionError):
    """This person does not hold the role that this asks for; pages do not lead here."""

    def __init__(self) -> None:
        super().__init__("This takes a role that you do not hold.")


def must_be_administrator(by: Viewer) -> None:
    """Raises NotYours for anybody but an administrator of their organisation."""
    if not by.has_role(RoleAssignment.Role.ADMINISTRATOR):
        raise NotYours


def note(*, by: Viewer, act: AdministrativeAct.Act, about: Person | None = None, text: str = "") -> None:
    """Leave a line of what was done, in the same transaction."""
    AdministrativeAct.objects.create(
        organisation_id=by.organisation_id, at=now(), by=by.person, act=act, about=about, note=text[:300]
    )


def role_in_words(role: RoleAssignment) -> str:
    """What it is called and where it holds, for such a line."""
    where = f" · {role.unit.name}" if role.unit else ""
    return f"{ROLE_NAMES[role.role]}{where}"
