"""Weeks as the visits of a supervisor are counted: by their Monday."""

from datetime import date, timedelta

WEEKS_BACK = 8
"""How many weeks back a visit can be confirmed."""


def monday_of(day: date) -> date:
    """The Monday of the week in which `day` lies."""
    return day - timedelta(days=day.weekday())
