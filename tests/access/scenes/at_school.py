"""Scenes of the school of the cast: rights and erasure, figures and learning, cases, and what somebody keeps."""

from datetime import timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

from houvast.appointments.actions.calendar_links import make_link
from houvast.careteam.models import Item, Meeting, Member, Round, RoundAnswer, Seat
from houvast.cases.models import PackProposal
from houvast.cases.tests.play import Play, start_report
from houvast.directory.models import Service
from houvast.education.models import Enrolment
from houvast.exchange.models import ImportRun, PendingImport
from houvast.guidance.models import Success
from houvast.monitor.models import Analysis, Approach, DataCheck, LearningCycle, Leaving, LookBack
from houvast.people.clock import now, today
from houvast.people.models import (
    Device,
    Passkey,
    Person,
    PersonalRelation,
    RoleAssignment,
    SignInProvider,
    UnitMembership,
)
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.plan.models import Adjustment
from houvast.privacy.actions import erasure
from houvast.privacy.models import Emergency, LegalHold, RightsRequest, UnusualReading
from tests.access.scenes.scene import Scene, browser
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person, make_student

ROLE = RoleAssignment.Role
DAY = timedelta(days=1)
IMPORTED = "studentnummer;voornaam;achternaam;klas\n200001;Nieuw;Gezicht;2A\n"


def _colleague(cast: Cast, given: str, role: str, *, elsewhere: bool = False) -> Person:
    person = make_person(cast.other_organisation if elsewhere else cast.organisation, given, "Collega")
    make_account(person)
    give_role(person, role)
    return person


def privacy(cast: Cast) -> Scene:
    """What the student asked, an emergency that runs, reading that was noticed, and a plan to erase who left."""
    officer = _colleague(cast, "Prisca", ROLE.PRIVACY_OFFICER)
    scene = Scene(
        name="privacy",
        day=today(),
        members={
            "officer": browser(officer),
            "far_officer": browser(_colleague(cast, "Otto", ROLE.PRIVACY_OFFICER, elsewhere=True)),
        },
    )
    for name in ("privacy-officer", "privacy-hold", "privacy-propose"):
        scene.stands(name)
    about = {"organisation": cast.organisation, "student": cast.student}
    asked = RightsRequest.objects.create(
        **about, asked_by=cast.student, kind="correct", about="talks", words="Nee.", asked_at=now(), answer_by=today()
    )
    for name in ("privacy-request", "withdraw-request"):
        scene.stands(name, request_id=asked.pk)
    broken = Emergency.objects.create(
        **about, holder=cast.colleague, reason="Viel flauw.", opened_at=now(), until=now() + timedelta(hours=4)
    )
    for name in ("privacy-emergency", "close-emergency"):
        scene.stands(name, emergency_id=broken.pk)
    noticed = UnusualReading.objects.create(
        organisation=cast.organisation, reader=cast.coach, day=today(), sign="many", number=90, found_at=now()
    )
    scene.stands("privacy-reading", reading_id=noticed.pk)
    left = make_student(cast.organisation, "Oud", "Leerling", cast.group, number="100900")
    for model in (Enrolment, UnitMembership):
        ended = today() - 3 * 365 * DAY
        model._default_manager.filter(student=left).update(starts_on=ended - 300 * DAY, ends_on=ended)
    plan = erasure.propose(by=Viewer(officer), at=now())
    scene.stands("privacy-plan", plan_id=plan.pk)
    scene.sends["privacy-plan"] = {"do": "approve"}
    scene.stands("privacy-leave-out", row_id=plan.rows.values_list("pk", flat=True)[0])
    held = LegalHold.objects.create(
        organisation=cast.organisation, person=cast.other_student, reason="Beroep", placed_by=officer, placed_at=now()
    )
    scene.stands("privacy-lift", hold_id=held.pk)
    waits = RoleAssignment.objects.create(
        organisation=cast.organisation, person=cast.coach, role=ROLE.STUDENT_COUNSELLOR, starts_on=today()
    )
    scene.stands("privacy-let-in", role_id=waits.pk)
    SignInProvider.objects.create(
        organisation=cast.organisation,
        name="Mijn ROC",
        issuer="https://login.example",
        match_claim="uids",
        is_open=True,
    )
    scene.stands("privacy-provider")
    return scene


def figures(cast: Cast) -> Scene:
    """The student left; colleagues look back, learn, and find the registration wrong."""
    scene = Scene(name="figures", day=today(), members={})
    scene.stands("monitor:students")
    scene.paths["monitor:students"] += "?mark=students"
    scene.stands("monitor:write-entry", point="teams")
    enrolment = Enrolment.objects.get(student=cast.student)
    enrolment.ends_on, enrolment.end_reason = today() - 30 * DAY, "02"
    enrolment.save(update_fields=["ends_on", "end_reason"])
    scene.stands("monitor:record-leaving", student_id=cast.student.pk, enrolment_id=enrolment.pk)
    about = {"organisation": cast.organisation, "student": cast.student}
    leaving = Leaving.objects.create(**about, enrolment=enrolment, recorded_at=now(), recorded_by=cast.coach)
    look = LookBack.objects.create(organisation=cast.organisation, leaving=leaving, months=3, due_on=today())
    scene.stands("monitor:look-back", student_id=cast.student.pk, look_id=look.pk)
    analysis = Analysis.objects.create(**about, begun_by=cast.coach, begun_on=today())
    scene.stands("monitor:analysis-one", student_id=cast.student.pk, analysis_id=analysis.pk)
    check = DataCheck.objects.create(**about, enrolment=enrolment, check_name="no_code", found_on=today())
    scene.stands("monitor:solve", check_id=check.pk)
    cycle = LearningCycle.objects.create(
        organisation=cast.organisation, team=cast.team, figure="early_leavers", goal="Minder", small_change="Bellen",
        begun_by=cast.team_leader, begun_on=today() - 30 * DAY, look_on=today(),
    )  # fmt: skip
    scene.stands("monitor:decide", cycle_id=cycle.pk)
    approach = Approach.objects.create(
        organisation=cast.organisation, title="Ontbijt", kind="own", year=2019, written_on=today()
    )
    scene.stands("monitor:change-approach", approach_id=approach.pk)
    return scene


def cases(cast: Cast) -> Scene:
    """An improvement track of which the start meeting waits for signatures, and a procedure of the school's own."""
    play = Play(cast=cast, day=today())
    play.to_start()
    play.act("team_leader", "start_meeting", start_report(play.day))
    second = _colleague(cast, "Bo", ROLE.ADMINISTRATOR)
    scene = Scene(name="cases", day=today(), members={"second_administrator": browser(second)})
    assert play.case is not None
    scene.stands("cases:correct", case_id=play.case.pk, number=2)
    scene.stands("cases:sign", case_id=play.case.pk, act_id="start_meeting", instance=1)
    scene.stands(
        "cases:sign-for",
        case_id=play.case.pk, act_id="start_meeting", instance=1, role="guardian", signer=cast.guardian.pk,
    )  # fmt: skip
    waits = PackProposal.objects.create(
        organisation=cast.organisation, pack="improvement-track", version="9", title_nl="Eigen", title_en="Own",
        text="", sha256="0" * 64, active_from=today(), proposed_by=cast.administrator, proposed_at=now(),
    )  # fmt: skip
    scene.stands("cases:answer-own-procedure", proposal_id=waits.pk)
    return scene


def care_team(cast: Cast) -> Scene:
    """A meeting that ended, a partner to whom the student said yes, and a teacher who was asked."""
    organisation, student = cast.organisation, cast.student
    scene = Scene(name="care_team", day=today(), members={})
    meeting = Meeting.objects.create(
        organisation=organisation, kind=Meeting.Kind.CARE_TEAM, unit=cast.team, chair=cast.support_advisor,
        planned_on=today(), ended_at=now(),
    )  # fmt: skip
    for person in (cast.support_advisor, cast.coach):
        Member.objects.create(organisation=organisation, meeting=meeting, person=person, called=person.name)
    scene.stands("careteam:minutes", meeting_id=meeting.pk)
    running = Meeting.objects.create(
        organisation=organisation, kind=Meeting.Kind.CARE_TEAM, unit=cast.team, chair=cast.support_advisor,
        planned_on=today(),
    )  # fmt: skip
    item = Item.objects.create(organisation=organisation, meeting=running, student=student)
    member = Member.objects.create(
        organisation=organisation, meeting=running, person=cast.partner, called=cast.partner.name
    )
    seat = Seat.objects.create(
        organisation=organisation, item=item, member=member, asked_by=cast.support_advisor, asked_at=now(),
        parts=["question"], why="Hulp.", state=Seat.State.AGREED, answered_on=today(),
    )  # fmt: skip
    scene.stands("careteam:seat", seat_id=seat.pk)
    asked = Round.objects.create(
        organisation=organisation, student=student, asked_by=cast.coach, question="Wat gaat goed?", asked_at=now(),
        closes_on=today(),
    )  # fmt: skip
    teacher = make_person(organisation, "Tess", "Docent")
    make_account(teacher)
    give_role(teacher, ROLE.TEACHER, cast.team)
    scene.members["teacher"] = browser(teacher)
    answer = RoundAnswer.objects.create(organisation=organisation, round=asked, teacher=teacher)
    scene.stands("careteam:answer-round", answer_id=answer.pk)
    return scene


def own_things(cast: Cast) -> Scene:
    """What somebody keeps for oneself: devices, passkeys, a calendar, a network; and who administers others."""
    scene = Scene(name="own_things", day=today(), members={})
    account = cast.student.account
    device = Device.objects.create(
        account=account, session_key="k" * 32, name="Telefoon", way="password", signed_in_at=now()
    )
    scene.stands("end-device", device_id=device.pk)
    key = Passkey.objects.create(account=account, credential_id="a", public_key="b", name="Sleutel", made_at=now())
    scene.stands("remove-passkey", passkey_id=key.pk)
    about = {"organisation": cast.organisation, "student": cast.student}
    well = Success.objects.create(**about, on=today(), words="Hielp.", seen_by=cast.coach, at=now())
    scene.stands("success-share", success_id=well.pk)
    trusted = PersonalRelation.objects.get(holder=cast.trusted_person, student=cast.student)
    for name in ("network-end", "network-invite-again"):
        scene.stands(f"appointments:{name}", relation_id=trusted.pk)
    scene.stands("appointments:calendar-file", token=make_link(by=Viewer(cast.student), at=now()))
    Adjustment.objects.create(
        **about, option="oral", domain=Adjustment.Domain.TESTS, ground=Adjustment.Ground.OTHER, what="Mondeling",
        asked_by=cast.student, asked_on=today(), status=Adjustment.Status.GRANTED, starts_on=today(),
        evaluate_on=today() + 60 * DAY, decided_on=today(),
    )  # fmt: skip
    scene.stands("plan:annex", student_id=cast.student.pk)
    scene.stands("administration-access", person_id=cast.coach.pk)
    scene.sends["administration-access"] = {"do": "end"}
    scene.stands("administration-partner-access", person_id=cast.partner.pk)
    scene.sends["administration-partner-access"] = {"do": "end"}
    return scene


def imports(cast: Cast) -> Scene:
    """A file that was looked at, and one that was loaded; each belongs to who chose it."""
    scene = Scene(name="imports", day=today(), members={})
    client = cast.client("administration")
    for _ in range(2):
        file = SimpleUploadedFile("klas.csv", IMPORTED.encode())
        client.post("/import/", {"kind": "students", "file": file, "submission": new_key()})
        pending = PendingImport.objects.get()
        if not ImportRun.objects.exists():
            client.post(f"/import/{pending.pk}/load/", {"submission": new_key()})
    for name in ("import-rehearsal", "import-load", "import-discard"):
        scene.stands(name, pending=pending.pk)
    scene.stands("import-done", run=ImportRun.objects.get().pk)
    return scene


def directory(cast: Cast) -> Scene:
    """Public pages, and an entry of the school that is not looked at yet."""
    scene = Scene(name="directory", day=today(), members={})
    scene.stands("directory:kind", slug="money-help")
    scene.stands("directory:page", slug=_slug("rights"))
    scene.stands("directory:answer", slug=_slug("answers"))
    for name in ("school", "poster", "poster-pdf", "card", "card-pdf"):
        scene.stands(f"directory:{name}", school=cast.organisation.pk)
    public, waiting = (
        Service.objects.create(
            kept_by=cast.organisation, code=state, kind="money-help", state=state, name="Geldplein", does="Helpt.",
            areas="money", reach="Bel.",
        )
        for state in (Service.State.PUBLISHED, Service.State.WAITING)
    )  # fmt: skip
    for name in ("service", "doubt"):
        scene.stands(f"directory:{name}", service=public.pk)
    scene.stands("keep-service", service=waiting.pk)
    scene.stands("keep-service-step", service=waiting.pk, what="right")
    return scene


def _slug(folder: str) -> str:
    import houvast.directory

    found = sorted((Path(houvast.directory.__file__).parent / "content" / folder).glob("*.nl.md"))
    return found[0].name.removesuffix(".nl.md")
