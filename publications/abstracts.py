"""An abstract's paragraphs, with the labels that a structured abstract gives them."""

import re
from dataclasses import dataclass

# PubMed gives labels in capitals; no sentence of an abstract begins so.
_LABELLED = re.compile(r"([A-Z][A-Z0-9 ,/&'’()-]{1,80}):\s+(.+)", re.DOTALL)
_WORD = re.compile(r"[A-Z’']+")
# Set in small letters; what is not here may be an abbreviation, and stays as printed.
_PLAIN_WORDS = frozenset(
    """aim aims analysis and approach background case challenges clinical conclusion conclusions context data
    description design discussion evidence findings for future hypothesis implications importance in
    interpretation intervention interventions introduction key level limitations main material materials
    measure measurements measures message method methodology methods objective objectives of or outcome
    outcomes participants patient patients perspective population practice presentation primary problem
    purpose purposes question questions rationale recommendations relevance report research result results
    review secondary selection setting significance significances sources statement statistical strengths
    study subjects summary synthesis the to treatment trial type""".split()
)


@dataclass(frozen=True)
class AbstractPart:
    """One paragraph; `label` is empty where the abstract gives none."""

    label: str
    text: str


def abstract_parts(abstract: str) -> list[AbstractPart]:
    """The paragraphs of an abstract, which blank lines separate."""
    return [_part(text.strip()) for text in re.split(r"\n\s*\n", abstract) if text.strip()]


def _part(text: str) -> AbstractPart:
    match = _LABELLED.fullmatch(text)
    return AbstractPart(_in_small_letters(match[1]), match[2]) if match else AbstractPart("", text)


def _in_small_letters(label: str) -> str:
    """`METHODS AND RESULTS` reads `Methods and results`; `MRI FINDINGS` keeps its abbreviation: `MRI findings`."""
    small = _WORD.sub(lambda word: word[0].lower() if word[0].lower() in _PLAIN_WORDS else word[0], label.strip())
    return small[:1].upper() + small[1:]
