"""What is kept of a token, a device or a code: a digest, never the thing itself."""

import hashlib


def digest(text: str) -> str:
    """The digest in hexadecimal, 64 signs."""
    return hashlib.sha256(text.encode()).hexdigest()
