"""Writing in cases: begin, act, let time pass, name somebody for a role."""

from houvast.cases.actions.acting import act, begin, pass_time
from houvast.cases.actions.naming import name_for_role

__all__ = ["act", "begin", "name_for_role", "pass_time"]
