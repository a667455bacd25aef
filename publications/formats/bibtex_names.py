"""BibTeX's lists of names: `van der Linden, L. R. and {A Study Group} and others`."""

from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

from . import names
from .latex import decoded, encoded


def people(text: str) -> tuple[list[dict], bool]:
    """The names of a list, and whether it ends in “and others”."""
    written = [part for part in split_multiple_persons_names(text) if part.strip()]
    named = [part for part in written if not names.is_et_al(part)]
    found = [name_from(part) for part in named]
    return [name for name in found if name], len(named) < len(written)


def name_from(text: str) -> dict:
    """A name in braces is a group's; any other is a person's, with the words in BibTeX's or in PubMed's order."""
    text = text.strip()
    if _is_one_group(text):
        return names.group(decoded(text[1:-1]))
    plain = names.one_line(decoded(text))
    if "," not in text:
        if " " in plain and names.is_group(plain):
            return names.group(plain)
        indexed = names.person_as_indexed(plain)
        if "given" in indexed and not plain.isupper():
            return indexed
    parts = parse_single_name_into_parts(text, strict=False)
    last, given, suffix = (
        names.one_line(decoded(" ".join(words))) for words in (parts.von + parts.last, parts.first, parts.jr)
    )
    return names.person(last, given, suffix) if last else names.person(given)


def _is_one_group(text: str) -> bool:
    """Whether the first brace closes with the last character: `{A Group}`, but not `{A} and {B}`."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "{") - (sign == "}")
        if depth == 0:
            return place == len(text) - 1
    return False


def written_people(listed: list[dict], is_incomplete: bool) -> str:
    """Names as BibTeX reads them back."""
    written = [written_name(name) for name in listed] + ["others"] * is_incomplete
    return " and ".join(written)


def written_name(name: dict) -> str:
    """`van der Linden, Jr, LR`; a family name of which BibTeX would take some words for particles stands in braces."""
    if "literal" in name:
        return f"{{{encoded(name['literal'])}}}"
    particle, family, given, suffix = (
        encoded(name.get(key, "")) for key in ("non-dropping-particle", "family", "given", "suffix")
    )
    for braced in (family, f"{{{family}}}"):
        last = f"{particle} {braced}".strip()
        text = ", ".join(filter(None, (last, suffix, given or "{}")))
        if name_from(text) == name:
            return text
    return text
