"""Keeping the directory: one function for each thing that a keeper does."""

from houvast.directory.actions.importing import Loaded, import_services
from houvast.directory.actions.keeping import NotYours, change, look_again, make, withdraw

__all__ = ["Loaded", "NotYours", "change", "import_services", "look_again", "make", "withdraw"]
