"""Text cut out of a web page: its tags taken off, its signs for letters read, its scripts dropped."""

import html
import re

# Tags that begin or end a paragraph stand between records; `br` ends a line only.
_BLOCKS = (
    "address|article|aside|blockquote|body|dd|div|dl|dt|fieldset|footer|form|h[1-6]|head|header|hr|html|li|main|nav|ol|"
    "p|pre|section|table|tbody|tfoot|thead|title|tr|ul"
)
_INLINE = (
    "a|abbr|acronym|b|base|bdi|bdo|big|button|cite|code|col|data|del|dfn|em|embed|figure|figcaption|font|frame|i|iframe|"
    "img|input|ins|jats:[a-z]{1,20}|kbd|label|link|mark|math|meta|noscript|object|option|path|q|s|samp|script|select|"
    "small|source|span|strike|strong|style|sub|sup|svg|td|template|textarea|th|time|tt|u|var|video|audio|wbr"
)
_BLOCK_TAG = re.compile(rf"</?(?:{_BLOCKS})(?:\s[^<>]*+|/)?>", re.IGNORECASE)
_LINE_TAG = re.compile(r"<br\s{0,5}/?>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_BLOCKS}|{_INLINE}|br)(?:\s[^<>]*+|/)?>", re.IGNORECASE)
# A name that HTML does not know is a tag when it is written like one: alone, or with attributes.
_OTHER_TAG = re.compile(r"</?[A-Za-z][\w:-]{0,40}(?:\s(?=[^<>=]*+=)[^<>]*+|\s{0,5}/?)>")
_COMMENT = re.compile(r"<(?:!--(?:[^<>-]|-(?!->))*+--|!doctype[^<>]*+|\?[^<>]*+)>", re.IGNORECASE)
_ALIVE = re.compile(r"<(?=[A-Za-z/!?])")
# A tag that was cut off before its end.
_UNFINISHED = re.compile(
    r"<(?=/?(?:script|style|img|iframe|frame|svg|object|embed|link|meta|form|input|body|html|video|audio|math)\b|!--)",
    re.IGNORECASE,
)
_SCRIPT_BEGIN = re.compile(r"<(script|style)\b[^<>]*+>", re.IGNORECASE)
_SCRIPT_END = {
    "script": re.compile(r"</script\s{0,5}>", re.IGNORECASE),
    "style": re.compile(r"</style\s{0,5}>", re.IGNORECASE),
}
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MOST_PASSES = 3


def paragraphs(line: str) -> list[str]:
    """The line cut at tags that end a paragraph or a line; an empty string stands for the end of a paragraph."""
    if "<" not in line:
        return [line]
    return _LINE_TAG.sub("\n", _BLOCK_TAG.sub("\n\n", line)).split("\n")


class Scripts:
    """Drops what stands between `<script>` or `<style>` and its end, over as many lines as that takes.

    An empty line ends it too, so that a script without its end does not swallow the records after it.
    """

    def __init__(self) -> None:
        self._inside = ""

    def without(self, line: str) -> str:
        if not self._inside and "<" not in line:
            return line
        kept, position = [], 0
        if not line.strip():
            self._inside = ""
        while position < len(line):
            if self._inside:
                end = _SCRIPT_END[self._inside].search(line, position)
                position = end.end() if end else len(line)
                self._inside = self._inside if not end else ""
            else:
                begin = _SCRIPT_BEGIN.search(line, position)
                kept.append(line[position : begin.start() if begin else len(line)])
                position = begin.end() if begin else len(line)
                self._inside = begin[1].lower() if begin else ""
        return "".join(kept)


def without_markup(text: str) -> str:
    """The words alone. What is written between `<` and `>` but is no tag stays: “p<0.05”, an old DOI's `<1::AID>`.

    Tags that only appear when others are taken off, or when `&lt;` is read, go as well; in what is contrived beyond
    that, the `<` that would begin a tag goes.
    """
    if "<" not in text and "&" not in text:
        return text
    for _ in range(_MOST_PASSES):
        before = text
        text = _OTHER_TAG.sub("", _TAG.sub("", _COMMENT.sub("", text)))
        text = _ENTITY.sub(lambda found: _CONTROL.sub("", html.unescape(found[0])), text)
        if text == before:
            return _UNFINISHED.sub("", text)
    return _ALIVE.sub("", text)
