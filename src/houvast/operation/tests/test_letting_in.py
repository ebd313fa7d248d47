"""An administrator lets nobody in to what is told in confidence: a second person confirms it, through the pages."""

import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyotp
import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from houvast.appointments.actions.calendar_links import make_link, person_of
from houvast.core.handover.desks import DeskKind
from houvast.exchange.actions import load_file
from houvast.exchange.outcome import Outcome
from houvast.exchange.records import Kind as FileKind
from houvast.exchange.records import Source
from houvast.handover.actions import make_desk
from houvast.operation.cli import main
from houvast.outbox.models import Mail
from houvast.outbox.worker import _message
from houvast.people import factors
from houvast.people.actions import confirming
from houvast.people.clock import now, today
from houvast.people.models import GUARDED, Account, Person, PersonIdentifier, RoleAssignment, SignInProvider
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.tests.at_the_door import with_password
from houvast.people.viewer import Viewer
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person

pytestmark = pytest.mark.django_db
ROLE = RoleAssignment.Role
ADDRESSES = {
    ROLE.STUDENT_COUNSELLOR: ("workplace:counsellor",),
    ROLE.HELPDESK: ("helpdesk:inbox"),
    ROLE.PRIVACY_OFFICER: ("privacy-officer",),
}


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def officer_of(cast: Cast, name: str = "Prisca") -> Person:
    person = make_person(cast.organisation, name, "Privacy")
    make_account(person)
    give_role(person, ROLE.PRIVACY_OFFICER)
    return person


@pytest.fixture
def officer(cast: Cast) -> Person:
    return officer_of(cast)


def gives(cast: Cast, person: Person, role: str, **days: str) -> RoleAssignment:
    """The administrator gives a role on the page."""
    page = reverse("administration-staff-member", args=(person.pk,))
    said = {"role": role, "unit": "", "starts_on": today().isoformat(), "ends_on": "", **days}
    answer = cast.client("administrator").post(page, said)
    assert answer.status_code == 302, answer.content.decode()
    return RoleAssignment.every.filter(person=person, role=role).latest("given_at")


def says(client: Client, role: RoleAssignment, do: str = "confirm", **more: object) -> int:
    said = {"do": do, "seen": role.revision, "submission": str(uuid.uuid4()), **more}
    return client.post(reverse("privacy-let-in", args=(role.pk,)), said).status_code


def opens_counsellor(person: Person) -> int:
    return browser(person).get(reverse("workplace:counsellor")).status_code


def test_an_administrator_who_gives_himself_the_role_finds_nothing(cast: Cast, officer: Person) -> None:
    for role in GUARDED:
        gives(cast, cast.administrator, role)
    viewer = Viewer(cast.administrator)
    assert viewer.role_names == {"administrator"}
    assert set(viewer.waiting_roles) == set(GUARDED)
    client = browser(cast.administrator)
    for name in ("workplace:counsellor", "helpdesk:inbox", "helpdesk:board", "privacy-officer", "privacy-provider"):
        assert client.get(reverse(name)).status_code == 404, name
    start = client.get(reverse("start")).content.decode()
    assert "privacyfunctionaris" in start.lower()
    member = client.get(reverse("administration-staff-member", args=(cast.administrator.pk,))).content.decode()
    assert "wacht op de privacyfunctionaris" in member


def test_a_privacy_officer_lets_a_colleague_in_who_begins_afresh(cast: Cast, officer: Person) -> None:
    account = with_password(cast.coach)
    factors.confirm_app(account, pyotp.TOTP(str(factors.begin_app(account).secret)).now())
    old = browser(cast.coach)
    calendar = make_link(by=Viewer(cast.coach), at=now())
    assert person_of(calendar) == cast.coach
    role = gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR)
    assert opens_counsellor(cast.coach) == 404
    assert Mail.objects.filter(recipient=officer).count() == 1
    desk = browser(officer).get(reverse("privacy-officer")).content.decode()
    assert cast.coach.name in desk
    assert cast.administrator.name in desk
    page = browser(officer).get(reverse("privacy-let-in", args=(role.pk,))).content.decode()
    assert account.email in page
    assert says(browser(officer), role) == 302
    role.refresh_from_db()
    assert (role.confirmed_by, role.refused_at) == (officer, None)
    assert opens_counsellor(cast.coach) == 200
    account.refresh_from_db()
    assert not account.has_usable_password()
    assert not factors.has_factor(account)
    assert old.get(reverse("start")).status_code == 302, "the device of before is signed out"
    assert person_of(calendar) is None
    sent = Mail.objects.filter(recipient=cast.coach).latest("created_at")
    assert sent.kind == "reset"
    assert "decaan" not in (sent.subject + str(sent.body)).lower()


def test_neither_who_gave_the_role_nor_who_gets_it_confirms_it(cast: Cast, officer: Person) -> None:
    give_role(cast.administrator, ROLE.PRIVACY_OFFICER)
    given = gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR)
    assert says(browser(cast.administrator), given) == 422
    assert says(browser(cast.administrator), given, "refuse", why="Nee") == 422
    own = gives(cast, officer, ROLE.HELPDESK)
    assert says(browser(officer), own) == 422
    assert not RoleAssignment.objects.filter(pk__in=(given.pk, own.pk)).exists()
    assert says(browser(officer), given) == 302


def test_a_privacy_officer_who_is_administrator_too_lets_nobody_in(cast: Cast, officer: Person) -> None:
    other = officer_of(cast, "Bea")
    give_role(other, ROLE.ADMINISTRATOR)
    given = gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR)
    page = browser(other).get(reverse("privacy-let-in", args=(given.pk,))).content.decode()
    assert "Toegang geven" not in page
    assert says(browser(other), given) == 422
    assert opens_counsellor(cast.coach) == 404
    assert says(browser(officer), given) == 302


def test_where_the_only_privacy_officer_is_administrator_the_operator_confirms_another(cast: Cast) -> None:
    both = officer_of(cast, "Bea")
    give_role(both, ROLE.ADMINISTRATOR)
    page = browser(both).get(reverse("administration")).content.decode()
    assert "geen privacyfunctionaris" in page.lower()
    asked = ["--asked-by", "Dirk Directeur", "--asked-by", "Fatima Bestuur", "--yes"]
    refused = CliRunner().invoke(main, ["access", "privacy-officer", both.account.email, *asked])
    assert (refused.exit_code, "is administrator" in refused.output) == (1, True)
    done = CliRunner().invoke(main, ["access", "privacy-officer", cast.coach.account.email, *asked])
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("member", ["coach", "team_leader", "administrator", "support_advisor", "student", "guardian"])
def test_nobody_but_a_privacy_officer_finds_the_page(cast: Cast, officer: Person, member: str) -> None:
    role = gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR)
    assert cast.client(member).get(reverse("privacy-let-in", args=(role.pk,))).status_code == 404
    assert says(cast.client(member), role) == 404


def test_an_officer_of_another_school_finds_nothing(cast: Cast, officer: Person) -> None:
    stranger = make_person(cast.other_organisation, "Otto", "Elders")
    make_account(stranger)
    give_role(stranger, ROLE.PRIVACY_OFFICER)
    role = gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR)
    assert browser(stranger).get(reverse("privacy-let-in", args=(role.pk,))).status_code == 404
    assert says(browser(stranger), role) == 404
    assert cast.coach.name not in browser(stranger).get(reverse("privacy-officer")).content.decode()


def test_what_is_refused_stays_closed_and_is_told(cast: Cast, officer: Person) -> None:
    role = gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR)
    assert says(browser(officer), role, "refuse", why="") == 422
    assert says(browser(officer), role, "refuse", why="De decanen kennen deze collega niet.") == 302
    assert opens_counsellor(cast.coach) == 404
    role.refresh_from_db()
    assert says(browser(officer), role) == 409
    assert opens_counsellor(cast.coach) == 404
    page = reverse("administration-staff-member", args=(cast.coach.pk,))
    assert "De decanen kennen deze collega niet." in cast.client("administrator").get(page).content.decode()
    assert Mail.objects.filter(recipient=cast.administrator).count() == 1
    again = gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR)
    assert again.pk != role.pk
    assert opens_counsellor(cast.coach) == 404


def test_one_click_sent_twice_and_two_officers_at_once(cast: Cast, officer: Person) -> None:
    second = officer_of(cast, "Petra")
    role, key = gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR), str(uuid.uuid4())
    client = browser(officer)
    assert says(client, role, submission=key) == 302
    assert says(client, role, submission=key) == 302
    assert Mail.objects.filter(recipient=cast.coach, kind="reset").count() == 1
    assert says(browser(second), role) == 409
    assert says(browser(second), role, "refuse", why="Te laat") == 409
    with pytest.raises(ChangedMeanwhile):
        confirming.confirm_role(assignment_id=role.pk, seen=role.revision, by=Viewer(second))


def test_the_click_asks_who_one_is_once_more(cast: Cast, officer: Person) -> None:
    role, client = gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR), browser(officer)
    session = client.session
    session["strong_at"] = (now() - timedelta(hours=3)).isoformat()
    session.save()
    answer = client.get(reverse("privacy-let-in", args=(role.pk,)))
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, reverse("say-again"))


def test_who_cannot_sign_in_yet_is_not_let_in_and_an_invitation_asks_again(cast: Cast, officer: Person) -> None:
    new = make_person(cast.organisation, "Nina", "Nieuw")
    role = gives(cast, new, ROLE.STUDENT_COUNSELLOR)
    assert says(browser(officer), role) == 422
    RoleAssignment.every.filter(pk=role.pk).update(confirmed_at=now())  # as an upgrade took it over
    access = reverse("administration-access", args=(new.pk,))
    assert cast.client("administrator").post(access, {"do": "invite"}).status_code == 302
    role.refresh_from_db()
    assert role.confirmed_at is None, "the administrator typed the address"
    assert role.given_by == cast.administrator
    page = cast.client("administrator").get(reverse("administration-staff-member", args=(new.pk,))).content.decode()
    assert "/link/" not in page


def test_a_later_last_day_asks_again_and_an_earlier_one_does_not(cast: Cast, officer: Person) -> None:
    role = gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR)
    assert says(browser(officer), role) == 302
    end, admin = reverse("administration-end-role", args=(role.pk,)), cast.client("administrator")
    for days, opens in ((3, 200), (1, 200), (9, 404)):
        role.refresh_from_db()
        last = (today() + timedelta(days=days)).isoformat()
        assert admin.post(end, {"last_day": last, "seen": role.revision}).status_code == 302
        assert opens_counsellor(cast.coach) == opens, days


def test_a_file_lets_nobody_in_and_takes_nobody_s_place(cast: Cast, officer: Person, tmp_path: Path) -> None:
    file = tmp_path / "staff.csv"

    def load(*rows: str) -> Outcome:
        lines = ("staff_number;given_name;family_name;email;role;ends_on", *rows)
        file.write_text("\n".join(lines), encoding="utf-8")
        ours = str(cast.organisation.pk)
        by, at = cast.administrator, now()
        return load_file(
            file, FileKind.STAFF, by=by, on=today(), at=at, write=True, skip_wrong=False, institution=ours
        )  # fmt: skip

    for role in GUARDED:
        assert load(f"m1;Frank;File;frank@example.org;{role};").errors, role
    assert not load("m1;Frank;File;frank@example.org;teacher;").errors
    person = Person.objects.get(family_name="File")
    make_account(person)
    assert says(browser(officer), gives(cast, person, ROLE.STUDENT_COUNSELLOR)) == 302
    assert not load("m1;Frank;File;thief@example.org;teacher;").errors
    person.refresh_from_db()
    assert person.email == "thief@example.org"
    access = reverse("administration-access", args=(person.pk,))
    assert cast.client("administrator").post(access, {"do": "reset"}).status_code == 302
    address, links = person.account.email, Mail.objects.filter(recipient=person, kind="reset")
    letters = [_message(mail, {person.pk: person.email})["To"] for mail in links]
    assert letters == [address, address], "the link goes where the privacy officer saw"


def test_a_file_with_a_later_last_day_shuts_the_desk_until_somebody_confirms(cast: Cast, tmp_path: Path) -> None:
    desk = make_desk(organisation=cast.other_organisation, kind=DeskKind.YOUTH_TEAM, name="Jeugdteam")
    assert desk.unit is not None
    helper = make_person(cast.other_organisation, "Yara", "Jeugd")
    make_account(helper)
    source = str(Source.STAFF_NUMBER)
    PersonIdentifier.objects.create(organisation=desk.of, person=helper, source=source, value="h1")
    role = give_role(helper, ROLE.RMC, desk.unit)  # a role at a desk that a file knows
    told = {"called": "Sammie", "reach_me": "06 12345678", "text": "Thuis is het niet veilig."}
    assert cast.client("student").post(reverse("careteam:confide", args=(desk.pk,)), told).status_code == 302
    file, header = tmp_path / "staff.csv", "staff_number;given_name;family_name;email;role;unit;ends_on"
    for days, opens in ((5, True), (3, True), (9, False)):
        last = (today() + timedelta(days=days)).isoformat()
        file.write_text(f"{header}\nh1;Yara;Jeugd;;rmc;{desk.unit.name};{last}", encoding="utf-8")
        there = str(cast.other_organisation.pk)
        found = load_file(
            file, FileKind.STAFF, by=None, on=today(), at=now(), write=True, skip_wrong=False, institution=there
        )
        assert (found.errors, found.counts.changed) == ((), 1)
        page = browser(helper).get(reverse("careteam:in-confidence")).content.decode()
        assert ("Sammie" in page) == opens, days
    role.refresh_from_db()
    assert (role.confirmed_at, role.given_by) == (None, None)


def test_two_records_that_become_one_are_confirmed_anew(cast: Cast, officer: Person) -> None:
    """An administrator can make a colleague a student by a file, and join that record with one of their own making."""
    admin, (one, other) = cast.client("administrator"), sorted((cast.student, cast.other_student), key=lambda p: p.pk)
    role = give_role(one, ROLE.STUDENT_COUNSELLOR)
    page = reverse("administration-double", args=(one.pk, other.pk))
    answer = admin.post(page, {"do": "merge", "one": one.revision, "other": other.revision})
    assert answer.status_code == 302, answer.content.decode()
    role.refresh_from_db()
    assert role.confirmed_at is None
    assert opens_counsellor(role.person) == 404


def test_a_server_without_mail_says_so_before_anybody_is_shut_out(cast: Cast, officer: Person, settings: Any) -> None:
    role = gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR)
    page, said = reverse("privacy-let-in", args=(role.pk,)), "houvast access link"
    for url, told in (("", True), ("smtp://mail.example:25", False)):
        settings.HOUVAST = settings.HOUVAST.model_copy(update={"mail_url": url})
        assert (said in browser(officer).get(page).content.decode()) == told


def test_a_school_without_privacy_officer_gets_one_from_two_people_and_the_operator(cast: Cast) -> None:
    with_password(cast.coach)
    admin = cast.client("administrator")
    assert "houvast access privacy-officer" not in admin.get(reverse("administration")).content.decode()
    assert "privacyfunctionaris" in admin.get(reverse("administration")).content.decode().lower()
    role = gives(cast, cast.coach, ROLE.PRIVACY_OFFICER)
    page = admin.get(reverse("administration-staff-member", args=(cast.coach.pk,))).content.decode()
    assert "houvast access privacy-officer" in page
    assert browser(cast.coach).get(reverse("privacy-officer")).status_code == 404

    def run(*words: str) -> tuple[int, str]:
        answer = CliRunner().invoke(main, ["access", "privacy-officer", *words, "--yes"])
        return answer.exit_code, answer.output

    email = cast.coach.account.email
    for names in ((), ("Dirk Directeur",), ("Dirk Directeur", "dirk directeur"), (cast.coach.name, "Dirk Directeur")):
        code, said = run(email, *(word for name in names for word in ("--asked-by", name)))
        assert code == 1, said
    asked = ("--asked-by", "Dirk Directeur", "--asked-by", "Fatima Bestuur")
    assert run("nobody@example.org", *asked)[0] == 1
    code, said = run(email, *asked)
    assert code == 0, said
    assert "/link/" in said
    role.refresh_from_db()
    assert (role.confirmed_by, role.vouched_by) == (None, "Dirk Directeur; Fatima Bestuur")
    assert browser(cast.coach).get(reverse("privacy-officer")).status_code == 200
    assert "Fatima Bestuur" in browser(cast.administrator).get(reverse("start")).content.decode()
    assert Mail.objects.filter(recipient=cast.administrator).exists()
    second = with_password(cast.team_leader)
    assert run(second.email, *asked)[0] == 1, "there is somebody who can confirm it"
    waits = gives(cast, cast.team_leader, ROLE.PRIVACY_OFFICER)
    assert says(browser(cast.coach), waits) == 302


def test_a_provider_that_was_changed_waits_for_an_officer_who_arranges_nothing(cast: Cast, officer: Person) -> None:
    kept = SignInProvider.objects.create(
        organisation=cast.organisation, name="Mijn ROC", issuer="https://login.example", client_id="x",
        client_secret="y", match_claim="uids", is_open=True, revision=4, confirmed_revision=3,
    )  # fmt: skip
    page = reverse("privacy-provider")
    SignInProvider.objects.update(metadata_address="https://another.example/metadata")
    both = officer_of(cast, "Petra")
    give_role(both, ROLE.ADMINISTRATOR)
    shown = browser(both).get(page).content.decode()
    assert "https://login.example" in shown
    assert "https://another.example/metadata" in shown, "what stands there says itself what it is called"
    assert browser(both).post(page, {"seen": 4}).status_code == 422
    assert browser(officer).post(page, {"seen": 3}).status_code == 409
    assert browser(officer).post(page, {"seen": 4}).status_code == 302
    kept.refresh_from_db()
    assert kept.is_confirmed
    assert browser(officer).get(page).status_code == 404


def test_no_row_that_a_page_a_file_or_the_shell_makes_counts_by_itself(cast: Cast) -> None:
    for role in ROLE.values:
        made = RoleAssignment.every.create(
            organisation=cast.organisation, person=cast.guardian, role=role, starts_on=today()
        )
        counted = RoleAssignment.objects.filter(pk=made.pk).exists()
        assert counted == (role not in GUARDED), role
        assert (role in Viewer(cast.guardian).role_names) == counted


@pytest.mark.parametrize(
    ("language", "second"),
    [
        ("nl", "Geef een tweede collega de rol van privacyfunctionaris"),
        ("en", "Give the role of privacy officer to a second"),
    ],
)
def test_who_can_be_confirmed_by_nobody_reads_what_to_do(
    cast: Cast, officer: Person, language: str, second: str
) -> None:
    person = cast.administrator
    type(person).objects.filter(pk=person.pk).update(language=language)

    def read(path: str) -> str:
        return browser(person).get(path, headers={"accept-language": language}).content.decode()

    gives(cast, officer, ROLE.STUDENT_COUNSELLOR)
    own = reverse("administration-staff-member", args=(officer.pk,))
    page = read(own)
    assert second in page
    assert "houvast access privacy-officer" in page
    gives(cast, cast.coach, ROLE.STUDENT_COUNSELLOR)
    other = reverse("administration-staff-member", args=(cast.coach.pk,))
    assert second not in read(other)
    officer_of(cast, "Tweede")
    assert second not in read(own)
