"""A page as a Markdown file: front matter, then sections and blocks in reading order."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from .errors import ContentError
from .yaml_files import LinedDict, parse_yaml, read_text

BLOCK_KINDS = (
    "key_facts",
    "steps",
    "callout",
    "people",
    "treatments",
    "resources",
    "video",
    "quote",
    "table",
    "accordion",
    "call_to_action",
    "document",
)
_FENCE = re.compile(r"^```\s*([a-z_]*)\s*$")
_SOURCE = re.compile(r"^source:\s*(.+)$")


@dataclass
class FileBlock:
    """One block of a page as its file gives it.

    Attributes:
        kind: `section` or one of `BLOCK_KINDS`.
        value: for a section `heading`, `plain` and `more_detail` as Markdown; else the fence's YAML.
        line: where it starts in the file.
        sources: the keys named on its `source:` line.
    """

    kind: str
    value: LinedDict
    line: int
    sources: list[str] = field(default_factory=list)


@dataclass
class PageFile:
    """One page as its file gives it: where it goes, its fields, its blocks."""

    path: Path
    address: str
    fields: LinedDict
    blocks: list[FileBlock]

    @property
    def slug(self) -> str:
        """The last word of the address; empty for the home page."""
        return self.address.rstrip("/").rsplit("/", 1)[-1]

    @property
    def parent_address(self) -> str | None:
        """The address of the page above, or None for the home page."""
        if self.address == "/":
            return None
        return self.address.rstrip("/").rsplit("/", 1)[0] + "/"


def address_of(path: Path, root: Path) -> str:
    """The site path of a page file: `programs/bone-cancer/index.md` is `/programs/bone-cancer/`."""
    parts = path.relative_to(root).with_suffix("").parts
    if parts[-1] == "index":
        parts = parts[:-1]
    return "/" + "".join(f"{part}/" for part in parts)


def read_page_file(path: Path, address: str, shown: Path) -> PageFile:
    """Read one page file.

    Raises:
        ContentError: with the line, when the front matter or a block cannot be understood.
    """
    lines = read_text(path, shown).splitlines()
    if not lines or lines[0].strip() != "---":
        raise ContentError(shown, 1, "a page file starts with a line of three dashes and its fields")
    try:
        end = next(i for i, line in enumerate(lines[1:], start=1) if line.strip() == "---")
    except StopIteration:
        raise ContentError(shown, 1, "the fields at the top are not closed by a line of three dashes") from None
    fields = parse_yaml("\n".join(lines[1:end]), shown, first_line=2)
    if not isinstance(fields, LinedDict):
        raise ContentError(shown, 2, "the top of the file must be “name: value” lines")
    return PageFile(shown, address, fields, list(_blocks(lines, end + 1, shown)))


def _blocks(lines: list[str], start: int, shown: Path):
    """Yield the blocks below the front matter; `start` is a 0-based line index."""
    section: FileBlock | None = None
    target = ""
    i = start
    while i < len(lines):
        line = lines[i]
        fence = _FENCE.match(line)
        if fence and fence[1]:
            if section:
                yield _finished(section)
                section = None
            end = next((j for j in range(i + 1, len(lines)) if lines[j].rstrip() == "```"), None)
            if end is None:
                raise ContentError(shown, i + 1, f"the “{fence[1]}” block is not closed by three back-quotes")
            yield _fenced(fence[1], lines[i + 1 : end], i + 1, shown)
            i = end + 1
            continue
        if line.startswith("## "):
            if section:
                yield _finished(section)
            section = FileBlock("section", LinedDict(heading=line[3:].strip(), plain="", more_detail=""), i + 1)
            section.value.lines = {"plain": i + 2}
            section.value.line = i + 1
            target = "plain"
        elif line.startswith("#"):
            if line.strip() != "### More detail" or section is None:
                raise ContentError(shown, i + 1, "only “## heading” and “### More detail” are headings here")
            target = "more_detail"
            section.value.lines[target] = i + 2
        elif section is None:
            if line.strip():
                raise ContentError(shown, i + 1, "text must stand under a “## heading”")
        elif target == "plain" and not section.value["plain"].strip() and (source := _SOURCE.match(line)):
            section.sources += _keys(source[1])
        else:
            section.value[target] += line + "\n"
        i += 1
    if section:
        yield _finished(section)


def _finished(section: FileBlock) -> FileBlock:
    for name in ("plain", "more_detail"):
        text = section.value[name]
        section.value.lines[name] = section.value.lines.get(name, section.line) + _blank_lines_before(text)
        section.value[name] = text.strip("\n")
    return section


def _blank_lines_before(text: str) -> int:
    return len(text) - len(text.lstrip("\n")) if text.strip() else 0


def _fenced(kind: str, lines: list[str], first: int, shown: Path) -> FileBlock:
    if kind not in BLOCK_KINDS:
        raise ContentError(shown, first, f"there is no block “{kind}”; the blocks are: {', '.join(BLOCK_KINDS)}")
    value = parse_yaml("\n".join(lines), shown, first_line=first + 1)
    if not isinstance(value, LinedDict):
        raise ContentError(shown, first, f"the “{kind}” block must hold “name: value” lines")
    sources = value.pop("source", "")
    if not isinstance(sources, str):
        raise ContentError(shown, value.line_of("source"), "“source” is one line of words with commas between")
    return FileBlock(kind, value, first, _keys(sources))


def _keys(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]
