"""A record is checked all at once, cleaned, and never guessed."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from houvast.core.forms.check import asked, check
from houvast.core.forms.example import example
from houvast.core.forms.form import Form

TEXT = {"nl": "x", "en": "x"}
DAY = date(2027, 1, 11)


def form(*fields: dict[str, object]) -> Form:
    return Form.model_validate({"title": TEXT, "fields": [{"label": TEXT} | field for field in fields]})


EVERYTHING = form(
    {"id": "line", "type": "text"},
    {"id": "story", "type": "long_text", "required": False},
    {"id": "day", "type": "date"},
    {"id": "hours", "type": "number", "min": 1, "max": 40},
    {"id": "agrees", "type": "yes_no"},
    {"id": "why_not", "type": "text", "shown_when": {"field": "agrees", "is": ["no"]}},
    {"id": "kind", "type": "choice", "options": [{"id": "a", "label": TEXT}, {"id": "b", "label": TEXT}]},
    {"id": "more", "type": "choices", "min": 1, "options": [{"id": "a", "label": TEXT}, {"id": "b", "label": TEXT}]},
    {"id": "light", "type": "rating"},
    {"id": "rows", "type": "rows", "min": 1, "fields": [{"id": "what", "type": "text", "label": TEXT}]},
)


def test_a_complete_record_is_cleaned() -> None:
    found = check(EVERYTHING, example(EVERYTHING, DAY) | {"hours": " 7,5 ", "agrees": "yes", "more": "b"})
    assert found.errors == ()
    assert (found.data["hours"], found.data["agrees"], found.data["more"]) == (7.5, True, ("b",))


def test_all_errors_come_at_once_with_their_path() -> None:
    wrong = {
        "hours": "99",
        "agrees": "maybe",
        "kind": "c",
        "light": "blue",
        "day": "soon",
        "rows": [{"x": "1"}],
        "huh": 1,
    }
    paths = [error.path for error in check(EVERYTHING, wrong).errors]
    assert paths == ["huh", "line", "day", "hours", "agrees", "kind", "more", "light", "rows.0.x", "rows.0.what"]


def test_a_field_is_asked_only_after_the_answer_that_brings_it() -> None:
    record = example(EVERYTHING, DAY)
    assert "why_not" not in {field.id for field in asked(EVERYTHING, record | {"agrees": True})}
    assert {error.path for error in check(EVERYTHING, record | {"agrees": False}).errors} == {"why_not"}


@pytest.mark.parametrize(
    "fields",
    [
        ({"id": "a", "type": "choice"},),
        ({"id": "a", "type": "text", "options": [{"id": "x", "label": TEXT}]},),
        ({"id": "a", "type": "rows"},),
        ({"id": "a", "type": "number", "min": 3, "max": 2},),
        ({"id": "a", "type": "text"}, {"id": "a", "type": "text"}),
        ({"id": "a", "type": "text", "shown_when": {"field": "b", "is": ["yes"]}},),
        ({"id": "b", "type": "yes_no"}, {"id": "a", "type": "text", "shown_when": {"field": "b", "is": ["x"]}}),
    ],
)
def test_a_form_that_nobody_can_fill_is_refused(fields: tuple[dict[str, object], ...]) -> None:
    with pytest.raises(ValidationError):
        form(*fields)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([f.id for f in EVERYTHING.fields]),
        st.one_of(st.none(), st.text(), st.integers(), st.lists(st.text()), st.booleans()),
    )
)
def test_anything_typed_gives_errors_or_data_and_checking_twice_changes_nothing(typed: dict[str, object]) -> None:
    found = check(EVERYTHING, typed)
    if not found.errors:
        assert check(EVERYTHING, found.data) == found
