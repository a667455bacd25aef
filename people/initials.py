"""Initials and a shape for people without a picture."""

import zlib

SHAPES = 6


def initials_of(given_name: str, family_name: str, shown_name: str) -> str:
    """One or two capitals: of given and family name, or of the name as shown when those are empty."""
    words = [word for word in (given_name, family_name) if word] or shown_name.replace(",", " ").split()[:2]
    return "".join(word[0].upper() for word in words)


def shape_of(shown_name: str) -> int:
    """A number from 1 to 6 that is always the same for the same name."""
    return zlib.crc32(shown_name.encode()) % SHAPES + 1
