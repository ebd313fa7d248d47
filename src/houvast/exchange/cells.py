"""Cells that leave: what a spreadsheet would run as a formula is marked as text."""

SIGNS = ("=", "+", "-", "@", "\t", "\r")


def as_text_cell(value: str) -> str:
    """The value, with an apostrophe before it when a spreadsheet would take it for a formula."""
    return f"'{value}" if value.startswith(SIGNS) else value
