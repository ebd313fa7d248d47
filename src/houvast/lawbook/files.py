"""Reads the parameter files beside the rules, and what an institution set for itself, into frozen values.

A file that is wrong is refused as a whole, with the place and the reason: nobody should be answered from half a law.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, cast

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

import houvast
from houvast.core.calendar import school_year_named
from houvast.core.law.book import record_of
from houvast.core.law.parameters import Parameter, Standing, Value, Version
from houvast.core.law.text import Text
from houvast.lawbook.school_holidays import yearly_versions

# The package lies unpacked on disk, also from a wheel; a path starts quicker than importlib.resources does.
PACKAGE = Path(houvast.__file__).parent
RULES = PACKAGE / "core" / "law" / "rules"
INSTITUTIONS = PACKAGE / "packs" / "law" / "institutions"
PARAMETER_KEYS = {"title", "class", "unit", "by", "versions", "holidays", "source", "url", "verified", "note", "says"}
VERSION_KEYS = {"valid_from", "cohort", "value", "source", "state", "url", "verified", "note", "says"}
# Where a law stands at wetten.overheid.nl; `state` is the day of the text that was read.
LAWS = {
    "WEB": "BWBR0007625",
    "Leerplichtwet 1969": "BWBR0002628",
    "WRO": "BWBR0042012",
    "Besluit register onderwijsdeelnemers": "BWBR0042639",
    "WSF 2000": "BWBR0011453",
    "WHW": "BWBR0005682",
    "Wgbh/cz": "BWBR0014915",
}
UNITS = {"years", "months", "weeks", "days", "working days", "teaching weeks", "hours", "school years", "percent", "EC",
         "fte", "month-day", "times", "yes or no", "names", "words", "days of holiday"}  # fmt: skip


class LawFileError(Exception):
    """A parameter file is wrong; the message says where and why."""


def parse_yaml(text: str, name: str) -> Any:
    """YAML 1.2 with plain values; doubled keys are refused."""
    try:
        return YAML(typ="safe", pure=True).load(text)
    except (YAMLError, ValueError, RecursionError) as error:
        raise LawFileError(f"{name}: {error}") from error


def _read(place: Path) -> Mapping[str, Any]:
    content = parse_yaml(place.read_text(encoding="utf-8"), place.name)
    if not isinstance(content, dict):
        raise LawFileError(f"{place.name}: a file of parameters by name was expected")
    return content


@cache
def institution_parameters() -> Mapping[str, Mapping[str, tuple[Version, ...]]]:
    """What institutions set for themselves: parameter to institution to versions."""
    return parameters_of_institutions(INSTITUTIONS)


def parameters_of_institutions(folder: Path) -> Mapping[str, Mapping[str, tuple[Version, ...]]]:
    """The same from a folder with one file per institution, of parameters by their full names; law is refused."""
    own: dict[str, dict[str, tuple[Version, ...]]] = {}
    if not folder.is_dir():
        return own
    for place in sorted(folder.iterdir(), key=lambda one: one.name):
        institution = place.name.removesuffix(".yaml")
        if institution == place.name:
            continue
        for name, content in _read(place).items():
            parameter = parameter_of(name, content, f"{place.name}: {name}")
            if any(version.standing is Standing.LAW for version in parameter.versions):
                raise LawFileError(f"{place.name}: {name}: an institution sets policy, not law")
            own.setdefault(name, {})[institution] = parameter.versions
    return own


def parameters_of(
    file: str,
    own: Mapping[str, Mapping[str, tuple[Version, ...]]],
) -> tuple[dict[str, Parameter], dict[str, Text]]:
    """The parameters and the sentences (under `words`) of one file, by full name."""
    place = RULES / f"{file.replace('-', '_')}.yaml"
    parameters: dict[str, Parameter] = {}
    contents = dict(_read(place))
    words = {f"{file}.{name}": _text(text, f"{place.name}: {name}") for name, text in contents.pop("words", {}).items()}
    for short, content in contents.items():
        name = f"{file}.{short}"
        parameter = parameter_of(name, content, f"{place.name}: {short}")
        if name in own:
            if any(version.standing is Standing.LAW for version in parameter.versions):
                raise LawFileError(f"{name} is law: an institution cannot set it")
            parameter = replace(parameter, own=own[name])
        parameters[name] = parameter
    return parameters, words


def parameter_of(name: str, content: Any, place: str) -> Parameter:
    """One parameter out of its YAML; raises LawFileError for whatever is wrong."""
    if not isinstance(content, dict) or set(content) - PARAMETER_KEYS:
        raise LawFileError(f"{place}: unknown keys {sorted(set(content) - PARAMETER_KEYS)}")
    try:
        title, unit, standing = _text(content["title"], place), content["unit"], Standing(content["class"])
    except (KeyError, ValueError) as error:
        raise LawFileError(f"{place}: title, class (law or policy) and unit are needed: {error}") from error
    if unit not in UNITS:
        raise LawFileError(f"{place}: unit {unit!r} is not one of {sorted(UNITS)}")
    by_cohort = content.get("by") == "cohort"
    raw = yearly_versions(content["holidays"], content) if "holidays" in content else content.get("versions")
    if not raw:
        raise LawFileError(f"{place}: at least one version is needed")
    versions: list[Version] = []
    for item in raw:
        version = _version(
            item,
            place,
            name=name,
            standing=standing,
            unit=unit,
            above=versions[-1] if versions else None,
        )
        if versions and version.valid_from <= versions[-1].valid_from:
            raise LawFileError(f"{place}: versions must follow each other, {version.valid_from} does not")
        versions.append(version)
    return Parameter(name=name, title=title, versions=tuple(versions), by_cohort=by_cohort)


def _version(
    item: Any,
    place: str,
    *,
    name: str,
    standing: Standing,
    unit: str,
    above: Version | None,
) -> Version:
    if not isinstance(item, dict) or set(item) - VERSION_KEYS:
        raise LawFileError(f"{place}: a version has the keys {sorted(VERSION_KEYS)}, not {item!r}")
    missing = {"value", "source", "verified"} - set(item)
    if missing:
        raise LawFileError(f"{place}: a version misses {sorted(missing)}")
    valid_from = school_year_named(item["cohort"]).begin if "cohort" in item else item.get("valid_from")
    if not isinstance(valid_from, date) or not isinstance(item["verified"], bool):
        raise LawFileError(f"{place}: valid_from must be a day (or cohort a school year) and verified true or false")
    value = tuple(item["value"]) if isinstance(item["value"], list) else item["value"]
    if above is not None and type(value) is not type(above.value):
        raise LawFileError(f"{place}: {value!r} is of another type than {above.value!r}")
    if "says" not in item and above is None:
        raise LawFileError(f"{place}: the first version must say in words what it means")
    version = Version(
        parameter=name,
        value=cast("Value", value),
        unit=unit,
        standing=standing,
        source=str(item["source"]),
        url=_url(str(item["source"]), item),
        valid_from=valid_from,
        verified=item["verified"],
        says=_text(item["says"], place) if "says" in item else cast("Version", above).says,
        note=str(item.get("note", "")),
    )
    return replace(version, record=record_of(version))


def _url(source: str, item: Mapping[str, Any]) -> str:
    if "state" not in item:
        return str(item.get("url", ""))
    law = next((number for name, number in LAWS.items() if source.startswith(f"{name} art.")), None)
    return "" if law is None else f"https://wetten.overheid.nl/{law}/{item['state']}"


def _text(value: Any, place: str) -> Text:
    if (
        not isinstance(value, dict)
        or set(value) != {"nl", "en"}
        or not all(isinstance(one, str) for one in value.values())
    ):
        raise LawFileError(f"{place}: a text has nl and en, not {value!r}")
    text = Text(value["nl"].strip(), value["en"].strip())
    if not text.nl or not text.en or _names(text.nl) != _names(text.en):
        raise LawFileError(f"{place}: nl and en must both be there and fill in the same names")
    return text


def _names(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
