"""Every example of the specification is named here, and fits the schema that stands beside it."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from houvast.standards.tests.spec import FILE, WRONG_IN_THE_SPECIFICATION, example, examples, problem_with

pytestmark = pytest.mark.data
FOUND = examples() if FILE.exists() else []
SERVED_OR_READ = (
    "Person",
    "Programme",
    "ProgrammeOffering",
    "ProgrammeOfferingAssociation",
    "CourseOffering",
    "CourseOfferingAssociation",
    "LearningComponentOffering",
    "LearningComponentOfferingAssociation",
    "TestComponentOffering",
    "TestComponentOfferingAssociation",
    "Organisation",
    "Result",
    "Service",
)


@pytest.mark.parametrize(("pointer", "value"), FOUND, ids=[pointer for pointer, _ in FOUND])
def test_an_example_fits_its_schema_or_is_known_to_be_wrong(pointer: str, value: object) -> None:
    problem = problem_with(value, pointer)
    if pointer in WRONG_IN_THE_SPECIFICATION:
        assert problem, f"mended in the specification: take {pointer} off the list"
    else:
        assert problem == ""


def test_no_example_of_the_specification_is_passed_over() -> None:
    assert len(FOUND) == 336, "322 marked `example`, the others among those marked `examples`"
    assert {pointer for pointer, _ in FOUND} >= WRONG_IN_THE_SPECIFICATION.keys()


@pytest.mark.parametrize("name", SERVED_OR_READ)
def test_an_object_made_of_the_examples_of_its_properties_fits(name: str) -> None:
    assert problem_with(example(name), f"/components/schemas/{name}") == ""


@pytest.mark.parametrize("name", ["rio_example_programme.yaml"])
def test_the_example_of_a_consumer_fits(name: str) -> None:
    consumers = YAML(typ="safe").load(FILE.with_name(name).read_text())
    assert consumers
    for one in consumers:
        assert problem_with(one, "/components/schemas/Consumer") == ""


@pytest.mark.parametrize("path", sorted(FILE.parent.glob("*.yaml")), ids=lambda path: path.name)
def test_every_loose_file_is_an_example_or_a_part_of_the_whole_specification(path: Path) -> None:
    read = YAML(typ="safe").load(path.read_text())
    assert isinstance(read, list) or read.keys() & {"allOf", "type", "properties"}
