"""Reading the directory: what other folders may ask stands here."""

from houvast.directory.queries.around import fitting_for
from houvast.directory.queries.fitting import Fitting, fitting_services

__all__ = ["Fitting", "fitting_for", "fitting_services"]
