"""What stands twice among very many rows, without remembering each of them."""

BITS = 1 << 28
_LAST = BITS - 1
_WORD = (1 << 64) - 1


class Seen:
    """Says of a text that it may have come before: never wrong when it says no, rarely wrong when it says so.

    32 megabytes, whatever the number of texts; at four million of them fewer than one in a thousand is suspected
    without cause. Those that are suspected are counted exactly by whoever asks, in a second reading.
    """

    __slots__ = ("_bits",)

    def __init__(self) -> None:
        self._bits = bytearray(BITS >> 3)

    def note(self, text: str) -> bool:
        """Remember a text; whether it may have been there already."""
        bits = self._bits
        value = hash(text) & _WORD
        there = True
        for place in (value & _LAST, (value >> 18) & _LAST, (value >> 36) & _LAST):
            at, mark = place >> 3, 1 << (place & 7)
            if not bits[at] & mark:
                bits[at] |= mark
                there = False
        return there
