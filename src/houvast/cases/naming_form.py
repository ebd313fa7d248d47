"""Choosing somebody for a role in a case."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from houvast.cases.queries import language
from houvast.cases.roles import OWN, role_name, staff_named
from houvast.core.procedure.pack import Pack
from houvast.core.procedure.roles import Role
from houvast.web.forms import choices_of


class NameForm(forms.Form):
    """A role of the school and a person, found by name or number."""

    for_role = forms.ChoiceField(label=_("For which role?"))
    who = forms.CharField(label=_("Who?"), help_text=_("Name or number of a member of staff."), max_length=120)

    def __init__(self, data: Any = None, *, pack: Pack, organisation_id: uuid.UUID) -> None:
        super().__init__(data)
        self._organisation_id = organisation_id
        self._person: uuid.UUID | None = None
        roles = {role for act in pack.acts.values() for role in (*act.by, *(signer.role for signer in act.signatures))}
        offered = sorted(roles - OWN, key=list(Role).index)
        field = self.fields["for_role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices_of(*((role.value, role_name(role, language())) for role in offered))

    def clean_who(self) -> str:
        """Exactly one person of this organisation who is not a student."""
        typed = str(self.cleaned_data["who"]).strip()
        found = staff_named(self._organisation_id, typed)
        if len(found) != 1:
            if found:
                names = ", ".join(
                    f"{person.name} ({person.number})" if person.number else person.name for person in found
                )
                raise forms.ValidationError(
                    _("More than one person fits: %(names)s. Type more of the name, or the number."),
                    params={"names": names},
                )
            raise forms.ValidationError(_("Nobody of the school with that name or number was found."))
        self._person = found[0].pk
        return typed

    def role(self) -> Role:
        return Role(self.cleaned_data["for_role"])

    def person(self) -> uuid.UUID:
        assert self._person is not None
        return self._person
