"""The names of authors, as records print them, in the parts that a CSL item keeps."""

import re

ORCID = re.compile(r"(?<!\d)(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])(?!\d)")
SUFFIXES = {"jr", "sr", "2nd", "3rd", "4th", "5th", "ii", "iii", "iv"}
# What tells a group from a person whose name is printed without a comma.
GROUP_WORDS = re.compile(
    r"\b(group|study|trial|consortium|network|society|committee|collaborat\w+|investigators?|participants|members|"
    r"association|registry|initiative|alliance|team|foundation|institute|university|hospital|center|centre|department|"
    r"college|academy|board|council|program(me)?|project|panel|force|working|federation|union|agency|ministry|"
    r"organi[sz]ation|gruppe|gesellschaft|groupe|grupo|gruppo|société|sociedad)\b",
    re.IGNORECASE,
)


def person(family: str, given: str = "", suffix: str = "") -> dict:
    """A person's name with the lower-case words before the family name set apart: `van der | Linden`.

    A capitalised particle ("Van Damme") stays in the family name, because only the person knows which it is.
    """
    words = one_line(family).split(" ")
    first = next((place for place, word in enumerate(words) if not word.islower()), len(words) - 1)
    name = {
        "non-dropping-particle": " ".join(words[:first]),
        "family": " ".join(words[first:]),
        "given": one_line(given),
        "suffix": one_line(suffix),
    }
    return {key: value for key, value in name.items() if value}


def group(name: str) -> dict:
    """A group that signs a paper as its author."""
    return {"literal": one_line(name)}


def person_as_indexed(text: str, full: str = "") -> dict:
    """The name that PubMed prints in a list of authors: `van der Linden LR`, `Smith AB Jr`.

    `full` is the same name written out, `Smith, Alan B Jr`, which says where the family name ends.
    """
    text = one_line(text)
    family = one_line(full.split(",")[0]) if "," in full else ""
    if family and text.casefold().startswith(family.casefold() + " "):
        rest = text[len(family) + 1 :].split(" ")
        return person(text[: len(family)], *given_and_suffix(rest))
    words = text.split(" ")
    ends_in_suffix = len(words) > 2 and words[-1].strip(".").casefold() in SUFFIXES and is_initials(words[-2])
    ending = words[-2:] if ends_in_suffix else words[-1:]
    if len(words) == len(ending) or not is_initials(ending[0]):
        return person(text)
    return person(" ".join(words[: -len(ending)]), *given_and_suffix(ending))


def person_in_full(text: str) -> dict:
    """The name written out: `Smith, Alan B Jr`. PubMed sets the suffix last; others set it between two commas."""
    parts = [one_line(part) for part in text.split(",")]
    if len(parts) == 1:
        return person(parts[0])
    if len(parts) > 2:
        return person(parts[0], parts[1], " ".join(parts[2:]))
    return person(parts[0], *given_and_suffix(parts[1].split(" ")))


def given_and_suffix(words: list[str]) -> tuple[str, str]:
    """`AB Jr` as `AB` and `Jr`. A suffix never stands alone: `V` and `II` may be initials."""
    if len(words) > 1 and words[-1].strip(".").casefold() in SUFFIXES:
        return " ".join(words[:-1]), words[-1]
    return " ".join(words), ""


def is_initials(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "")
    return 0 < len(letters) <= 5 and letters.isalpha() and letters.isupper()


def is_group(text: str) -> bool:
    """Whether a name printed without a comma is a group's."""
    return bool(GROUP_WORDS.search(text)) or len(text.split()) > 5


def is_et_al(text: str) -> bool:
    """Whether this stands for authors that are not named."""
    return text.strip(" .,").casefold() in ("et al", "others", "and others")


def printed(name: dict) -> str:
    """A name as PubMed prints it in a list: `van der Linden LR`, `Smith AB Jr`."""
    if "literal" in name:
        return name["literal"]
    order = ("non-dropping-particle", "family", "given", "suffix")
    return " ".join(name[key] for key in order if name.get(key))


def bare_orcid(text: str) -> str:
    """`0000-0002-1825-0097` of any way to write it: with an address before it, without hyphens. Else nothing."""
    found = ORCID.search(text or "")
    return "-".join(found.groups()).upper() if found else ""


def one_line(text: str) -> str:
    """Text with each run of white space brought to one space."""
    return " ".join(text.split())
