"""A class that a template names is a class that a style sheet knows: a misspelt one is found here, not by a reader."""

import re
from pathlib import Path

WEB = Path(__file__).parents[1]
HOUSE = WEB.parent
STYLES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((WEB / "styles").glob("*.css")))
KNOWN = set(re.findall(r"\.(hv-[\w-]+)", STYLES))
# names that only tell what a thing is, for reading the page's source
UNSTYLED = {"hv-menu__label", "hv-weeks__none"}


def unknown_classes(text: str) -> set[str]:
    """The classes of ours in this template that no style sheet knows; names made by the template are left out."""
    named = set()
    for classes in re.findall(r'class="([^"]*)"', text):
        plain = re.sub(r"\{%.*?%\}", " ", classes)
        named |= {name for name in plain.split() if name.startswith("hv-") and "{" not in name and "}" not in name}
    return {name for name in named if not name.endswith("--")} - KNOWN - UNSTYLED


def test_a_misspelt_class_is_found() -> None:
    assert unknown_classes('<p class="hv-sofft hv-small">') == {"hv-sofft"}
    assert unknown_classes('<p class="hv-soft{% if x %} hv-small{% endif %} hv-row--{{ kind }}">') == set()


def test_every_class_of_every_template_is_known() -> None:
    wrong = {
        f"{path.relative_to(HOUSE)}: {name}"
        for path in sorted(HOUSE.rglob("*.html"))
        if "templates" in path.parts
        for name in unknown_classes(path.read_text(encoding="utf-8"))
    }
    assert wrong == set()
