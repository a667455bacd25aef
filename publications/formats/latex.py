"""Text as LaTeX writes it, read and written: accents, dashes, braces and the characters that LaTeX keeps to itself."""

import functools
import re
from collections.abc import Iterator

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

from .markup import raised

# Beyond this a value is no sentence of a person's, and the parser's work is not worth its time.
MAX_CHARACTERS = 100_000
MAX_WORD = 10_000
MAX_COMMAND = 40
MAX_DEPTH = 40
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
SPECIAL = re.compile(r"[\\{}^~&%$#_]")
# Two signs that LaTeX would print as one, kept apart by an empty group.
LIGATURES = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[!?])(?=`)")
NEEDS_READING = re.compile(r"[\\{}$~`]|--|''")
FORMULA = re.compile(r"(?<!\\)\$([^$]*)(?<!\\)\$")
LINK = re.compile(r"\\href\s*\{[^{}]*\}\s*\{")
COMMAND = re.compile(r"[{}]|\\(?![%&$#_])|[!?]`")
UNFINISHED = re.compile(r"\\[a-zA-Z]*$")
SIMPLE = re.compile(r"\\[%&$#_]|---|--|``|''|~")
PRINTED = {"---": "—", "--": "–", "``": "“", "''": "”", "~": "\xa0"}
BARE_SIGN = re.compile(r"(?<!\\)([%&$#])")


def _reader() -> LatexNodes2Text:
    macros = {"textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^", "textless": "<", "textgreater": ">"}
    specs = [MacroTextSpec(name, simplify_repl=sign) for name, sign in macros.items()]
    context = get_default_latex_context_db()
    context.add_context_category("ours", prepend=True, macros=[*specs, MacroTextSpec("url", simplify_repl="%s")])
    return LatexNodes2Text(latex_context=context, math_mode="text", keep_comments=False)


_READER = _reader()


def decoded(text: str) -> str:
    """The text that LaTeX would print: `Lozano-Calder{\\'o}n` with its accent, without the braces that guard capitals.

    BibTeX files hold signs that LaTeX would take for its own (`50% of patients`): these stay.
    """
    if not NEEDS_READING.search(text):
        return text
    depth = _depth(text)
    if depth is None or depth > MAX_DEPTH or len(text) > MAX_CHARACTERS:
        text = re.sub(r"(?<!\\)[{}]", "", text)
    if len(text) > MAX_CHARACTERS:
        return text
    text = BARE_SIGN.sub(r"\\\1", FORMULA.sub(_formula, LINK.sub("{", text)))
    return "".join(map(_read, _words(text)))


def _words(text: str) -> Iterator[str]:
    """The text in words and what stands between them. A group in braces is one, and so is a command with its word."""
    while text.startswith("{") and _closing(text) == len(text) - 1:
        text = text[1:-1]
    start = depth = 0
    for found in re.finditer(r"(?<!\\)[{}]|\s+", text):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0 and not UNFINISHED.search(text, max(start, found.start() - MAX_COMMAND), found.start()):
            yield text[start : found.start()]
            yield found[0]
            start = found.end()
    yield text[start:]


def _closing(text: str) -> int:
    """Where the brace that the text begins with closes."""
    depth = 0
    for found in re.finditer(r"(?<!\\)[{}]", text):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.start()
    return -1


def _read(word: str) -> str:
    """One word as LaTeX prints it. Most have no command, and the parser, which is slow, is spared them."""
    if not COMMAND.search(word):
        return SIMPLE.sub(lambda sign: PRINTED.get(sign[0], sign[0][-1]), word)
    return _without_commands(word) if len(word) > MAX_WORD else _parsed(word)


@functools.lru_cache(maxsize=4096)
def _parsed(word: str) -> str:
    try:
        return _READER.latex_to_text(word).replace("\xad", "")
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError):
        # A command without what it should stand before.
        return _without_commands(word)


def _without_commands(word: str) -> str:
    """The letters alone, when LaTeX would make nothing of the commands between them."""
    return re.sub(r"(?<!\\)[{}]|\\(?=[^a-zA-Z])|\\[a-zA-Z]+ ?", "", word)


def _formula(found: re.Match) -> str:
    """A formula as text. Two prices in one sentence are none."""
    inside = found[1]
    if re.search(r"\s", inside) and not re.search(r"[\\^_<>=]", inside):
        return rf"\${inside}\$"
    inside = re.sub(r"_\{?([^{}^_\s]+)\}?", r"\1", inside)
    before = found.string[: found.start()]
    return re.sub(r"\^(?:\{([^{}]*)\}|(\S))", lambda power: _power(power, before), inside)


def _power(found: re.Match, before: str) -> str:
    return raised(found[1] or found[2] or "", after=found.string[: found.start()] or before)


def _depth(text: str) -> int | None:
    """How deep braces lie in each other; None when they do not pair."""
    depth = deepest = 0
    for found in re.finditer(r"(?<!\\)[{}]", text):
        depth += 1 if found[0] == "{" else -1
        deepest = max(deepest, depth)
        if depth < 0:
            return None
    return None if depth else deepest


def encoded(text: str) -> str:
    """Text as LaTeX reads it back unchanged. Letters beyond ASCII stay as they are: UTF-8 is understood everywhere."""
    return SPECIAL.sub(lambda sign: ESCAPES[sign[0]], LIGATURES.sub("\0", text)).replace("\0", "{}")
