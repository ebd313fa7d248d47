"""A form that is sent twice has one effect. Handling it stores its key in the same transaction."""

import uuid
from collections.abc import Callable

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from houvast.people.clock import now
from houvast.people.ids import new_id
from houvast.people.models import Account, Submission

FIELD = "submission"


def new_key() -> str:
    """A fresh key for a form, to stand in a hidden field named `submission`."""
    return str(new_id())


def once(request: HttpRequest, work: Callable[[], str]) -> HttpResponse:
    """Do the work and go to the address it returns; when this form was handled before, go to the same address again.

    A form without a readable key is handled as a new one: the key protects the sender, it is not a permission.
    """
    account = request.user
    assert isinstance(account, Account)
    return once_as(request, work, person_id=account.person_id, organisation_id=account.organisation_id)


def once_as(
    request: HttpRequest, work: Callable[[], str], *, person_id: uuid.UUID, organisation_id: uuid.UUID
) -> HttpResponse:
    """The same for a person who did not sign in, such as who opened a link that was made for them."""
    try:
        key = uuid.UUID(request.POST.get(FIELD, ""))
    except ValueError:
        key = new_id()
    earlier = Submission.objects.filter(key=key).first()
    if earlier is None:
        try:
            with transaction.atomic():
                earlier = Submission.objects.create(
                    key=key,
                    organisation_id=organisation_id,
                    person_id=person_id,
                    path=request.path[:300],
                    at=now(),
                )
                earlier.answer = work()
                earlier.save(update_fields=["answer"])
        except IntegrityError:
            earlier = Submission.objects.filter(key=key).first()
            if earlier is None:
                raise
    if earlier.person_id != person_id or earlier.path != request.path[:300]:
        return HttpResponseRedirect(request.path)
    return HttpResponseRedirect(earlier.answer)
