"""Somebody who knows nothing types a question in plain words and finds the answer and who helps: all 36 of the source.

A cheap phone, without JavaScript and without an account. Where the answer asks something, it is asked and answered too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.person import AXE_RULES, PHONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.journeys.school import School

pytestmark = [pytest.mark.browser, pytest.mark.data]


@pytest.fixture(scope="module")
def phone(chromium: Browser, school: School) -> Iterator[Page]:
    context = chromium.new_context(
        viewport=PHONE, locale="nl-NL", java_script_enabled=False, reduced_motion="reduce", base_url=school.url
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


@pytest.mark.long
@pytest.mark.parametrize(
    ("phrase", "slug"),
    [
        pytest.param(
            "naar niveau 4 met een andere opleiding", "previous-education-level-four", marks=pytest.mark.req("S-666")
        ),
        pytest.param("welke vakopleidingen in de buurt", "programmes-near", marks=pytest.mark.req("S-667")),
        pytest.param("niveau 4 maar weinig nederlands", "level-four-little-dutch", marks=pytest.mark.req("S-668")),
        pytest.param("19 jaar vmbo niet afgemaakt", "nineteen-without-vmbo", marks=pytest.mark.req("S-669")),
        pytest.param("aanmelden na 1 april", "late-application", marks=pytest.mark.req("S-670")),
        pytest.param("bsa op niveau 2 urennorm", "advice-level-two", marks=pytest.mark.req("S-671")),
        pytest.param("voorlopig negatief advies", "provisional-advice", marks=pytest.mark.req("S-672")),
        pytest.param("niet eens met mijn studieadvies", "disagree-with-advice", marks=pytest.mark.req("S-673")),
        pytest.param("2f nederlands geweigerd niveau 3", "refused-with-dutch-2f", marks=pytest.mark.req("S-674")),
        pytest.param(
            "afgewezen terwijl ik op tijd was aangemeld", "rejected-though-early", marks=pytest.mark.req("S-675")
        ),
        pytest.param("mag niet door naar niveau 3", "denied-level-three", marks=pytest.mark.req("S-676")),
        pytest.param("niet aangenomen op niveau 2", "denied-level-two", marks=pytest.mark.req("S-677")),
        pytest.param("afgewezen vlak voor de zomervakantie", "rejected-before-summer", marks=pytest.mark.req("S-678")),
        pytest.param("geweigerd om mijn leeftijd", "refused-for-age", marks=pytest.mark.req("S-679")),
        pytest.param("wat kost bbl niveau 1", "cost-entree-bbl", marks=pytest.mark.req("S-680")),
        pytest.param("basisbeurs en aanvullende beurs apart", "grants-paid-apart", marks=pytest.mark.req("S-681")),
        pytest.param("school vraagt extra geld", "extra-costs", marks=pytest.mark.req("S-682")),
        pytest.param("heeft mijn kind recht op studiefinanciering", "right-to-finance", marks=pytest.mark.req("S-683")),
        pytest.param("stoppen met school en gaan werken", "stop-and-work", marks=pytest.mark.req("S-684")),
        pytest.param("is mijn kind nog leerplichtig", "still-compulsory", marks=pytest.mark.req("S-685")),
        pytest.param(
            "dochter niet gemotiveerd om naar school te gaan", "unmotivated-child", marks=pytest.mark.req("S-686")
        ),
        pytest.param("tot welke leeftijd leerplichtig", "age-of-duty", marks=pytest.mark.req("S-687")),
        pytest.param("opleiding wordt geschrapt", "programme-ends", marks=pytest.mark.req("S-688")),
        pytest.param("inspraak in de onderwijsovereenkomst", "say-in-terms", marks=pytest.mark.req("S-689")),
        pytest.param("klacht tegen het roc wie helpt", "help-with-complaint", marks=pytest.mark.req("S-690")),
        pytest.param("geen stagebegeleiding", "no-placement-guidance", marks=pytest.mark.req("S-691")),
        pytest.param(
            "studievertraging door stageformulieren", "delay-by-placement-forms", marks=pytest.mark.req("S-692")
        ),
        pytest.param("geen stage door autisme", "placement-refused-autism", marks=pytest.mark.req("S-693")),
        pytest.param("recht op stagevergoeding", "placement-pay", marks=pytest.mark.req("S-694")),
        pytest.param(
            "school wil mijn zoon wegsturen om verzuim", "removed-for-absence", marks=pytest.mark.req("S-695")
        ),
        pytest.param("geweigerd zonder opgave van reden", "refused-without-reasons", marks=pytest.mark.req("S-696")),
        pytest.param("uitgeschreven na twee keer doubleren", "repeated-twice", marks=pytest.mark.req("S-697")),
        pytest.param("geschorst en niet mee eens", "disagree-with-suspension", marks=pytest.mark.req("S-698")),
        pytest.param("onrechtmatig verwijderd", "unlawful-removal", marks=pytest.mark.req("S-699")),
        pytest.param("versnelde opleiding geweigerd", "faster-programme", marks=pytest.mark.req("S-700")),
        pytest.param("vrijstelling gaat niet door", "exemption-denied", marks=pytest.mark.req("S-701")),
    ],
)
def test_somebody_who_knows_nothing_finds_the_answer_and_who_helps(phone: Page, phrase: str, slug: str) -> None:
    phone.goto("/help/")
    phone.get_by_label("Waar heb je hulp bij nodig?").fill(phrase)
    phone.get_by_role("button", name="Zoeken").click()
    hits = phone.locator("#found li")
    first = [hits.nth(number).locator("a").get_attribute("href") or "" for number in range(min(hits.count(), 3))]
    assert f"/help/answers/{slug}/" in first, (phrase, first)
    hits.locator(f"a[href='/help/answers/{slug}/']").first.click()
    if (asked := phone.locator(".hv-form")).count():
        asked.locator("button[type=submit]").click()
        assert phone.locator("#answer").count() == 1
    text = phone.locator("main").inner_text()
    for said in ("Wat kan ik nu doen?", "Tot wanneer?", "Wie helpt?", "Waar dit op rust", "Wat deze pagina niet weet:"):
        assert said in text, said
    helper = phone.locator("#who a").first
    name = helper.inner_text()
    helper.click()
    assert phone.locator("h1").inner_text() == name
    assert "Hoe kom je in contact" in phone.locator("main").inner_text()


def test_the_public_pages_are_accessible(chromium: Browser, school: School) -> None:
    context = chromium.new_context(viewport=PHONE, locale="nl-NL", reduced_motion="reduce", base_url=school.url)
    page = context.new_page()
    problems = []
    for path in ("/help/", "/help/?q=geld+op", "/help/services/", "/help/kinds/money-help/", "/help/rights/absence/",
                 "/help/answers/", "/help/answers/still-compulsory/"):  # fmt: skip
        page.goto(path)
        found = Axe().run(page, options=AXE_RULES).response["violations"]
        problems += [f"{path}: {one['id']}" for one in found]
    context.close()
    assert not problems, "\n".join(problems)
