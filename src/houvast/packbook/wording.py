"""What reading a pack file says, in both languages: what is wrong with the YAML or its shape, and how to mend it."""

from collections.abc import Mapping

from houvast.core.forms.text import Text

Words = tuple[str, str, str, str]
"""Dutch text, English text, Dutch mend, English mend; names in braces are filled in."""

CONDITIONS = "all, any, not, done, held, chose, field, fact, passed, reached, signed, deviated"
SEE = ("Kijk met `houvast packs schema` wat hier kan staan.", "See `houvast packs schema`.")

READING: dict[str, Words] = {
    "too_large": (
        "het bestand is groter dan {most} tekens",
        "the file is larger than {most} characters",
        "Verdeel het over meer procedures.",
        "Split it into several packs.",
    ),
    "not_yaml": (
        "dit kan niet als YAML worden gelezen: {reason}",
        "this cannot be read as YAML: {reason}",
        "Kijk hier naar inspringen, dubbele punten en aanhalingstekens.",
        "Check indentation, colons and quotes here.",
    ),
    "unreadable": (
        "het bestand kan niet worden gelezen: {reason}",
        "cannot be read: {reason}",
        "Bewaar het als UTF-8.",
        "Save it as UTF-8.",
    ),
    "second_document": (
        "hier begint een tweede document",
        "a second document begins here",
        "Zet één procedure in één bestand.",
        "Keep one pack in one file.",
    ),
    "empty": ("het bestand is leeg", "the file is empty", "Schrijf er een procedure in.", "Write a pack in it."),
    "too_many": (
        "meer dan {most} waarden",
        "more than {most} values",
        "Verdeel de procedure.",
        "Split the pack.",
    ),
    "too_deep": (
        "dieper genest dan {most} niveaus",
        "nested deeper than {most} levels",
        "Maak het platter.",
        "Make it flatter.",
    ),
    "anchor": (
        "ankers en verwijzingen (& en *) mogen niet",
        "anchors and aliases (& and *) are not allowed",
        "Schrijf de waarde uit.",
        "Write the value out.",
    ),
    "tag": ("tags (!) mogen niet", "tags (!) are not allowed", "Laat de tag weg.", "Leave the tag out."),
    "no_value": (
        "hier ontbreekt een waarde",
        "a value is missing here",
        "Schrijf er een, of laat de sleutel weg.",
        "Write one, or leave the key out.",
    ),
    "key": (
        "een sleutel is een woord",
        "a key must be a word",
        "Schrijf een gewoon woord voor de dubbele punt.",
        "Write a plain word before the colon.",
    ),
    "twice": (
        "de sleutel “{key}” staat er twee keer",
        "the key “{key}” stands twice",
        "Houd er een.",
        "Keep one of them.",
    ),
    "no_base": (
        "er is geen procedure “{name}” om over heen te leggen",
        "there is no pack “{name}” to lie over",
        "Verbeter de naam.",
        "Correct the name.",
    ),
    "too_many_layers": (
        "meer dan {most} lagen liggen over elkaar",
        "more than {most} layers lie over one another",
        "Leg het over een procedure die dichterbij ligt.",
        "Lie over a pack that is nearer.",
    ),
}

SHAPE: dict[str, Words] = {
    "missing": ("“{name}” ontbreekt", "“{name}” is missing", "Zet het erbij.", "Add it."),
    "extra_forbidden": (
        "“{name}” is hier niet bekend",
        "“{name}” is not known here",
        "Haal het weg, of kijk met `houvast packs schema` hoe het heet.",
        "Remove it, or check its spelling against `houvast packs schema`.",
    ),
    "string_type": ("“{name}” hoort tekst te zijn", "“{name}” should be text", *SEE),
    "string_too_short": ("“{name}” is leeg of te kort", "“{name}” is empty or too short", *SEE),
    "string_too_long": (
        "“{name}” is langer dan {max_length} tekens",
        "“{name}” is longer than {max_length} characters",
        "Maak het korter.",
        "Shorten it.",
    ),
    "string_pattern_mismatch": (
        "“{name}” heeft niet de vorm die hier hoort",
        "“{name}” has not the form that belongs here",
        "Gebruik kleine letters, cijfers en streepjes, zoals in de andere procedures.",
        "Use small letters, digits and dashes, as other packs do.",
    ),
    "enum": ("“{name}” is geen van: {expected_nl}", "“{name}” is none of: {expected}", *SEE),
    "literal_error": ("“{name}” is geen van: {expected_nl}", "“{name}” is none of: {expected}", *SEE),
    "int_type": ("“{name}” hoort een heel getal te zijn", "“{name}” should be a whole number", *SEE),
    "int_parsing": ("“{name}” hoort een heel getal te zijn", "“{name}” should be a whole number", *SEE),
    "bool_type": ("“{name}” hoort true of false te zijn", "“{name}” should be true or false", *SEE),
    "bool_parsing": ("“{name}” hoort true of false te zijn", "“{name}” should be true or false", *SEE),
    "tuple_type": ("“{name}” hoort een lijst te zijn", "“{name}” should be a list", *SEE),
    "dict_type": ("“{name}” hoort uit sleutels met waarden te bestaan", "“{name}” should be keys with values", *SEE),
    "model_type": ("“{name}” hoort uit sleutels met waarden te bestaan", "“{name}” should be keys with values", *SEE),
    "model_attributes_type": (
        "“{name}” hoort uit sleutels met waarden te bestaan",
        "“{name}” should be keys with values",
        *SEE,
    ),
    "too_long": (
        "“{name}” heeft meer dan {max_length} onderdelen",
        "“{name}” has more than {max_length} parts",
        "Haal er weg, of maak er twee van.",
        "Take some out, or make two of it.",
    ),
    "too_short": ("“{name}” mag niet leeg zijn", "“{name}” may not be empty", *SEE),
    "greater_than_equal": ("“{name}” is kleiner dan {ge}", "“{name}” is less than {ge}", *SEE),
    "less_than_equal": ("“{name}” is groter dan {le}", "“{name}” is more than {le}", *SEE),
    "unknown_condition": (
        f"een voorwaarde begint met een van: {CONDITIONS}",
        f"a condition begins with one of: {CONDITIONS}",
        *SEE,
    ),
}


def reading(what: str, **names: object) -> tuple[Text, Text]:
    """What is wrong with a file, and how to mend it."""
    return _filled(READING[what], names)


def shape(kind: str, name: object, context: Mapping[str, object], otherwise: Text) -> tuple[Text, Text]:
    """What is wrong with the shape of a pack, by the kind of error; `otherwise` for kinds that have no words here."""
    words = SHAPE.get(kind)
    if words is None:
        return otherwise, Text(nl=SEE[0], en=SEE[1])
    known: dict[str, object] = {"expected": "?", "max_length": "?", "ge": "?", "le": "?", **context, "name": name}
    known["expected_nl"] = str(known["expected"]).replace(" or ", " of ")
    return _filled(words, known)


def _filled(words: Words, names: Mapping[str, object]) -> tuple[Text, Text]:
    nl, en, mend_nl, mend_en = (one.format_map(names) for one in words)
    return Text(nl=nl[:8000], en=en[:8000]), Text(nl=mend_nl, en=mend_en)
