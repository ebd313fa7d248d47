"""The specification of the Open Education API as published: what fits it, and examples made of its own."""

import json
from functools import cache
from typing import Any
from urllib.parse import quote

import jsonschema_rs

from tests.houvast_testing.gaps import DATA

FILE = DATA / "oeapi-spec/oeapi.json"
ROOT = "urn:oeapi"
WRONG_IN_THE_SPECIFICATION = {
    "/components/schemas/PersonProperties/properties/primaryCode": "the code is a text, the example a number",
    "/components/schemas/CourseOffering/allOf/2/properties/flexibleEntryPeriodEndDateTime": "a day is asked and the "
    "example is a moment",
}
"""Examples that do not fit the schema beside them, and why: reported to nobody yet, and never served."""


@cache
def spec() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FILE.read_text())
    return found


@cache
def _registry() -> jsonschema_rs.Registry:
    return jsonschema_rs.Registry([(ROOT, spec())], draft=jsonschema_rs.Draft202012)


@cache
def validator(pointer: str) -> Any:
    """What checks a value against the schema at this place of the specification, formats too."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": f"{ROOT}#{quote(pointer, safe='/~')}",
    }
    return jsonschema_rs.validator_for(schema, registry=_registry(), validate_formats=True)


def problem_with(value: object, pointer: str) -> str:
    """The first thing that does not fit; empty when all does."""
    error = next(validator(pointer).iter_errors(value), None)
    return "" if error is None else str(error)


def answer_of(path: str) -> str:
    """The place of the schema of a good answer to GET at this path of the specification."""
    escaped = path.replace("~", "~0").replace("/", "~1")
    return f"/paths/{escaped}/get/responses/200/content/application~1json/schema"


def examples() -> list[tuple[str, object]]:
    """Every example of the specification, with the place of the schema that it should fit."""
    return list(_examples(spec(), "", in_schema=False))


def _examples(node: Any, pointer: str, *, in_schema: bool) -> Any:
    if isinstance(node, list):
        for place, one in enumerate(node):
            yield from _examples(one, f"{pointer}/{place}", in_schema=in_schema)
    if not isinstance(node, dict):
        return
    where = pointer if in_schema else f"{pointer}/schema"
    if in_schema or isinstance(node.get("schema"), dict):
        yield from ((where, node["example"]) for _ in range("example" in node))
        several = node.get("examples", ())
        for one in several if isinstance(several, list) else several.values() if isinstance(several, dict) else ():
            yield where, one["value"] if isinstance(one, dict) and "value" in one else one
    for name, inner in node.items():
        if name in {"example", "examples", "default", "enum"}:
            continue
        below = f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"
        yield from _examples(inner, below, in_schema=in_schema or name == "schema" or pointer == "/components/schemas")


def example(name: str, /, **values: object) -> dict[str, Any]:
    """An object of a schema, each of its properties as the specification's own example has it; `values` go before.

    What is expanded only when it is asked for is left out.
    """
    made = _made({"$ref": f"#/components/schemas/{name}"})
    assert isinstance(made, dict)
    return {**made, **values}


def _made(schema: dict[str, Any]) -> Any:
    if "$ref" in schema and "example" not in schema:
        return _made(_at(schema["$ref"].removeprefix("#")))
    if "allOf" in schema:
        return {key: value for part in schema["allOf"] for key, value in (_made(part) or {}).items()}
    if "properties" in schema:
        return {
            name: value
            for name, one in schema["properties"].items()
            if not _is_expanded(one) and (value := _value(one, f"{name}")) is not None
        }
    return schema.get("example")


def _value(schema: dict[str, Any], name: str) -> Any:  # noqa: PLR0911 - one answer per shape of a schema
    if name == "primaryCode":
        return {"codeType": "identifier", "code": "example"}
    if schema.get("format") == "date":
        return "2019-10-21"
    if "example" in schema:
        return schema["example"]
    if "oneOf" in schema:
        return _value(schema["oneOf"][0], name)
    if "$ref" in schema:
        return _value(_at(schema["$ref"].removeprefix("#")), name)
    if schema.get("type") in ("array", ["array", "null"]) and "items" in schema:
        return None if _is_expanded(schema["items"]) else [one for one in [_value(schema["items"], name)] if one]
    return _made(schema) if "properties" in schema else None


def _is_expanded(schema: dict[str, Any]) -> bool:
    return "allOf" in schema or (
        schema.get("type") in ("array", ["array", "null"]) and "allOf" in schema.get("items", {})
    )


def _at(pointer: str) -> dict[str, Any]:
    found: Any = spec()
    for part in pointer.strip("/").split("/"):
        found = found[part.replace("~1", "/").replace("~0", "~")]
    assert isinstance(found, dict)
    return found
