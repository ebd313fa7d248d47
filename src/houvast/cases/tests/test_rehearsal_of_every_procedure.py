"""Every procedure is rehearsed on screen from its beginning to an end, with nothing but the buttons of the page."""

import random
import re
from html import unescape
from typing import Any

import pytest

from houvast import packbook
from houvast.core.procedure.pack import Pack
from tests.houvast_testing.cast import Cast

pytestmark = pytest.mark.django_db
OK = 200
MOST_PRESSES = 160
TRIES = 12
PACKS = sorted({pack.id for pack in packbook.all_packs() if pack.overlay_of is None})
_PRESS = re.compile(r'name="press" value="([^"]+)"')
_TOKEN = re.compile(r'name="token" value="([^"]+)"')


def walked(client: Any, pack: Pack, chance: random.Random) -> bool:
    """One rehearsal by pressing what the page offers; true when it came to an end."""
    path = f"/procedures/{pack.id}/rehearsal/"
    page = client.post(path, {"age": chance.choice(("17", "19", "24")), "qualified": "no"})
    for _ in range(MOST_PRESSES):
        assert page.status_code == OK, page.status_code
        html = page.content.decode()
        token, presses = _TOKEN.search(html), _PRESS.findall(html)
        assert token is not None
        if not presses:
            return ended(html, pack)
        acts = [one for one in presses if not one.startswith("wait")]
        signed = [one for one in acts if one.startswith("sign") and one.endswith(":agree")]
        press = signed[0] if signed else chance.choice(acts if acts and chance.random() < 0.8 else presses)
        page = client.post(path, {"token": token[1], "press": press})
    return False


def ended(html: str, pack: Pack) -> bool:
    """The page tells the text of one of the outcomes."""
    plain = unescape(html)
    return any(outcome.text.nl in plain for outcome in pack.outcomes.values())


@pytest.mark.parametrize("pack_id", PACKS)
def test_a_rehearsal_goes_from_the_beginning_to_an_end(cast: Cast, pack_id: str) -> None:
    client = cast.client("coach")
    assert client.get(f"/procedures/{pack_id}/").status_code == OK
    assert client.get(f"/procedures/{pack_id}/rehearsal/").status_code == OK
    assert any(walked(client, packbook.pack(pack_id), random.Random(seed)) for seed in range(TRIES))
