"""The documentation as a site: `docs/` in English and `docs/nl/` in Dutch, into `dist/docs`, offline and strict.

A link that leads nowhere, a page that stands in no list of contents, a heading that skips a level: each is an error.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).parents[1]
SOURCE, TARGET = ROOT / "docs", ROOT / "dist" / "docs"
SETTINGS = {
    "project": "Houvast",
    "copyright": "Houvast, EUPL-1.2",
    "extensions": ["myst_parser"],
    "source_suffix": {".md": "markdown"},
    "myst_heading_anchors": 4,
    "myst_enable_extensions": ["deflist"],
    "html_theme": "furo",
    "html_theme_options": {"source_repository": ""},
    "html_show_sphinx": False,
    "html_copy_source": False,
    "suppress_warnings": ["myst.strikethrough"],
}
FRONT = """<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><title>Houvast</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body style="font: 1.1rem/1.6 sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>Houvast</h1>
<p><a href="nl/index.html">Handleidingen in het Nederlands</a></p>
<p lang="en"><a href="en/index.html">Guides and documentation in English</a></p>
</body></html>
"""


BESIDE = re.compile(r"\[([^\]]+)\]\((\.\./[^)#]+)\)")


def _beside_docs(_site: Sphinx, page: str, text: list[str]) -> None:
    """A link to a file of the project that is no part of the site becomes its name, when that file is there."""
    here = (SOURCE / page).parent

    def named(link: "re.Match[str]") -> str:
        target = (here / link[2]).resolve()
        return (
            f"{link[1]} (`{target.relative_to(ROOT)}`)"
            if target.is_file() and SOURCE not in target.parents
            else link[0]
        )

    text[0] = BESIDE.sub(named, text[0])


def build(source: Path, target: Path, language: str, *, without: tuple[str, ...] = ()) -> int:
    """One language; how it ended (0 is well)."""
    site = Sphinx(
        srcdir=source, confdir=None, outdir=target, doctreedir=target.with_name(f".{language}"), buildername="html",
        confoverrides={**SETTINGS, "language": language, "html_title": "Houvast", "exclude_patterns": list(without)},
        status=None, warningiserror=True, keep_going=True, freshenv=True,
    )  # fmt: skip
    site.connect("source-read", _beside_docs)
    site.build(force_all=True)
    return int(site.statuscode)


def main() -> int:
    """Each language in a process of its own: Sphinx registers its parts once a process."""
    match sys.argv[1:]:
        case ["en"]:
            return build(SOURCE, TARGET / "en", "en", without=("nl", "nl/**"))
        case ["nl"]:
            return build(SOURCE / "nl", TARGET / "nl", "nl")
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    ended = [subprocess.run([sys.executable, __file__, language], check=False).returncode for language in ("en", "nl")]
    if any(ended):
        return 1
    (TARGET / "index.html").write_text(FRONT, encoding="utf-8")
    print(f"Open {TARGET.relative_to(ROOT)}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
