"""The kinds of record that are not plain papers, in the words that RIS and BibTeX files carry."""

from .kinds import kind_from_title

KIND_WORDS = {
    "article": "Research article",
    "visual-abstract": "Visual abstract",
    "reply": "Reply",
    "author-reflections": "Author reflections",
    "comment": "Comment",
    "preprint": "Preprint",
    "erratum": "Erratum",
    "retraction-notice": "Retraction notice",
    "expression-of-concern": "Expression of concern",
    "editorial": "Editorial",
    "review": "Review",
}
_KINDS = {word.casefold(): kind for kind, word in KIND_WORDS.items()} | {
    "published erratum": "erratum",
    "retraction of publication": "retraction-notice",
    "systematic review": "review",
}


def words_for(item: dict) -> str:
    """The words to write for an item's kind; none for a paper, unless its title would be taken for something else."""
    kind = item.get("custom", {}).get("kind", "article")
    is_told_by_title = kind_from_title(item.get("title", "")) == kind
    return "" if kind == "article" and is_told_by_title else KIND_WORDS.get(kind, "")


def kind_told(words: str, title: str) -> str:
    """The kind that a file's words say, else the one that the title announces; nothing for a plain paper."""
    kind = _KINDS.get(" ".join(words.casefold().replace("-", " ").split())) or kind_from_title(title)
    return "" if kind == "article" else kind
