"""What a teacher student finds on the own start page: the way to workplace learning, and what is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, UUIDField
from django.urls import reverse
from django.utils.translation import gettext

from houvast.people.prepared import MakesHole, Prepared
from houvast.web.components import Link, Row
from houvast.workplace.models import ProgressReview, ReviewSignature
from houvast.workplace.queries.places import is_placed

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from houvast.people.models import Person
    from houvast.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWork:
    """The links, empty for who is not placed, and what is asked of the student now."""

    links: tuple[Link, ...] = ()
    asked: tuple[Row, ...] = ()


def own_work(student: Person, viewer: Viewer) -> OwnWork:
    """A progress review to prepare or to sign (S-213, S-244); one query, and one more for who is placed."""
    if not is_placed(student, viewer.day):
        return OwnWork()
    link = Link(label=gettext("Workplace learning"), url=reverse("workplace:student", args=(student.pk,)))
    rows = _REVIEWS.rows(student=student.pk)
    return OwnWork(links=(link,), asked=tuple(_row(*one) for one in rows))


def _row(review: Any, planned_on: Any, concluded_at: Any) -> Row:
    if concluded_at is None:
        url = reverse("workplace:prepare-review", args=(review,))
        return Row(
            name=gettext("Progress review"), url=reverse("workplace:review", args=(review,)),
            why=gettext("prepare it: your portfolio and what you want to learn"), due=planned_on,
            action_label=gettext("Prepare"), action_url=url,
        )  # fmt: skip
    url = reverse("workplace:sign-review", args=(review,))
    return Row(
        name=gettext("Progress review"), url=reverse("workplace:review", args=(review,)),
        why=gettext("it is finished: read it and sign, also when you see it differently"),
        action_label=gettext("Sign"), action_url=url,
    )  # fmt: skip


def _reviews(hole: MakesHole) -> QuerySet[ProgressReview, tuple[Any, ...]]:
    signed = ReviewSignature.objects.filter(review_id=OuterRef("pk"), role="student")
    waits = Q(concluded_at__isnull=True, prepared_at__isnull=True) | (Q(concluded_at__isnull=False) & ~Exists(signed))
    found = ProgressReview.objects.filter(waits, student_id=hole("student", UUIDField()))
    return found.order_by("planned_on", "pk").values_list("pk", "planned_on", "concluded_at")[:5]


_REVIEWS = Prepared(_reviews)
