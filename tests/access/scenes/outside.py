"""Scenes of who works outside the school: partner desks, a helpdesk, and schools around a pupil who moves on."""

from datetime import date, timedelta

from django.conf import settings
from django.test import override_settings

from houvast.cases.models import Case
from houvast.core.handover.desks import DeskKind
from houvast.handover import actions as handing
from houvast.handover.tests import play
from houvast.helpdesk.actions import entries
from houvast.helpdesk.actions.asking import Question, keep_question
from houvast.helpdesk.models import Contest, Publication
from houvast.helpdesk.tests.scene import make_member, make_scene
from houvast.helpdesk.tests.test_contests import begin, hand_in, write
from houvast.people.clock import now, set_to, today
from houvast.people.models import Organisation, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.transfer import actions as moving
from houvast.transfer.actions.recording import EventDraft
from houvast.transfer.tests import scene as transferring
from tests.access.scenes.scene import Scene, browser
from tests.houvast_testing.cast import Cast

ROLE = RoleAssignment.Role
FEBRUARY = date(2027, 2, 10)


def partner_desks(cast: Cast) -> Scene:
    """A handover arrived at the Doorstroompunt; a second one waits for the student's answer by a link."""
    town = play.make_town(cast)
    elsewhere = Organisation.objects.create(name="Gemeente Verderop", kind=Organisation.Kind.MUNICIPALITY)
    far = handing.make_desk(organisation=elsewhere, kind=DeskKind.RMC, name="Doorstroompunt Verderop")
    scene = Scene(
        name="partner_desks",
        day=today(),
        members={
            "officer": browser(town.officer),
            "adviser": browser(town.adviser),
            "far_officer": browser(play.staff(far, "Verre", "Doorstroom")),
        },
    )
    for name in ("partner-desk", "register-following"):
        scene.stands(name)
    arrived = play.arrived(play.agreed(play.asked(cast, town.rmc)))
    for what in ("accept", "refuse", "talk", "confirm", "record", "close"):
        scene.stands(f"{what}-following", following_id=arrived.pk)
    scene.stands("following", following_id=arrived.pk)
    waits = play.asked(cast, town.youth)
    token = handing.make_consent_link(handover=waits, by=Viewer(cast.coach), at=now())
    scene.stands("answer-by-link", token=token)
    own = handing.make_desk(organisation=cast.organisation, kind=DeskKind.YOUTH_TEAM, name="MBO-team")
    for name in ("administration-close-desk", "administration-desk-at-school"):
        scene.stands(name, desk_id=own.pk)
    scene.stands("administration-end-connection", connection_id=_connection(cast, elsewhere))
    return scene


def _connection(cast: Cast, elsewhere: Organisation) -> object:
    """The school is connected with another installation, of which it took in the card."""
    there = settings.HOUVAST.model_copy(update={"public_url": "http://127.0.0.1:1"})
    with override_settings(HOUVAST=there):
        card = handing.card_of(elsewhere, at=now())
    return handing.connect_for(cast.organisation, card=card, by=None, at=now()).pk


def helpdesk(cast: Cast) -> Scene:
    """A question by mail, an entry of the library, an appeal that was decided, and who sits on which board."""
    desk = make_scene(cast)
    board, second = make_member(cast, "Ada", ROLE.APPEALS_BOARD), make_member(cast, "Bas", ROLE.APPEALS_BOARD)
    scene = Scene(
        name="helpdesk",
        day=today(),
        members={
            "helper": browser(desk.helper),
            "second_helper": browser(desk.colleague),
            "board": browser(board),
            "second_of_board": browser(second),
            "other_board": browser(make_member(cast, "Cor", ROLE.COMPLAINTS_COMMITTEE)),
        },
    )
    for name in ("inbox", "write-down", "figures", "library", "new-entry", "board"):
        scene.stands(f"helpdesk:{name}")
    asked = keep_question(organisation=desk.desk.of, question=Question(text="Mag dat?"), at=now())
    for name in ("conversation", "to-library"):
        scene.stands(f"helpdesk:{name}", conversation_id=asked.pk)
    scene.stands("helpdesk:step", conversation_id=asked.pk, what="close")
    draft = entries.EntryDraft(theme="study_advice", question_nl="Mag het?", answer_nl="Nee.", source="WEB 8.1.7a")
    entry = entries.propose(draft=draft, by=Viewer(desk.helper), at=now())
    scene.stands("helpdesk:entry", entry_id=entry.pk)
    contest = _decided(cast)
    for name in ("board-contest", "new-outcome"):
        scene.stands(f"helpdesk:{name}", contest_id=contest.pk)
    told = Publication.objects.create(
        organisation=cast.organisation, contest=contest, route=contest.route, year=today().year, outcome="upheld",
        title="Zonder waarschuwing", text="Dat mag niet.", written_by=board, written_at=now(),
    )  # fmt: skip
    scene.stands("helpdesk:publication", publication_id=told.pk)
    return scene


def _decided(cast: Cast) -> Contest:
    """An appeal of the student, handed in, of which the outcome is known."""
    contest = begin(cast)
    write(cast, contest)
    hand_in(cast, contest)
    Case.objects.filter(student=cast.student).update(status=Case.Status.ENDED, outcome="upheld", closed_on=today())
    contest.refresh_from_db()
    return contest


def transfer(_cast: Cast) -> Scene:
    """In February a pupil applied at the mbo; the school noted an orientation."""
    with set_to(FEBRUARY):
        made = transferring.make_scene(day=FEBRUARY)
        who = ("mentor", "counsellor", "intake", "officer", "guardian", "student")
        scene = Scene(
            name="transfer",
            day=FEBRUARY,
            members={
                **{f"pupil_{one}" if one in {"guardian", "student"} else one: made.client(one) for one in who},
                "same_school": made.client("colleague"),
            },
        )
        for client in scene.members.values():
            client.raise_request_exception = False
        at_school, at_mbo = made.row(made.school), made.row(made.roc)
        scene.stands("transfer-decide", row_id=at_mbo.pk, application_id=made.application.pk)
        scene.stands("transfer-team", row_id=at_mbo.pk)
        draft = EventDraft(kind="orientation", on=today() - timedelta(days=1))
        event = moving.record_event(row=at_school, by=made.viewer("mentor"), draft=draft, at=now())
        scene.stands("transfer-take-back", row_id=at_school.pk, event_id=event.pk)
        kept = moving.keep_list(by=made.viewer("counsellor"), name="Zorg", asked={"show": "care"}, is_shared=False)
        scene.stands("transfer-remove-list", list_id=kept.pk)
    return scene
