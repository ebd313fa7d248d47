"""How much of a file is read at all: what is larger is refused before it fills the memory."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 256 * MEGABYTE
UPLOAD_BYTES = 10 * MEGABYTE
"""A page rehearses while somebody waits; larger files go through the command line."""
LINE_CHARACTERS = 1_000_000
CELL_CHARACTERS = 100_000
ITEM_CHARACTERS = 2_000_000
"""One person of a JSON file, or a page of persons in one object."""
SHEET_BYTES = 512 * MEGABYTE
"""All parts of an Excel file together, unpacked."""
SHEET_PARTS = 2_000
SHEET_TEXTS = 5_000_000
"""Different texts in an Excel file."""
SHEET_COLUMNS = 500
