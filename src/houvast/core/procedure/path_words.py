"""The path that shows a finding, in words that a person reads: titles of acts, options and terms, no ids."""

import re

from houvast.core.forms.text import Text
from houvast.core.procedure.pack import Act, Pack

_VALUE = re.compile(r"\[([a-z0-9_]+)\.([a-z0-9_]+)=([^\]]*)\]")
_DEVIATION = re.compile(r"\[deviates from ([a-z0-9_]+)\]")
_ON_DAY = re.compile(r"^\(on ([0-9-]+)\)$")
_RUNS_OUT = re.compile(r"^\(([a-z0-9_]+) runs out\)$")
_SIGNED = re.compile(r"^signatures under ([a-z0-9_]+)$")
_ACT = re.compile(r"^([a-z0-9_]+)(?:=([a-z0-9_]+))?(?= \[|$)")
FIXED = {
    "open": Text(nl="de procedure begint", en="the procedure begins"),
    "(time goes by)": Text(nl="er gaat tijd voorbij", en="time goes by"),
    "(a birthday)": Text(nl="de student wordt een jaar ouder", en="the student turns a year older"),
}
YES_NO = {"True": Text(nl="ja", en="yes"), "False": Text(nl="nee", en="no")}


def path_in_words(pack: Pack, path: tuple[str, ...]) -> tuple[Text, ...]:
    """Each part of a finding's path as a text. What belongs to another procedure stays as it is."""
    return tuple(_said(pack, label) for label in path)


def _said(pack: Pack, label: str) -> Text:
    if label in FIXED:
        return FIXED[label]
    if found := _ON_DAY.match(label):
        return Text(nl=f"op {found[1]}, onder de wet van die dag", en=f"on {found[1]}, under the law of that day")
    if found := _RUNS_OUT.match(label):
        term = pack.terms.get(found[1])
        if term is not None:
            return Text(nl=f"“{term.title.nl}” is voorbij", en=f"“{term.title.en}” is over")
    if found := _SIGNED.match(label):
        act = pack.acts.get(found[1])
        if act is not None:
            return Text(nl=f"handtekeningen onder “{act.title.nl}”", en=f"signatures under “{act.title.en}”")
    found = _ACT.match(label)
    act = pack.acts.get(found[1]) if found is not None else None
    if found is not None and act is not None:
        return _of_act(pack, act, found[2] or "", label)
    return Text(nl=label, en=label)


def _of_act(pack: Pack, act: Act, option_id: str, label: str) -> Text:
    nl, en = [act.title.nl], [act.title.en]
    option = act.option(option_id)
    if option is not None:
        nl.append(option.label.nl)
        en.append(option.label.en)
    form = pack.forms.get(act.form or "")
    for _act, name, value in _VALUE.findall(label):
        field = form.field(name) if form is not None else None
        title = field.label if field is not None else Text(nl=name, en=name)
        answer = YES_NO.get(value) or next(
            (one.label for one in (field.options if field is not None else ()) if one.id == value), None
        )
        nl.append(f"{title.nl}: {answer.nl if answer else value}")
        en.append(f"{title.en}: {answer.en if answer else value}")
    for name in _DEVIATION.findall(label):
        policy = pack.policies.get(name)
        nl.append(f"met afwijking van “{policy.title.nl if policy else name}”")
        en.append(f"deviating from “{policy.title.en if policy else name}”")
    return Text(nl="; ".join(nl), en="; ".join(en))
