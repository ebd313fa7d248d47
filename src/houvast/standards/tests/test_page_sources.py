"""The administrator's pages of connected sources."""

from datetime import timedelta

import pytest

from houvast.people.clock import now
from houvast.privacy.models import ReadLog
from houvast.standards.models import Conflict, Source, Visit
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(cast: Cast) -> Source:
    organisation = cast.student.organisation
    made = Source.objects.create(
        organisation=organisation, connector="oeapi", address="https://sis.example.org", token="secret", made_at=now()
    )
    Visit.objects.create(
        organisation=organisation, source=made, began_at=now(), latest_at=now(), ended_at=now(), complete=True, added=12
    )
    Conflict.objects.create(
        organisation=organisation, source=made, person=cast.student, kind="students", about="p-1", column="email",
        value="there@example.org", reason="changed_here", found_at=now(), seen_at=now(),
    )  # fmt: skip
    return made


def test_the_list_says_how_each_system_stands(cast: Cast, source: Source) -> None:
    page = cast.client("administrator").get("/administration/sources/").content.decode()
    assert "https://sis.example.org" in page
    assert "1 ding klopt niet" in page
    Visit.objects.create(
        organisation=source.organisation, source=source, began_at=now() + timedelta(minutes=1), latest_at=now(),
        ended_at=now(), problem="no_answer: sis.example.org",
    )  # fmt: skip
    assert "gestopt" in cast.client("administrator").get("/administration/sources/").content.decode()


def test_a_source_shows_its_visits_and_what_does_not_agree_and_that_is_noted(cast: Cast, source: Source) -> None:
    page = cast.client("administrator").get(f"/administration/sources/{source.pk}/").content.decode()
    assert "there@example.org" in page
    assert "In Houvast blijft het zoals het is" in page
    assert "Volledig" in page
    assert "secret" not in page
    assert cast.student.pk.hex in ReadLog.objects.latest("at").students


def test_the_reason_why_it_stopped_is_in_the_readers_language(cast: Cast, source: Source) -> None:
    Visit.objects.filter(source=source).update(problem="refused: persons (401)", complete=False)
    page = cast.client("administrator").get(f"/administration/sources/{source.pk}/").content.decode()
    assert "De sleutel ontbreekt, is verlopen of geeft hier geen toegang toe: persons (401)." in page


def test_more_than_fifty_come_page_by_page(cast: Cast, source: Source) -> None:
    Conflict.objects.bulk_create(
        Conflict(organisation=source.organisation, source=source, kind="results", about=f"r-{n:03}", column="score",
                 value=str(n), reason="missing", found_at=now(), seen_at=now())
        for n in range(60)
    )  # fmt: skip
    client = cast.client("administrator")
    first = client.get(f"/administration/sources/{source.pk}/").content.decode()
    second = client.get(f"/administration/sources/{source.pk}/?from=50").content.decode()
    assert 'href="?from=50"' in first
    assert 'href="?from=' not in second
    assert {f"r-{n:03}" in first or f"r-{n:03}" in second for n in range(60)} == {True}


def test_others_do_not_find_it(cast: Cast, source: Source) -> None:
    for member in ("coach", "student", "stranger_coach"):
        assert cast.client(member).get(f"/administration/sources/{source.pk}/").status_code == 404
