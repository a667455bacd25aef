"""How hard a text is to read: the Flesch-Kincaid grade, measured the same way everywhere.

The formula is that of Kincaid and others, "Derivation of new readability formulas for Navy enlisted personnel",
Research Branch Report 8-75, 1975: 0.39 × words per sentence + 11.8 × syllables per word − 15.59.

Syllables are counted by vowel groups with a list of exceptions. (Hyphenation rules undercount by about a fifth.)
Names of diseases, treatments and roles that a page explains at first use may count as two syllables: a reader meets
them as one learned word. Both figures are always reported.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

from sarcoma_site.core.content_files.page_files import FileBlock, PageFile, read_page_file

WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*")
SENTENCE_END = re.compile(r"[.!?…]+(?=[\s”\")]|$)|\n+|:\s|;\s")
VOWELS = re.compile(r"[aeiouyàáâäèéêëìíîïòóôöùúûü]+")

# Words that the rules below count wrongly.
EXCEPTIONS = {
    "actual": 3, "actually": 4, "aerial": 3, "allograft": 3, "always": 2, "ancient": 2, "angiogenesis": 6,
    "answer": 2, "answers": 2, "anterior": 4, "anxiety": 4, "anyone": 3, "appointment": 3, "area": 3, "areas": 3,
    "aren't": 1, "argue": 2, "audience": 3, "away": 2, "aya": 3, "bacteria": 4, "because": 2, "before": 2,
    "being": 2, "beyond": 2, "bias": 2, "bioinformatics": 6, "biopsies": 3, "biopsy": 3, "bone": 1, "bones": 1,
    "bowel": 2, "breast": 1, "breath": 1, "breathe": 1, "business": 2, "careful": 2, "carefully": 3, "catalogue": 3,
    "chemotherapy": 5, "client": 2, "closely": 2, "clothes": 1, "colleague": 2, "colleagues": 2, "continue": 3,
    "continued": 3, "continues": 3, "convenient": 3, "cooperate": 4, "cooperation": 5, "coordinate": 4,
    "coordinator": 5, "couldn't": 2, "course": 1, "coward": 2, "create": 2, "created": 3, "crucial": 2, "cruel": 2,
    "ct": 2, "deal": 1, "denial": 3, "diagnose": 3, "diagnosed": 3, "diagnosis": 4, "dialogue": 3, "diary": 3,
    "didn't": 2, "diet": 2, "different": 3, "doesn't": 2, "doing": 2, "done": 1, "duel": 2, "editorial": 5,
    "else": 1, "employ": 2, "evaluate": 4, "evaluation": 5, "evening": 2, "every": 2, "everyone": 3,
    "everything": 3, "ewing": 2, "experience": 4, "eye": 1, "eyes": 1, "families": 3, "family": 3, "fatigue": 2,
    "fellowship": 3, "fire": 1, "flower": 2, "fluid": 2, "fragile": 2, "fuel": 2, "genuine": 3, "giant": 2,
    "going": 2, "gone": 1, "gradual": 3, "gradually": 4, "great": 1, "hadn't": 2, "higher": 2, "hole": 1,
    "homes": 1, "homework": 2, "hopeful": 2, "horse": 1, "hour": 1, "hours": 1, "idea": 3, "improvement": 3,
    "individual": 5, "ingredient": 4, "interest": 3, "intraoperative": 6, "involvement": 3, "iort": 1, "isn't": 2,
    "issue": 2, "issues": 2, "layer": 2, "layers": 2, "league": 1, "lifestyle": 2, "lion": 2, "lonely": 2,
    "lower": 2, "manual": 3, "material": 4, "materials": 4, "maybe": 2, "mayor": 2, "medicine": 3, "medicines": 3,
    "memorial": 4, "mgh": 3, "mile": 1, "mobile": 2, "movement": 2, "movements": 2, "mri": 3, "museum": 3,
    "museums": 3, "mutual": 3, "naive": 2, "neuron": 2, "none": 1, "nose": 1, "nuclear": 3, "nurse": 1, "nurses": 2,
    "nutritionist": 4, "obedient": 4, "obvious": 3, "once": 1, "oncology": 4, "one": 1, "ones": 1, "our": 1,
    "patient": 2, "patients": 2, "pavement": 2, "people": 2, "period": 3, "pet": 1, "piece": 1, "pieces": 2,
    "placement": 2, "plague": 1, "player": 2, "poem": 2, "posterior": 4, "power": 2, "prayer": 1, "preoperative": 5,
    "previous": 3, "prior": 2, "priority": 4, "quiet": 2, "radiation": 4, "radio": 3, "radioactive": 5,
    "radiologist": 5, "radiologists": 5, "radiology": 5, "radius": 3, "rarely": 2, "ratio": 3, "react": 2,
    "reaction": 3, "real": 1, "reality": 4, "really": 2, "reassure": 3, "reenter": 3, "rehabilitation": 6,
    "reliable": 4, "reoccur": 3, "replacement": 3, "rescue": 2, "reuse": 2, "review": 2, "reviewed": 2, "ritual": 3,
    "role": 1, "roles": 1, "ruin": 2, "rule": 1, "sacral": 2, "safely": 2, "sarcoma": 3, "sarcomas": 3, "scale": 1,
    "science": 2, "serious": 3, "several": 3, "sexual": 3, "shouldn't": 2, "social": 2, "society": 4, "someone": 2,
    "something": 2, "sometimes": 2, "somewhere": 2, "special": 2, "specialties": 4, "spinal": 2, "spiritual": 4,
    "statement": 2, "studio": 3, "suicide": 3, "surely": 2, "surgeon": 2, "surgeons": 2, "technique": 2,
    "techniques": 2, "theater": 3, "therefore": 2, "these": 1, "those": 1, "tissue": 2, "tissues": 2, "tongue": 1,
    "toward": 2, "towards": 2, "towel": 2, "tower": 2, "trial": 2, "trials": 2, "tumor": 2, "tutorial": 4,
    "unique": 2, "useful": 2, "usual": 3, "usually": 4, "value": 2, "values": 2, "variety": 4, "various": 3,
    "vein": 1, "veins": 1, "via": 2, "video": 3, "videos": 3, "viewing": 2, "virtue": 2, "virus": 2, "viruses": 3,
    "visual": 3, "vowel": 2, "wasn't": 2, "weren't": 1, "while": 1, "whole": 1, "wholesome": 2, "whose": 1,
    "worse": 1, "wouldn't": 2,
}  # fmt: skip
# Two vowels that are spoken apart, unless they stand in an ending spoken as one ("-tion", "-cial", "-tient").
_SPOKEN_APART = re.compile(r"(?<![tscxg])i(?:a|o|u|e(?=nt|nc|ty|r$|st))|eo(?!u)|ia(?=t|l\b(?<!cial|tial))|u(?:al|ou)\b")
_SILENT_ENDING = re.compile(r"(?:(?<![aeiouyl])|(?<=[aeiouy]l)|(?<=rl))e$")
_SILENT_ED = re.compile(r"[^aeiouytd]ed$")
_SILENT_ES = re.compile(r"(?:[^aeiouysxzcg]|[^cs]h(?<!ch)(?<!sh))es$")
_SILENT_INNER_E = re.compile(r"(?<=[aeiouy][b-df-hj-np-tv-xz])e(?=(?:ly|ful|fully|less|ness|ment|ments|some|where)$)")


def syllables(word: str) -> int:
    """The number of syllables a reader speaks for one word; digits count as one word of one syllable a group."""
    word = word.lower().replace("’", "'")
    if word[0].isdigit():
        return 1
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    word = re.sub(r"'(?:s|re|ve|ll|d|m|t)$", "", word)
    if word in EXCEPTIONS:
        return EXCEPTIONS[word]
    word = _SILENT_INNER_E.sub("", word)
    if _SILENT_ED.search(word) or (_SILENT_ES.search(word) and not word.endswith("les")):
        word = word[:-2] + word[-1]
    elif word.endswith("les") and len(word) > 4 and word[-4] in "aeiouy":
        word = word[:-2] + "s"
    else:
        word = _SILENT_ENDING.sub("", word)
    count = len(VOWELS.findall(word)) + len(_SPOKEN_APART.findall(word))
    if re.search(r"[^aeiouy]l$", word) and word.endswith(("bl", "tl", "dl", "pl", "gl", "cl", "fl", "kl", "zl")):
        count += 1
    if re.search(r"(?:sm|thm)s?$", word):
        count += 1
    return max(count, 1)


@dataclass(frozen=True)
class Reading:
    """A text's measure: words, sentences, and its grade raw and with explained terms at two syllables."""

    words: int
    sentences: int
    raw_grade: float
    grade: float


def measure(text: str, terms: list[str] | None = None) -> Reading:
    """The reading grade of plain text in which a new line ends a sentence.

    Args:
        text: words only, without markup.
        terms: names explained at first use; each word of them that is longer counts as two syllables.
    """
    words = WORD.findall(text)
    sentences = max(1, sum(1 for part in SENTENCE_END.split(text) if part and WORD.search(part)))
    if not words:
        return Reading(0, 0, 0.0, 0.0)
    counts = [syllables(word) for word in words]
    known = {part.lower() for term in terms or [] for part in WORD.findall(term)}
    eased = [
        min(count, 2) if _is_known(word.lower(), known) else count for word, count in zip(words, counts, strict=True)
    ]
    return Reading(
        len(words), sentences, _grade(len(words), sentences, sum(counts)), _grade(len(words), sentences, sum(eased))
    )


def _is_known(word: str, known: set[str]) -> bool:
    return word in known or (word.endswith("s") and word[:-1] in known)


def _grade(words: int, sentences: int, syllable_count: int) -> float:
    return round(0.39 * words / sentences + 11.8 * syllable_count / words - 15.59, 1)


def plain_layer(page: PageFile) -> str:
    """All words of a page that stand outside “more detail”, headings and tables, a line a sentence or item."""
    parts = [str(page.fields.get("summary", ""))]
    for block in page.blocks:
        parts += _block_words(block)
    return "\n".join(_without_markup(part) for part in parts if part)


def _block_words(block: FileBlock) -> list[str]:
    value = block.value
    if block.kind == "section":
        return [value["plain"]]
    if block.kind in ("callout", "call_to_action"):
        return [str(value.get("text", ""))]
    if block.kind in ("steps", "accordion"):
        return [str(item.get("text", "")) for item in value.get(block.kind if block.kind == "steps" else "items", [])]
    if block.kind == "key_facts":
        return [str(fact.get("value", "")) for fact in value.get("facts", [])]
    return []


def _without_markup(text: str) -> str:
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*_`]", "", text)
    text = re.sub(r"(?m)^\s*(?:[-*]|\d+\.)\s+", "\n", text)
    # A single line break inside a paragraph is only a space; an empty line or a list item ends a sentence.
    return re.sub(r"(?<!\n)\n(?!\n|\s*[-*\d])", " ", text)


def read_terms(path: Path) -> list[str]:
    """The list of explained names in `content/terms.yaml`; empty when there is no such file."""
    return list(yaml.safe_load(path.read_text(encoding="utf-8")) or []) if path.exists() else []


def main(arguments: list[str]) -> int:
    """Print the grade of each page file named; a folder means every page file below it."""
    terms = read_terms(Path("content/terms.yaml"))
    for argument in arguments:
        given = Path(argument)
        for path in sorted(given.rglob("*.md")) if given.is_dir() else [given]:
            reading = measure(plain_layer(read_page_file(path, "/", path)), terms)
            print(f"{reading.grade:5.1f} (raw {reading.raw_grade:4.1f})  {reading.words:5d} words  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
