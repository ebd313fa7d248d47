"""Every model that refers to a person is registered, found from the schema and not from a list."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from django.utils.translation import override

from houvast.core.access.words import Data, Relation
from houvast.people.models import Organisation, Person, Unit
from houvast.privacy.field_words import dutch
from houvast.privacy.plain import KINDS, RELATIONS
from houvast.privacy.registry import (
    Personal,
    RegisteredTwice,
    fields_naming_persons,
    register,
    registered,
    related_models,
)
from houvast.privacy.told import shown_fields
from houvast.privacy.value_words import choice_name, laid_out

NO_PERSON = frozenset({Organisation, Unit})
HOW = "Say in the personal.py of its folder what it says of persons: see docs/adding.md."


def models_about_persons() -> Iterator[type[models.Model]]:
    """Models with a field for a person, and models with a row of such a model whose data it is."""
    of_persons = {one.model for one in registered() if one.whose}
    for model in apps.get_models(include_auto_created=True):
        names = bool(fields_naming_persons(model))
        below = any(related in of_persons - NO_PERSON for _, related in related_models(model))
        if model is Person or names or below:
            yield model


def test_every_model_that_refers_to_a_person_is_registered() -> None:
    known = {one.model for one in registered()}
    missing = sorted(model._meta.label for model in models_about_persons() if model not in known)
    assert not missing, f"not registered: {', '.join(missing)}. {HOW}"


def test_every_field_that_names_a_person_is_said() -> None:
    wrong = []
    for one in registered():
        said = {path.partition("__")[0] for path in one.whose} | set(one.actors)
        wrong += [f"{one.label}.{name}" for name in sorted(fields_naming_persons(one.model) - said)]
    assert not wrong, f"neither in `whose` nor in `actors`: {', '.join(wrong)}. {HOW}"


@pytest.mark.parametrize("one", registered(), ids=lambda one: str(one.label))
def test_what_is_registered_is_in_the_schema(one: Personal) -> None:
    fields = {field.name for field in one.model._meta.get_fields()}
    assert set(one.actors) <= fields
    assert set(one.hidden) <= fields, f"{one.label} hides what it has not: {set(one.hidden) - fields}"
    one.rows_of([])  # a path that leads nowhere raises FieldError


def test_what_a_person_is_told_of_or_may_not_take_along_has_words() -> None:
    assert not [one.label for one in registered() if not one.title]
    silent = [one.label for one in registered() if one.whose and one.data is None and not one.withheld]
    assert not silent, f"no kind of data and no reason why it is withheld: {silent}"


def test_nothing_is_registered_twice() -> None:
    with pytest.raises(RegisteredTwice):
        register(registered()[0])


def test_every_kind_of_data_and_every_relation_has_words_for_students() -> None:
    missing = [one.value for one in (*(set(Data) - set(KINDS)), *(set(Relation) - set(RELATIONS)))]
    assert not missing, f"no words in privacy/plain.py for: {', '.join(sorted(missing))}"


def test_every_field_that_a_student_is_told_has_a_dutch_name() -> None:
    told = {field.name for one in registered() if one.whose and one.data for field in shown_fields(one)}
    missing = sorted(told - set(dutch()))
    assert not missing, f"no line in privacy/field_words.csv for: {', '.join(missing)}"


CODES_AS_THEY_STAND = frozenset(
    {"BOL", "BBL", "OVO", "EX", "ODT", "vmbo-bb", "vmbo-kb", "vmbo-gl", "vmbo-tl", "vwo", "mbo-2"}
)
"""Written the same by everybody in Dutch education."""


def test_every_choice_that_a_student_is_told_has_dutch_words() -> None:
    missing = {
        f"{one.label}.{field.name}: {name}"
        for one in registered()
        if one.whose and one.data
        for field in shown_fields(one)
        if field.name not in one.said
        for value, _ in field.flatchoices
        if value != "" and (name := choice_name(field, value)) not in dutch() and name not in CODES_AS_THEY_STAND
    }
    assert not missing, f"no line in privacy/field_words.csv for: {', '.join(sorted(missing))}"


def test_a_tree_is_laid_out_in_lines_without_ids() -> None:
    kept = {
        "area": "money", "by": "01a2061b-d6b5-77c0-a182-4b658e32c5ee", "on": "2026-11-23", "agreed": True,
        "agreements": [{"what": "Bellen", "who": "Sam"}, {"what": "Terugbellen"}],
        "seen_by": ["coach", "guardian"], "note": None,
    }  # fmt: skip
    with override("nl"):
        assert list(laid_out(kept)) == [
            "onderdeel: money", "op: 23 november 2026", "akkoord: ja", "afspraken:", "  wat: Bellen", "  wie: Sam",
            "  wat: Terugbellen", "gezien door: coach, ouder of verzorger",
        ]  # fmt: skip
