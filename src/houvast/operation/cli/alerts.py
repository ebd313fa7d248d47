"""Measure the alert rules, and say how well they did on the school's own history."""

import json
import os
import secrets
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from houvast.operation.cli.progress import Bar
from houvast.operation.cli.start import start_django

if TYPE_CHECKING:
    from houvast.people.models import Organisation

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
INSTITUTION = click.option("--institution", default="", help="Code of one institution; without it, all of them.")
PATIENCE_SECONDS = 1.0


@click.group("alerts")
def command() -> None:
    """Measure the alert rules, and say how well they did on the school's own history."""


@command.command("run")
@click.option("--full", is_flag=True, help="All students, not only those of whom something is new.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="As if it were this day; without it, today.")
@INSTITUTION
@AS_JSON
def run(*, full: bool, on: Any, institution: str, as_json: bool) -> None:
    """Look at the students of whom something is new or whose day has come, or with --full at all of them.

    A full run that was broken off, even by a killed process, goes on where it was; nothing is raised twice. The worker
    does the same by itself: all students at night, what is new every ten minutes.
    """
    _start()
    from houvast.alerts.actions import climb_alerts, offer_alerts
    from houvast.alerts.measuring.running import measure_all, measure_news
    from houvast.people.clock import now, today
    from houvast.privacy.scope import organisation_scope

    day = on.date() if on else today()
    reports = []
    for organisation in _institutions(institution):
        with Bar("students", silent=as_json) as bar:
            began = time.monotonic()
            measure = measure_all if full else measure_news
            done = measure(organisation_id=organisation.pk, on=day, at=now(), progress=bar.show)
            if full or done.raised:
                with organisation_scope([organisation.pk]):
                    offer_alerts(organisation_id=organisation.pk, at=now())
                    climb_alerts(organisation_id=organisation.pk, at=now())
            seconds = round(time.monotonic() - began, 2)
        report = {"institution": organisation.name, "on": day.isoformat(), "students": done.students}
        reports.append(report | {"raised": done.raised, "seconds": seconds})
        if not as_json:
            click.echo(f"{organisation.name}: {done.students} students, {done.raised} alerts raised, {seconds} s.")
    if as_json:
        click.echo(json.dumps(reports, ensure_ascii=False))


@command.command("evaluate")
@click.option(
    "--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="First day; without it, a year before the last."
)
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Last day; without it, today.")
@INSTITUTION
@AS_JSON
def evaluate(*, first: Any, last: Any, institution: str, as_json: bool) -> None:
    """Say of each rule how well it did on the school's own past: of whom it spoke, who left early afterwards.

    The rules are looked at on days two weeks apart, with what was known by then; nothing is raised. A rule whose
    threshold was set by the school is judged on later days only. The cards are kept for the page of the rules.
    """
    _start()
    from houvast.alerts.evaluation.history import scorecards
    from houvast.alerts.evaluation.scorecard import as_data
    from houvast.alerts.models import Evaluation
    from houvast.people.clock import now, today
    from houvast.privacy.scope import organisation_scope

    until = last.date() if last else today()
    since = first.date() if first else until - timedelta(days=365)
    if since >= until:
        raise click.UsageError("The first day comes before the last.")
    reports = []
    for organisation in _institutions(institution):
        with Bar("students", silent=as_json) as bar:
            cards = [as_data(card) for card in scorecards(organisation.pk, since, until, bar.show)]
        with organisation_scope([organisation.pk]):
            Evaluation.objects.create(organisation=organisation, first=since, last=until, made_at=now(), cards=cards)
        reports.append({"institution": organisation.name, "first": str(since), "last": str(until), "rules": cards})
    if as_json:
        click.echo(json.dumps(reports, ensure_ascii=False))
        return
    for report in reports:
        _tell_cards(report)


@command.command("learn")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="First day; without it, two years before.")
@click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="Last day; without it, today.")
@click.option("--turn-on", is_flag=True, help="Use the ranking that was learned last, if it beat the rules.")
@click.option("--turn-off", is_flag=True, help="Use no learned ranking.")
@INSTITUTION
@AS_JSON
def learn(*, first: Any, last: Any, turn_on: bool, turn_off: bool, institution: str, as_json: bool) -> None:
    """Learn a ranking on the first half of the past and try it on the second, beside the rules. It stays off.

    Needs the extra houvast[learning]. It uses the values of the rules and nothing else, and only orders: it never
    raises an alert. With --turn-on the latest one is used, which is refused unless it beat the rules on later days.
    """
    _start()
    from houvast.alerts.evaluation.learned import LearningNotInstalled, NothingToLearn
    from houvast.people.clock import today

    until = last.date() if last else today()
    since = first.date() if first else until - timedelta(days=730)
    reports = []
    for organisation in _institutions(institution):
        if turn_on or turn_off:
            reports.append(_turned(organisation, on=turn_on))
            continue
        try:
            reports.append(_learned(organisation, since, until, silent=as_json))
        except (LearningNotInstalled, NothingToLearn) as error:
            raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(reports, ensure_ascii=False))
        return
    for report in reports:
        click.echo("\n".join(f"{name}: {value}" for name, value in report.items()))


def _learned(organisation: "Organisation", since: date, until: date, *, silent: bool) -> dict[str, Any]:
    from houvast.alerts.evaluation.ranking import learn_ranking
    from houvast.people.clock import now

    with Bar("students", silent=silent) as bar:
        ranking = learn_ranking(organisation_id=organisation.pk, first=since, last=until, at=now(), progress=bar.show)
    return {"institution": organisation.name, "beats_rules": ranking.beats_rules, "is_on": False, **ranking.card}


def _turned(organisation: "Organisation", *, on: bool) -> dict[str, Any]:
    from houvast.alerts.evaluation.ranking import NotBetterThanRules, turn
    from houvast.alerts.models import LearnedRanking
    from houvast.people.clock import now
    from houvast.privacy.scope import organisation_scope

    with organisation_scope([organisation.pk]):
        ranking = LearnedRanking.objects.filter(organisation=organisation).order_by("learned_at", "id").last()
        if ranking is None:
            raise click.ClickException("Nothing was learned here yet: houvast alerts learn.")
        try:
            turn(ranking, on=on, by=None, at=now())
        except NotBetterThanRules as error:
            raise click.ClickException("It did not beat the rules on later days, so it stays off.") from error
    return {"institution": organisation.name, "is_on": on}


VERDICTS = {
    "says_something": "says something",
    "says_nothing": "says nothing: the interval covers the base rate",
    "says_the_opposite": "speaks of students who leave less than others",
    "too_few": "too few students to say",
    "no_history": "has no history to judge it by",
}


def _tell_cards(report: dict[str, Any]) -> None:
    click.echo(f"{report['institution']}, {report['first']} to {report['last']}")
    for card in report["rules"]:
        click.echo(f"  {card['rule']:<24} {VERDICTS[card['verdict']]}")
        if card["verdict"] in {"too_few", "no_history"}:
            continue
        lead = "" if card["lead_days"] is None else f", half at least {card['lead_days']:.0f} days before"
        click.echo(
            f"    precision {_shown(card['precision'])}, recall {_shown(card['recall'])}, "
            f"base {_shown(card['base'])}{lead}"
        )
        for group in card["groups"]:
            figures = (
                "hidden: too few"
                if group["hidden"]
                else f"recall {_shown(group['recall'])}, base {_shown(group['base'])}"
            )
            click.echo(f"      {group['group']} {group['value']}: {figures}")
        answered, helped = _shown(card["answered_in_time"]), _shown(card["helped"])
        click.echo(f"    answered in time {answered}, helped {helped}")


def _shown(share: dict[str, Any]) -> str:
    return "-" if share["value"] is None else f"{share['value']:.3f} [{share['low']:.3f}, {share['high']:.3f}]"


def _start() -> None:
    # Nothing is signed here, so a secret that lives as long as this process will do.
    os.environ.setdefault("HOUVAST_SECRET_KEY", secrets.token_urlsafe(64))
    start_django()


def _institutions(code: str) -> "list[Organisation]":
    from houvast.people.models import Organisation
    from houvast.privacy.scope import organisation_scope

    found = []
    for pk in list(Organisation.objects.order_by("id").values_list("id", flat=True)):
        with organisation_scope([pk]):
            one = Organisation.objects.get(pk=pk)
        if one.kind == Organisation.Kind.INSTITUTION and code in {"", one.code}:
            found.append(one)
    if not found:
        raise click.ClickException(f"There is no institution{f' with the code {code!r}' if code else ''} here.")
    return found
