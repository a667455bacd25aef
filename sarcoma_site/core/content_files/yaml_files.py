"""YAML with line numbers: every mapping remembers where each of its keys stood."""

from pathlib import Path
from typing import Any

import yaml

from .errors import ContentError

MAX_BYTES = 1_000_000


class LinedDict(dict):
    """A mapping from a file. `lines` holds the 1-based line of each key, `line` that of the mapping."""

    line: int = 1
    lines: dict[str, int]

    def line_of(self, key: str) -> int:
        """The line to show a person when the value of `key` is wrong."""
        return self.lines.get(key, self.line)


class _LinedLoader(yaml.SafeLoader):
    """A safe YAML loader that keeps key lines, refuses a key given twice, and expands no alias."""

    first_line = 1

    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise yaml.constructor.ConstructorError(None, None, "aliases are not used here", event.start_mark)
        return super().compose_node(parent, index)

    def construct_lined_mapping(self, node: yaml.MappingNode) -> LinedDict:
        result = LinedDict()
        result.line = node.start_mark.line + self.first_line
        result.lines = {}
        for key_node, value_node in node.value:
            key = self.construct_object(key_node, deep=True)
            if isinstance(key, (list, dict)):
                raise yaml.constructor.ConstructorError(None, None, "a key must be a word", key_node.start_mark)
            if key in result:
                raise yaml.constructor.ConstructorError(None, None, f"“{key}” is given twice", key_node.start_mark)
            result[key] = self.construct_object(value_node, deep=True)
            result.lines[key] = key_node.start_mark.line + self.first_line
        return result


_LinedLoader.add_constructor(
    yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, lambda loader, node: loader.construct_lined_mapping(node)
)


def parse_yaml(text: str, path: Path, first_line: int = 1) -> Any:
    """Read YAML that begins at `first_line` of `path`.

    Raises:
        ContentError: the text is not YAML, or a key stands twice; the line is that of the file.
    """
    loader = None
    try:
        loader = _LinedLoader(text)
        loader.first_line = first_line
        return loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        raise ContentError(path, line, f"this is not readable as YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise ContentError(path, first_line, f"this is not readable as YAML: {error}") from error
    finally:
        if loader is not None:
            loader.dispose()


def read_text(path: Path, shown: Path) -> str:
    """The text of a content file: UTF-8, at most 1,000,000 bytes, without null bytes.

    Raises:
        ContentError: the file is too large, is not UTF-8, or holds a null byte.
    """
    raw = path.read_bytes()
    if len(raw) > MAX_BYTES:
        raise ContentError(shown, 1, f"the file has {len(raw):,} bytes; the most is {MAX_BYTES:,}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ContentError(shown, line, "the file is not UTF-8 text") from error
    if "\0" in text:
        raise ContentError(shown, text[: text.index("\0")].count("\n") + 1, "the file holds a null byte")
    return text
