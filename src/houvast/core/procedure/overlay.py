"""Lay an institution's or programme's own choices over a pack, without copying the rest.

An overlay is a partial pack. Mappings merge key by key; steps, acts, options and signatures merge by their id (a
signature by its role); any other list or value replaces. A new step or act says where it comes with `after` (an id, or
"" for first). `leave_out` takes away acts, terms, policies, letters,
forms or promises. What the law or the proof rests on cannot
be changed: `must`, `effect`, what an act serves, terms of law, the way to contest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from houvast.core.forms.text import Text

Plain = object
Where = tuple[str | int, ...]

KEYED = {"steps": "id", "acts": "id", "anytime": "id", "options": "id", "signatures": "role", "fields": "id"}
FIXED = ("must", "effect", "serves", "contest", "rule", "law")
HEAD = frozenset({"overlay", "leave_out"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAllowed:
    """Something an overlay may not change, with its place in the overlay."""

    where: Where
    text: Text
    mend: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    data: dict[str, Plain]
    problems: tuple[NotAllowed, ...]


def merge(base: Mapping[str, Plain], overlay: Mapping[str, Plain]) -> Merged:
    """The pack that comes of it, as plain data, and everything in the overlay that it may not change."""
    problems: list[NotAllowed] = []
    own = {key: value for key, value in overlay.items() if key not in HEAD}
    data = _merge_mapping(base, own, (), problems)
    data["overlay_of"] = f"{base.get('id')} {base.get('version')}"
    _leave_out(data, overlay.get("leave_out"), problems)
    return Merged(data=data, problems=tuple(problems))


def _merge_mapping(
    base: Mapping[str, Plain], own: Mapping[str, Plain], where: Where, problems: list[NotAllowed]
) -> dict[str, Plain]:
    merged: dict[str, Plain] = dict(base)
    if where[:1] == ("terms",) and len(where) == 2 and base.get("law") is True:  # noqa: PLR2004 - ("terms", id)
        problems.append(_fixed(where, "deze termijn komt uit de wet", "this term comes from the law"))
        return merged
    for key, value in own.items():
        at = (*where, key)
        if where == ("promises",):
            merged[key] = _more_promised(base.get(key), value)
            continue
        if key in FIXED and key in base and base[key] != value:
            problems.append(
                _fixed(
                    at,
                    f"“{key}” van de procedure eronder blijft zoals het is",
                    f"“{key}” of the underlying pack stays as it is",
                )
            )
        elif key in KEYED and isinstance(value, list) and isinstance(base.get(key), list):
            merged[key] = _merge_keyed(base[key], value, KEYED[key], at, problems)  # type: ignore[arg-type]
        elif isinstance(value, dict) and isinstance(base.get(key), dict) and key not in ("length", "condition", "when"):
            merged[key] = _merge_mapping(base[key], value, at, problems)  # type: ignore[arg-type]
        elif key != "after":
            merged[key] = value
    return merged


def _more_promised(base: Plain, own: Plain) -> Plain:
    """A promise of the pack below with what the overlay promises besides: it never becomes less."""
    if not isinstance(base, dict) or not isinstance(own, dict):
        return own
    merged = dict(base)
    for key, value in own.items():
        if key == "after" and "after" in base:
            merged[key] = {"all": [base[key], value]}
        elif key in base:
            merged[key] = list(dict.fromkeys([*_listed(base[key]), *_listed(value)]))
        else:
            merged[key] = value
    return merged


def _listed(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else [value]


def _merge_keyed(
    base: list[Plain], own: list[Plain], name: str, where: Where, problems: list[NotAllowed]
) -> list[Plain]:
    merged = list(base)
    for number, value in enumerate(own):
        if not isinstance(value, dict):
            continue
        at = (*where, number)
        places = {str(part.get(name)): place for place, part in enumerate(merged) if isinstance(part, dict)}
        key = value.get(name)
        if isinstance(key, str) and key in places:
            place = places[key]
            merged[place] = _merge_mapping(merged[place], value, at, problems)  # type: ignore[arg-type]
            continue
        fresh = {key: part for key, part in value.items() if key != "after"}
        after = str(value.get("after", next(reversed(places), "")))
        if after and after not in places:
            problems.append(
                NotAllowed(
                    where=at,
                    text=Text(nl=f"er is geen “{after}” om na te komen", en=f"there is no “{after}” to come after"),
                    mend=Text(nl="Verbeter after.", en="Correct after."),
                )
            )
        merged.insert(places.get(after, -1) + 1, fresh)
    return merged


def _leave_out(data: dict[str, Plain], wanted: Plain, problems: list[NotAllowed]) -> None:
    if not isinstance(wanted, dict):
        return
    for section, names in wanted.items():
        for name in names if isinstance(names, list) else [names]:
            if section == "acts":
                _leave_out_act(data, str(name), problems)
            elif section in ("terms", "policies", "letters", "forms", "promises") and isinstance(
                data.get(section), dict
            ):
                part = dict(data[section])  # type: ignore[call-overload]
                taken = part.pop(str(name), None)
                if isinstance(taken, dict) and taken.get("law") is True:
                    problems.append(
                        _fixed(("leave_out", section), f"“{name}” komt uit de wet", f"“{name}” comes from the law")
                    )
                    continue
                data[section] = part
                if section == "promises" and taken is not None:
                    data["promises_left_out"] = [*_listed(data.get("promises_left_out", [])), str(name)]
            else:
                text = Text(nl=f"“{section}” kan niet worden weggelaten", en=f"“{section}” cannot be left out")
                mend = Text(nl="Noem acts, terms, policies of promises.", en="Name acts, terms, policies or promises.")
                problems.append(NotAllowed(where=("leave_out",), text=text, mend=mend))


def _leave_out_act(data: dict[str, Plain], name: str, problems: list[NotAllowed]) -> None:
    for holder, acts in _holders(data):
        kept = [act for act in acts if not (isinstance(act, dict) and act.get("id") == name)]
        gone = next((act for act in acts if isinstance(act, dict) and act.get("id") == name), None)
        if gone is None:
            continue
        if gone.get("must") or gone.get("serves"):
            problems.append(
                _fixed(
                    ("leave_out", "acts"),
                    f"op “{name}” rust de wet of het bewijs",
                    f"“{name}” is part of what the law or the proof rests on",
                )
            )
            return
        holder["acts" if "acts" in holder else "anytime"] = kept
        return


def _holders(data: dict[str, Plain]) -> Iterator[tuple[dict[str, Plain], list[Plain]]]:
    steps = data.get("steps")
    fresh = [dict(step) for step in steps if isinstance(step, dict)] if isinstance(steps, list) else []
    data["steps"] = fresh
    for step in fresh:
        acts = step.get("acts")
        if isinstance(acts, list):
            yield step, acts
    anytime = data.get("anytime")
    if isinstance(anytime, list):
        yield data, anytime


def _fixed(where: Where, nl: str, en: str) -> NotAllowed:
    mend = Text(nl="Laat het zoals de procedure eronder het heeft.", en="Leave it as the underlying pack has it.")
    return NotAllowed(where=where, text=Text(nl=nl, en=en), mend=mend)
