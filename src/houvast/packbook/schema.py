"""The JSON Schemas that editors use to complete and check packs and overlays while they are typed."""

from typing import cast

from houvast.core.procedure.pack import Pack

Schema = dict[str, object]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
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
    for part in parts.values():
        known = cast("Schema", part.get("properties", {}))
        if "id" in known:
            part["properties"] = known | {"after": {"type": "string"}}
    return schema


def _loosened(value: object, *, named: bool = False) -> object:
    """Nothing is required. `named`: the keys are names that a pack uses, so none of them is a rule of the schema."""
    if isinstance(value, dict):
        kept = {key: part for key, part in value.items() if named or key not in ("required", "minItems", "default")}
        return {key: _loosened(part, named=not named and key in ("properties", "$defs")) for key, part in kept.items()}
    return [_loosened(part) for part in value] if isinstance(value, list) else value
