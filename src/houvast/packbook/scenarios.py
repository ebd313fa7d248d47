"""Scenario files: read, played straight and with the log saved and loaded at every step."""

from pathlib import Path

from houvast.packbook.book import pack, read_file
from houvast.packbook.rehearsal import NotAsTold, rehearse

FOLDER = Path(__file__).resolve().parent.parent / "packs" / "scenarios"

Scenario = dict[str, object]


def scenarios(path: Path) -> tuple[str, list[Scenario]]:
    """The id of the pack and its scenarios. PackError when it is not YAML; KeyError when it is no scenario file."""
    value = read_file(path).value
    assert isinstance(value, dict)
    found = value["scenarios"]
    assert isinstance(found, list)
    return str(value["pack"]), [{**one} for one in found if isinstance(one, dict)]


def play_file(path: Path) -> list[dict[str, object]]:
    """Each scenario's result: `pack`, `name`, `items`, `as_told`, `wrong` (empty when as told) and the `trace`."""
    pack_id, found = scenarios(path)
    return [_play(pack_id, scenario) for scenario in found]


def _play(pack_id: str, scenario: Scenario) -> dict[str, object]:
    result: dict[str, object] = {
        "pack": pack_id,
        "name": scenario["name"],
        "items": scenario.get("items", []),
        "as_told": True,
        "wrong": "",
        "trace": [],
    }
    try:
        straight = rehearse(pack(pack_id), scenario)
        saved = rehearse(pack(pack_id), scenario, saved=True)
    except NotAsTold as wrong:
        return result | {"as_told": False, "wrong": str(wrong)}
    if straight.state != saved.state:
        return result | {"as_told": False, "wrong": "saved and loaded at every step it came out otherwise"}
    return result | {"trace": straight.trace}
