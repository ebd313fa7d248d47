"""Many rows at once: what is written is what Django would write, on both databases."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from houvast.alerts.models import Alert
from houvast.education.models import Result
from houvast.people import bulk
from houvast.people.models import Person
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db
DAY = date(2027, 2, 10)
AWKWARD = "Ad\"a \\ {NULL}, d'Arc\n"


def alert(cast: Cast, rule: str) -> Alert:
    return Alert(
        organisation=cast.student.organisation, student=cast.student, rule=rule, tone="concern", measured_on=DAY,
        raised_on=DAY, evidence=[["absence", "", "2027-02-10", 60, AWKWARD]],
    )  # fmt: skip


def test_what_was_added_is_read_back_as_it_was(cast: Cast) -> None:
    moment = datetime(2027, 2, 10, 8, 30, 0, 125, tzinfo=UTC)
    persons = [
        Person(
            organisation=cast.student.organisation, given_name=given, family_name="NULL", sort_name="x", bsn=bsn,
            bsn_digest=digest, birth_date=born, created_at=moment,
        )
        for given, bsn, digest, born in ((AWKWARD, "111222333", "a", DAY), ("Bo", None, "", None))
    ]  # fmt: skip
    assert bulk.add(persons) == 2
    for written in persons:
        read = Person.objects.get(pk=written.pk)
        for field in Person._meta.concrete_fields:
            assert getattr(read, field.attname) == getattr(written, field.attname), field.name
    result = Result(
        organisation=cast.student.organisation, student=cast.student, on=DAY, title="Rekenen",
        credits_earned=Decimal("1.50"), passed=True, source="x", external_id="1",
    )  # fmt: skip
    bulk.add([result])
    assert Result.objects.get(pk=result.pk).credits_earned == Decimal("1.50")
    assert Result.objects.filter(credits_earned=Decimal("1.50")).count() == 1


def test_what_is_there_already_is_left_and_counted(cast: Cast) -> None:
    first, again, other = alert(cast, "a"), alert(cast, "a"), alert(cast, "b")
    assert bulk.add([first]) == 1
    assert bulk.add([again, other], skip_known=True) == 1
    assert set(Alert.objects.values_list("pk", flat=True)) == {first.pk, other.pk}
    read = Alert.objects.get(pk=first.pk)
    assert read.evidence == first.evidence
    assert read.word_back == ""


def test_only_the_named_fields_change(cast: Cast) -> None:
    one, two = alert(cast, "a"), alert(cast, "b")
    bulk.add([one, two])
    one.value, one.evidence, one.threshold = 7, [], 9
    bulk.change([one], ["value", "evidence"])
    read = Alert.objects.get(pk=one.pk)
    assert (read.value, read.evidence, read.threshold) == (7, [], 0)
    assert Alert.objects.get(pk=two.pk).value == 0
    bulk.add([])
    bulk.change([], ["value"])
