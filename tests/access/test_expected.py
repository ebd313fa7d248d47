"""The answers in docs/access.csv, written by hand from the sources, asked as each member of a wider cast through pages.

Nothing here imports the policy: what it says and what the sources say must agree through the door.
"""

import csv
from pathlib import Path

import pytest
from django.test import Client

from houvast.people.models import Person, PersonalRelation, RoleAssignment
from tests.access.addresses import Things, addresses
from tests.access.test_pages import answer
from tests.houvast_testing.cast import Cast, give_role, make_account, make_organisation, make_person, relate

TABLE = Path(__file__).parents[2] / "docs" / "access.csv"
MEMBERS = (
    "student", "guardian", "trusted_person", "coach", "colleague", "team_leader", "director", "support_advisor",
    "administration", "administrator", "partner", "other_student", "stranger_coach", "stranger_student",
)  # fmt: skip
WIDER = (
    "counsellor", "privacy_officer", "school_educator", "supervisor", "guardian_without_authority", "past_coach",
    "policy_maker", "coming_coach",
)  # fmt: skip
Row = dict[str, str]


def rows() -> list[Row]:
    with TABLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def wider(cast: Cast) -> dict[str, Person]:
    """Who else is around: each sees only what the table says, and most see nothing."""
    roles, kinds, school = RoleAssignment.Role, PersonalRelation.Kind, cast.organisation
    training_school = make_organisation("Basisschool De Brug", "11ZZ")
    found = {
        name: make_person(training_school if name in {"school_educator", "supervisor"} else school, "Iemand", name)
        for name in WIDER
    }
    give_role(found["counsellor"], roles.STUDENT_COUNSELLOR, cast.college)
    give_role(found["privacy_officer"], roles.PRIVACY_OFFICER)
    give_role(found["policy_maker"], roles.POLICY_MAKER)
    relate(found["school_educator"], cast.student, kinds.SCHOOL_EDUCATOR)
    relate(found["supervisor"], cast.student, kinds.WORKPLACE_SUPERVISOR)
    relate(found["guardian_without_authority"], cast.student, kinds.GUARDIAN, has_authority=False)
    over, coming = (relate(found[one], cast.student, kinds.COACH) for one in ("past_coach", "coming_coach"))
    PersonalRelation.objects.filter(pk=over.pk).update(ends_on=over.starts_on)
    PersonalRelation.objects.filter(pk=coming.pk).update(starts_on=over.starts_on.replace(year=2099))
    for person in found.values():
        make_account(person)
    return found


@pytest.fixture
def everybody(cast: Cast) -> dict[str, Client]:
    clients = {member: cast.client(member) for member in MEMBERS}
    for name, person in wider(cast).items():
        clients[name] = Client()
        clients[name].force_login(person.account)
    for client in clients.values():
        client.raise_request_exception = False
    return clients


def test_every_row_has_its_source_and_names_people_of_the_cast() -> None:
    for row in rows():
        assert row["source"], row
        assert row["why"], row
        assert set(row["may"].split()) <= {*MEMBERS, *WIDER}, row
    assert len({(row["student"], row["page"]) for row in rows()}) == len(rows())


@pytest.mark.django_db
def test_everybody_gets_the_answer_that_the_sources_give(cast: Cast, everybody: dict[str, Client]) -> None:
    by_name = {address.name: address for address in addresses()}
    students = {"own": cast.student, "other": cast.other_student, "elsewhere": cast.stranger_student}
    things = {whose: Things(cast, student) for whose, student in students.items()}
    paths = {(row["student"], row["page"]): things[row["student"]].path(by_name[row["page"]]) for row in rows()}
    for whose in students:
        things[whose]["life_area"], things[whose]["adjustment_id"]
    wrong = []
    for row in rows():
        path, may = paths[row["student"], row["page"]], row["may"].split()
        for member, client in everybody.items():
            status, _ = answer(client, "GET", path)
            if (status == 200) != (member in may) or status not in {200, 404}:
                wrong.append(f"{member} · {row['student']} · {row['data']} · {row['action']}: {status}")
            elif row["witness"] and status == 200 and row["witness"] not in client.get(path).content.decode():
                wrong.append(f"{member} · {row['data']}: {row['witness']!r} is not on {path}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.req("S-087", "S-131", "S-117")
def test_what_somebody_may_not_read_stands_on_no_other_page_either(cast: Cast, everybody: dict[str, Client]) -> None:
    """Text of a talk, a plan and an adjustment, looked for on every page that each person can open of the student."""
    by_name = {address.name: address for address in addresses()}
    things = Things(cast, cast.student)
    told = [row for row in rows() if row["witness"] and row["student"] == "own"]
    things["talk_id"], things["life_area"], things["adjustment_id"]
    pages = [
        things.path(by_name[name])
        for name in ("student", "talks", "cases:of-student", "absence:of-student", "workplace:student", "students")
        if name in by_name
    ]
    wrong = []
    for member, client in everybody.items():
        seen = "".join(answer.content.decode() for answer in map(client.get, pages) if answer.status_code == 200)
        wrong += [f"{member}: {row['witness']}" for row in told if member not in row["may"] and row["witness"] in seen]
    assert not wrong, "\n".join(wrong)
