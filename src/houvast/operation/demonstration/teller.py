"""Telling a story: doing, on days in the past, what the people in it would have done on screen."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta

from houvast import packbook
from houvast.cases.actions import act, begin
from houvast.cases.models import Case
from houvast.core.procedure.log import Answer, Do, Sign
from houvast.core.procedure.roles import Role
from houvast.education.models import Diploma, Enrolment
from houvast.guidance.actions import AgreementDraft, TalkDraft, answer_agreement, record_talk
from houvast.guidance.models import Agreement, Contact, Talk
from houvast.operation.demonstration.school import BEFORE, School
from houvast.people import clock
from houvast.people.models import Account, Person, PersonalRelation, Unit, UnitMembership
from houvast.people.viewer import Viewer

PACK = "improvement-track"


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """The school's people in the stories."""

    coach: Person
    team_leader: Person
    director: Person
    support_advisor: Person


@dataclass(slots=True)
class Teller:
    """Acts as the people of one team, on the day that `on` sets."""

    school: School
    staff: Staff
    team: Unit
    group: Unit
    cases: dict[Person, Case] = field(default_factory=dict)

    @contextmanager
    def on(self, days_ago: int) -> Iterator[None]:
        """What if it were this many days ago."""
        with clock.set_to(self.day(days_ago)):
            yield

    def day(self, days_ago: int) -> date:
        return self.school.today - timedelta(days=days_ago)

    def account(self, person: Person, nl: str, en: str) -> None:
        """Let this person be picked on the sign-in page, with what you will see."""
        account = Account(
            organisation_id=person.organisation_id,
            person=person,
            email=f"{person.pk.hex}@demonstratie.example",
            is_demo=True,
            demo_story_nl=nl,
            demo_story_en=en,
            created_at=clock.now(),
        )
        account.set_unusable_password()
        account.save()

    def student(self, given: str, prefix: str, family: str, *, number: str, age: int | None) -> Person:
        """A student in the team's group with Carla as coach; `age` None leaves the birth date unknown."""
        birth_date = None if age is None else self.school.today - timedelta(days=age * 365 + age // 4 + 100)
        student = self.school.person(
            given, prefix, family, number=number, is_student=True, birth_date=birth_date,
            email=f"{number}@student.roc.example",
        )  # fmt: skip
        student.save()
        began = self.school.today - BEFORE
        organisation = self.school.organisation
        UnitMembership.objects.create(organisation=organisation, student=student, unit=self.group, starts_on=began)
        Enrolment.objects.create(
            organisation=organisation,
            student=student,
            programme=self.school.programmes[self.team.name],
            unit=self.group,
            pathway="BOL",
            cohort=f"{began.year}-{began.year + 1}",
            starts_on=began,
        )
        Diploma.objects.create(organisation=organisation, student=student, kind="vmbo_kb", awarded_on=self.day(500))
        Contact.objects.create(organisation=organisation, student=student)
        self.school.relate(self.staff.coach, student, PersonalRelation.Kind.COACH)
        return student

    def relative(self, given: str, prefix: str, family: str, student: Person, kind: str) -> Person:
        """A guardian or trusted person of this student."""
        person = self.school.person(given, prefix, family, email=f"{given}.{student.number}@example.nl".lower())
        person.save()
        self.school.relate(person, student, kind)
        return person

    def talk(self, student: Person, days_ago: int, report: str, goes_well: str, agreement: str, *, kept: bool) -> None:
        """A talk with one agreement of the student and one of the school, answered two weeks later."""
        by = Viewer(self.staff.coach, self.day(days_ago))
        due = self.day(days_ago) + timedelta(days=14)
        draft = TalkDraft(
            kind=Talk.Kind.PROGRESS,
            held_on=self.day(days_ago),
            report=report,
            goes_well=goes_well,
            study_behaviour=Talk.Judgement.CONCERN,
            professional_attitude=Talk.Judgement.ATTENTION,
            results=Talk.Judgement.CONCERN,
            work_placement=Talk.Judgement.ATTENTION,
            wellbeing=Talk.Judgement.ATTENTION,
            finishes_in_time=False,
            agreements=(
                AgreementDraft(what=agreement, side=Agreement.Side.STUDENT, due_on=due),
                AgreementDraft(
                    what="Carla kijkt elke vrijdag mee naar de planning.", side=Agreement.Side.SCHOOL, due_on=due
                ),
            ),
        )
        with self.on(days_ago):
            talk = record_talk(student=student, by=by, draft=draft, at=clock.now())
        with self.on(days_ago - 14):
            for made in Agreement.objects.filter(talk=talk).order_by("side", "id"):
                done = kept or made.side == Agreement.Side.SCHOOL
                answer_agreement(
                    agreement=made,
                    by=by,
                    status=Agreement.Status.KEPT if done else Agreement.Status.NOT_KEPT,
                    remark="",
                    seen_revision=made.revision,
                    on=clock.today(),
                )

    def begin(self, student: Person, days_ago: int) -> None:
        with self.on(days_ago):
            by = Viewer(self.staff.coach, clock.today())
            self.cases[student] = begin(
                student=student, pack=packbook.pack(PACK), role=Role.COACH, by=by, at=clock.now()
            )

    def do(
        self,
        student: Person,
        days_ago: int,
        name: str,
        role: Role,
        data: Mapping[str, object],
        option: str | None = None,
    ) -> None:
        """An act by whoever has the role."""
        person = self._person(role, student)
        action = Do(act=name, by=str(person.pk), role=role, data=data, option=option)
        self._act(student, days_ago, person, action)

    def sign(
        self, student: Person, days_ago: int, name: str, role: Role, note: str = "", signer: Person | None = None
    ) -> None:
        """A signature by whoever has the role (or `signer`); with a note it is a signature with disagreement."""
        person = signer or self._person(role, student)
        action = Sign(
            act=name,
            by=str(person.pk),
            role=role,
            signer_role=role,
            signer=str(person.pk),
            answer=Answer.DISSENT if note else Answer.AGREE,
            note=note,
        )
        self._act(student, days_ago, person, action)

    def _act(self, student: Person, days_ago: int, person: Person, action: Do | Sign) -> None:
        case = self.cases[student]
        with self.on(days_ago):
            self.cases[student] = act(
                case_id=case.pk,
                action=action,
                by=Viewer(person, clock.today()),
                at=clock.now(),
                seen_revision=case.revision,
            )

    def _person(self, role: Role, student: Person) -> Person:
        match role:
            case Role.COACH:
                return self.staff.coach
            case Role.TEAM_LEADER:
                return self.staff.team_leader
            case Role.COLLEGE_DIRECTOR:
                return self.staff.director
            case Role.SUPPORT_ADVISOR:
                return self.staff.support_advisor
            case _:
                return student
