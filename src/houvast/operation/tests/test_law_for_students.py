"""What the law says for mbo students, asked from the command line."""

from typing import Any

import pytest

from houvast.operation.tests.law_questions import asked

pytestmark = pytest.mark.no_database


ENDING: dict[str, Any] = {
    "birth_date": "2005-03-15", "qualifications": ["mbo2"], "reason": "absence", "decision_taken": None,
    "reported": None, "new_place": None, "handover_accepted": None, "exit_talk_held": None,
}  # fmt: skip


@pytest.mark.req("S-281", "S-335", "S-336", "S-337")
@pytest.mark.parametrize("reason", ["study_advice", "absence", "disciplinary"])
def test_a_school_ends_an_enrolment_only_by_a_decision(reason: str) -> None:
    answer = asked("deregistration", "2026-11-21", **{**ENDING, "reason": reason})
    assert answer["outcome"]["missing"] == ["decision_taken"]


@pytest.mark.req("S-333", "S-338")
def test_a_student_may_leave_at_will_and_a_diploma_ends_it() -> None:
    for reason in ("own_request", "diploma", "death"):
        assert asked("deregistration", "2026-11-21", **{**ENDING, "reason": reason})["outcome"]["allowed"] is True


@pytest.mark.req("S-728")
def test_with_a_duty_the_report_comes_first() -> None:
    young = {**ENDING, "birth_date": "2009-03-15", "qualifications": [], "decision_taken": True}
    answer = asked("deregistration", "2026-11-21", **young)
    assert answer["outcome"]["missing"] == ["reported"]
    assert "attendance officer" in answer["told"]


@pytest.mark.req("S-322", "S-330", "S-331")
def test_the_agreement_was_a_condition_until_august_2023() -> None:
    facts = {"support_needed": True, "agreed_on": None, "enrolled_on": "2023-07-15", "evaluated_on": None}
    before = asked("support-agreement", "2023-07-31", **facts)
    after = asked("support-agreement", "2023-08-01", **facts)
    assert "Without a signed education agreement" in before["told"]
    assert "no longer a condition" in after["told"]
    assert before["outcome"]["missing"] == after["outcome"]["missing"] == ["agreed_on"]


@pytest.mark.req("S-339", "S-340", "S-341", "S-342")
def test_the_study_advice_has_its_window() -> None:
    short = asked("study-advice-window", "2026-11-21", programme_start="2026-08-01", programme_years=1)
    longer = asked("study-advice-window", "2026-11-21", programme_start="2026-08-01", programme_years=3)
    assert short["outcome"] == {"earliest": "2026-11-01", "latest": "2026-11-30"}
    assert longer["outcome"] == {"earliest": "2027-05-01", "latest": "2027-07-31"}
    assert short["because"][0]["valid_from"] == longer["because"][0]["valid_from"] == "2018-08-01"


ADVICE: dict[str, Any] = {
    "programme_start": "2026-08-01", "programme_years": 3, "birth_date": "2009-03-15", "warned_on": "2027-03-01",
    "term_ends_on": "2027-06-01", "facilities_given": True, "circumstances_weighed": True, "heard": True,
    "other_programme_offered": True,
}  # fmt: skip


@pytest.mark.req("S-343", "S-346", "S-347", "S-348")
def test_a_negative_advice_needs_warning_care_and_another_programme() -> None:
    assert asked("study-advice-negative", "2027-06-02", **ADVICE)["outcome"] == {"allowed": True, "missing": []}
    for name in ("warned_on", "circumstances_weighed", "facilities_given", "other_programme_offered"):
        assert name in asked("study-advice-negative", "2027-06-02", **{**ADVICE, name: None})["outcome"]["missing"]
    assert "ends the enrolment" in asked("study-advice-negative", "2027-06-02", **ADVICE)["told"]


@pytest.mark.req("S-344", "S-389")
def test_an_appeal_takes_two_weeks_and_before_2023_the_civil_court_was_the_last_step() -> None:
    answer = asked("appeal-deadline", "2027-07-03", decision="study_advice", notified_on="2027-07-02")
    assert answer["outcome"] == {"route": "appeal", "body": "appeals_board", "last_day": "2027-07-16"}
    old = asked("appeal-deadline", "2023-08-10", decision="removal", notified_on="2023-07-31")
    assert old["outcome"]["route"] == "civil_court"


@pytest.mark.req("S-350")
def test_an_early_leaver_was_under_23_and_is_followed_until_27() -> None:
    facts = {"birth_date": "2001-05-01", "qualifications": ["entree"], "left_on": "2025-07-01"}
    assert asked("early-leaver", "2025-12-31", **facts)["outcome"] == {"early_leaver": False}
    assert asked("early-leaver", "2026-01-01", **facts)["outcome"] == {"early_leaver": True}


APPLICATION: dict[str, Any] = {
    "level": 3, "qualifications": ["vmbo_tl"], "applied_on": "2027-03-31", "intake_done": True,
    "birth_date": "2005-01-01", "fixed_quota": False,
}  # fmt: skip


@pytest.mark.req("S-282", "S-366", "S-367", "S-368", "S-369", "S-370", "S-371", "S-372", "S-499")
def test_admission_is_a_right_and_only_the_law_gives_grounds_to_refuse() -> None:
    right = asked("admission", "2027-04-10", **APPLICATION)
    assert right["outcome"] == {"admitted": "right", "grounds": []}
    assert "Grades, motivation, a disability or a need of support may play no part" in right["told"]
    assert "additional requirements" in right["told"]
    for change, grounds in (
        ({"applied_on": "2027-04-02"}, ["applied_on"]),
        ({"intake_done": None}, ["intake_done"]),
        ({"fixed_quota": True}, ["fixed_quota"]),
    ):
        assert asked("admission", "2027-04-10", **{**APPLICATION, **change})["outcome"]["grounds"] == grounds
    lacking = asked("admission", "2027-04-10", **{**APPLICATION, "qualifications": ["vmbo_bb"]})
    assert lacking["outcome"] == {"admitted": "no", "grounds": ["qualifications"]}


@pytest.mark.req("S-374", "S-375", "S-376")
def test_student_finance_is_for_bol_from_18_and_travel_before() -> None:
    facts = {"birth_date": "2009-03-15", "pathway": "bol", "level": 2}
    assert asked("student-finance-right", "2027-03-14", **facts)["outcome"]["finance"] is False
    assert asked("student-finance-right", "2027-03-14", **facts)["outcome"]["travel_product"] is True
    assert asked("student-finance-right", "2027-03-15", **facts)["outcome"]["finance"] is True
    assert asked("student-finance-right", "2027-03-15", **{**facts, "pathway": "bbl"})["outcome"]["finance"] is False
    told = asked("student-finance-right", "2027-03-15", **facts)["told"]
    assert "basic grant, supplementary grant and travel product" in told


@pytest.mark.req("S-377", "S-378", "S-379")
def test_at_levels_1_and_2_it_is_a_gift_until_five_weeks_of_absence() -> None:
    facts = {"level": 2, "absent_since": "2026-08-31", "returned_on": None, "valid_reason": None}
    assert asked("student-finance-absence", "2026-10-04", **facts)["outcome"]["becomes_loan"] is False
    assert asked("student-finance-absence", "2026-10-05", **facts)["outcome"]["loan_from"] == "2026-09-01"
    leaving = {"level": 2, "finance_since": "2026-09-01", "stopped_on": None, "diploma_on": None, "disability": None}
    gift = asked("student-finance-leaving", "2026-11-21", **leaving)
    assert gift["outcome"]["grant"] == "gift"
    assert "at most 4 years" in gift["told"]


@pytest.mark.req("S-380", "S-381", "S-382", "S-385")
def test_at_levels_3_and_4_a_diploma_within_ten_years_makes_it_a_gift() -> None:
    facts = {
        "level": 4,
        "finance_since": "2026-09-01",
        "stopped_on": "2028-06-01",
        "diploma_on": None,
        "disability": None,
    }
    answer = asked("student-finance-leaving", "2028-07-01", **facts)
    assert answer["outcome"] == {"grant": "repaid_unless_diploma", "diploma_by": "2036-08-31"}
    assert "must always be repaid" in answer["told"]
    longer = asked("student-finance-leaving", "2028-07-01", **{**facts, "disability": True})
    assert longer["outcome"]["diploma_by"] == "2041-08-31"


@pytest.mark.req("S-392", "S-393", "S-394", "S-395", "S-396", "S-397", "S-398", "S-399")
@pytest.mark.parametrize("domain", ["career_orientation", "access", "offering", "tests", "finishing"])
def test_an_adjustment_is_due_in_each_of_the_five_domains(domain: str) -> None:
    facts = {
        "domain": domain, "disability_or_chronic_illness": True, "adjustment_asked": True,
        "burden_disproportionate": None, "burden_reasoned": None,
    }  # fmt: skip
    assert asked("equal-treatment", "2026-11-21", **facts)["outcome"]["adjustment_due"] is True
    refused = asked("equal-treatment", "2026-11-21", **{**facts, "burden_disproportionate": True})
    assert refused["outcome"]["missing"] == ["burden_reasoned"]


@pytest.mark.req("S-429", "S-430", "S-434", "S-435", "S-441")
def test_the_education_duty_changes_on_its_days() -> None:
    def status(on: str) -> str:
        answer = asked("education-duty", on, birth_date="2009-03-15", qualifications=["vmbo_tl"])
        return str(answer["outcome"]["status"])

    days = ["2025-07-31", "2025-08-01", "2027-03-14", "2027-03-15", "2036-03-14", "2036-03-15"]
    assert [status(day) for day in days] == [
        *("compulsory_education", "qualification_duty", "qualification_duty"),
        *("followed", "followed", "none"),
    ]


@pytest.mark.req("S-436")
def test_sixteen_hours_must_be_reported() -> None:
    absences = [{"date": f"2026-11-{day:02}", "hours": 4, "kind": "unauthorised"} for day in (2, 9, 16, 17)]
    facts = {"birth_date": "2010-03-15", "qualifications": [], "region": "midden", "absences": absences}
    assert asked("absence-report", "2026-11-16", **facts)["outcome"]["must_report"] is False
    assert asked("absence-report", "2026-11-17", **facts)["outcome"] == {
        "must_report": True, "kind": "statutory", "since": "2026-11-17", "due_on": "2026-11-24",
    }  # fmt: skip


@pytest.mark.req("S-437", "S-439", "S-502")
def test_long_absence_of_a_minor_is_named_and_answered_by_cause() -> None:
    absences = [{"date": f"2026-09-{day:02}", "hours": 6, "kind": "unauthorised"} for day in (1, 8, 15, 22, 29)]
    facts = {"birth_date": "2010-03-15", "qualifications": [], "region": "midden", "absences": absences}
    four_weeks = asked("absence-report", "2026-09-29", **facts)
    longer = asked("absence-report", "2026-09-30", **facts)
    assert "called out of school" not in four_weeks["told"]
    assert "called out of school" in longer["told"]
    assert "works with school and partners on a return; the route fits the cause" in longer["told"]


@pytest.mark.req("S-383", "S-384")
def test_the_grant_can_run_longer_and_travel_after_it() -> None:
    told = asked("student-finance-right", "2027-03-15", birth_date="2009-03-15", pathway="bol", level=4)["told"]
    assert "2 more years of performance grant" in told
    assert "travel product and borrow for 3 more years" in told


@pytest.mark.req("S-387")
def test_a_complaint_is_found_founded_or_not_with_advice() -> None:
    answer = asked("legal-protection", "2026-11-21", matter="treatment", notified_on=None)
    assert answer["outcome"]["route"] == "complaint"
    assert "whether the complaint is founded and gives advice" in answer["told"]


@pytest.mark.req("S-352")
def test_work_before_a_qualification_asks_how_both_can_go_together() -> None:
    facts = {"birth_date": "2006-05-01", "qualifications": [], "left_on": "2026-07-01", "employed": True}
    answer = asked("early-leaver", "2026-11-21", **facts)
    assert answer["outcome"]["early_leaver"] is True
    assert any("lured away by work" in text for text in answer["asks_human"])
