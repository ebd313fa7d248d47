"""`houvast doctor` names what is wrong and what to do, on the command line and on the administrator's page."""

import json
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from houvast.operation.cli import main
from houvast.operation.doctor import surroundings, work
from houvast.operation.doctor.examination import examine, verdict
from houvast.operation.doctor.findings import Finding, Level
from houvast.operation.models import Sign
from houvast.outbox.actions import ask_job
from houvast.outbox.models import Job
from houvast.people.clock import now
from houvast.privacy.scope import organisation_scope
from tests.houvast_testing.cast import Cast
from tests.houvast_testing.installation import Installation


def doctor(*options: str) -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(main, ["doctor", "--json", *options])
    told: dict[str, Any] = json.loads(result.output)
    return result.exit_code, told


def levels(findings: Any) -> list[Level]:
    return [one.level for one in findings]


def test_the_doctor_looks_at_everything_and_gives_each_trouble_a_way_out(cast: Cast) -> None:
    code, told = doctor()
    looked_at = {one["about"] for one in told["findings"]}
    assert {"database", "migrations", "disk", "clock", "time zone", "worker", "outbox", "jobs", "backup"} <= looked_at
    assert all(one["mend"] for one in told["findings"] if one["level"] != "fine")
    assert code == {"fine": 0, "look": 1, "broken": 2}[told["verdict"]]
    text = json.dumps(told)
    assert cast.student.family_name not in text
    assert cast.student.email not in text


def test_exit_codes_say_how_bad_it_is() -> None:
    fine, look, broken = (
        Finding(level=level, about="x", text="x") for level in (Level.FINE, Level.WARNING, Level.ERROR)
    )
    assert [verdict(found) for found in ([fine], [fine, look], [look, broken])] == [0, 1, 2]


def test_settings_that_are_refused_are_a_finding_too(monkeypatch: pytest.MonkeyPatch) -> None:
    import click

    from houvast.operation.cli import doctor as command

    def refuse() -> None:
        raise click.ClickException("HOUVAST_DEBUG is on.")

    monkeypatch.setattr(command, "start_django", refuse)
    code, told = doctor()
    assert (code, told["findings"][0]["about"]) == (2, "settings")


def test_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    for free, level in ((400_000_000, Level.ERROR), (10_000_000_000, Level.WARNING), (90_000_000_000, Level.FINE)):
        usage = type("Usage", (), {"total": 100_000_000_000, "free": free})
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder, usage=usage: usage)
        assert levels(surroundings.disk()) == [level]


def test_a_worker_that_was_not_seen_lately_is_missed(cast: Cast) -> None:
    here = cast.student.organisation_id
    with organisation_scope([here]):
        assert levels(work.worker([here])) == [Level.WARNING]
        for ago, level in ((2, Level.FINE), (30, Level.WARNING), (120, Level.ERROR)):
            Job.objects.all().delete()
            ask_job(name=work.LIFE_SIGN, key=str(ago), organisation_id=here, at=now() - timedelta(minutes=ago))
            assert levels(work.worker([here])) == [level]


def test_work_that_is_late_or_was_given_up_is_named(cast: Cast) -> None:
    here = cast.student.organisation_id
    with organisation_scope([here]):
        job = ask_job(name="cases.remind", key="x", organisation_id=here, at=now() - timedelta(hours=2))
        assert levels(work.jobs([here])) == [Level.ERROR]
        Job.objects.filter(pk=job.pk).update(status=Job.Status.FAILED)
        assert levels(work.jobs([here])) == [Level.WARNING]


def test_a_task_from_the_future_betrays_a_clock_that_was_set_back(cast: Cast) -> None:
    here = cast.student.organisation_id
    with organisation_scope([here]):
        assert levels(surroundings.clock()) == [Level.FINE]
        ask_job(name="cases.remind", key="x", organisation_id=here, at=now() + timedelta(hours=3))
        assert levels(surroundings.clock()) == [Level.ERROR]


@pytest.mark.parametrize(("hours", "level"), [(1, Level.FINE), (30, Level.WARNING), (200, Level.ERROR)])
def test_a_backup_has_an_age(db: None, hours: int, level: Level) -> None:
    Sign.objects.create(name=Sign.Name.BACKUP, at=now() - timedelta(hours=hours))
    Sign.objects.create(name=Sign.Name.REHEARSAL, at=now())
    assert levels(surroundings.backup()) == [level, Level.FINE]


def test_changed_anchors_are_found(cast: Cast, settings: Any, tmp_path: Path) -> None:
    broken = tmp_path / "anchors.jsonl"
    broken.write_text("not a line of ours\n")
    settings.HOUVAST = settings.HOUVAST.model_copy(update={"anchor_file": broken})
    assert levels(work.dossiers([cast.student.organisation_id])) == [Level.ERROR]


def test_a_database_that_is_away_is_one_clear_finding(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    from django.db import OperationalError, connection

    def away() -> None:
        raise OperationalError

    with monkeypatch.context() as broken:
        broken.setattr(connection, "ensure_connection", away)
        found = {one.about: one for one in examine()}
    assert found["database"].level is Level.ERROR
    assert "worker" not in found


def test_the_administrator_reads_the_same_on_a_page_without_places_on_the_machine(cast: Cast, settings: Any) -> None:
    page = cast.client("administrator").get("/administration/condition/").content.decode()
    assert "Achtergrondwerk" in page
    assert "houvast worker" in page
    assert str(settings.HOUVAST.data_directory) not in page


@pytest.mark.long
def test_a_backup_and_its_rehearsal_are_remembered(tmp_path: Path) -> None:
    made = Installation.make(tmp_path)
    made.houvast("backup", str(tmp_path / "one.zip"))
    made.houvast("restore", str(tmp_path / "one.zip"), "--rehearse")
    found = made.python(
        "from houvast.operation.models import Sign; answer(sorted(Sign.objects.values_list('name', flat=True)))"
    )
    assert found == ["backup", "rehearsal"]
