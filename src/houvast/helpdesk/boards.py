"""The three boards: which role of the house sits on which, which role it has in a case, which route it hears."""

from dataclasses import dataclass

from houvast.core.procedure.roles import Role
from houvast.helpdesk.models import Contest
from houvast.people.models import RoleAssignment
from houvast.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A board hears one route."""

    route: str
    member: str
    in_case: Role


BOARDS = (
    Board(route=Contest.Route.APPEAL, member=RoleAssignment.Role.APPEALS_BOARD, in_case=Role.APPEALS_BOARD),
    Board(
        route=Contest.Route.COMPLAINT,
        member=RoleAssignment.Role.COMPLAINTS_COMMITTEE,
        in_case=Role.COMPLAINTS_COMMITTEE,
    ),
    Board(
        route=Contest.Route.OBJECTION,
        member=RoleAssignment.Role.OBJECTIONS_COMMITTEE,
        in_case=Role.OBJECTIONS_COMMITTEE,
    ),
)
IN_CASE = tuple(board.in_case.value for board in BOARDS)


def board_of(route: str) -> Board:
    """The board that hears this route."""
    return next(board for board in BOARDS if board.route == route)


def boards_for(viewer: Viewer) -> tuple[Board, ...]:
    """The boards this viewer sits on."""
    return tuple(board for board in BOARDS if viewer.has_role(board.member))
