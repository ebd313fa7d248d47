"""Each rule of the house is shown a good and a bad line."""

import pytest

from scripts.house_rules import broken

CASES = [
    ("src/houvast/people/views.py", "return Person.objects.all()", "return queries.people(viewer)"),
    ("src/houvast/people/actions.py", "# TODO: later", "# the coach answers first, since she knows him"),
    ("src/houvast/people/actions.py", "from django.dispatch import receiver", "from django.db import transaction"),
    ("src/houvast/people/prepared.py", "pre_save.connect(tell)", "field.pre_save(record, add=True)"),
    ("src/houvast/packbook/read.py", "value = eval(text)", "value = evaluate(condition)"),
    ("src/houvast/people/tests/test_a.py", "pytest.skip('later')", "pytest.fail('no')"),
    ("README.md", "see https://" + "pypi.org/project", "see the project's page"),
    ("src/houvast/desk/templates/desk/a.html", '<p style="color:red">', '<p class="notice">'),
    ("src/houvast/desk/templates/desk/a.html", "{{ text|safe }}", "{{ text }}"),
]


@pytest.mark.parametrize(("path", "bad", "good"), CASES)
def test_a_rule_refuses_the_bad_line_and_accepts_the_good_one(path: str, bad: str, good: str) -> None:
    assert list(broken(path, bad))
    assert not list(broken(path, good))


def test_a_file_that_is_named_for_nothing_is_refused() -> None:
    assert list(broken("src/houvast/people/utils.py", ""))


def test_a_long_module_is_refused_and_a_test_may_be_long() -> None:
    assert list(broken("src/houvast/people/actions.py", "\n" * 400))
    assert not list(broken("src/houvast/people/tests/test_actions.py", "\n" * 400))
