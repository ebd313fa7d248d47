"""What rules find becomes alerts: once, in any order, and nobody's words are lost by figures."""

from datetime import timedelta

import pytest

from houvast.alerts.models import Alert, AlertStep, NoData
from houvast.alerts.tests.staging import apply, finding, raised
from houvast.core.alerts.words import FindingState
from houvast.people.clock import today
from tests.houvast_testing.cast import Cast


def _rows(cast: Cast) -> list[tuple[str, str, int, object]]:
    found = Alert.objects.filter(student=cast.student).order_by("rule", "raised_on")
    return list(found.values_list("rule", "state", "value", "faded_on"))


def test_the_same_findings_twice_change_nothing(cast: Cast) -> None:
    found = [finding(cast.student), finding(cast.student, "lateness-pattern", 5)]
    first = apply(cast.student, found)
    rows, revisions = _rows(cast), list(Alert.objects.values_list("revision", flat=True))
    again = apply(cast.student, found)
    assert (first.raised, again.raised, again.renewed, again.faded) == (2, 0, 0, 0)
    assert _rows(cast) == rows
    assert list(Alert.objects.values_list("revision", flat=True)) == revisions
    assert AlertStep.objects.filter(act="raised").count() == 2


def test_the_order_in_which_findings_come_in_does_not_matter(cast: Cast) -> None:
    earlier = finding(cast.student, value=480, on=today() - timedelta(days=1))
    later = finding(cast.student, value=900)
    apply(cast.student, [later])
    apply(cast.student, [earlier])
    one = _rows(cast)
    Alert.objects.all().delete()
    apply(cast.student, [earlier, later])
    assert _rows(cast) == one == [("unauthorised-absence", "raised", 900, None)]


def test_more_absence_renews_an_alert_and_less_marks_it_as_faded_but_never_ends_it(cast: Cast) -> None:
    apply(cast.student, [finding(cast.student)])
    assert apply(cast.student, [finding(cast.student, value=600)]).renewed == 1
    less = finding(cast.student, value=60, state=FindingState.NOT_MET)
    assert apply(cast.student, [less]).faded == 1
    assert _rows(cast) == [("unauthorised-absence", "raised", 600, today())]
    assert apply(cast.student, [finding(cast.student, value=700)]).renewed == 1
    assert _rows(cast) == [("unauthorised-absence", "raised", 700, None)]


def test_after_closing_a_rule_keeps_quiet_until_the_window_has_passed_or_it_became_much_worse(cast: Cast) -> None:
    alert = raised(cast.student)
    Alert.objects.filter(pk=alert.pk).update(state="closed", closed_on=today(), answered_on=today())
    assert apply(cast.student, [finding(cast.student, value=600)]).raised == 0
    assert apply(cast.student, [finding(cast.student, value=960)]).raised == 1
    Alert.objects.exclude(pk=alert.pk).delete()
    after = finding(cast.student, value=480, on=today() + timedelta(days=28))
    assert apply(cast.student, [after]).raised == 1


@pytest.mark.req("S-580")
def test_no_data_is_a_state_of_its_own_and_ends_when_the_source_speaks(cast: Cast) -> None:
    silent = finding(cast.student, state=FindingState.NO_DATA, value=0)
    apply(cast.student, [silent])
    apply(cast.student, [silent])
    assert NoData.objects.filter(student=cast.student, source="absence").count() == 1
    assert not Alert.objects.filter(student=cast.student).exists()
    page = cast.client("coach").get("/alerts/").content.decode()
    assert "niets bekend over verzuim" in page
    apply(cast.student, [finding(cast.student, value=0, state=FindingState.NOT_MET)])
    assert not NoData.objects.exists()


def test_writing_many_findings_takes_as_many_queries_as_writing_one(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        apply(cast.student, [finding(cast.student), finding(cast.student, "lateness-pattern", 4)])
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        apply(cast.student, [finding(one, "no-talk", 60) for one in (cast.student, cast.other_student)])
