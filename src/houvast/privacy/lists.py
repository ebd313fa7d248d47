"""Lists of records about the students of whom a viewer may see something, by queries that are written once."""

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

from django.db import models
from django.db.models import QuerySet

from houvast.core.access.words import Action, Data
from houvast.people.prepared import MakesHole, PreparedRecord, Question
from houvast.people.viewer import Viewer
from houvast.privacy import door
from houvast.privacy.relations import Shape

M = TypeVar("M", bound=models.Model)


class AboutStudents(Generic[M]):
    """Records with their student, where the viewer may do this with that kind of data; none for who is tied to nobody.

    `narrowed` gets the records of those students and a function that makes a hole: "viewer", "organisation" and "day"
    are filled already, the others are given with each call. One query, written once for every shape of viewer.
    """

    def __init__(
        self,
        model: type[M],
        narrowed: Callable[[QuerySet[M], MakesHole], QuerySet[M]],
        *,
        data: Data,
        action: Action = Action.SEE,
        without: frozenset[str] = frozenset(),
    ) -> None:
        self._model, self._narrowed, self._without = model, narrowed, without
        self._asks = (data, action)
        self._for = lru_cache(maxsize=256)(self._written)

    def all(self, viewer: Viewer, **values: object) -> list[M]:
        """The records in the order of the queryset. Notes nobody as shown."""
        ties = door.whose(viewer, *self._asks)
        return [] if ties.shape.ties_nobody else self._for(ties.shape).all(**ties.values, **values)

    def question(self, viewer: Viewer, **values: object) -> tuple[Question, ...]:
        """What `all` would ask, for `asked_ahead`."""
        ties = door.whose(viewer, *self._asks)
        return () if ties.shape.ties_nobody else (self._for(ties.shape).question(**ties.values, **values),)

    def _written(self, shape: Shape) -> PreparedRecord[M]:
        return PreparedRecord(
            self._model,
            lambda records, hole: self._narrowed(records.filter(door.about_students_of(shape, hole)), hole),
            related=("student",),
            without=self._without,
        )
