"""In every generated world three opinions agree: the door's decision, its queryset, and the world itself."""

import os
import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from houvast.core.access.policy import decide, relations_allowing
from houvast.core.access.words import Action, Data, Relation
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.relations import Shape, relations_to
from tests.access.worlds import Built, World, worlds


def distinct_questions() -> list[tuple[Data, Action]]:
    """One question for every distinct answer of the table: the others are decided by the same relations."""
    found: dict[tuple[Relation, ...], tuple[Data, Action]] = {}
    for data in Data:
        for action in Action:
            found.setdefault(tuple(yes.relation for yes in relations_allowing(data, action)), (data, action))
    return list(found.values())


QUESTIONS = distinct_questions()
EXAMPLES = 400 if os.environ.get("HOUVAST_PROOF") == "1" else 40


@pytest.mark.timeout(3600)
@pytest.mark.django_db
@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(world=worlds())
def test_decision_queryset_and_world_agree(world: World) -> None:
    with transaction.atomic():
        built = Built(world)
        for number, person in enumerate(built.people):
            viewer = Viewer(person, world.day)
            tied = [frozenset() if world.erased[n] else built.relations(number, n) for n in range(len(built.students))]
            for student, held in zip(built.students, tied, strict=True):
                found = relations_to(viewer, student) if student.erased_at is None else frozenset()
                assert found == held, (number, student.family_name)
                assert door.may(viewer, student, Data.IDENTITY) == decide(held, Data.IDENTITY, Action.SEE).allowed
            lists: dict[tuple[Shape, str], set[uuid.UUID]] = {}
            for data, action in QUESTIONS:
                expected = {
                    student.pk
                    for student, held in zip(built.students, tied, strict=True)
                    if decide(held, data, action).allowed
                }
                ties = door.whose(viewer, data, action)
                asked = ties.shape, repr(sorted(ties.values.items()))
                if asked not in lists:  # what ties somebody is all that a list is made of: the same is asked once
                    lists[asked] = set(door.students(viewer, data, action).values_list("pk", flat=True))
                assert lists[asked] == expected, (number, data, action)
        transaction.set_rollback(True)
