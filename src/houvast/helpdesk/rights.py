"""What a viewer may do at the helpdesk, from the same policy table as everything else.

A conversation is not part of a dossier: it is tied to who asked (SELF) and to the helpdesk that was asked (HELPDESK).
"""

from houvast.core.access.policy import decide
from houvast.core.access.words import Action, Data, Relation
from houvast.helpdesk.links import asker_digest
from houvast.helpdesk.models import Conversation
from houvast.people.models import RoleAssignment
from houvast.people.viewer import Viewer


def works_at_helpdesk(viewer: Viewer) -> bool:
    """Whether the viewer is somebody of a helpdesk."""
    return viewer.has_role(RoleAssignment.Role.HELPDESK)


def relations_to(viewer: Viewer, conversation: Conversation) -> frozenset[Relation]:
    """What ties a signed-in viewer to a conversation."""
    found = set()
    if conversation.organisation_id == viewer.organisation_id and works_at_helpdesk(viewer):
        found.add(Relation.HELPDESK)
    if conversation.asker_digest and conversation.asker_digest == asker_digest(viewer.person):
        found.add(Relation.SELF)
    return frozenset(found)


def may(viewer: Viewer, conversation: Conversation, action: Action) -> bool:
    """Whether the policy lets this viewer do this with this conversation."""
    return decide(relations_to(viewer, conversation), Data.CONVERSATION, action).allowed


def helps(viewer: Viewer, conversation: Conversation) -> bool:
    """Whether the viewer is the helpdesk for this conversation."""
    return Relation.HELPDESK in relations_to(viewer, conversation)
