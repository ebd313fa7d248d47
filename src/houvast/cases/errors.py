"""What cannot be done in a case now."""

from houvast.core.procedure.log import Reason, Refused


class CannotNow(Exception):
    """The procedure refuses; `reasons` say what is missing, because of which source, and what to do. Nothing was
    written.
    """

    def __init__(self, refused: Refused) -> None:
        super().__init__("; ".join(reason.text.en for reason in refused.reasons))
        self.reasons: tuple[Reason, ...] = refused.reasons


class NotYourRole(Exception):
    """The viewer does not have the role in this case in which they try to act."""

    def __init__(self, role: str) -> None:
        super().__init__(f"You do not act as {role} in this case.")


class RunsAlready(Exception):
    """The student has an open case in this procedure."""

    def __init__(self, case_id: object) -> None:
        super().__init__("This procedure already runs for this student.")
        self.case_id = case_id
