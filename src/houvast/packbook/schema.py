"""The JSON Schemas that editors use to complete and check packs and overlays while they are typed."""

from typing import cast

from houvast.core.procedure.pack import Pack

Schema = dict[str, object]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
PLACED = ("Step", "Act", "Option", "FormField")
NAMES = {"type": "array", "items": {"type": "string"}}


def pack_schema() -> Schema:
    """Of a whole pack."""
    return {"$schema": DRAFT, **Pack.model_json_schema(by_alias=True)}


def overlay_schema() -> Schema:
    """Of an overlay: the same parts, none of them required, with what it lies over, leaves out and comes after."""
    schema = cast("Schema", _loosened(pack_schema()))
    own = {"overlay": {"type": "string"}, "leave_out": {"type": "object", "additionalProperties": NAMES}}
    schema["properties"] = cast("Schema", schema["properties"]) | own
    schema["required"] = ["overlay", "id", "version"]
    parts = cast("dict[str, Schema]", schema["$defs"])
    for name in PLACED:
        parts[name]["properties"] = cast("Schema", parts[name]["properties"]) | {"after": {"type": "string"}}
    return schema


def _loosened(value: object) -> object:
    if isinstance(value, dict):
        return {key: _loosened(part) for key, part in value.items() if key not in ("required", "minItems", "default")}
    return [_loosened(part) for part in value] if isinstance(value, list) else value
