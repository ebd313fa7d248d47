"""What can be wrong with a question: each error names the fact, the value and what is allowed."""

from houvast.core.law.text import Text


class QuestionError(Exception):
    """The question cannot be answered as it was put; `text` says why in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


class UnknownRule(QuestionError):
    """There is no rule of that name."""

    def __init__(self, rule: str, known: tuple[str, ...]) -> None:
        names = ", ".join(known)
        super().__init__(
            Text(
                f"Er is geen regel '{rule}'. Deze regels zijn er: {names}.",
                f"There is no rule '{rule}'. The rules are: {names}.",
            ),
        )


class MissingFact(QuestionError):
    """A required fact is absent (null would have said: it has not happened)."""

    def __init__(self, rule: str, fact: str, allowed: Text) -> None:
        super().__init__(
            Text(
                f"De regel '{rule}' mist het feit '{fact}'. Toegestaan: {allowed.nl}, "
                f"of null als het niet is gebeurd of niet bekend is.",
                f"The rule '{rule}' misses the fact '{fact}'. Allowed: {allowed.en}, "
                f"or null when it has not happened or is not known.",
            ),
        )


class UnknownFact(QuestionError):
    """The rule does not know this fact."""

    def __init__(self, rule: str, fact: str, value: object, known: tuple[str, ...]) -> None:
        names = ", ".join(known)
        super().__init__(
            Text(
                f"De regel '{rule}' kent het feit '{fact}' (waarde {value!r}) niet. Toegestane feiten: {names}.",
                f"The rule '{rule}' does not know the fact '{fact}' (value {value!r}). Allowed facts: {names}.",
            ),
        )


class WrongFact(QuestionError):
    """A fact has a value that it cannot have, by itself or beside the other facts."""

    def __init__(self, fact: str, value: object, allowed: Text) -> None:
        super().__init__(
            Text(
                f"Het feit '{fact}' heeft de waarde {value!r}; toegestaan is: {allowed.nl}.",
                f"The fact '{fact}' has the value {value!r}; allowed is: {allowed.en}.",
            ),
        )
        self.fact, self.allowed = fact, allowed


class NotKnownOn(QuestionError):
    """The rule is not known for so early a day."""

    def __init__(self, rule: str, fact: str, day: object, earliest: object) -> None:
        super().__init__(
            Text(
                f"De regel '{rule}' is bekend vanaf {earliest}; '{fact}' heeft de waarde {day}. "
                f"Toegestaan: {earliest} of later.",
                f"The rule '{rule}' is known from {earliest} on; '{fact}' has the value {day}. "
                f"Allowed: {earliest} or later.",
            ),
        )
