"""Every address of the house, from the resolver itself, filled with the ids of one student and what hangs on it."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from houvast.appointments.models import CoachChange, Companion, HelpRequest, PlannedTalk, SelfCheck, SelfCheckShare
from houvast.attendance.models import AbsenceReport
from houvast.careteam.models import (
    ConfidentialContact,
    Item,
    Meeting,
    Member,
    Referral,
    Round,
    RoundAnswer,
    Seat,
    Wish,
)
from houvast.careteam.queries.confidence import digest_of
from houvast.cases.tests.play import Play
from houvast.core.handover.desks import DeskKind
from houvast.documents.actions import store_letter
from houvast.documents.tests.samples import letter
from houvast.education.models import Enrolment, Placement
from houvast.guidance.models import Agreement, Talk, WorkingNote
from houvast.handover.actions import make_desk
from houvast.handover.models import Desk, FollowUp, Handover, HandoverItem
from houvast.helpdesk.actions.asking import Question, keep_question
from houvast.helpdesk.links import asker_digest, token_of
from houvast.helpdesk.models import Contest, Conversation, Helpdesk
from houvast.people.clock import now, today
from houvast.people.links import issue_link
from houvast.people.models import (
    Organisation,
    Person,
    PersonalRelation,
    RoleAssignment,
    SignInProvider,
    SingleUseLink,
    UnitMembership,
)
from houvast.people.saml.signing import new_key
from houvast.placement.models import PlacementForm, PlacementWorry
from houvast.plan.models import Adjustment, Plan, PlanReview, PlanSection, PlanTask
from houvast.plan.queries.sharing import FIELDS, Audience
from houvast.privacy.models import RightsRequest
from houvast.standards.models import Source
from houvast.transfer.matching import DoubleApplication, suggest
from houvast.transfer.models import Application, BoardRow, MatchSuggestion, Pupil
from houvast.transfer.renewing import renew
from tests.access.systems import connected, told
from tests.houvast_testing.cast import Cast, make_student, relate

NOWHERE = uuid.UUID("01900000-0000-7000-8000-000000000000")
NOT_OURS = ("design:",)
"""The pages of components exist in development only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A named address and the names of what it takes."""

    name: str
    takes: tuple[str, ...]


def addresses() -> list[Address]:
    """Every named address, in the order of the names."""
    found = {address.name: address for address in _walk(get_resolver(), "", ())}
    return [found[name] for name in sorted(found) if not name.startswith(NOT_OURS)]


def _walk(resolver: URLResolver, prefix: str, takes: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        taken = (*takes, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from _walk(entry, space, taken)
        elif isinstance(entry, URLPattern) and entry.name:
            yield Address(name=f"{prefix}{entry.name}", takes=taken)


class Things:
    """What stands behind each name in an address, made once for a student of the cast."""

    def __init__(self, cast: Cast, student: Person) -> None:
        self.cast, self.student = cast, student
        self.organisation: Organisation = student.organisation
        self._made: dict[str, object] = {}

    def __getitem__(self, name: str) -> object:
        if name not in self._made:
            self._made[name] = MAKERS[name](self) if name in MAKERS else NOWHERE
        return self._made[name]

    def id_of(self, name: str) -> uuid.UUID:
        """The id behind a name that stands for a record."""
        found = self[name]
        assert isinstance(found, uuid.UUID)
        return found

    def path(self, address: Address) -> str:
        special = IN_PLACE_OF.get(address.name, {})
        return reverse(address.name, kwargs={name: self[special.get(name, name)] for name in address.takes})

    @property
    def coach(self) -> Person:
        held = PersonalRelation.objects.filter(student=self.student, kind=PersonalRelation.Kind.COACH).first()
        return held.holder if held else self.cast.colleague


def _talk(things: Things) -> object:
    talk, _ = Talk.objects.get_or_create(
        organisation=things.organisation,
        student=things.student,
        defaults={"kind": "progress", "held_on": today() - timedelta(days=3), "led_by": things.coach, **_stamps(Talk)},
    )
    return talk.pk


def _stamps(model: Any) -> dict[str, object]:
    """Values for the fields of a talk, agreement or note that differ per model and have no default."""
    known: dict[str, object] = {"created_at": now(), "recorded_at": now(), "written_at": now(), "report": "Het gaat."}
    names = {field.name for field in model._meta.fields}
    return {name: value for name, value in known.items() if name in names}


def _agreement(things: Things) -> object:
    talk = Talk.objects.get(pk=str(things["talk_id"]))
    return Agreement.objects.create(
        organisation=things.organisation,
        student=things.student,
        talk=talk,
        what="Elke dag op tijd",
        side="student",
        due_on=today(),
        **_stamps(Agreement),
    ).pk


def _note(things: Things) -> object:
    return WorkingNote.objects.create(
        organisation=things.organisation,
        student=things.student,
        writer=things.coach,
        text="Bellen.",
        **_stamps(WorkingNote),
    ).pk


def _case(things: Things) -> object:
    """A case just begun, for the student of the cast; elsewhere none stands."""
    if things.student != things.cast.student:
        return NOWHERE
    play = Play(cast=things.cast, day=today())
    play.begin()
    return play.case.pk if play.case else NOWHERE


def _absence_case(things: Things) -> object:
    """A case of the procedure that asks a fact of a person; for the student of the cast only."""
    if things.student != things.cast.student:
        return NOWHERE
    play = Play(cast=things.cast, day=today())
    play.begin(pack="absence-route")
    return play.case.pk if play.case else NOWHERE


def _handover(things: Things) -> object:
    """A handover that waits for the student's answer, asked by the coach, to a desk of the municipality."""
    town = things.cast.partner.organisation
    desk = Desk.objects.filter(of=town).first() or make_desk(
        organisation=town, kind=DeskKind.RMC, name="Doorstroompunt"
    )
    handover, _ = Handover.objects.get_or_create(
        organisation=things.organisation,
        student=things.student,
        desk=desk,
        defaults={"asked_by": things.coach, "asked_at": now(), "until": today() + timedelta(days=90)},
    )
    HandoverItem.objects.get_or_create(organisation=things.organisation, handover=handover, item="contact")
    return handover.pk


def _follow_up(things: Things) -> object:
    handover = Handover.objects.get(pk=str(things["handover_id"]))
    made, _ = FollowUp.objects.get_or_create(
        organisation=things.organisation, handover=handover, weeks=2, defaults={"due_on": today()}
    )
    return made.pk


def _partner_tie(things: Things) -> object:
    """A tie of the partner to the student that is over, so that it shows nothing and can still be looked at."""
    if things.student != things.cast.student:
        return NOWHERE
    return PersonalRelation.objects.create(
        organisation=things.organisation,
        kind=PersonalRelation.Kind.PARTNER,
        holder=things.cast.partner,
        student=things.student,
        starts_on=today() - timedelta(days=20),
        ends_on=today() - timedelta(days=10),
    ).pk


def _guardian(things: Things) -> object:
    found = PersonalRelation.objects.filter(student=things.student, kind=PersonalRelation.Kind.GUARDIAN).first()
    return found.pk if found else NOWHERE


def _role(things: Things) -> object:
    first = RoleAssignment.objects.filter(organisation=things.organisation).order_by("pk").first()
    return first.pk if first else NOWHERE


def _programme(things: Things) -> object:
    return Enrolment.objects.filter(student=things.student).values_list("programme_id", flat=True).get()


def _unit(things: Things) -> object:
    return UnitMembership.objects.filter(student=things.student).values_list("unit_id", flat=True).get()


def _document(things: Things) -> object:
    return store_letter(
        student=things.student,
        kind="warning",
        key="letter",
        letter=letter(),
        language="nl",
        addressee=things.student,
        by=None,
        at=now(),
    ).pk


def _report(things: Things) -> object:
    return AbsenceReport.objects.create(
        organisation=things.organisation,
        student=things.student,
        kind=AbsenceReport.Kind.LUXURY,
        counted_from=today(),
        counted_to=today(),
        begins_on=today(),
        prepared_at=now(),
    ).pk


def _board_row(things: Things) -> object:
    """The student of the cast as a possible leaver, on the board of the student's own school."""
    pupil, made = Pupil.objects.get_or_create(
        student=things.student, leaving_year="2026-2027", defaults={"organisation": things.organisation}
    )
    if made:
        Application.objects.create(
            organisation=things.organisation, pupil=pupil, institution_name="ROC Elders", programme="Kok"
        )
        renew([pupil], on=today())
    return BoardRow.objects.get(pupil=pupil, organisation=things.organisation).pk


def _application(things: Things) -> object:
    row = BoardRow.objects.get(pk=str(things["row_id"]))
    return Application.objects.get(pupil=row.pupil_id).pk


def _suggestion(things: Things) -> object:
    row = BoardRow.objects.get(pk=str(things["row_id"]))
    application = Application.objects.get(pupil=row.pupil_id)
    other = Application.objects.create(
        organisation=things.organisation, pupil_id=row.pupil_id, institution_name="ROC Elders", programme="Kok"
    )
    suggest([], [DoubleApplication(application=other, other=application, is_recycled=False)], at=now())
    return MatchSuggestion.objects.get(application=other).pk


def _token(things: Things) -> object:
    return issue_link(account=things.coach.account, purpose=SingleUseLink.Purpose.INVITATION)


def _life_area(things: Things) -> object:
    """A part of the plan that is shared with everybody with whom a part can be shared."""
    plan, _ = Plan.objects.get_or_create(
        student=things.student, defaults={"organisation": things.organisation, "started_at": now()}
    )
    section, _ = PlanSection.objects.get_or_create(
        plan=plan,
        area=PlanSection.Area.MONEY,
        defaults={
            "organisation": things.organisation,
            "goal": "Sparen",
            **Audience(relations=frozenset(FIELDS)).columns,
        },
    )
    return section.area


def _plan_task(things: Things) -> object:
    section = PlanSection.objects.get(plan__student=things.student, area=str(things["life_area"]))
    return PlanTask.objects.create(
        organisation=things.organisation,
        student=things.student,
        section=section,
        side=PlanTask.Side.STUDENT,
        owner=things.student,
        owner_name=things.student.name,
        what="Post openmaken",
        due_on=today(),
        made_at=now(),
    ).pk


def _plan_review(things: Things) -> object:
    return PlanReview.objects.create(
        organisation=things.organisation, student=things.student, planned_on=today() + timedelta(days=20)
    ).pk


def _adjustment(things: Things) -> object:
    """An adjustment that the student asked and that waits for an answer."""
    return Adjustment.objects.create(
        organisation=things.organisation,
        student=things.student,
        option="oral",
        domain=Adjustment.Domain.TESTS,
        ground=Adjustment.Ground.OTHER,
        what="Mondeling lukt beter",
        asked_by=things.student,
        asked_on=today(),
    ).pk


def _care_meeting(things: Things) -> object:
    """A care team meeting of the student's team, led by the support advisor, with the student on the agenda."""
    if things.student != things.cast.student:
        return NOWHERE
    meeting, _ = Meeting.objects.get_or_create(
        organisation=things.organisation,
        kind=Meeting.Kind.CARE_TEAM,
        unit=things.cast.team,
        chair=things.cast.support_advisor,
        defaults={"planned_on": today()},
    )
    for person in (things.cast.support_advisor, things.cast.coach):
        Member.objects.get_or_create(
            organisation=things.organisation, meeting=meeting, person=person, defaults={"called": person.name}
        )
    return meeting.pk


def _care_item(things: Things) -> object:
    if (meeting := things.id_of("care_meeting_id")) == NOWHERE:
        return NOWHERE
    made, _ = Item.objects.get_or_create(organisation=things.organisation, meeting_id=meeting, student=things.student)
    return made.pk


def _seat(things: Things) -> object:
    """The partner was asked for the student, who has not answered."""
    if (item := things.id_of("item_id")) == NOWHERE:
        return NOWHERE
    partner = things.cast.partner
    member, _ = Member.objects.get_or_create(
        organisation=things.organisation,
        meeting_id=things.id_of("care_meeting_id"),
        person=partner,
        defaults={"called": partner.name, "of_organisation": "Gemeente Demo"},
    )
    made, _ = Seat.objects.get_or_create(
        organisation=things.organisation,
        item_id=item,
        member=member,
        defaults={"asked_by": things.cast.support_advisor, "asked_at": now(), "parts": ["question"], "why": "Hulp."},
    )
    return made.pk


def _wish(things: Things) -> object:
    return Wish.objects.create(
        organisation=things.organisation,
        student=things.student,
        asked_by=things.student,
        question="Mag ik iets vragen?",
        asked_on=today(),
    ).pk


def _round(things: Things) -> object:
    return Round.objects.create(
        organisation=things.organisation,
        student=things.student,
        asked_by=things.coach,
        question="Wat gaat goed?",
        asked_at=now(),
        closes_on=today(),
    ).pk


def _round_answer(things: Things) -> object:
    """The question to a colleague of the coach: for nobody else of the cast."""
    return RoundAnswer.objects.create(
        organisation=things.organisation, round_id=things.id_of("round_id"), teacher=things.cast.director
    ).pk


def _referral(things: Things) -> object:
    return Referral.objects.create(
        organisation=things.organisation,
        student=things.student,
        where=Referral.Where.OUTSIDE,
        to_name="Budgetcoach",
        why="Het helpt om samen te kijken.",
        asked_by=things.coach,
        asked_at=now(),
    ).pk


def _confidential(things: Things) -> object:
    """The student wrote to a youth team outside school."""
    desk = Desk.objects.filter(pk=str(things["youth_desk_id"])).get()
    return ConfidentialContact.objects.create(
        organisation=desk.of, desk=desk, student_digest=digest_of(things.student.pk), called="Sam", asked_at=now()
    ).pk


def _youth_desk(things: Things) -> object:
    found = Desk.objects.filter(kind=DeskKind.YOUTH_TEAM).first()
    if found is None:
        town = Organisation.objects.create(name="Ouder- en Kindteams", kind=Organisation.Kind.PARTNER)
        found = make_desk(organisation=town, kind=DeskKind.YOUTH_TEAM, name="Jeugdteam")
    return found.pk


def _conversation(things: Things) -> object:
    """A question that the student asked a helpdesk while signed in; nobody of the cast works there."""
    house, _ = Organisation.objects.get_or_create(
        name="Onderwijshelpdesk Demo", defaults={"kind": Organisation.Kind.PARTNER, "education": ""}
    )
    Helpdesk.objects.get_or_create(of=house, defaults={"name": house.name})
    made = keep_question(
        organisation=house, question=Question(text="Mag dat?"), at=now(), asker=asker_digest(things.student)
    )
    return made.pk


def _conversation_link(things: Things) -> object:
    return token_of(Conversation.objects.get(pk=str(things["conversation_id"])))


def _contest(things: Things) -> object:
    """A letter that is still a draft: nobody but the student reads it."""
    return Contest.objects.create(
        organisation=things.organisation,
        student=things.student,
        route=Contest.Route.COMPLAINT,
        matter="treatment",
        began_at=now(),
    ).pk


def _help_request(things: Things) -> object:
    """The student asked the coach."""
    return HelpRequest.objects.create(
        organisation=things.organisation,
        student=things.student,
        asked_first=things.coach,
        asked_of=things.coach,
        topic=HelpRequest.Topic.MONEY,
        asked_at=now(),
        answer_by=today() + timedelta(days=2),
    ).pk


def _self_check(things: Things) -> object:
    """A self-check that the student showed to the coach, and to nobody else."""
    made = SelfCheck.objects.create(
        organisation=things.organisation, student=things.student, taken_on=today(), answers="{}"
    )
    SelfCheckShare.objects.create(
        organisation=things.organisation, check_shared=made, shared_with=things.coach, at=now()
    )
    return made.pk


def _self_check_share(things: Things) -> object:
    return SelfCheckShare.objects.values_list("pk", flat=True).get(check_shared_id=things.id_of("self_check_id"))


def _planned_talk(things: Things) -> object:
    """An agreed talk with the coach, to which the student brings their guardian."""
    made = PlannedTalk.objects.create(
        organisation=things.organisation,
        student=things.student,
        staff=things.coach,
        kind="progress",
        state=PlannedTalk.State.AGREED,
        starts_at=now() + timedelta(days=1),
        created_at=now(),
        changed_at=now(),
    )
    if things.student == things.cast.student:
        Companion.objects.create(organisation=things.organisation, planned=made, person=things.cast.guardian, at=now())
    return made.pk


def _coach_change(things: Things) -> object:
    """The coach came lately, and wrote nothing yet that was confirmed."""
    return CoachChange.objects.create(
        organisation=things.organisation, student=things.student, new_coach=things.coach, starts_on=today()
    ).pk


def _placement(things: Things) -> object:
    return Placement.objects.create(
        organisation=things.organisation, student=things.student, company="De Werkplaats", state=Placement.State.RUNNING
    ).pk


def _placement_form(things: Things) -> object:
    return PlacementForm.objects.create(
        organisation=things.organisation, placement_id=things.id_of("placement_id"), title="Verslag", due_on=today()
    ).pk


def _worry(things: Things) -> object:
    return PlacementWorry.objects.create(
        organisation=things.organisation, student=things.student, kind=PlacementWorry.Kind.FORMS, at=now()
    ).pk


def _source(things: Things) -> object:
    made, _ = Source.objects.get_or_create(
        organisation=things.organisation,
        connector="oeapi",
        address="https://sis.example.org",
        defaults={"made_at": now()},
    )
    return made.pk


def _provider(things: Things) -> object:
    """A SAML provider that does not answer: what is shown of it is our own."""
    key, certificate = new_key("Houvast")
    kept, _ = SignInProvider.objects.get_or_create(
        organisation=things.organisation,
        defaults={
            "protocol": SignInProvider.Protocol.SAML,
            "name": "ROC",
            "issuer": "http://127.0.0.1:9/",
            "metadata_address": "http://127.0.0.1:9/metadata",
            "client_secret": "",
            "signing_key": key,
            "certificate": certificate,
            "match_claim": "uid",
            "is_open": True,
        },
    )
    return kept.pk


def _child(things: Things) -> object:
    """Somebody of 14 in the same class, whose mother is the guardian of the cast at the cast's own school."""
    unit = UnitMembership.objects.filter(student=things.student).first()
    assert unit is not None
    born = today().replace(year=today().year - 14, day=1)
    child = make_student(things.organisation, "Jong", f"Kind {things.student.number}", unit.unit, birth_date=born)
    if things.student == things.cast.student:
        relate(things.cast.guardian, child, PersonalRelation.Kind.GUARDIAN)
    things._made["rights_request_id"] = RightsRequest.objects.create(
        organisation=things.organisation, student=child, asked_by=things.cast.guardian, kind="correct",
        about="absence", words="Klopt niet", asked_at=now(), answer_by=today(),
    ).pk  # fmt: skip
    return child.pk


MAKERS: dict[str, Callable[[Things], object]] = {
    "help_request_id": _help_request,
    "self_check_id": _self_check,
    "share_id": _self_check_share,
    "planned_id": _planned_talk,
    "change_id": _coach_change,
    "placement_id": _placement,
    "form_id": _placement_form,
    "worry_id": _worry,
    "source_id": _source,
    "figure_group": lambda _: "leaving",
    "figure_file": lambda _: "csv",
    "conversation_id": _conversation,
    "conversation_link": _conversation_link,
    "contest_id": _contest,
    "organisation_id": lambda things: things.organisation.pk,
    "what": lambda _things: "note",
    "life_area": _life_area,
    "plan_task_id": _plan_task,
    "plan_review_id": _plan_review,
    "adjustment_id": _adjustment,
    "alert_rule_id": lambda _: "no-talk",
    "handover_id": _handover,
    "follow_up_id": _follow_up,
    "student_id": lambda things: things.student.pk,
    "talk_id": _talk,
    "agreement_id": _agreement,
    "note_id": _note,
    "relation_id": _guardian,
    "role_id": _role,
    "programme_id": _programme,
    "unit_id": _unit,
    "person_id": lambda things: things.coach.pk,
    "coach_id": lambda things: things.coach.pk,
    "case_id": _case,
    "one_id": lambda things: things.student.pk,
    "other_id": lambda things: (
        (things.cast.other_student if things.student == things.cast.student else things.cast.student).pk
    ),
    "absence_case_id": _absence_case,
    "partner_id": lambda things: things.cast.partner.pk if things.student == things.cast.student else NOWHERE,
    "partner_tie_id": _partner_tie,
    "fact_id": lambda _things: "must_report",
    "document_id": _document,
    "report_id": _report,
    "day": lambda _things: today().isoformat(),
    "rule_id": lambda _things: "education-duty",
    "role": lambda _things: "student",
    "signer": lambda things: things.student.pk,
    "token": _token,
    "row_id": _board_row,
    "application_id": _application,
    "suggestion_id": _suggestion,
    "kind": lambda _things: "attempt",
    "colour": lambda _things: "0f4c5c",
    "pack_id": lambda _things: "improvement-track",
    "act_id": lambda _things: "propose",
    "instance": lambda _things: 1,
    "number": lambda _things: 1,
    "slug": lambda _things: "x",
    "care_meeting_id": _care_meeting,
    "item_id": _care_item,
    "seat_id": _seat,
    "wish_id": _wish,
    "round_id": _round,
    "round_answer_id": _round_answer,
    "referral_id": _referral,
    "contact_id": _confidential,
    "youth_desk_id": _youth_desk,
    "provider_id": _provider,
    "child_id": _child,
}
"""A name without a maker is an id that belongs to nothing: its pages are then 404 for everybody."""
MAKERS |= {
    "client_id": lambda things: connected(things.organisation, things.cast).client_id,
    "token_id": lambda things: connected(things.organisation, things.cast).pk,
    "webhook_id": lambda things: told(things.organisation, things.cast).pk,
    "purpose": lambda _things: "guidance",
}
CHILD = {"student_id": "child_id"}
IN_PLACE_OF = {
    "child-data": CHILD,
    "child-copy": CHILD,
    "child-ask": CHILD,
    "child-looked": CHILD,
    "child-withdraw": {"student_id": "child_id", "request_id": "rights_request_id"},
    "appointments:help-request": {"request_id": "help_request_id"},
    "appointments:help-hand-on": {"request_id": "help_request_id"},
    "appointments:self-check-one": {"check_id": "self_check_id"},
    "appointments:self-check-share": {"check_id": "self_check_id"},
    "appointments:self-check-stop": {"check_id": "self_check_id"},
    "appointments:self-check-throw-away": {"check_id": "self_check_id"},
    "monitor:group": {"group": "figure_group"},
    "monitor:export": {"group": "figure_group", "kind": "figure_file"},
    "helpdesk:follow": {"token": "conversation_link"},
    "alert-rule": {"rule_id": "alert_rule_id"},
    "careteam:meeting": {"meeting_id": "care_meeting_id"},
    "careteam:fill": {"meeting_id": "care_meeting_id"},
    "careteam:invite": {"meeting_id": "care_meeting_id"},
    "careteam:members": {"meeting_id": "care_meeting_id"},
    "careteam:put-on": {"meeting_id": "care_meeting_id"},
    "careteam:end": {"meeting_id": "care_meeting_id"},
    "careteam:minutes": {"meeting_id": "care_meeting_id"},
    "careteam:answer-round": {"answer_id": "round_answer_id"},
    "careteam:confide": {"desk_id": "youth_desk_id"},
    "cases:fact": {"case_id": "absence_case_id"},
    "administration-partner": {"person_id": "partner_id"},
    "administration-partner-access": {"person_id": "partner_id"},
    "administration-partner-end": {"relation_id": "partner_tie_id"},
}
"""Addresses of which one part needs another thing than its name says."""
