"""Making the demonstration, and refusing to touch a real school."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils.translation import get_language
from rich.console import Console
from rich.progress import Progress

from houvast.cases.actions import pass_time
from houvast.cases.models import Case
from houvast.operation.demonstration.absences import tell_absence
from houvast.operation.demonstration.figures import NEIGHBOURS, count_figures
from houvast.operation.demonstration.school import fill, make_school
from houvast.operation.demonstration.services import tell_services
from houvast.operation.demonstration.sources import tell_sources
from houvast.operation.demonstration.stories import tell
from houvast.operation.demonstration.systems import tell_systems
from houvast.people.clock import now, today
from houvast.people.models import Account, Organisation, Person, RoleAssignment
from houvast.privacy.scope import organisation_scope

CODE = "99ZZ"


class DatabaseInUse(Exception):
    def __init__(self) -> None:
        super().__init__(
            "This database holds a school that is not the demonstration. Point HOUVAST_DATABASE_URL or "
            "HOUVAST_DATA_DIRECTORY at another one."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """Somebody to sign in as."""

    name: str
    story: str


def _is_demonstration() -> bool:
    """Whether the demonstration is there; raises DatabaseInUse when another school is."""
    codes = set(Organisation.objects.filter(kind=Organisation.Kind.INSTITUTION).values_list("code", flat=True))
    if codes - {CODE, *NEIGHBOURS}:
        raise DatabaseInUse
    return bool(codes)


def clear() -> None:
    """Empty the database of a demonstration; raises DatabaseInUse for anything else."""
    _is_demonstration()
    call_command("flush", interactive=False, verbosity=0)


def build(*, students: int, seed: int, show: bool) -> dict[str, Any]:
    """Make the school unless it is there; returns what there is: students, staff, kept (was there already)."""
    kept = _is_demonstration()
    if not kept:
        with _progress(students, show=show) as tick:
            _make(students, seed, tick)
    return {
        "students": Person.objects.filter(is_student=True).count(),
        "staff": RoleAssignment.objects.values("person").distinct().count(),
        "kept": kept,
    }


def _make(students: int, seed: int, tick: Callable[[int], None]) -> None:
    with transaction.atomic():
        school = make_school(seed, today())
        fill(school, students, tick)
    organisations = list(Organisation.objects.values_list("pk", flat=True))
    with organisation_scope(organisations):
        tell(school)
        tell_absence(school)
        tell_services(school.organisation)
        tell_systems(school.organisation)
        tell_sources(school.organisation)
        for case in Case.objects.filter(status=Case.Status.OPEN).order_by("pk"):
            pass_time(case_id=case.pk, by=None, at=now())  # as the worker does every night
        count_figures(school)


class _progress:  # noqa: N801 - a context manager, used as a word
    """A bar on standard error for what takes more than a second."""

    def __init__(self, total: int, *, show: bool) -> None:
        self.bar = Progress(console=Console(stderr=True), transient=True, disable=not show)
        self.total = total

    def __enter__(self) -> Callable[[int], None]:
        self.bar.start()
        task = self.bar.add_task("Inventing students", total=self.total)
        return lambda count: self.bar.advance(task, count)

    def __exit__(self, *_: object) -> None:
        self.bar.stop()


def demo_accounts() -> list[DemoAccount]:
    """Who can be picked, in the order of the sign-in page."""
    english = get_language() == "en"
    return [
        DemoAccount(name=account.person.name, story=account.demo_story_en if english else account.demo_story_nl)
        for account in Account.objects.filter(is_demo=True).select_related("person").order_by("created_at", "id")
    ]
