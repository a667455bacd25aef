"""The list of authors at the beginning of a citation: people as `Family AB`, groups between semicolons.

The form is that of PubMed, of the NLM's "Citing Medicine", 2nd edition, chapter 1 ("Author": surname, initials without
full stops, suffix; organizations after a semicolon), and of the AMA Manual of Style, 11th edition, 3.7.
"""

import re
from dataclasses import dataclass, field

from .names import GROUP_WORDS, SUFFIXES, group, person

# Words that stand before or inside a family name in lower case. Any other lower-case word shows that it is no name.
_PARTICLES = set(
    "van der den de het la las los le les lo li du da das do dos del della dello dei degli di dal dalla d des von vom "
    "vor und zu zur zum ten ter te tho thoe thor am im in 't op ’t el al as ash az bin ibn ben bint abu af av y e i "
    "san santa st ste mac mc ap ó ní nic o".split()
)
_WORD = re.compile(r"['’‘]?[^\W\d_][^\W\d_'’ʼ‘`´‐‑-]*+(?:['’ʼ‘`´‐‑-]+[^\W\d_]*+)*+|['’]t")
_CHUNK = re.compile(r"(?:St\.\s)?[^,;.:()\[\]]{1,150}")
_MARKS = r"(?:\s?(?:\([a-z\d,]{1,8}\)|[*†‡§¶]{1,3}|[\d⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}(?:,\d{1,2})*+))*+"  # of an affiliation
_AFTER_NAME = re.compile(_MARKS + r"\s*(?:([,;])\s*(?:and\s|&\s|und\s)?|([.:])(?:\s+|$)|(and|&)\s)")
_CUT = re.compile(r"\s(?:(?:and|&)\s|et\.?\sal\b|(?:for|on\sbehalf\sof)\s(?:the\s)?)")
_ET_AL = re.compile(r"(?:and\s)?(?:et\.?\sal\b\.?|and\sothers\b|others\b)\s*", re.IGNORECASE)
_BEFORE_GROUP = re.compile(r"(?:and\s)?(?:(?:for|on\sbehalf\sof)\s(?:the\s)?)?", re.IGNORECASE)
_DOTTED = re.compile(r"[^\W\d_]\.(?:[-‐]?[^\W\d_]\.){0,4}(?!\w)")
_SPACED = re.compile(r"[^\W\d_]\.(?:\s[^\W\d_]\.){1,3}(?=\s*[,;&]|\sand\s)")
_SPACED_AT_END = re.compile(r"[^\W\d_]\.(?:\s[^\W\d_]\.){1,3}(?=\s)")
_SUFFIX = re.compile(r"(Jr|Sr|II|III|IV|2nd|3rd|4th)\.?(?=\s*[,;])")
_MIXED_INITIALS = re.compile(r"(?:[A-Z][A-Z]?|Yu|Ya|Ye|Ch|Sh|Zh|Kh|Ts|Iu|Ia|Ph|Th|St|Dzh|Shch){1,3}")
_SENTENCE = re.compile(r"(?<!\bSt)(?<!\bMt)(?<!\bDr)(?<!\bNo)(?<!U\.S)(?<!\bInc)(?<!\bvs)\.(?=\s)")
_NO_AUTHORS = re.compile(r"\[?(?:no\sauthors?\slisted|anonymous|no\sauthor)\]?\.?\s+", re.IGNORECASE)
_SIGNING_ALONE = re.compile(
    r"\b(Group|Consortium|Investigators|Committee|Collaborati(?:ve|on)|Collaborators|Network|Society|Association|Team|"
    r"Organi[sz]ation|Federation|Union|Alliance|Participants|Task Force|Panel|Foundation|Institute|Council|Academy)\b"
)
_LONGEST_GROUP = 400


@dataclass
class Authors:
    """The authors in their order, and where in the text the list ends."""

    names: list[dict] = field(default_factory=list)
    end: int = 0
    is_incomplete: bool = False
    unread: list[str] = field(default_factory=list)


def read_authors(text: str) -> Authors:
    """The authors with whom a citation begins; none, and an end of 0, when it begins with its title."""
    if nobody := _NO_AUTHORS.match(text):
        return Authors(end=nobody.end())
    return _List(text).read()


def begins_with_author(text: str) -> int:
    """How many people the text begins with, as far as two: enough to tell a list of authors from a sentence."""
    text = text[:400]
    one, end, _ = _person_at(text, 0)
    after = _AFTER_NAME.match(text, end) if one else None
    if not one or (not after and end < len(text) and not _CUT.match(text, end)):
        return 0
    return 2 if after and (after[1] or after[3]) and _person_at(text, after.end())[0] else 1


class _List:
    """Walks from name to name; every step moves on in the text, so it ends."""

    def __init__(self, text: str) -> None:
        self.text, self.position, self.separator = text, 0, ""
        self.found = Authors()
        self.has_spaced_initials = False

    def read(self) -> Authors:
        while True:
            took = self._et_al() or self._suffix() or self._person() or self._group() or self._unread()
            if not took:
                return Authors()
            after = _AFTER_NAME.match(self.text, self.position)
            if after and not after[2]:
                self.separator, self.position = after[1] or ",", after.end()
                continue
            if cut := _CUT.match(self.text, self.position):
                et_al = "al" in cut[0]
                self.separator, self.position = ";", cut.start() + 1 if et_al else self._start_of_group(cut)
                continue
            if after or self._ended_in_dot():
                self.found.end = after.end() if after else self.position
                return self.found if self.found.names else Authors()
            return Authors()

    def _start_of_group(self, cut: re.Match) -> int:
        return cut.end() if re.match(r"\s(?:and|&)", cut[0]) else cut.start() + 1

    def _ended_in_dot(self) -> bool:
        return 0 < self.position < len(self.text) and "." in self.text[self.position - 2 : self.position]

    def _et_al(self) -> bool:
        found = _ET_AL.match(self.text, self.position) if self.found.names else None
        if not found:
            return False
        self.found.is_incomplete = True
        self.position = found.end()
        return True

    def _suffix(self) -> bool:
        """`Smith AB, Jr., Jones C`: what stands between the commas belongs to the name before."""
        found = _SUFFIX.match(self.text, self.position)
        if not found or not self.found.names or "family" not in self.found.names[-1]:
            return False
        self.found.names[-1]["suffix"] = found[1]
        self.position = found.end()
        return True

    def _person(self) -> bool:
        name, end, is_spaced = _person_at(self.text, self.position, self.has_spaced_initials)
        if name:
            self.found.names.append(name)
            self.position = end
            self.has_spaced_initials |= is_spaced
        return bool(name)

    def _group(self) -> bool:
        """A group's name runs to the next semicolon, to a comma before a person, or to the sentence's end."""
        start = _BEFORE_GROUP.match(self.text, self.position).end()
        window = self.text[start : start + _LONGEST_GROUP]
        sentence = _SENTENCE.search(window)
        end = sentence.start() if sentence else -1
        semicolon = window.find(";", 0, end if end >= 0 else len(window))
        end = semicolon if semicolon >= 0 else end
        if end < 3:
            return False
        end = _before_a_person(window[:end])
        name = window[:end].strip()
        if not self._is_group(name, is_closed=semicolon >= 0, follows=bool(start - self.position)):
            return False
        self.found.names.append(group(name))
        self.position = start + end
        return True

    def _is_group(self, name: str, is_closed: bool, follows: bool) -> bool:
        if not name or not name[0].isalnum() or len(name.split()) > 40:
            return False
        if not self.found.names:
            return (is_closed and bool(GROUP_WORDS.search(name))) or self._signs_alone(name)
        return self.separator == ";" or follows or ("," not in name and bool(GROUP_WORDS.search(name)))

    def _signs_alone(self, name: str) -> bool:
        """A first sentence is a group and no title when its words are capitalised and two more sentences follow."""
        words = [word for word in name.split() if len(word) > 3]
        rest = self.text[self.position + len(name) : self.position + len(name) + 5000]
        is_named = all(word[0].isupper() or word[0].isdigit() for word in words) and bool(_SIGNING_ALONE.search(name))
        return is_named and len(re.findall(r"[.?!]\s+(?=\S)", rest)) >= 2

    def _unread(self) -> bool:
        """A name in a form that is none of PubMed's, among others that are: kept as it stands, to be looked at."""
        found = _CHUNK.match(self.text, self.position)
        words = found[0].split() if found and self.found.names else []
        if not 1 <= len(words) <= 4 or not all(word[0].isupper() for word in words):
            return False
        self.found.names.append({"literal": " ".join(words)})
        self.found.unread.append(" ".join(words))
        self.position = found.end()
        return True


def _before_a_person(name: str) -> int:
    """Where a group's name ends when people follow it after a comma: `Made-up Study Group, Muster B`."""
    for comma in re.finditer(r",\s", name[:_LONGEST_GROUP]):
        if begins_with_author(name[comma.end() :]):
            return comma.start()
    return len(name)


def _person_at(text: str, position: int, may_be_spaced: bool = False) -> tuple[dict | None, int, bool]:
    """The person whose name begins there, where it ends, and whether its initials are set apart: `A. B.`."""
    found = _CHUNK.match(text, position)
    if not found:
        return None, position, False
    chunk = found[0]
    if cut := _CUT.search(chunk):
        chunk = chunk[: cut.start()]
    chunk = re.sub(r"[\s\d*†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹]{1,20}$", "", chunk) or chunk
    end = position + len(chunk)
    words = chunk.split()
    suffix = words.pop() if len(words) > 2 and words[-1].strip(".").casefold() in SUFFIXES else ""
    if len(words) < 2 or len(words) > 8:
        return None, position, False
    given, is_spaced = words[-1], False
    if text[end : end + 1] == "." and len(given) == 1 and not suffix:
        given, end, is_spaced = _dotted_initials(text, end - 1, may_be_spaced)
    elif suffix and text[end : end + 2] in (".,", ".;"):
        end += 1
    family = words[:-1]
    if len(family) > 1 and family[-1].strip(".").casefold() in ("jr", "sr"):
        suffix = family.pop()
    if not _is_initials(given) or not _is_family(family):
        return None, position, False
    return person(_plain(" ".join(family)), _plain(given.replace(".", "").replace(" ", "")), suffix), end, is_spaced


def _dotted_initials(text: str, start: int, may_be_spaced: bool) -> tuple[str, int, bool]:
    """Initials with full stops. One alone before a blank ends the list: `Muster B. Title`."""
    spaced = _SPACED.match(text, start)
    if not spaced and may_be_spaced:
        spaced = _SPACED_AT_END.match(text, start)
    if spaced:
        return spaced[0], spaced.end(), True
    found = _DOTTED.match(text, start)
    is_one_alone = found and len(found[0]) == 2 and text[found.end() : found.end() + 1] not in (",", ";")
    return (found[0], found.end(), False) if found and not is_one_alone else (text[start], start + 1, False)


def _is_initials(word: str) -> bool:
    letters = re.sub(r"[.\s‐‑-]", "", word)
    if not 1 <= len(letters) <= 6 or not letters.isalpha():
        return False
    return letters.isupper() or bool(_MIXED_INITIALS.fullmatch(letters))


def _is_family(words: list[str]) -> bool:
    """Whether the words are a family name: known particles, then words with a capital (`d’Example`, `al-Muster`)."""
    if not words or not all(_WORD.fullmatch(word) or word == "St." for word in words):
        return False
    has_name = any(any(letter.isupper() for letter in word) or not word.islower() for word in words)
    return has_name and all(
        not word.islower() or word.strip("'’‘") in _PARTICLES or word in _PARTICLES for word in words
    )


def _plain(name: str) -> str:
    """Hyphens of typesetters brought to the one on the keyboard, so that a name is found again."""
    return name.replace("‐", "-").replace("‑", "-")
