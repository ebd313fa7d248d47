"""The administration pages: an administrator sets up the house; a person without that role has nothing to find here."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from houvast.education.models import Programme
from houvast.operation.actions.access import NEW_PASSWORD
from houvast.operation.tasks import new_password
from houvast.outbox.models import Job, Mail
from houvast.outbox.registry import Registry
from houvast.outbox.worker import Worker
from houvast.people.clock import today
from houvast.people.models import (
    Account,
    AdministrativeAct,
    Organisation,
    Person,
    PersonalRelation,
    RoleAssignment,
    Unit,
)
from houvast.people.submissions import new_key
from tests.houvast_testing.cast import Cast, make_student, relate

Role = RoleAssignment.Role
COACH = PersonalRelation.Kind.COACH


def at(name: str, **ids: object) -> str:
    return reverse(f"administration-{name}" if name else "administration", kwargs=ids)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def coaches_of(student: Person, on: date) -> list[Person]:
    held = PersonalRelation.objects.filter(student=student, kind=COACH, starts_on__lte=on)
    return [one.holder for one in held if one.ends_on is None or one.ends_on >= on]


@pytest.fixture
def admin(cast: Cast) -> Client:
    return cast.client("administrator")


# -- the institution --------------------------------------------------------------------------------------------------


def settings_of(organisation: Organisation, **changes: object) -> dict[str, object]:
    return {
        "name": organisation.name, "code": organisation.code, "school_region": "zuid", "accent": "#0F4C5C",
        "education": "mbo", "unseen_after_weeks": 4, "mails_talk_report": "on",
        "seen": organisation.revision, **changes,
    }  # fmt: skip


def test_the_settings_are_changed_and_who_did_it_is_kept(cast: Cast, admin: Client) -> None:
    assert admin.post(at("organisation"), settings_of(cast.organisation)).status_code == 302
    cast.organisation.refresh_from_db()
    now = cast.organisation
    assert (now.school_region, now.accent, now.unseen_after_weeks, now.mails_talk_report) == (
        "zuid",
        "#0f4c5c",
        4,
        True,
    )
    act = AdministrativeAct.objects.get()
    assert (act.by, act.act) == (cast.administrator, "settings")
    assert "0f4c5c" in text(admin.get(at("")))


def test_where_the_school_can_be_reached_stands_on_the_help_page(cast: Cast, admin: Client) -> None:
    reached = {
        "postal_address": "Postbus 12\r\n\r\n1000 AB Leiden", "phone": "071 123 45 67", "email": "info@roc.example",
        "website": "www.roc.example",
    }  # fmt: skip
    assert admin.post(at("organisation"), settings_of(cast.organisation, **reached)).status_code == 302
    cast.organisation.refresh_from_db()
    assert cast.organisation.postal_address == "Postbus 12\n1000 AB Leiden"
    assert cast.organisation.website == "https://www.roc.example"
    help_page = text(cast.client("student").get("/help/"))
    for said in ("tel:0711234567", "mailto:info@roc.example", "1000 AB Leiden"):
        assert said in help_page
    assert "info@roc.example" not in text(Client().get("/help/"))


def test_an_address_of_seven_lines_keeps_the_form(cast: Cast, admin: Client) -> None:
    answer = admin.post(at("organisation"), settings_of(cast.organisation, postal_address="\n".join("abcdefg")))
    assert answer.status_code == 422


def test_of_two_who_save_the_second_sees_what_was_typed(cast: Cast, admin: Client) -> None:
    typed = settings_of(cast.organisation)
    admin.post(at("organisation"), typed)
    second = admin.post(at("organisation"), {**typed, "name": "Een andere naam", "submission": new_key()})
    assert second.status_code == 409
    assert "Een andere naam" in text(second)
    assert Organisation.objects.get(pk=cast.organisation.pk).name == "ROC Demo"


def test_a_colour_that_is_none_keeps_the_form(cast: Cast, admin: Client) -> None:
    answer = admin.post(at("organisation"), settings_of(cast.organisation, accent="rood", name="Nieuwe naam"))
    assert answer.status_code == 422
    assert "Nieuwe naam" in text(answer)


# -- units ------------------------------------------------------------------------------------------------------------


def test_a_team_moves_with_its_classes(cast: Cast, admin: Client) -> None:
    college = Unit.objects.create(organisation=cast.organisation, kind="college", name="College Zorg", path="00/")
    typed = {"name": "Team Digitaal", "parent": str(college.pk), "seen": cast.team.revision}
    assert admin.post(at("unit", unit_id=cast.team.pk), typed).status_code == 302
    cast.team.refresh_from_db()
    cast.group.refresh_from_db()
    assert (cast.team.name, cast.team.path) == ("Team Digitaal", f"00/{cast.team.pk.hex}/")
    assert cast.group.path == f"00/{cast.team.pk.hex}/{cast.group.pk.hex}/"


def test_a_unit_is_added_once_however_often_the_form_is_sent(cast: Cast, admin: Client) -> None:
    typed = {"kind": "class", "name": "3C", "parent": str(cast.team.pk), "submission": new_key()}
    assert [admin.post(at("units"), typed).status_code for _ in range(2)] == [302, 302]
    assert Unit.objects.filter(name="3C").count() == 1
    again = admin.post(at("units"), {**typed, "submission": new_key()})
    assert again.status_code == 422
    assert "andere naam" in text(again)


def test_a_college_stands_under_nothing_and_a_unit_not_under_itself(cast: Cast, admin: Client) -> None:
    typed = {"kind": "college", "name": "X", "parent": str(cast.team.pk)}
    assert admin.post(at("units"), typed).status_code == 422
    inside = {"name": "Team ICT", "parent": str(cast.group.pk), "seen": 1}
    assert admin.post(at("unit", unit_id=cast.team.pk), inside).status_code == 422


def test_a_closed_unit_is_not_offered_any_more(cast: Cast, admin: Client) -> None:
    typed = {"name": "2A", "parent": str(cast.team.pk), "closed_on": "2026-07-31", "seen": 1}
    assert admin.post(at("unit", unit_id=cast.group.pk), typed).status_code == 302
    assert f'value="{cast.group.pk}"' not in text(admin.get(at("invite")))


def test_a_programme_is_added_and_changed(cast: Cast, admin: Client) -> None:
    typed = {"name": "Kok", "crebo": "25180", "level": "2", "years": "2"}
    assert admin.post(at("programme-new"), typed).status_code == 302
    kok = Programme.objects.get(name="Kok")
    assert admin.post(at("programme", programme_id=kok.pk), {**typed, "level": "3"}).status_code == 302
    kok.refresh_from_db()
    assert kok.level == 3
    assert admin.post(at("programme-new"), typed).status_code == 422
    assert admin.post(at("programme-new"), {**typed, "crebo": "12"}).status_code == 422


# -- staff ------------------------------------------------------------------------------------------------------------

NEW = {"given_name": "Nina", "family_name": "Nieuw", "email": "nina@example.org", "role": Role.STUDY_COACH}


def invited(cast: Cast, admin: Client, **changes: object) -> Any:
    return admin.post(at("invite"), {**NEW, "unit": str(cast.team.pk), "starts_on": today().isoformat(), **changes})


def test_somebody_invited_comes_in_with_the_link_of_the_screen(cast: Cast, admin: Client) -> None:
    answer = invited(cast, admin)
    assert answer.status_code == 302, text(answer)
    page = text(admin.get(answer["Location"]))
    (path,) = re.findall(r"http://127\.0\.0\.1:8000(/link/[^<]+)<", page)
    assert path not in text(admin.get(answer["Location"])), "the link is shown once"
    mail = Mail.objects.get()
    assert path in str(mail.body)
    browser = Client()
    password = "vier groene fietsen slapen"
    assert browser.post(path, {"password": password, "again": password}).status_code == 302
    assert "Nina Nieuw" in text(browser.get(reverse("my-access")))
    role = Person.objects.get(family_name="Nieuw").roles.get()
    assert (role.role, role.unit, role.starts_on) == (Role.STUDY_COACH, cast.team, today())


def test_an_address_that_signs_in_already_is_refused_and_nothing_is_half_done(cast: Cast, admin: Client) -> None:
    answer = invited(cast, admin, email=cast.coach.account.email)
    assert answer.status_code == 422
    assert "Nina" in text(answer)
    assert not Person.objects.filter(family_name="Nieuw").exists()


def test_somebody_known_from_an_import_is_taken(cast: Cast, admin: Client) -> None:
    Account.objects.filter(person=cast.colleague).delete()
    assert invited(cast, admin, email=cast.colleague.email).status_code == 302
    assert Person.objects.filter(email=cast.colleague.email).count() == 1
    assert Account.objects.filter(person=cast.colleague).exists()


def test_a_role_is_given_with_days_and_ends(cast: Cast, admin: Client) -> None:
    member = at("staff-member", person_id=cast.colleague.pk)
    typed = {"role": Role.TEAM_LEADER, "unit": str(cast.team.pk), "starts_on": "2026-12-01", "ends_on": "2027-07-31"}
    assert admin.post(member, typed).status_code == 302
    assert admin.post(member, {**typed, "submission": new_key()}).status_code == 422
    role = RoleAssignment.objects.get(person=cast.colleague, role=Role.TEAM_LEADER)
    end = at("end-role", role_id=role.pk)
    assert admin.post(end, {"last_day": "2026-11-30", "seen": role.revision}).status_code == 422
    assert admin.post(end, {"last_day": "2027-01-31", "seen": role.revision}).status_code == 302
    assert admin.post(end, {"last_day": "2027-02-28", "seen": role.revision}).status_code == 409
    role.refresh_from_db()
    assert role.ends_on == date(2027, 1, 31)
    acts = set(AdministrativeAct.objects.values_list("act", flat=True))
    assert {"role_given", "role_ended"} <= acts


def test_the_last_administrator_stays(cast: Cast, admin: Client) -> None:
    role = RoleAssignment.objects.get(role=Role.ADMINISTRATOR)
    answer = admin.post(at("end-role", role_id=role.pk), {"last_day": today().isoformat(), "seen": 1})
    assert answer.status_code == 422
    ended = admin.post(at("access", person_id=cast.administrator.pk), {"do": "end"})
    assert ended.status_code == 422
    assert "laatste beheerder" in text(ended)


def test_access_is_reset_ended_and_given_back(cast: Cast, admin: Client) -> None:
    account = cast.coach.account
    account.set_password("vier groene fietsen slapen")
    account.save()
    coach = cast.client("coach")
    access = at("access", person_id=cast.coach.pk)
    assert admin.post(access, {"do": "reset"}).status_code == 302
    assert coach.get(reverse("my-access")).status_code == 302, "the sessions of the old password end"
    admin.post(access, {"do": "end"})
    assert not Account.objects.get(pk=account.pk).is_active
    assert "Toegang teruggeven" in text(admin.get(at("staff-member", person_id=cast.coach.pk)))
    admin.post(access, {"do": "restore"})
    assert Account.objects.get(pk=account.pk).is_active


def test_staff_is_found_by_a_part_of_the_name(cast: Cast, admin: Client) -> None:
    page = text(admin.get(at("staff") + "?search=teaml"))
    assert "Tineke Teamleider" in page
    assert "Carla" not in page


# -- coaches ----------------------------------------------------------------------------------------------------------


def test_a_class_gets_a_coach_from_a_day_on(cast: Cast, admin: Client) -> None:
    soon = today() + timedelta(days=7)
    typed = {"on": soon.isoformat(), f"class-{cast.group.pk}": str(cast.colleague.pk)}
    assert admin.post(at("coaches"), typed).status_code == 302
    assert coaches_of(cast.student, today()) == [cast.coach]
    assert coaches_of(cast.student, soon - timedelta(days=1)) == [cast.coach]
    assert coaches_of(cast.student, soon) == [cast.colleague]
    assert admin.post(at("coaches"), {**typed, "submission": new_key()}).status_code == 302
    assert PersonalRelation.objects.filter(student=cast.student, kind=COACH).count() == 2
    assert Mail.objects.filter(recipient=cast.colleague).count() == 1


def test_assigning_again_before_it_began_leaves_one_coach_a_day(cast: Cast, admin: Client) -> None:
    soon = (today() + timedelta(days=7)).isoformat()
    for coach in (cast.colleague, cast.coach):
        admin.post(at("coaches"), {"on": soon, f"class-{cast.group.pk}": str(coach.pk)})
    assert coaches_of(cast.student, today() + timedelta(days=8)) == [cast.coach]


def test_a_team_leader_reaches_the_own_team_only(cast: Cast) -> None:
    leader = cast.client("team_leader")
    page = text(leader.get(at("coaches")))
    assert "2A" in page
    assert "1B" not in page
    theirs = Unit.objects.get(name="1B")
    leader.post(at("coaches"), {"on": today().isoformat(), f"class-{theirs.pk}": str(cast.coach.pk)})
    assert coaches_of(cast.other_student, today()) == []


def test_a_caseload_is_handed_over_in_part(cast: Cast, admin: Client) -> None:
    second = make_student(cast.organisation, "Tweede", "Leerling", cast.group)
    relate(cast.coach, second, COACH)
    page = at("hand-over", coach_id=cast.coach.pk)
    assert "Tweede Leerling" in text(admin.get(page))
    typed = {"students": [str(second.pk)], "coach": str(cast.colleague.pk), "on": today().isoformat()}
    assert admin.post(page, typed).status_code == 302
    assert coaches_of(second, today()) == [cast.colleague]
    assert coaches_of(cast.student, today()) == [cast.coach]


def test_a_student_without_a_coach_is_named_and_gets_one(cast: Cast, admin: Client) -> None:
    here = at("students") + "?which=without-coach"
    page = text(admin.get(here))
    assert "Ander Student" in page
    assert "Sam de Wit" not in page
    typed = {"students": [str(cast.other_student.pk)], "coach": str(cast.coach.pk), "on": today().isoformat()}
    assert admin.post(at("give-coach"), typed).status_code == 302
    assert coaches_of(cast.other_student, today()) == [cast.coach]
    assert "Ander Student" not in text(admin.get(here))
    assert admin.post(at("give-coach"), {**typed, "students": []}).status_code == 422
    stranger = {**typed, "students": [str(cast.stranger_student.pk)], "submission": new_key()}
    assert admin.post(at("give-coach"), stranger).status_code == 422


# -- students ---------------------------------------------------------------------------------------------------------


def test_an_unknown_birth_date_is_typed_and_it_is_kept_by_whom(cast: Cast) -> None:
    office = cast.client("administration")
    assert "Ander Student" in text(office.get(at("students") + "?which=unknown"))
    page = at("identity", student_id=cast.other_student.pk)
    typed = {"given_name": "Ander", "family_name": "Student", "birth_date": "2009-02-03", "seen": 1}
    assert office.post(page, typed).status_code == 302
    cast.other_student.refresh_from_db()
    assert cast.other_student.birth_date == date(2009, 2, 3)
    act = AdministrativeAct.objects.get()
    assert (act.by, act.about, act.act) == (cast.administration, cast.other_student, "identity_typed")
    assert office.post(page, {**typed, "given_name": "Anders"}).status_code == 409
    wrong = office.post(page, {**typed, "birth_date": "1809-02-03", "seen": 2})
    assert wrong.status_code == 422


def test_guardians_are_added_changed_and_invited(cast: Cast) -> None:
    office = cast.client("administration")
    student = cast.other_student
    typed = {"given_name": "Vader", "family_name": "Student", "email": "vader@example.org", "has_authority": "on"}
    assert office.post(at("guardian-new", student_id=student.pk), typed).status_code == 302
    again = office.post(at("guardian-new", student_id=student.pk), {**typed, "submission": new_key()})
    assert again.status_code == 422
    relation = PersonalRelation.objects.get(student=student, kind="guardian")
    assert relation.has_authority
    ids = {"student_id": student.pk, "relation_id": relation.pk}
    assert office.post(at("guardian", **ids), {"seen": 1, "student_consents": "on"}).status_code == 302
    relation.refresh_from_db()
    assert (relation.has_authority, relation.student_consents) == (False, True)
    invited = office.post(at("guardian-invite", **ids))
    assert "/link/" in text(office.get(invited["Location"]))
    assert Account.objects.filter(email="vader@example.org").exists()
    assert "ROC Demo werkt met Houvast en nodigt je uit." in str(Mail.objects.get(recipient=relation.holder).body)


def test_a_guardian_of_two_students_is_one_person(cast: Cast) -> None:
    office = cast.client("administration")
    typed = {"given_name": "Moeder", "family_name": "de Wit", "email": cast.guardian.email, "has_authority": "on"}
    office.post(at("guardian-new", student_id=cast.other_student.pk), typed)
    assert PersonalRelation.objects.get(student=cast.other_student, kind="guardian").holder == cast.guardian


def test_the_administrator_finds_persons_and_roles_and_no_dossier(cast: Cast, admin: Client) -> None:
    page = text(admin.get(at("student", student_id=cast.student.pk)))
    assert "Sam de Wit" in page
    assert "Carla Coach" in page
    for name in ("student", "record-talk", "notes"):
        assert admin.get(reverse(name, kwargs={"student_id": cast.student.pk})).status_code == 404


# -- whoever forgot a password ----------------------------------------------------------------------------------------


def test_a_forgotten_password_gives_one_answer_and_a_link_by_mail(cast: Cast) -> None:
    known = Client().post(reverse("forgotten-password"), {"email": cast.coach.account.email})
    unknown = Client().post(reverse("forgotten-password"), {"email": "nobody@example.org"})
    assert known.status_code == unknown.status_code == 200
    same = text(known).replace(cast.coach.account.email, "nobody@example.org")
    without_tokens = [re.sub(r'value="[A-Za-z0-9]{64}"', "", page) for page in (same, text(unknown))]
    assert without_tokens[0] == without_tokens[1]
    work_off()
    assert "/link/" in str(Mail.objects.get().body)
    assert Mail.objects.get().recipient == cast.coach


def work_off() -> None:
    """Do what waits in the queue for the administration, as the worker does."""
    registry = Registry()
    registry.add(NEW_PASSWORD, new_password)
    done = Worker(server=None, registry=registry).run_until_idle()
    assert not done.jobs_failed


def test_asking_for_a_new_password_is_the_same_work_for_every_address(cast: Cast) -> None:
    ended = cast.colleague.account
    Account.objects.filter(pk=ended.pk).update(is_active=False)
    asked = {}
    for name, email in (
        ("known", cast.coach.account.email),
        ("unknown", "nobody@example.org"),
        ("ended", ended.email),
    ):
        browser = Client()
        with CaptureQueriesContext(connection) as queries:
            assert browser.post(reverse("forgotten-password"), {"email": email}).status_code == 200
        asked[name] = [re.sub(r"'[^']*'|[0-9a-f]{32}|\d+", "?", one["sql"]) for one in queries.captured_queries]
    assert asked["known"] == asked["unknown"] == asked["ended"]
    assert all("nobody@example.org" not in str(job.arguments) for job in Job.objects.all()), "the address waits sealed"
    work_off()
    assert [mail.recipient for mail in Mail.objects.all()] == [cast.coach]


def test_one_address_is_mailed_five_times_at_most(cast: Cast) -> None:
    asked = {"email": cast.coach.account.email}
    answers = [Client().post(reverse("forgotten-password"), asked).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]
    work_off()
    assert Mail.objects.count() == 5


# -- every page -------------------------------------------------------------------------------------------------------

PAGES = ("", "organisation", "units", "programmes", "programme-new", "staff", "invite", "coaches", "students")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_speaks_both_languages(cast: Cast, admin: Client, name: str, language: str) -> None:
    admin.post(reverse("set_language"), {"language": language})
    page = admin.get(at(name))
    assert page.status_code == 200
    assert f'<html lang="{language}"' in text(page)
    words = "Beheer|De instelling|Colleges, teams en klassen|Opleiding|Medewerkers|Iemand|Coaches per klas|Studenten"
    dutch = re.search(f"<h1>({words})", text(page))
    assert bool(dutch) is (language == "nl")


def test_lists_cost_the_same_number_of_queries_however_long(
    cast: Cast, admin: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        student = make_student(cast.organisation, f"Nummer{number}", "Student", cast.group)
        relate(cast.coach, student, COACH)
    for name, most in (("students", 20), ("coaches", 25), ("", 25), ("staff", 15), ("units", 15)):
        with django_assert_max_num_queries(most):
            assert admin.get(at(name)).status_code == 200
    first = text(admin.get(at("students")))
    (more,) = re.findall(r'href="(\?which=all[^"]+)"', first)
    assert "Nummer59" in text(admin.get(at("students") + more.replace("&amp;", "&")))


def test_thousands_of_units_are_gone_down_and_searched_in_a_few_queries(
    cast: Cast, admin: Client, django_assert_max_num_queries: Any
) -> None:
    made = []
    for team_number in range(40):
        team = Unit(organisation=cast.organisation, kind="team", name=f"Team {team_number:02}", parent=cast.college)
        team.path = f"{cast.college.path}{team.pk.hex}/"
        made.append(team)
        for number in range(60):
            group = Unit(
                organisation=cast.organisation, kind="class", name=f"K{team_number:02}-{number:02}", parent=team
            )
            group.path = f"{team.path}{group.pk.hex}/"
            made.append(group)
    Unit.objects.bulk_create(made)
    for asked, there, away in (
        ("", "College Techniek", "K00-00"),
        (f"?under={cast.college.pk}", "Team 39", "K00-00"),
        (f"?under={made[0].pk}", "K00-49", "K00-50"),
        ("?search=k39-5", "K39-59", "K39-49"),
    ):
        with django_assert_max_num_queries(15):
            page = text(admin.get(at("units") + asked))
        assert there in page
        assert away not in page
    first = text(admin.get(at("units") + f"?under={made[0].pk}"))
    (more,) = re.findall(r'href="(\?search=[^"]+)" rel="next"', first)
    assert "K00-59" in text(admin.get(at("units") + more.replace("&amp;", "&")))
    with django_assert_max_num_queries(15):
        assert admin.get(at("unit", unit_id=made[1].pk)).status_code == 200
    with django_assert_max_num_queries(15):
        assert admin.get(at("invite")).status_code == 200
