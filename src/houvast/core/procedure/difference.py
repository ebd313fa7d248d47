"""Say in words how one pack differs from another: for whoever must approve a change."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from houvast.core.forms.text import Text
from houvast.core.procedure.pack import Length, Pack

UNITS = (
    ("days", "dagen", "days"),
    ("weeks", "weken", "weeks"),
    ("months", "maanden", "months"),
    ("working_days", "werkdagen", "working days"),
    ("teaching_weeks", "lesweken", "teaching weeks"),
)


PARTS = {
    "title": ("de naam", "the name"),
    "text": ("de tekst voor de student", "the text to the student"),
    "to_staff": ("de tekst voor medewerkers", "the text to staff"),
    "help": ("de uitleg", "the help"),
    "body": ("de tekst", "the text"),
    "by": ("wie het doet", "who does it"),
    "with": ("wie erbij is", "who takes part"),
    "to": ("aan wie", "to whom"),
    "signed_by": ("wie ondertekent", "who signs"),
    "form": ("het formulier", "the record form"),
    "fields": ("de vragen", "the questions"),
    "letter": ("de brief", "the letter"),
    "options": ("de keuzes", "the options"),
    "signatures": ("de handtekeningen", "the signatures"),
    "needs": ("wat eerst moet", "what comes first"),
    "must": ("wat de wet vraagt", "what the law asks"),
    "should": ("wat de school vraagt", "what the school asks"),
    "sends": ("de brieven die uitgaan", "the letters that go out"),
    "tells": ("wie bericht krijgt", "who gets a message"),
    "opens": ("de procedures daarna", "the procedures that may follow"),
    "when": ("voor wie het geldt", "to whom it applies"),
    "condition": ("wat er wordt gevraagd", "what is asked"),
    "deviate": ("wie mag afwijken", "who may deviate"),
    "then": ("hoe het verdergaat", "how it goes on"),
    "go": ("hoe het verdergaat", "how it goes on"),
    "end": ("hoe het eindigt", "how it ends"),
    "optional": ("of het verplicht is", "whether it is required"),
    "repeat": ("of het vaker kan", "whether it can be repeated"),
    "source": ("de bron", "the source"),
    "owner": ("van wie de termijn is", "who owns the term"),
    "until": ("waarmee de termijn is gehaald", "what meets the term"),
    "from": ("wanneer de termijn begint", "when the term begins"),
    "remind_days": ("de herinnering", "the reminder"),
    "if_missed": ("wat er gebeurt als die wordt gemist", "what happens when it is missed"),
    "ask": ("hoe het wordt gevraagd", "how it is asked"),
    "asked_of": ("aan wie het wordt gevraagd", "who is asked"),
}


def difference(old: Pack, new: Pack) -> tuple[Text, ...]:
    """Each difference as a sentence; empty when the packs do and say the same."""
    return tuple(_sentences(old, new))


def _sentences(old: Pack, new: Pack) -> Iterator[Text]:
    if (old.id, old.version) != (new.id, new.version):
        yield _text(
            f"“{old.title.nl}” {old.version} wordt “{new.title.nl}” {new.version}",
            f"“{old.title.en}” {old.version} becomes “{new.title.en}” {new.version}",
        )
    yield from _sections("stap", "step", old.step_by_id, new.step_by_id)
    order_old = [name for name in old.step_by_id if name in new.step_by_id]
    order_new = [name for name in new.step_by_id if name in old.step_by_id]
    if order_old != order_new:
        yield _text("de volgorde van de stappen is anders", "the order of the steps differs")
    yield from _sections("handeling", "act", old.acts, new.acts)
    yield from _terms(old, new)
    yield from _sections("afspraak van de school", "policy", old.policies, new.policies)
    yield from _sections("formulier", "form", old.forms, new.forms)
    yield from _sections("brief", "letter", old.letters, new.letters)
    yield from _sections("uitkomst", "outcome", old.outcomes, new.outcomes)
    yield from _sections("feit", "fact", old.facts, new.facts)
    for name in sorted(set(old.invariants) - set(new.invariants)):
        yield _text(f"vervalt als toezegging: {name}", f"no longer promised: {name}")
    for name in sorted(set(new.invariants) - set(old.invariants)):
        yield _text(f"nieuwe toezegging: {name}", f"newly promised: {name}")


def _sections(nl: str, en: str, old: Mapping[str, BaseModel], new: Mapping[str, BaseModel]) -> Iterator[Text]:
    for name in old:
        if name not in new:
            yield _text(f"{nl} “{_title(old[name], 'nl')}” vervalt", f"{en} “{_title(old[name], 'en')}” is gone")
    for name, part in new.items():
        if name not in old:
            yield _text(f"{nl} “{_title(part, 'nl')}” is nieuw", f"{en} “{_title(part, 'en')}” is new")
        elif old[name] != part:
            changed = _changed(old[name], part)
            if changed:
                of_nl, of_en = _named(changed)
                yield _text(
                    f"{nl} “{_title(part, 'nl')}”: anders: {of_nl}", f"{en} “{_title(part, 'en')}”: changed: {of_en}"
                )


def _title(part: BaseModel, language: str) -> str:
    title = getattr(part, "title", None)
    return title.in_(language) if isinstance(title, Text) else str(getattr(part, "id", ""))


def _changed(old: BaseModel, new: BaseModel) -> list[str]:
    """The names of the parts that differ; what lies one level deeper is compared there (acts of a step)."""
    names = [name for name in type(new).model_fields if getattr(old, name, None) != getattr(new, name)]
    return [name.rstrip("_") for name in names if name != "acts"]


def _named(parts: list[str]) -> tuple[str, str]:
    """What the parts of a pack are called by people, in Dutch and in English; a part without a name keeps its own."""
    words = [PARTS.get(part, (part, part)) for part in parts]
    return ", ".join(nl for nl, _en in words), ", ".join(en for _nl, en in words)


def _terms(old: Pack, new: Pack) -> Iterator[Text]:
    yield from _sections(
        "termijn",
        "term",
        {name: term for name, term in old.terms.items() if name not in new.terms},
        {name: term for name, term in new.terms.items() if name not in old.terms},
    )
    for name, term in new.terms.items():
        before = old.terms.get(name)
        if before is None or before == term:
            continue
        if before.length != term.length:
            yield _text(
                f"termijn “{term.title.nl}”: {_length(before.length, 0)} wordt {_length(term.length, 0)}",
                f"term “{term.title.en}”: {_length(before.length, 1)} becomes {_length(term.length, 1)}",
            )
        rest = [part for part in _changed(before, term) if part != "length"]
        if rest:
            nl, en = _named(rest)
            yield _text(f"termijn “{term.title.nl}”: anders: {nl}", f"term “{term.title.en}”: changed: {en}")


def _length(length: Length, language: int) -> str:
    for unit, nl, en in UNITS:
        count = getattr(length, unit)
        if count is not None:
            return f"{count} {(nl, en)[language]}"
    return f"{('volgens', 'by')[language]} {length.rule}"


def _text(nl: str, en: str) -> Text:
    return Text(nl=nl, en=en)
