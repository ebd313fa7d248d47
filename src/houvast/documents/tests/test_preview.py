"""Every letter of every pack can be made, in both languages; the previews are for development only."""

import pytest
from django.test import Client

from houvast import packbook
from houvast.documents import preview
from houvast.documents.letters import render
from houvast.documents.tests.pdfs import about, text
from houvast.outbox.kinds import Kind

LETTERS = [(pack.id, name) for pack in packbook.all_packs() for name in pack.letters]


@pytest.mark.parametrize("language", preview.LANGUAGES)
@pytest.mark.parametrize(("pack_id", "name"), LETTERS)
def test_every_letter_of_every_pack_is_made_and_accessible(pack_id: str, name: str, language: str) -> None:
    sample = preview.sample(packbook.pack(pack_id), name, language)
    made = render(sample, language=language)
    said = about(made)
    assert (said.language, said.pdfua, said.title) == (language, "1", sample.subject)
    assert "{" not in text(made)


@pytest.mark.urls("houvast.documents.tests.preview_urls")
def test_the_overview_shows_every_letter_and_every_mail(client: Client, db: None) -> None:
    shown = client.get("/design/letters/").content.decode()
    assert shown.count("?as=pdf") == 2 * len(LETTERS)
    assert all(f"{kind}, nl" in shown and f"{kind}, en" in shown for kind in Kind)
    pack_id, name = LETTERS[0]
    assert client.get(f"/design/letters/{pack_id}/{name}/nl/").status_code == 200
    assert client.get(f"/design/letters/{pack_id}/{name}/nl/?as=pdf").content.startswith(b"%PDF")
    for wrong in (f"{pack_id}/{name}/fr", f"{pack_id}/no-such-letter/nl", "no-such-pack/x/nl"):
        assert client.get(f"/design/letters/{wrong}/").status_code == 404


def test_outside_development_there_are_no_previews(client: Client, db: None) -> None:
    assert client.get("/design/letters/").status_code == 404
