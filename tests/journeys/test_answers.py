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

TYPED = {
    "S-666": ("naar niveau 4 met een andere opleiding", "previous-education-level-four"),
    "S-667": ("welke vakopleidingen in de buurt", "programmes-near"),
    "S-668": ("niveau 4 maar weinig nederlands", "level-four-little-dutch"),
    "S-669": ("19 jaar vmbo niet afgemaakt", "nineteen-without-vmbo"),
    "S-670": ("aanmelden na 1 april", "late-application"),
    "S-671": ("bsa op niveau 2 urennorm", "advice-level-two"),
    "S-672": ("voorlopig negatief advies", "provisional-advice"),
    "S-673": ("niet eens met mijn studieadvies", "disagree-with-advice"),
    "S-674": ("2f nederlands geweigerd niveau 3", "refused-with-dutch-2f"),
    "S-675": ("afgewezen terwijl ik op tijd was aangemeld", "rejected-though-early"),
    "S-676": ("mag niet door naar niveau 3", "denied-level-three"),
    "S-677": ("niet aangenomen op niveau 2", "denied-level-two"),
    "S-678": ("afgewezen vlak voor de zomervakantie", "rejected-before-summer"),
    "S-679": ("geweigerd om mijn leeftijd", "refused-for-age"),
    "S-680": ("wat kost bbl niveau 1", "cost-entree-bbl"),
    "S-681": ("basisbeurs en aanvullende beurs apart", "grants-paid-apart"),
    "S-682": ("school vraagt extra geld", "extra-costs"),
    "S-683": ("heeft mijn kind recht op studiefinanciering", "right-to-finance"),
    "S-684": ("stoppen met school en gaan werken", "stop-and-work"),
    "S-685": ("is mijn kind nog leerplichtig", "still-compulsory"),
    "S-686": ("dochter niet gemotiveerd om naar school te gaan", "unmotivated-child"),
    "S-687": ("tot welke leeftijd leerplichtig", "age-of-duty"),
    "S-688": ("opleiding wordt geschrapt", "programme-ends"),
    "S-689": ("inspraak in de onderwijsovereenkomst", "say-in-terms"),
    "S-690": ("klacht tegen het roc wie helpt", "help-with-complaint"),
    "S-691": ("geen stagebegeleiding", "no-placement-guidance"),
    "S-692": ("studievertraging door stageformulieren", "delay-by-placement-forms"),
    "S-693": ("geen stage door autisme", "placement-refused-autism"),
    "S-694": ("recht op stagevergoeding", "placement-pay"),
    "S-695": ("school wil mijn zoon wegsturen om verzuim", "removed-for-absence"),
    "S-696": ("geweigerd zonder opgave van reden", "refused-without-reasons"),
    "S-697": ("uitgeschreven na twee keer doubleren", "repeated-twice"),
    "S-698": ("geschorst en niet mee eens", "disagree-with-suspension"),
    "S-699": ("onrechtmatig verwijderd", "unlawful-removal"),
    "S-700": ("versnelde opleiding geweigerd", "faster-programme"),
    "S-701": ("vrijstelling gaat niet door", "exemption-denied"),
}


@pytest.fixture(scope="module")
def phone(chromium: Browser, school: School) -> Iterator[Page]:
    context = chromium.new_context(
        viewport=PHONE, locale="nl-NL", java_script_enabled=False, reduced_motion="reduce", base_url=school.url
    )
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


@pytest.mark.parametrize(
    ("phrase", "slug"), [pytest.param(*typed, marks=pytest.mark.req(item), id=item) for item, typed in TYPED.items()]
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
