"""What two records, or two spellings of a name, are compared by."""

import unicodedata

from sarcoma_site.core.search_words import folded

TITLE_KEY_LENGTH = 200


def title_key(title: str) -> str:
    """The words of a title without case, accents and signs: what two printings of one paper share."""
    return folded(title, joined=False)[:TITLE_KEY_LENGTH]


def name_key(printed_name: str) -> str:
    """A name without case, accents, hyphens and full stops: `Lozano-Calderón SA` gives `lozano calderon sa`.

    The order of the words counts: `Kishan A` is not `A Kishan`.
    """
    decomposed = unicodedata.normalize("NFKD", printed_name.replace(".", " "))
    plain = "".join(letter if letter.isalnum() else " " for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())
