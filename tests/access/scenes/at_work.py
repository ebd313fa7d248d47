"""A training school with a review, a meeting, a counted inventory and a supervisor who comes by links."""

import re
from datetime import date
from decimal import Decimal

from django.test import Client

from houvast.outbox.models import Mail
from houvast.people.clock import now, set_to, today
from houvast.people.models import Person, PersonalRelation, RoleAssignment
from houvast.people.viewer import Viewer
from houvast.workplace.actions import behaviour, counselling, inventory, meetings
from houvast.workplace.actions.links import send_placement_link, send_review_link
from houvast.workplace.actions.reviews import plan_review
from houvast.workplace.models import Appointment, Triad
from houvast.workplace.tests.school import COUNTED, SHARED, School, count, make_school
from tests.access.scenes.scene import Scene, browser
from tests.houvast_testing.cast import Cast, make_account, make_person

ROLE = RoleAssignment.Role
BESIDE = {
    "counsellor": ROLE.STUDENT_COUNSELLOR,
    "region": ROLE.REGIONAL_COORDINATOR,
    "manager": ROLE.EDUCATION_MANAGER,
    "examiners": ROLE.EXAMINATION_BOARD,
    "subject": ROLE.SUBJECT_COORDINATOR,
    "leader": ROLE.TEAM_LEADER,
    "lecturer": ROLE.STUDY_COACH,
}
"""Who works at the institute beside the people of the school."""
AT_SCHOOL = (
    *("office", "institute_educator", "school_educator", "supervisor", "other_educator"),
    *("mila", "noor", "pim"),
)


def at_work(_cast: Cast) -> Scene:
    """Everything is about Mila, at De Delta, on the day on which the lists are shared."""
    school = make_school()
    drawn_up = count(school)
    with set_to(SHARED):
        inventory.share(inventory=drawn_up, by=None, at=now())
        members = {name: browser(getattr(school, name)) for name in AT_SCHOOL}
        members["own_coach"] = browser(school.coach)
        members |= {name: browser(_holder(school, name, role)) for name, role in BESIDE.items()}
        scene = Scene(name="at_work", day=SHARED, members=members)
        scene.shut = frozenset({"workplace/link_door.html"})
        scene.guests = frozenset({"link_of_review", "link_of_placement"})
        mila, delta = school.mila, school.delta.pk
        for name in ("start", "new-guide", "about", "places", "place-many", "region", "switches", "third-chances"):
            scene.stands(f"workplace:{name}")
        for name in ("new-school", "inventory", "maximum", "standings", "review-thresholds", "counsellor"):
            scene.stands(f"workplace:{name}")
        for name in ("school", "figures", "list", "list-file", "plan-meeting"):
            scene.stands(f"workplace:{name}", school_id=delta)
        scene.stands("workplace:offer", school_id=delta, school_year="2026-2027")
        scene.stands("workplace:pointer", subject="guidance")
        scene.stands("workplace:drawn-up", inventory_id=drawn_up.pk)
        for name in (
            *("place", "concern", "send-placement-link", "revoke-placement-link", "visit", "note-behaviour"),
            *("counsellor-entry", "counsellor-advice", "switch", "assessment"),
        ):
            scene.stands(f"workplace:{name}", student_id=mila.pk)
        scene.stands("workplace:decide", appointment_id=_appointment(school))
        _guidance(scene, school)
        _counselling(scene, school, members)
        _review(scene, school)
    return scene


def _holder(school: School, given: str, role: str) -> Person:
    person = make_person(school.organisation, given.capitalize(), "Instituut")
    RoleAssignment.objects.create(
        organisation=school.organisation, person=person, role=role, starts_on=date(2026, 9, 1), confirmed_at=now()
    )
    make_account(person)
    return person


def _appointment(school: School) -> object:
    return Appointment.objects.create(
        organisation=school.organisation, student=school.mila, training_school=school.delta, school_year="2027-2028",
        level=3, fte=Decimal("0.3"), lesson_hours=7, follows_timetable=True, weekly_visit=True, mentor_tasks=False,
        registered_by=school.mila, registered_on=COUNTED, receipt="{}",
    ).pk  # fmt: skip


def _guidance(scene: Scene, school: School) -> None:
    """A concern, something seen, and a meeting with an agreement about Mila."""
    educator = school.viewer("school_educator", SHARED)
    concern = meetings.raise_concern(
        student=school.mila, by=educator, weight="attention", seen="Twee keer te laat.", goes_well="Humor", at=now()
    )
    scene.stands("workplace:close-concern", concern_id=concern.pk)
    draft = behaviour.ObservationDraft(item="preparation", kind="attention", seen_on=today(), fact="Lesplan te laat.")
    seen = behaviour.note_observation(student=school.mila, by=educator, draft=draft, at=now())
    scene.stands("workplace:talk-over", observation_id=seen.pk)
    meeting = meetings.plan_meeting(school=school.delta, by=educator, planned_on=today(), number=1)
    for name in ("meeting", "minutes"):
        scene.stands(f"workplace:{name}", meeting_id=meeting.pk)
    scene.stands("workplace:discuss", meeting_id=meeting.pk, student_id=school.mila.pk)
    written = meeting.students.create(organisation=school.organisation, student=school.mila)
    agreed = written.agreements.create(organisation=school.organisation, who="Ilse", what="Belt", due_on=today())
    scene.stands("workplace:agreement-done", agreement_id=agreed.pk)


def _counselling(scene: Scene, school: School, members: dict[str, Client]) -> None:
    """Mila asked for a talk; one advice was released, another waits for her."""
    person = Person.objects.get(account__pk=members["counsellor"].session["_auth_user_id"])
    counsellor, mila = Viewer(person, SHARED), school.viewer("mila", SHARED)
    visit = counselling.ask_visit(student=school.mila, by=mila, about="Thuis", at=now())
    scene.stands("workplace:plan-counsellor", visit_id=visit.pk)
    scene.stands("workplace:close-counsellor", visit_id=visit.pk)
    released, waiting = (
        counselling.write_advice(student=school.mila, by=counsellor, kind="postpone", text="Wacht.", at=now())
        for _ in range(2)
    )
    counselling.answer_advice(advice=released, by=mila, release=True, seen_revision=released.revision, at=now())
    scene.stands("workplace:advice", advice_id=released.pk)
    scene.stands("workplace:answer-advice", advice_id=waiting.pk)


def _review(scene: Scene, school: School) -> None:
    """A review that is not concluded; and the supervisor's two links, each opened on a device of its own."""
    mila = school.viewer("mila", SHARED)
    review = plan_review(student=school.mila, by=mila, planned_on=today(), way="together")
    for name in (
        *("review", "prepare-review", "conclude-review", "sign-review", "review-file"),
        *("send-review-link", "revoke-review-link"),
    ):
        scene.stands(f"workplace:{name}", review_id=review.pk)
    scene.stands("workplace:fill-review", review_id=review.pk, side="together")
    send_review_link(review=review, by=mila, at=now())
    of_review = _opened(scene, "link_of_review")
    for name in ("by-link", "link-sign", "link-file", "link-open", "link-ask-code", "link-use-code"):
        scene.stands(f"workplace:{name}", token=of_review)
    scene.stands("workplace:link-fill", token=of_review, side="together")
    triad = Triad.objects.get(student=school.mila)
    assert PersonalRelation.objects.filter(holder=school.supervisor, student=school.mila).exists()
    send_placement_link(triad=triad, by=school.viewer("institute_educator", SHARED), at=now())
    of_placement = _opened(scene, "link_of_placement")
    for name in ("link-concern", "link-visit"):
        scene.stands(f"workplace:{name}", token=of_placement)


def _opened(scene: Scene, member: str) -> str:
    """The token in the latest mail, and a browser without an account in which it was opened first."""
    found = re.search(r"/w/([^/\s]+)/", Mail.objects.filter(kind="link").latest("pk").body or "")
    assert found
    scene.members[member] = Client(raise_request_exception=False)
    assert scene.members[member].post(f"/w/{found[1]}/open/").status_code == 302
    return found[1]
