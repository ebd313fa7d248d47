"""How the queue stands, for whoever keeps the house running."""

from datetime import timedelta

from houvast.outbox.actions import ask_job, ask_mail
from houvast.outbox.kinds import Kind
from houvast.outbox.models import Job
from houvast.outbox.queries import QueueState, given_up, job_state, mail_state
from houvast.people.clock import now
from tests.houvast_testing.cast import Cast


def test_it_counts_per_organisation_and_says_since_when_something_is_late(cast: Cast) -> None:
    at = now()
    for minutes, key in ((5, "late"), (-5, "later")):
        due = at - timedelta(minutes=minutes)
        ask_mail(recipient=cast.student, kind=Kind.TASK, key=key, link="/", at=due)
    state = mail_state(cast.organisation.pk, at)
    assert state == QueueState(waiting=2, taken=0, failed=0, oldest_due_at=at - timedelta(minutes=5))
    assert mail_state(cast.other_organisation.pk, at).waiting == 0


def test_what_was_given_up_stands_there_with_its_trouble(cast: Cast) -> None:
    ask_job(name="test.job", key="1", organisation_id=cast.organisation.pk, at=now())
    Job.objects.update(status=Job.Status.FAILED, trouble="ValueError in test.job.")
    (row,) = given_up(cast.organisation.pk)
    assert (row.what, row.trouble) == ("test.job", "ValueError in test.job.")
    assert job_state(cast.organisation.pk, now()).failed == 1
