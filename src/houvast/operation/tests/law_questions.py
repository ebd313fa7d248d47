"""Ask the law as a coach would: from the command line, in English."""

import json
from typing import Any

from click.testing import CliRunner

from houvast.operation.cli import main


def asked(rule: str, on: str, **facts: Any) -> dict[str, Any]:
    """The answer as it is printed; `told` is all its reasons in one text."""
    arguments = ["law", "ask", rule, "--on", on, "--facts", json.dumps(facts), "--json", "--language", "en"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    answer["told"] = " ".join(one["text"] for one in answer["because"])
    return answer
