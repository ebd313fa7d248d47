"""Where a student comes from, how leaving is registered, and the older norms of the hbo: asked on the command line."""

import pytest

from houvast.operation.tests.law_questions import asked

PUPIL = {
    "school_type": "pro", "learning_lag_years": 3.5, "exit_destination": "further_education", "qualifications": [],
    "combined_with_mbo": True,
}  # fmt: skip


@pytest.mark.req("S-355")
def test_more_than_three_years_of_learning_lag_opens_practical_education() -> None:
    found = asked("practical-and-special-education", "2026-11-23", **PUPIL)
    assert found["outcome"]["meets_learning_lag"] is True
    at_three = asked("practical-and-special-education", "2026-11-23", **{**PUPIL, "learning_lag_years": 3})
    assert at_three["outcome"]["meets_learning_lag"] is False
    assert any("statement of admissibility" in one for one in at_three["asks_human"])


@pytest.mark.req("S-358")
def test_a_pupil_may_earn_the_entree_diploma_while_still_at_the_practical_school() -> None:
    found = asked("practical-and-special-education", "2026-11-23", **PUPIL)
    assert found["outcome"]["entree_while_enrolled"] is True
    assert "while enrolled at the practical school" in found["told"]


@pytest.mark.req("S-364")
def test_the_exit_destination_of_the_development_plan_is_asked_for_and_answered() -> None:
    found = asked("practical-and-special-education", "2026-11-23", **{**PUPIL, "school_type": "vso"})
    assert found["outcome"]["towards_mbo"] is True
    assert "day activity, work or further education" in found["told"]
    unknown = asked("practical-and-special-education", "2026-11-23", **{**PUPIL, "exit_destination": None})
    assert unknown["outcome"]["missing"] == ["exit_destination"]


@pytest.mark.req("S-445")
def test_region_21_has_agreements_on_registering_who_leaves() -> None:
    found = asked("leaving-registered", "2026-11-23", rmc_region=21, basic_qualification=False)
    assert found["outcome"] == {"agreement": True, "told": "youth_desk"}
    assert asked("leaving-registered", "2026-11-23", rmc_region=5, basic_qualification=False)["outcome"] == {
        "agreement": False,
        "told": None,
    }


FEM = {"mode": "full_time", "credits": 47, "end_of_first_year": True, "postponed": None}


@pytest.mark.req("S-089")
def test_before_2019_forty_eight_of_sixty_credits_were_binding_the_placement_counted() -> None:
    found = asked("study-advice-hbo", "2019-07-01", **FEM, cohort="2018-2019")
    assert found["outcome"] == {"advice": "negative", "binding": True, "norm": 48}
    assert "60" in found["told"]
    assert "placement" in found["told"]
    enough = asked("study-advice-hbo", "2019-07-01", **{**FEM, "credits": 48}, cohort="2018-2019")
    assert enough["outcome"]["advice"] == "positive"


@pytest.mark.req("S-090")
@pytest.mark.parametrize("cohort", ["2019-2020", "2020-2021", "2021-2022"])
def test_for_three_cohorts_the_norm_was_let_go(cohort: str) -> None:
    found = asked("study-advice-hbo", "2026-07-01", **FEM, cohort=cohort)
    assert found["outcome"] == {"advice": "none", "binding": False, "norm": None}
    assert found["asks_human"]
