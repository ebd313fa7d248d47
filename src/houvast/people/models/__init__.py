"""Organisations, their units, persons, accounts, and the dated roles and relations that access follows."""

from houvast.people.models.account import Account, AccountReach, SetUpCode, SignInAttempt, SingleUseLink
from houvast.people.models.act import AdministrativeAct, Submission
from houvast.people.models.factor import AuthenticatorApp, Device, Passkey, RecoveryCode
from houvast.people.models.organisation import Organisation, Unit
from houvast.people.models.person import KnownApart, Person, PersonIdentifier, full_name
from houvast.people.models.provider import LinkedIdentity, SamlAnswer, SignInProvider, SignInRules
from houvast.people.models.relation import GUARDED, PersonalRelation, RoleAssignment, UnitMembership, counts

__all__ = [
    "GUARDED",
    "Account",
    "AccountReach",
    "AdministrativeAct",
    "AuthenticatorApp",
    "Device",
    "KnownApart",
    "LinkedIdentity",
    "Organisation",
    "Passkey",
    "Person",
    "PersonIdentifier",
    "PersonalRelation",
    "RecoveryCode",
    "RoleAssignment",
    "SamlAnswer",
    "SetUpCode",
    "SignInAttempt",
    "SignInProvider",
    "SignInRules",
    "SingleUseLink",
    "Submission",
    "Unit",
    "UnitMembership",
    "counts",
    "full_name",
]
