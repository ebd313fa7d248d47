"""What family sees before and after eighteen, and what the student gives back per kind."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from houvast.appointments.models import ConsentChange
from houvast.core.access.words import Data
from houvast.guidance.models import Success
from houvast.outbox.models import Mail
from houvast.people.clock import set_to, today
from houvast.people.models import Account, PersonalRelation
from houvast.people.submissions import new_key
from houvast.people.viewer import Viewer
from houvast.privacy import door
from tests.houvast_testing.cast import Cast


def tie(cast: Cast) -> PersonalRelation:
    return PersonalRelation.objects.get(student=cast.student, holder=cast.guardian)


def birthday(cast: Cast) -> date:
    assert cast.student.birth_date
    return cast.student.birth_date.replace(year=cast.student.birth_date.year + 18)


def share(cast: Cast, *kinds: str) -> None:
    relation = tie(cast)
    answer = cast.client("student").post(
        reverse("appointments:network-share", args=(relation.pk,)),
        {"kinds": kinds, "revision": relation.revision, "submission": new_key()},
    )
    assert answer.status_code == 302, answer.content.decode()


def sees(cast: Cast, data: Data) -> bool:
    """By the decision for one student, which must say the same as the list."""
    viewer = Viewer(cast.guardian, today())
    one = door.decision(viewer, cast.student, data).allowed
    assert one == door.students(viewer, data).filter(pk=cast.student.pk).exists()
    return one


@pytest.mark.req("S-608", "S-609", "S-612", "S-663", "S-293")
def test_at_eighteen_it_stops_and_the_student_gives_back_per_kind_and_ends_it(cast: Cast) -> None:
    page = cast.client("student").get(reverse("appointments:network", args=(cast.student.pk,))).content.decode()
    assert "Moeder de Wit" in page
    assert sees(cast, Data.RESULTS)
    with set_to(birthday(cast)):
        assert not sees(cast, Data.RESULTS)
        share(cast, "results")
        assert sees(cast, Data.RESULTS)
        assert not sees(cast, Data.ABSENCE)
        assert not sees(cast, Data.CASES)
        assert sees(cast, Data.IDENTITY)
        progress = reverse("education:progress", args=(cast.student.pk,))
        absence = reverse("absence:of-student", args=(cast.student.pk,))
        assert cast.client("guardian").get(progress).status_code == 200
        assert cast.client("guardian").get(absence).status_code == 404
        share(cast)
        assert not sees(cast, Data.RESULTS)
        assert cast.client("guardian").get(progress).status_code == 404
    assert ConsentChange.objects.count() == 2


def test_a_choice_made_before_eighteen_changes_nothing_until_the_birthday(cast: Cast) -> None:
    share(cast, "results")
    assert sees(cast, Data.ABSENCE)
    with set_to(birthday(cast)):
        assert not sees(cast, Data.ABSENCE)
        assert sees(cast, Data.RESULTS)


def test_only_the_student_chooses(cast: Cast) -> None:
    for member in ("guardian", "coach", "administrator", "other_student", "stranger_student", "trusted_person"):
        for name in ("network-share", "network-end"):
            answer = cast.client(member).post(reverse(f"appointments:{name}", args=(tie(cast).pk,)), {})
            assert answer.status_code == 404, (member, name)
        assert cast.client(member).get(reverse("appointments:network", args=(cast.student.pk,))).status_code == 404


@pytest.mark.req("S-610")
def test_a_student_ends_that_somebody_is_a_trusted_person(cast: Cast) -> None:
    relation = PersonalRelation.objects.get(student=cast.student, holder=cast.trusted_person)
    cast.client("student").post(
        reverse("appointments:network-end", args=(relation.pk,)),
        {"revision": relation.revision, "submission": new_key()},
    )
    assert cast.client("trusted_person").get(reverse("student", args=(cast.student.pk,))).status_code == 404


@pytest.mark.req("S-605", "S-611", "S-762", "S-763", "S-660")
def test_a_teacher_writes_what_went_well_and_family_reads_it_when_the_student_shares_it(cast: Cast) -> None:
    page = reverse("successes", args=(cast.student.pk,))
    answer = cast.client("coach").post(page, {"words": "Hielp een klasgenoot.", "submission": new_key()})
    assert answer.status_code == 302
    made = Success.objects.get()
    assert "Hielp een klasgenoot." in cast.client("student").get(page).content.decode()
    for member in ("guardian", "trusted_person"):
        assert "Hielp een klasgenoot." not in cast.client(member).get(page).content.decode()
    assert cast.client("coach").post(reverse("success-share", args=(made.pk,))).status_code == 404
    cast.client("student").post(reverse("success-share", args=(made.pk,)), {"revision": "1", "submission": new_key()})
    for member in ("guardian", "trusted_person"):
        assert "Hielp een klasgenoot." in cast.client(member).get(page).content.decode()
    for member in ("colleague", "stranger_coach", "other_student", "director", "partner"):
        assert cast.client(member).get(page).status_code == 404, member


def invited(cast: Cast, **typed: str) -> Any:
    given = {"given_name": "Tante", "family_name": "Bee", "email": "tante.bee@example.org", **typed}
    here = reverse("appointments:network-invite", args=(cast.student.pk,))
    return cast.client("student").post(here, {**given, "submission": new_key()})


@pytest.mark.req("S-608", "S-610")
def test_a_student_invites_somebody_who_gets_an_account_by_a_link_and_sees_what_is_shared_only(cast: Cast) -> None:
    assert invited(cast).status_code == 302
    relation = PersonalRelation.objects.get(holder__email="tante.bee@example.org")
    assert (relation.kind, relation.student_id) == ("trusted_person", cast.student.pk)
    mail = Mail.objects.get(recipient=relation.holder)
    assert cast.student.family_name not in (mail.body or "") + mail.subject
    network = reverse("appointments:network", args=(cast.student.pk,))
    assert "Uitgenodigd, en nog niet binnen." in cast.client("student").get(network).content.decode()
    link = re.search(r"https?://[^/\s]+(/\S+)", mail.body or "")
    assert link
    browser = Client()
    chosen = {"new_password1": "een lange zin met veel woorden", "new_password2": "een lange zin met veel woorden"}
    page = browser.get(link[1])
    assert page.status_code == 200
    browser.post(link[1], chosen)
    signed_in = Client()
    signed_in.force_login(Account.objects.get(person=relation.holder))
    assert "Sam de Wit" in signed_in.get(reverse("start")).content.decode()
    plan = signed_in.get(reverse("plan:of-student", args=(cast.student.pk,))).content.decode()
    assert "Er is niets van een plan met jou gedeeld" in plan
    for closed in ("careteam:student", "record-talk"):
        assert signed_in.get(reverse(closed, args=(cast.student.pk,))).status_code == 404, closed


def test_whoever_signs_in_here_already_is_linked_and_no_second_account_is_made(cast: Cast) -> None:
    account = cast.guardian.account
    assert invited(cast, email=account.email.upper()).status_code == 302
    assert PersonalRelation.objects.filter(kind="trusted_person", holder=cast.guardian, student=cast.student).exists()
    assert Mail.objects.get(recipient=cast.guardian).kind == "ready"
    assert invited(cast, email=account.email).status_code == 422, "twice is once"


def test_an_address_of_another_school_or_of_a_fellow_student_is_not_linked(cast: Cast) -> None:
    for member in (cast.stranger_coach, cast.other_student):
        answer = invited(cast, email=member.account.email)
        assert answer.status_code == 422
        assert member.name not in answer.content.decode()


def test_no_more_than_five_people_and_a_lost_link_is_sent_again(cast: Cast) -> None:
    for number in range(4):
        assert invited(cast, email=f"vriend{number}@example.org").status_code == 302
    assert invited(cast, email="zesde@example.org").status_code == 422
    relation = PersonalRelation.objects.get(holder__email="vriend0@example.org")
    again = reverse("appointments:network-invite-again", args=(relation.pk,))
    assert cast.client("student").post(again).status_code == 302
    assert Mail.objects.filter(recipient=relation.holder, kind="invitation").count() == 2
    assert cast.client("guardian").post(again).status_code == 404
