"""Names as NLM and AMA print them, which differ in how many they print and in ordinals."""

from itertools import pairwise

from .initials import initials_of
from .records import family_of


def person(name: dict, suffix: str | None = None) -> str:
    """Family name, initials without full stops, suffix: `van der Linden LR`, `Muster AB Jr`."""
    suffix = name.get("suffix", "") if suffix is None else suffix
    return " ".join(filter(None, (family_of(name), "".join(initials_of(name.get("given", ""))), suffix.rstrip("."))))


def in_a_row(names: list[dict], printed: list[str]) -> str:
    """Names between commas; a group between semicolons, as both styles tell groups from people."""
    marks = ["; " if "literal" in one or "literal" in other else ", " for one, other in pairwise(names)]
    return "".join(piece for pair in zip(printed, [*marks, ""], strict=False) for piece in pair)
