"""Markup brought to plain text: PubMed's elements, MathML, and the few tags that CSL-JSON allows in a title."""

import html
import re
from xml.etree.ElementTree import Element  # the type only; the parsing is defusedxml's

MATHML = "{http://www.w3.org/1998/Math/MathML}"
RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
INLINE = "i|b|u|em|strong|sc|scp|span|sub|sup|jats:[a-z-]+|p|br|title"
TAG = re.compile(rf"<(/?)({INLINE})(?:\s[^<>]*)?/?>", re.IGNORECASE)
RAISED_TAG = re.compile(r"(\S?)<(?:jats:)?sup(?:\s[^<>]*)?>([^<>]*)</(?:jats:)?sup>", re.IGNORECASE)
BLOCK_TAG = re.compile(r"</?(?:jats:)?(?:p|sec|title|br)(?:\s[^<>]*)?/?>", re.IGNORECASE)


def text_of(element: Element | None) -> str:
    """The text of an element and of all in it, with white space made single."""
    return "" if element is None else " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> list[str]:
    pieces = [element.text or ""]
    for child in element:
        if child.tag.startswith(MATHML):
            pieces.append(_formula(child))
        elif child.tag == "sup":
            before = next((piece for piece in reversed(pieces) if piece), "")
            pieces.append(raised("".join(_pieces(child)), after=before))
        else:
            pieces += _pieces(child)
        pieces.append(child.tail or "")
    return pieces


def raised(text: str, after: str) -> str:
    """A superscript. After a digit it is an exponent and stays raised, since 10⁶ is not 106.

    Else it stands on the line, as in PubMed's own citations (18F-FDG, Ca2+).
    """
    if not text.strip() or not after[-1:].isdigit():
        return text
    exponent = text.strip().translate(RAISED)
    return exponent if not re.search(r"[\w+-]", re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ]", "", exponent)) else f"^{text.strip()}"


def _formula(element: Element) -> str:
    """A formula as one line. What stands before a symbol (the 3 of ³He) is written before it."""
    name = element.tag.removeprefix(MATHML)
    if name in ("annotation", "annotation-xml", "none"):
        return ""
    parts = [_formula(child) for child in element]
    if name == "mfrac" and len(parts) == 2:
        return "/".join(parts)
    if name == "msup" and len(parts) == 2:
        return parts[0] + raised(parts[1], after=parts[0])
    if name == "msqrt":
        return f"√({''.join(parts)})"
    if name == "mmultiscripts":
        names = [child.tag.removeprefix(MATHML) for child in element]
        middle = names.index("mprescripts") if "mprescripts" in names else len(names)
        return "".join(parts[middle + 1 :] + parts[:1] + parts[1:middle])
    # mtext may be one space, which parts two words; the white space around other symbols is only the file's layout.
    own = (element.text or "") if name == "mtext" else (element.text or "").strip()
    return own + "".join(parts)


def without_tags(text: str) -> str:
    """Text without the tags that CSL-JSON and Crossref put into titles and abstracts; other angle brackets stay."""
    if not TAG.search(text):
        return _without_entities(text)
    text = RAISED_TAG.sub(lambda found: found[1] + raised(found[2], after=found[1]), text)
    text = TAG.sub("", BLOCK_TAG.sub("\n\n", text))
    return _without_entities(text)


def _without_entities(text: str) -> str:
    return re.sub(
        r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-fA-F]{1,5});", lambda found: html.unescape(found[0]), text
    )
