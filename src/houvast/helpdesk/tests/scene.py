"""A helpdesk apart from the school of the cast, with two people who work there; and boards at the school."""

from dataclasses import dataclass

from django.test import Client

from houvast.helpdesk.models import Conversation, Helpdesk
from houvast.people.models import Organisation, Person, RoleAssignment
from houvast.people.submissions import new_key
from tests.houvast_testing.cast import Cast, give_role, make_account, make_person

QUESTION = {
    "text": "Ik ben Sam Smit en ik kreeg een negatief advies. Mag dat zonder waarschuwing? Bel 06-12345678.",
    "asker_kind": "student",
    "theme": "study_advice",
    "about": "ROC Demo",
    "email": "sam.smit@voorbeeld.nl",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The cast of the school, and the helpdesk."""

    cast: Cast
    desk: Helpdesk
    helper: Person
    colleague: Person

    def client(self, person: Person) -> Client:
        """A browser in which this person is signed in."""
        client = Client()
        client.force_login(person.account)
        return client

    def asked(self, **more: str) -> Conversation:
        """A question by the public form, without account."""
        response = Client().post("/helpdesk/", {**QUESTION, "submission": new_key(), **more})
        assert response.status_code == 302, response.content.decode()
        return Conversation.objects.latest("asked_at")


def make_scene(cast: Cast) -> Scene:
    organisation = Organisation.objects.create(
        name="Onderwijshelpdesk Demo", kind=Organisation.Kind.PARTNER, education="", code="HD01"
    )
    desk = Helpdesk.objects.create(
        of=organisation, name="Onderwijshelpdesk Demo", phone="010 123 45 67", email="vraag@helpdesk.example"
    )
    members = []
    for given, family in (("Hanna", "Helder"), ("Bilal", "Bijstand")):
        person = make_person(organisation, given, family)
        make_account(person)
        give_role(person, RoleAssignment.Role.HELPDESK)
        members.append(person)
    return Scene(cast=cast, desk=desk, helper=members[0], colleague=members[1])


def make_member(cast: Cast, given: str, role: str) -> Person:
    """Somebody who sits on a board of the school."""
    person = make_person(cast.organisation, given, "Lid")
    make_account(person)
    give_role(person, role)
    return person
