"""Words as they are compared in a search: without accents, hyphens and case."""

import re
import unicodedata

# How else visitors spell what these pages are about, in the form that `folded` leaves.
_OTHER_SPELLINGS = {
    "orthopedic": "orthopaedic",
    "orthopedics": "orthopaedics",
    "orthopedist": "orthopaedic",
    "paediatric": "pediatric",
    "tumour": "tumor",
    "tumours": "tumors",
    "ewings": "ewing",
    "pagets": "paget",
    "radiotherapy": "radiation",
}


def in_our_spelling(words: str) -> str:
    """Folded words as the site writes them: `orthopedic tumours` gives `orthopaedic tumors`."""
    return " ".join(_OTHER_SPELLINGS.get(word, word) for word in words.split())


def folded(text: str, joined: bool = True) -> str:
    """The words of a text in their plainest spelling.

    `Lozano-Calderón` gives `lozano calderon`, and with `joined` also `lozanocalderon`: a page keeps both, so that it
    is found by either; a question is asked without.
    """
    plain = unicodedata.normalize("NFKD", text)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    words = re.findall(r"\w+", plain.replace("-", " "))
    if joined:
        words += [word.replace("-", "") for word in re.findall(r"\w+(?:-\w+)+", plain)]
    return " ".join(words)
