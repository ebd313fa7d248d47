"""The list of dependencies that goes into the wheel says what the lock says."""

import json

from scripts.sbom import LIST, sbom


def test_the_list_of_dependencies_is_that_of_the_lock() -> None:
    assert LIST.read_text() == sbom(), "run scripts/sbom.py"


def test_every_dependency_has_a_version_and_hashes() -> None:
    parts = json.loads(LIST.read_text())["components"]
    assert {"django", "cryptography", "webauthn"} <= {one["name"] for one in parts}
    assert all(one["version"] and one["hashes"] for one in parts)
