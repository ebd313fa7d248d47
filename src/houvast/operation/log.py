"""The structured log: one JSON object a line, a request id in each, and nothing about a person.

Only the fields named here leave the process. A message with values in it (an e-mail address, a number of nine digits)
loses them; a traceback keeps its places in the code, not the values.
"""

import logging
import logging.config
import re
from collections.abc import MutableMapping
from typing import Any

import structlog

SAFE_FIELDS = frozenset(
    {
        "event",
        "level",
        "logger",
        "timestamp",
        "request_id",
        "method",
        "route",
        "status",
        "seconds",
        "count",
        "job",
        "format",
        "exception",
        "where",
    }
)
PERSONAL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+|\b\d{8,9}\b|(?<=/link/)[\w-]+")
"""Addresses, numbers as long as a BSN, and the token of a single-use link, which opens an account to who reads it."""


def without_personal_data(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Keep the known fields, drop the rest, and blank addresses and numbers in what stays."""
    kept: MutableMapping[str, Any] = {}
    for name, value in event.items():
        if name in SAFE_FIELDS or name.startswith("_"):
            kept[name] = PERSONAL.sub("…", value) if isinstance(value, str) and name != "request_id" else value
    return kept


def places_only(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A traceback as type and places in the code: its text may hold what somebody typed."""
    failure = event.pop("exc_info", None)
    if isinstance(failure, tuple) and failure[0] is not None:
        places, trace = [], failure[2]
        while trace is not None:
            places.append(f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}")
            trace = trace.tb_next
        event["exception"] = failure[0].__name__
        event["where"] = " > ".join(places[-6:])
    return event


def configure(options: dict[str, str]) -> None:
    """Set up structlog and the standard library's log as one; `options`: level, environment."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        places_only,
                        without_personal_data,
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.JSONRenderer(ensure_ascii=False),
                    ],
                },
            },
            "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
            "root": {"handlers": ["out"], "level": options["level"]},
            "loggers": {
                "django": {"handlers": [], "propagate": True},
                "django.server": {"handlers": [], "propagate": True},
            },
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
