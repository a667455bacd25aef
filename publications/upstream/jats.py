"""Titles and abstracts as Crossref keeps them, with JATS, HTML or MathML inside, brought to plain text.

JATS is the tag set in which publishers deposit abstracts (https://jats.nlm.nih.gov/archiving/). What they deposit is
often no whole markup, so tags are found one by one: an XML parser would refuse it, and `html.parser` needs minutes for
a page of unclosed tags.
"""

import html
import re

from ..formats.markup import raised

PARAGRAPHS = {"p", "sec", "abstract", "list", "list-item", "disp-quote", "disp-formula", "div", "ul", "ol", "li", "br"}
INLINE = set(
    "i b u em strong italic bold bold-italic underline overline sub sup sc scp strike monospace roman sans-serif tt "
    "styled-content named-content xref ext-link uri a span inline-formula alternatives math mml mrow mi mn mo msub "
    "msup msubsup mfrac msqrt mtext mstyle mspace mover munder semantics label break trans-abstract font".split()
)
# The same formula a second time, in a language that nobody reads.
SKIPPED = {"tex-math", "annotation", "inline-graphic", "graphic"}
KNOWN = PARAGRAPHS | INLINE | SKIPPED | {"title"}
# Attributes need a value: "a<b or c>d" is no markup. No part goes past the next "<", so the time grows with the length.
TAG = re.compile(
    r"""<(?P<end>/?)(?:jats:|mml:)?(?P<name>[a-z][a-z-]*)(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'))*\s*(?P<empty>/?)>""",
    re.IGNORECASE,
)
COMMENT = re.compile(r"<!--[^<]*-->")
TITLES_THAT_SAY_NOTHING = {"abstract", "summary", ""}


class _Text:
    """Collects paragraphs and the section titles that label them."""

    def __init__(self, marked_up: str) -> None:
        self.paragraphs: list[list[str]] = [[]]
        self.label: list[str] = []
        self.open = {"title": 0, "skipped": 0, "sup": 0}
        marked_up = COMMENT.sub("", marked_up)
        position = 0
        for tag in TAG.finditer(marked_up):
            if (name := tag["name"].lower()) in KNOWN:
                self.take(marked_up[position : tag.start()])
                self.enter(name, -1 if tag["end"] else 0 if tag["empty"] else 1)
                position = tag.end()
        self.take(marked_up[position:])
        if _one_line(self.label).lower() not in TITLES_THAT_SAY_NOTHING:
            self.paragraphs.append(self.label)  # A title with nothing under it is all there is.

    def enter(self, name: str, step: int) -> None:
        """Go into an element (1), out of it (-1), or past an empty one (0)."""
        if name in PARAGRAPHS:
            self.paragraphs.append([])
            return
        state = "skipped" if name in SKIPPED else name
        if state == "title" and step == 1:
            self.label = []
        if state in self.open:
            self.open[state] = max(0, self.open[state] + step)

    def take(self, text: str) -> None:
        text = html.unescape(text)
        if self.open["skipped"] or not text:
            return
        if self.open["title"]:
            self.label.append(text)
            return
        last = self.paragraphs[-1]
        if text.strip() and self.label:
            label, self.label = _one_line(self.label).rstrip(":."), []
            if label.lower() not in TITLES_THAT_SAY_NOTHING:
                last.append(f"{label.upper()}: ")
        last.append(raised(text, after=last[-1] if last else "") if self.open["sup"] else text)


def plain_line(marked_up: str) -> str:
    """A title as one line of text: `BRCA<sub>2</sub> &amp; more` gives `BRCA2 & more`."""
    return " ".join(_paragraphs(marked_up))


def plain_paragraphs(marked_up: str) -> str:
    """An abstract as text, its paragraphs apart by a blank line, those of a section beginning with its `TITLE: `."""
    return "\n\n".join(_paragraphs(marked_up))


def _paragraphs(marked_up: str) -> list[str]:
    return [line for paragraph in _Text(marked_up).paragraphs if (line := _one_line(paragraph))]


def _one_line(pieces: list[str]) -> str:
    # Entities once more: publishers often deposit `&amp;lt;` where they mean `<`.
    return " ".join(html.unescape("".join(pieces)).split())
