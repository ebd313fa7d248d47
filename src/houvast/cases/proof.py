"""The proof of care: the whole case gathered as plain values for one accessible PDF."""

from datetime import datetime

from houvast.cases.reading import OpenedCase
from houvast.people.viewer import Viewer


def proof_of_care(opened: OpenedCase, viewer: Viewer, language: str, at: datetime) -> bytes:
    """The case as PDF, in this language."""
    raise RuntimeError(opened, viewer, language, at)
