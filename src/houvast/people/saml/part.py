"""Whether this machine can speak SAML: the optional part `saml` of the package, and the program xmlsec1."""

import shutil
from importlib.util import find_spec

PROGRAM = "xmlsec1"


def lacking() -> tuple[str, ...]:
    """What must be installed first, by name; empty when SAML works here."""
    parts = () if find_spec("saml2") else ("houvast[saml]",)
    return parts if shutil.which(PROGRAM) else (*parts, PROGRAM)


def program() -> str:
    """The path of xmlsec1. Raises FileNotFoundError."""
    if not (found := shutil.which(PROGRAM)):
        raise FileNotFoundError(PROGRAM)
    return found
