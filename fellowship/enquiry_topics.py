"""What a link to the contact form may say that the question is about: `?about=salary`.

Whoever knows such topics says their names here once, as the site starts. What nobody named is left alone.
"""

from collections.abc import Mapping

_names: dict[str, str] = {}


def name_topics(names: Mapping[str, str]) -> None:
    """Let the form know topics by their keys: `{"salary": "Salary"}`."""
    _names.update(names)


def topic_named(key: str) -> str:
    """The words of a topic, or nothing."""
    return _names.get(key, "")
