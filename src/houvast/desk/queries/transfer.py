"""Who asks for attention on the way to the mbo now, for whose work the transfer is: at the old school and at intake."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from houvast.core.transfer.phases import phase_on, year_on
from houvast.desk.queries.section import Section
from houvast.people.models import Organisation, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.transfer.models import BoardRow
from houvast.transfer.pages import board_rows
from houvast.transfer.queries import board as boards
from houvast.transfer.queries.board import SHOW_OF_PHASE, Asked
from houvast.transfer.queries.reach import has_board
from houvast.transfer.queries.shows import Show
from houvast.transfer.words import SHOWS
from houvast.web.components import Link

SHOWN = 10


def at_feeder_school(viewer: Viewer) -> bool:
    """Whether the viewer works at a school from where pupils go to the mbo; asks nothing of the database."""
    return viewer.person.organisation.kind == Organisation.Kind.FEEDER_SCHOOL


def sections(viewer: Viewer) -> Iterator[Section]:
    """What the phase of the year asks (at intake: who waits for a decision), and the way to the whole board."""
    intake = viewer.has_role(RoleAssignment.Role.INTAKE)
    if not (intake or at_feeder_school(viewer)) or not has_board(viewer):
        return
    year = year_on(viewer.day)
    show = Show.UNDECIDED if intake else SHOW_OF_PHASE[phase_on(viewer.day, year).phase]
    found = boards.board(viewer, Asked(year=year, show=show))
    side = BoardRow.Side.INSTITUTION if intake else BoardRow.Side.SCHOOL
    yield Section(
        title=gettext("Transfer: %(which)s") % {"which": SHOWS[show]},
        rows=tuple(board_rows(found, side=side)[:SHOWN]),
        counts=True,
        empty=gettext("Nobody waits for this now."),
        more=Link(
            label=gettext("All %(n)s pupils on my board") % {"n": found.total},
            url=f"{reverse('transfer')}?{urlencode({'year': year})}",
        ),
    )
