"""A warm handover from asked to done, what the other side sees of it, and what closes when it ends."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from houvast.cases.world import FACTS
from houvast.core.access.words import Data
from houvast.core.handover.items import Item
from houvast.core.handover.steps import Ground, State
from houvast.handover import actions, queries
from houvast.handover.models import Following, FollowUp, Handover
from houvast.handover.tests.play import PLAN, accepted, agreed, arrived, asked, done, make_town
from houvast.people.clock import now, today
from houvast.people.models import Person, UnitMembership
from houvast.people.refusals import CannotBeDone
from houvast.people.revisions import ChangedMeanwhile
from houvast.people.viewer import Viewer
from houvast.privacy import door
from tests.houvast_testing.cast import Cast, make_person


def test_nothing_arrives_before_the_student_agreed(cast: Cast) -> None:
    town = make_town(cast)
    asked(cast, town.rmc)
    assert not Following.objects.exists()


def test_only_what_the_student_agreed_to_arrives(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc), Item.CONTACT, Item.WHY)
    following = arrived(handover)
    assert set(following.content["told"]) == {"contact", "why"}
    assert following.content["plan"] == []
    assert following.qualifications == []
    assert following.person != cast.student
    assert following.person.organisation == town.organisation


def test_the_joint_plan_goes_along_when_the_student_agrees(cast: Cast) -> None:
    following = arrived(agreed(asked(cast, make_town(cast).rmc)))
    assert [line["what"] for line in following.content["plan"]] == [line.what for line in PLAN]


def test_without_a_name_nobody_is_handed_over(cast: Cast) -> None:
    handover = asked(cast, make_town(cast).rmc)
    with pytest.raises(CannotBeDone):
        agreed(handover, Item.WHY)


def test_only_the_student_agrees(cast: Cast) -> None:
    handover = asked(cast, make_town(cast).rmc)
    for somebody in (cast.coach, cast.guardian, cast.team_leader):
        with pytest.raises(PermissionDenied):
            actions.agree(handover=handover, by=Viewer(somebody), agreed=tuple(Item), seen_revision=1, at=now())


def test_under_16_the_guardian_agrees_too_and_only_then_it_goes(cast: Cast) -> None:
    cast.student.birth_date = today() - timedelta(days=15 * 365)
    cast.student.save()
    handover = agreed(asked(cast, make_town(cast).rmc))
    assert handover.state == State.ASKED
    assert not Following.objects.exists()
    actions.guardian_agrees(handover=handover, by=Viewer(cast.guardian), seen_revision=handover.revision, at=now())
    assert Handover.objects.get().state == State.CONSENTED
    assert Following.objects.exists()


def test_it_is_done_only_when_the_receiving_side_says_so(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc))
    following = done(handover, town.officer)
    assert handover.state == State.DONE
    assert handover.arrived_on == today()
    assert sorted(FollowUp.objects.filter(handover=handover).values_list("weeks", flat=True)) == [2, 6, 12]
    assert sorted(FollowUp.objects.filter(following=following).values_list("weeks", flat=True)) == [2, 6, 12]


def test_a_desk_sees_only_its_own_people(cast: Cast) -> None:
    town = make_town(cast)
    following = arrived(agreed(asked(cast, town.rmc)))
    assert door.may(Viewer(town.officer), following.person, Data.FOLLOWING)
    assert not door.may(Viewer(town.adviser), following.person, Data.FOLLOWING)
    assert not door.may(Viewer(cast.partner), following.person, Data.FOLLOWING)
    with pytest.raises(PermissionDenied):
        accepted(Handover.objects.get(), town.adviser)


def test_a_refusal_has_a_reason_that_the_school_reads_and_empties_what_was_told(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc))
    following = arrived(handover)
    with pytest.raises(CannotBeDone):
        actions.refuse(following=following, by=Viewer(town.officer), reason=" ", seen_revision=1, at=now())
    actions.refuse(following=following, by=Viewer(town.officer), reason="Woont elders.", seen_revision=1, at=now())
    handover.refresh_from_db()
    assert handover.state == State.REFUSED
    assert handover.reason == "Woont elders."
    following.refresh_from_db()
    assert following.content == {}
    assert not UnitMembership.objects.filter(unit=town.rmc.unit).exists()
    assert Person.objects.get(pk=following.person_id).erased_at is not None


def test_the_student_stops_the_sharing_and_access_ends_at_once(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.youth))
    following = accepted(handover, town.adviser)
    handover.refresh_from_db()
    actions.revoke(handover=handover, by=Viewer(cast.student), reason="", seen_revision=handover.revision, at=now())
    following.refresh_from_db()
    assert following.content == {}
    assert following.state == State.REVOKED
    assert following.closed_on == today()
    assert not door.may(Viewer(town.adviser), following.person, Data.FOLLOWING)


def test_a_desk_with_a_task_by_law_keeps_its_own_file_when_the_student_stops_the_sharing(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc))
    following = accepted(handover, town.officer)
    handover.refresh_from_db()
    actions.revoke(handover=handover, by=Viewer(cast.student), reason="", seen_revision=handover.revision, at=now())
    following.refresh_from_db()
    assert following.content == {}
    assert following.closed_on is None
    assert door.may(Viewer(town.officer), following.person, Data.FOLLOWING)


def test_a_report_that_the_law_asks_needs_no_consent_and_tells_little(cast: Cast) -> None:
    town = make_town(cast)
    with pytest.raises(CannotBeDone):
        asked(cast, town.rmc, ground=Ground.LAW)
    with pytest.raises(CannotBeDone):
        asked(cast, town.youth, ground=Ground.LAW, told={Item.WHY: "Vier weken niet gezien."})
    handover = asked(cast, town.rmc, ground=Ground.LAW, told={Item.WHY: "Vier weken niet gezien."})
    assert arrived(handover).origin == Following.Origin.REPORT


def test_from_coach_to_coach_shows_the_handover_and_no_dossier(cast: Cast) -> None:
    draft = actions.AskDraft(
        told={Item.WHY: "Nieuwe opleiding."}, until=today() + timedelta(days=30), colleague=cast.colleague
    )
    handover = agreed(actions.ask(student=cast.student, by=Viewer(cast.coach), draft=draft, at=now()))
    following = done(handover, cast.colleague)
    assert following.person == cast.student
    assert handover.state == State.DONE
    assert door.may(Viewer(cast.colleague), cast.student, Data.FOLLOWING)
    for data in (Data.TALKS, Data.CASES, Data.HANDOVER, Data.RESULTS):
        assert not door.may(Viewer(cast.colleague), cast.student, data)


def test_the_school_hears_arrived_and_in_contact_and_no_more(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc))
    following = done(handover, town.officer)
    actions.record(
        following=following,
        by=Viewer(town.officer),
        draft=actions.EntryDraft(kind="home_visit", on=today(), text="Thuis gesproken over schulden."),
        at=now(),
    )
    handover.refresh_from_db()
    assert handover.in_contact is True
    assert handover.in_contact_on == today()
    assert "schulden" not in " ".join(handover.steps.values_list("reason", flat=True))


def test_two_at_once_one_of_them_reads_again(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc))
    following = arrived(handover)
    stale = Following.objects.get(pk=following.pk)
    actions.accept(following=following, by=Viewer(town.officer), seen_revision=1, at=now())
    with pytest.raises(ChangedMeanwhile):
        actions.accept(following=stale, by=Viewer(town.officer), seen_revision=1, at=now())


def test_nobody_is_let_go_before_the_next_desk_has_hold(cast: Cast) -> None:
    town = make_town(cast)
    following = done(agreed(asked(cast, town.rmc)), town.officer)
    with pytest.raises(CannotBeDone):
        actions.close(
            following=following,
            by=Viewer(town.officer),
            outcome=Following.Outcome.HANDED_ON,
            text="",
            seen_revision=following.revision,
            at=now(),
        )


def test_a_stranger_asks_nothing(cast: Cast) -> None:
    town = make_town(cast)
    draft = actions.AskDraft(told={}, until=today(), desk=town.rmc)
    for somebody in (cast.stranger_coach, cast.colleague, cast.administrator, make_person(cast.organisation, "N", "N")):
        with pytest.raises(PermissionDenied):
            actions.ask(student=cast.student, by=Viewer(somebody), draft=draft, at=now())


def test_a_procedure_can_ask_whether_a_handover_was_accepted_and_done(cast: Cast) -> None:
    town = make_town(cast)
    handover = agreed(asked(cast, town.rmc))
    assert queries.handover_fact(cast.student) == queries.HandoverFact(offered=True, accepted_on=None, done_on=None)
    following = accepted(handover, town.officer)
    assert queries.handover_fact(cast.student).accepted_on == today()
    assert FACTS["handover_accepted"](cast.student, today()) is True
    assert FACTS["handover_done"](cast.student, today()) is False
    actions.refuse(
        following=following, by=Viewer(town.officer), reason="Ziek.", seen_revision=following.revision, at=now()
    )
    assert FACTS["handover_accepted"](cast.student, today()) is False
