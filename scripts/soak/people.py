"""The school that is used: students, coaches, a leader, an advisor; each with a session, as if signed in."""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from bench.schools.building import build
from houvast.guidance.models import Agreement, Talk
from houvast.outbox.models import Job
from houvast.outbox.registry import REGISTRY, Daily
from houvast.outbox.worker import Worker
from houvast.people.clock import now, today
from houvast.people.models import Account, Person, PersonalRelation, RoleAssignment
from houvast.people.sessions import STRONG_AT, SessionStore
from houvast.privacy.scope import organisation_scope

HASH = "_auth_user_hash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A student with a coach, both able to sign in; `student` and `coach` are session keys."""

    student_id: UUID
    student: str
    coach: str


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """Session keys by role. `pairs` are students of the first college: the leader and advisor reach them."""

    organisation: UUID
    pairs: tuple[Pair, ...]
    leader: str
    advisor: str
    administrator: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Keys of who takes part, so that a school that was kept is used again. `pairs`: a student, the account of the
    student, the account of the coach; the others are accounts.
    """

    organisation: str
    pairs: tuple[tuple[str, str, str], ...]
    leader: str
    advisor: str
    administrator: str

    def written(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, text: str) -> "Members":
        read = json.loads(text)
        return cls(**read | {"pairs": tuple(map(tuple, read["pairs"]))})


def signed_in(members: Members) -> School:
    """Everybody who takes part, with a session of today."""
    with organisation_scope([UUID(members.organisation)]):
        wanted = {members.leader, members.advisor, members.administrator}
        wanted |= {key for _student, *both in members.pairs for key in both}
        sessions = {str(one.pk): session_of(one) for one in Account.objects.filter(pk__in=wanted)}
    return School(
        organisation=UUID(members.organisation),
        pairs=tuple(
            Pair(student_id=UUID(whose), student=sessions[student], coach=sessions[coach])
            for whose, student, coach in members.pairs
        ),
        leader=sessions[members.leader],
        advisor=sessions[members.advisor],
        administrator=sessions[members.administrator],
    )


def make_school(students: int, pairs: int) -> Members:
    """A school in an empty, migrated database; a talk with an agreement twice for everybody of the pairs."""
    built = build(students)
    organisation = built.student.organisation_id
    with organisation_scope([organisation]):
        administrator = Person.objects.create(
            organisation_id=organisation, given_name="Bea", family_name="Beheer", sort_name="beheer", created_at=now()
        )
        RoleAssignment.objects.create(
            organisation_id=organisation, person=administrator, role=RoleAssignment.Role.ADMINISTRATOR,
            starts_on=today() - timedelta(days=9),
        )  # fmt: skip
        relations = PersonalRelation.objects.filter(kind="coach").exclude(student=built.student)
        some = list(relations.order_by("student__number").select_related("student", "holder")[:pairs])
        _talks(organisation, some)
        accounts: dict[UUID, Account] = {built.coach.person_id: built.coach}
        for one in some:
            for person in (one.student, one.holder):
                if person.pk not in accounts:
                    accounts[person.pk] = Account.objects.create(
                        organisation_id=organisation, person=person, email=f"{person.pk.hex}@example.org",
                        created_at=now(),
                    )  # fmt: skip
                    Person.objects.filter(pk=person.pk).update(email=f"{person.pk.hex}@example.org")
        new = Account.objects.create(
            organisation_id=organisation, person=administrator, email="bea@example.org", created_at=now()
        )
        for account in (built.everything, built.college, built.coach, new):
            Person.objects.filter(pk=account.person_id).update(email=account.email)
        return Members(
            organisation=str(organisation),
            pairs=tuple(
                (str(one.student_id), str(accounts[one.student_id].pk), str(accounts[one.holder_id].pk)) for one in some
            ),
            leader=str(built.everything.pk),
            advisor=str(built.college.pk),
            administrator=str(new.pk),
        )


def night_is_over(organisation: UUID) -> int:
    """The jobs of last night are done, as at any school when people come in; how many there are."""
    with organisation_scope([organisation]):
        Worker(server=None).ask_for_what_recurs(organisation)
        nightly = [one.name for one in REGISTRY.schedule() if isinstance(one.recurs, Daily)]
        return Job.objects.filter(name__in=nightly, status=Job.Status.WAITING).update(
            status=Job.Status.DONE, done_at=now()
        )


def _talks(organisation: UUID, some: list[PersonalRelation]) -> None:
    """What the improvement track asks before it can be proposed."""
    for one in some:
        for number in range(2):
            talk = Talk.objects.create(
                organisation_id=organisation, student=one.student, kind=Talk.Kind.PROGRESS,
                held_on=today() - timedelta(days=30 - number), led_by=one.holder, report="Besproken.",
                recorded_at=now(),
            )  # fmt: skip
            Agreement.objects.create(
                organisation_id=organisation, student=one.student, talk=talk, what="Planning", due_on=today()
            )


def session_of(account: Account) -> str:
    """A session as signing in makes it; its key."""
    session = SessionStore()
    session["_auth_user_id"] = str(account.pk)
    session["_auth_user_backend"] = "houvast.people.sign_in.ByEmail"
    session[HASH] = account.get_session_auth_hash()
    session[STRONG_AT] = now().isoformat()
    session.set_expiry(now() + timedelta(hours=12))
    session.create()
    return str(session.session_key)
