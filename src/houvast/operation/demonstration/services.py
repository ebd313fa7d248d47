"""The directory of the invented region: what the school and the municipality of the demonstration put in."""

from datetime import date, timedelta

from houvast.directory.actions import import_services
from houvast.directory.service_file import ServiceRow
from houvast.people.clock import now, today
from houvast.people.models import Organisation
from houvast.privacy.scope import organisation_scope


def tell_services(school: Organisation) -> None:
    """Put in the entries of the school and of the town; one of them was not looked at for most of a year."""
    town, _ = Organisation.objects.get_or_create(
        name="Gemeente Houvast", defaults={"kind": Organisation.Kind.MUNICIPALITY}
    )
    day = today()
    for keeper, rows in ((school, _of_school(day)), (town, _of_town(day))):
        with organisation_scope([keeper.pk]):
            import_services(rows=rows, kept_by=keeper, by=None, on=day, at=now(), write=True)


def _of_school(day: date) -> tuple[ServiceRow, ...]:
    lately = day - timedelta(days=20)
    return (
        ServiceRow(
            code="mbo-team", kind="youth-team", name="MBO-team Houvast", areas="health money social",
            does="Praten over thuis, geld, gezondheid of school. Los van je opleiding.",
            does_en="Talk about home, money, health or school. Apart from your programme.",
            for_whom="Alle studenten van onze school.", for_whom_en="All students of our school.",
            by_whom="Jeugdadviseur, jeugdarts en jeugdpsycholoog", where_and_when="Lokaal 1.12, elke dag van 9 tot 15 uur",
            reach="Loop binnen, of stuur een bericht.", phone="020-000 00 01", places="Houvast", waiting_days=3,
            checked_on=lately,
        ),
        ServiceRow(
            code="steunpunt", kind="support-advisor", name="Steunpunt passend onderwijs", areas="education",
            does="Regelt aanpassingen bij lessen, toetsen en stage.",
            does_en="Arranges adjustments in lessons, tests and placement.",
            by_whom="Ondersteuningsadviseurs", where_and_when="Gang B, maandag tot en met donderdag",
            reach="Mail of loop langs; je mentor kan mee.", email="steunpunt@example.org", without_school=False,
            places="Houvast", waiting_days=10, checked_on=lately,
        ),
        ServiceRow(
            code="huiswerkplein", kind="homework-help", name="Huiswerkplein", areas="education free_time",
            does="Samen plannen en leren na schooltijd, met thee.",
            does_en="Plan and learn together after school, with tea.", levels="1 2", by_whom="Oudere studenten",
            where_and_when="Bibliotheek, dinsdag en donderdag vanaf 15.30 uur", reach="Gewoon komen.",
            places="Houvast", waiting_days=0, checked_on=day - timedelta(days=300),
        ),
    )  # fmt: skip


def _of_town(day: date) -> tuple[ServiceRow, ...]:
    lately = day - timedelta(days=40)
    return (
        ServiceRow(
            code="doorstroompunt", kind="youth-desk", name="Doorstroompunt Houvast", areas="education money work",
            does="Zoekt met je naar school, werk of iets daartussen.",
            does_en="Looks with you for school, work or something in between.", age_from=16, age_until=26,
            by_whom="Jongerenadviseurs", where_and_when="Stadhuis, en op dinsdag in de kantine van school",
            reach="Bel of loop binnen.", phone="020-000 00 02", places="Houvast, Houvast-Noord", waiting_days=2,
            checked_on=lately,
        ),
        ServiceRow(
            code="geldplein", kind="money-help", name="Geldplein Houvast", areas="money",
            does="Samen je post openen en een plan maken voor je schulden.",
            does_en="Open your mail together and make a plan for your debts.", age_from=16,
            by_whom="Budgetcoaches", where_and_when="Bibliotheek, elke werkdag tot 17 uur",
            reach="Bel, of kom zonder afspraak.", phone="020-000 00 03", places="Houvast", waiting_days=1,
            checked_on=lately,
        ),
        ServiceRow(
            code="slaaphuis", kind="housing-help", name="Jongerenopvang De Luifel", areas="housing social",
            does="Een bed voor vannacht en iemand die meedenkt over daarna.",
            does_en="A bed for tonight and somebody who thinks along about after.", age_from=18, age_until=26,
            by_whom="Begeleiders, dag en nacht", reach="Bel op elk moment.", phone="020-000 00 04",
            places="Houvast, Houvast-Noord", checked_on=lately,
        ),
        ServiceRow(
            code="straathoek", kind="outreach", name="Straathoekwerk Houvast", areas="education housing money social",
            does="Komt naar je toe, in de wijk of thuis.", does_en="Comes to you, in the neighbourhood or at home.",
            by_whom="Coaches in de wijk", reach="App de coach van jouw wijk.", phone="06-00 00 00 05",
            places="Houvast-Noord", waiting_days=0, checked_on=lately,
        ),
    )  # fmt: skip
