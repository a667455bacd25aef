"""Words as they are compared in a search: without accents, hyphens and case."""

import re
import unicodedata


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
