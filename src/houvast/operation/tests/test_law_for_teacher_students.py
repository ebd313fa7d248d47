"""What the guide for teacher students says, asked from the command line."""

from typing import Any

import pytest

from houvast.operation.tests.law_questions import asked

pytestmark = pytest.mark.no_database


SWITCH: dict[str, Any] = {
    "reason": "target_group", "asked_on": "2026-03-31", "educator_contacted": True, "investigated": True,
    "both_educators_agree": True, "travel_minutes": None, "legitimate": None, "all_consent": True,
}  # fmt: skip


@pytest.mark.req("S-137", "S-138", "S-139", "S-264", "S-265")
def test_a_student_without_a_click_is_first_placed_within_the_training_school() -> None:
    answer = asked("training-school-switch", "2026-04-05", **{**SWITCH, "reason": "supervisor", "investigated": None})
    assert answer["outcome"] == {"route": "within_training_school", "allowed": False, "missing": ["investigated"]}
    assert "Looking for another school oneself is not allowed" in answer["told"]
    assert "consent of, all parties" in answer["told"]
    first = asked("training-school-switch", "2026-04-05", **{**SWITCH, "educator_contacted": None, "all_consent": None})
    assert first["outcome"]["missing"] == ["educator_contacted", "all_consent"]


@pytest.mark.req("S-140", "S-141")
def test_when_both_educators_agree_the_training_school_finds_a_place_in_the_region() -> None:
    answer = asked("training-school-switch", "2026-04-05", **SWITCH)
    assert answer["outcome"] == {"route": "other_school_in_region", "allowed": True, "missing": []}
    assert "whole sector" in answer["told"]


@pytest.mark.req("S-266", "S-267", "S-268", "S-269")
def test_a_substantive_wish_comes_before_1_april() -> None:
    in_time = asked("training-school-switch", "2026-04-05", **{**SWITCH, "reason": "substantive"})
    late = asked(
        "training-school-switch",
        "2026-04-05",
        **{**SWITCH, "reason": "substantive", "asked_on": "2026-04-01"},
    )
    assert (in_time["outcome"]["allowed"], late["outcome"]["missing"]) == (True, ["asked_on"])
    assert "mails the placement office" in in_time["told"]


@pytest.mark.req("S-270", "S-271", "S-272")
def test_a_move_counts_when_the_journey_is_longer_than_an_hour_and_a_half() -> None:
    near = asked("training-school-switch", "2026-04-05", **{**SWITCH, "reason": "moved", "travel_minutes": 90})
    far = asked("training-school-switch", "2026-04-05", **{**SWITCH, "reason": "moved", "travel_minutes": 120})
    assert (near["outcome"]["missing"], far["outcome"]["allowed"]) == (["travel_minutes"], True)
    assert "inform the regional coordinator" in far["told"]


@pytest.mark.req("S-273", "S-275")
def test_the_subject_coordinator_decides_when_they_do_not_work_it_out() -> None:
    facts = {**SWITCH, "reason": "moved", "travel_minutes": 60}
    assert asked("training-school-switch", "2026-04-05", **{**facts, "legitimate": True})["outcome"]["allowed"] is True
    refused = asked("training-school-switch", "2026-04-05", **{**facts, "legitimate": False})
    assert refused["outcome"] == {"route": "escalated", "allowed": False, "missing": ["legitimate"]}
    assert "placement office finds a new place" in refused["told"]


RESIT: dict[str, Any] = {
    "assessed_on": "2026-06-10", "passed": False, "portfolio_handed_in": True, "failed_before": 0,
    "third_chance_granted": None, "region": "zuid",
}  # fmt: skip


@pytest.mark.req("S-161", "S-165", "S-167", "S-168", "S-169")
def test_a_failed_placement_may_be_retaken_once_after_ten_teaching_weeks() -> None:
    answer = asked("workplace-resit", "2026-06-10", **RESIT)
    assert answer["outcome"] == {"result": "not_met", "next_step": "resit", "earliest": "2026-09-30"}
    assert "limit it in time" in answer["told"]


@pytest.mark.req("S-162", "S-163", "S-164")
def test_without_a_portfolio_the_first_chance_is_not_met() -> None:
    answer = asked("workplace-resit", "2026-06-10", **{**RESIT, "passed": None, "portfolio_handed_in": False})
    assert answer["outcome"]["result"] == "not_met"
    assert "without delay" in answer["told"]


@pytest.mark.req("S-170", "S-172", "S-173", "S-175")
def test_a_second_fail_leads_to_a_talk_and_a_request_for_a_third_chance() -> None:
    answer = asked("workplace-resit", "2026-06-10", **{**RESIT, "failed_before": 1})
    assert answer["outcome"]["next_step"] == "talk_and_request"
    assert "asks the examination board for a third chance" in answer["told"]
    assert any("suitable for the profession" in text for text in answer["asks_human"])


JOB: dict[str, Any] = {
    "mode": "full_time", "level": 3, "cohort": "2021-2022", "credits": 85, "maximum_attainable": 90,
    "main_phase_first_semester_open": 5, "foundation_passed": True,
}  # fmt: skip


@pytest.mark.req("S-181")
def test_levels_1_and_2_have_no_paid_job_as_placement() -> None:
    for level in (1, 2):
        assert asked("paid-appointment", "2024-03-15", **{**JOB, "level": level})["outcome"]["eligible"] is False


@pytest.mark.req("S-182", "S-183", "S-184", "S-185", "S-189")
def test_level_3_asked_85_credits_on_1_may() -> None:
    enough = asked("paid-appointment", "2023-05-01", **JOB)
    assert enough["outcome"] == {"eligible": True, "max_fte": 0.3, "max_hours": 7, "missing": []}
    assert "1 May" in enough["told"]
    assert asked("paid-appointment", "2023-05-01", **{**JOB, "credits": 84})["outcome"]["missing"] == ["credits"]
    too_open = asked("paid-appointment", "2023-05-01", **{**JOB, "main_phase_first_semester_open": 6})
    assert too_open["outcome"]["missing"] == ["main_phase_first_semester_open"]
    without = asked("paid-appointment", "2023-05-01", **{**JOB, "foundation_passed": False})
    assert without["outcome"]["missing"] == ["foundation_passed"]


@pytest.mark.req("S-186", "S-187", "S-188")
def test_level_4_asked_140_credits() -> None:
    enough = asked("paid-appointment", "2023-05-01", **{**JOB, "level": 4, "credits": 140})
    assert enough["outcome"] == {"eligible": True, "max_fte": 0.4, "max_hours": 8, "missing": []}
    assert (
        asked("paid-appointment", "2023-05-01", **{**JOB, "level": 4, "credits": 139})["outcome"]["eligible"] is False
    )


@pytest.mark.req("S-190", "S-191", "S-192", "S-194", "S-197", "S-212")
def test_the_further_conditions_stand_beside_every_answer() -> None:
    told = asked("paid-appointment", "2024-03-15", **JOB)["told"]
    for words in ("follow the timetable", "every week", "before 1 June", "mentor tasks are no part", "looked at again"):
        assert words in told
    assert "The same conditions hold for a renewal" in told


@pytest.mark.req("S-205", "S-206")
def test_since_december_2023_the_norm_is_measured_on_15_march() -> None:
    assert asked("paid-appointment", "2023-12-14", **JOB)["outcome"]["eligible"] is True
    assert asked("paid-appointment", "2023-12-14", **{**JOB, "credits": 84})["outcome"]["eligible"] is False
    assert asked("paid-appointment", "2023-12-14", **{**JOB, "level": 4, "credits": 80})["outcome"]["eligible"] is True
    assert "15 March" in asked("paid-appointment", "2023-12-14", **JOB)["told"]


@pytest.mark.req("S-211")
def test_part_time_is_told_not_to_be_covered() -> None:
    answer = asked("paid-appointment", "2024-03-15", **{**JOB, "mode": "part_time"})
    assert answer["outcome"]["eligible"] is None
    assert "prevented as much as possible" in answer["told"]


@pytest.mark.req("S-218", "S-219", "S-220", "S-221", "S-238", "S-239", "S-240", "S-241")
def test_the_traffic_light_is_literal_and_says_where_it_is_odd() -> None:
    def rating(green: int, amber: int, red: int) -> dict[str, Any]:
        outcome: dict[str, Any] = asked("progress-rating", "2026-03-15", green=green, amber=amber, red=red, level=4)[
            "outcome"
        ]
        return outcome

    assert rating(10, 4, 0) == {"rating": "green", "warnings": []}
    assert rating(10, 0, 4) == {"rating": "green", "warnings": ["red_inside_green"]}
    assert rating(9, 4, 0) == {"rating": "amber", "warnings": ["amber_out_of_reach", "items_unscored"]}
    assert rating(9, 5, 0) == {"rating": "red", "warnings": ["amber_out_of_reach"]}
    told = asked("progress-rating", "2026-03-15", green=10, amber=4, red=0, level=4)["told"]
    assert "expectation for the end of this school year" in told
    assert "final assessment before the summer" in told


@pytest.mark.req(
    "S-222",
    "S-223",
    "S-224",
    "S-225",
    "S-226",
    "S-227",
    "S-228",
    "S-229",
    "S-230",
    "S-231",
    "S-232",
    "S-233",
    "S-234",
    "S-235",
    "S-236",
    "S-237",
)
def test_the_answer_names_the_fourteen_items_and_the_agreements_of_both_parts() -> None:
    told = asked("progress-rating", "2026-03-15", green=10, amber=4, red=0, level=4)["told"]
    for item in (
        "which assignments come when",
        "portfolio and work tasks on schedule",
        "development points and plan",
        "professional about illness",
        "takes part in training days",
        "agreements on progress for the next period",
        "open to coaching",
        "works together",
        "communicates well",
        "pedagogical",
        "didactic",
        "professional work",
        "vision of the school",
        "motivated",
        "language good enough",
        "agreements on development for the next period",
    ):
        assert item in told
