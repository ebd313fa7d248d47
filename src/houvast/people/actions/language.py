"""The language in which somebody is addressed."""

import uuid

from houvast.people.models import Person


def choose_language(*, person_id: uuid.UUID, language: str) -> None:
    """In pages, mails and letters from now on. Everybody chooses for themselves: the caller passes their own id."""
    Person.objects.filter(pk=person_id).update(language=language)
