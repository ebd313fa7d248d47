"""The packs as files: read YAML safely, check its shape, and hand out frozen packs. Knows no database or settings.

from houvast import packbook
packbook.pack("improvement-track")            # the newest version
packbook.pack("improvement-track", "2026.2")  # a pinned one
packbook.all_packs()
"""

from houvast.packbook.book import UnknownPack, all_packs, pack, read_pack
from houvast.packbook.reader import PackError, Problem

__all__ = ["PackError", "Problem", "UnknownPack", "all_packs", "pack", "read_pack"]
