"""Pages that are made from the code: compared with what is committed, or written with --write."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "houvast.settings.django_settings")
os.environ.setdefault("HOUVAST_ENVIRONMENT", "development")


def settings_page() -> str:
    """docs/settings.md: every setting, its default and what it is for."""
    from houvast.settings.environment import Settings

    lines = [
        "# Settings",
        "",
        "Made from `houvast.settings.environment`; all are read from the environment. Production refuses to start with",
        "a demonstration's secret, with debug pages, with the role picker or with a clock that can be set.",
        "",
        "| variable | default | what it is for |",
        "|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        default = field.get_default()
        shown = default.get_secret_value() if hasattr(default, "get_secret_value") else default
        text = "" if shown in (None, "") else f"`{shown}`"
        lines.append(f"| `HOUVAST_{name.upper()}` | {text} | {field.description} |")
    return "\n".join(lines) + "\n"


def data_model_page() -> str:
    """docs/data-model.md: every table with its columns, drawn from the models."""
    import django

    django.setup()
    from django.apps import apps
    from django.db import models

    lines = ["# Data model", "", "Made from the models. `→` is a reference; `?` may be empty.", ""]
    for config in apps.get_app_configs():
        if not config.name.startswith("houvast."):
            continue
        tables = sorted(config.get_models(), key=lambda model: model.__name__)
        if tables:
            lines += [f"## {config.label}", ""]
        for model in tables:
            summary = (model.__doc__ or "").strip().splitlines()[0]
            lines += [f"### {model.__name__}", "", summary, ""]
            for field in model._meta.fields:
                target = f" → {field.related_model.__name__}" if isinstance(field, models.ForeignKey) else ""
                empty = "?" if field.null else ""
                lines.append(f"- `{field.name}`{empty} {type(field).__name__}{target}")
            names = [constraint.name for constraint in model._meta.constraints]
            if names:
                lines.append(f"- holds: {', '.join(f'`{name}`' for name in names)}")
            lines.append("")
    return "\n".join(lines)


def openapi_document() -> str:
    """docs/openapi.json: what the API promises; a change shows in the commit."""
    import json

    import django

    django.setup()
    from houvast.settings.api import api

    return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "docs/settings.md": settings_page,
    "docs/data-model.md": data_model_page,
    "docs/openapi.json": openapi_document,
}
OTHERS = ("scripts/access_doc.py", "scripts/asvs.py")


def main() -> int:
    write = "--write" in sys.argv
    stale = []
    for name, make in PAGES.items():
        path, text = ROOT / name, make()
        if write:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    for script in OTHERS:
        command = [sys.executable, str(ROOT / script), *(["--write"] if write else [])]
        if subprocess.run(command, check=False, cwd=ROOT).returncode:
            stale.append(script)
    for name in stale:
        print(f"{name} is not what the code says.")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
