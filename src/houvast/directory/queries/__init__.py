"""Reading the directory: what other folders may ask stands here."""

from houvast.directory.queries.fitting import Fitting, fitting_services

__all__ = ["Fitting", "fitting_services"]
