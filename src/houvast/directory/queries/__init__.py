"""Reading the directory: what other folders may ask stands here."""

from houvast.directory.queries.around import asked_to_fit, fitting_for
from houvast.directory.queries.fitting import Fitting, fitting_services

__all__ = ["Fitting", "asked_to_fit", "fitting_for", "fitting_services"]
