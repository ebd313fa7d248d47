"""The page about access says what the policy table says."""

import pytest

from scripts import access_doc


def test_the_page_is_what_the_table_says() -> None:
    assert access_doc.main(["--check"]) == 0


def test_a_page_that_drifted_is_found(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_doc, "page", lambda: "something else")
    assert access_doc.main(["--check"]) == 1
