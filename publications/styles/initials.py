"""Initials from a given name, as a record prints it."""

import re

_MOST_INITIALS = 5


def initials_of(given: str) -> list[str]:
    """Each initial: `SA` and `Simone Anna` give `S` and `A`. A hyphen stays with the second: `J-P`, `J`, `-P`."""
    found = []
    for word in re.split(r"[\s.]+", given.strip()):
        for place, half in enumerate(word.split("-")):
            letters = re.sub(r"[^\w]", "", half)
            if letters:
                first, *others = list(letters) if _is_initials(letters) else [letters[0]]
                found += [f"-{first}" if place else first, *others]
    return found


def _is_initials(letters: str) -> bool:
    """PubMed gives initials in capitals, `SA`; a name in full has small letters."""
    return letters.isupper() and len(letters) <= _MOST_INITIALS
