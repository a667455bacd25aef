"""What kind of record a title announces, because journals print replies, errata and visual abstracts like papers."""

import re

_OPENING = re.compile(r"""^[\s\["'“”‘’«(]+""")
_MAX_TITLE = 2000

# The first row that fits names the kind. A word that also begins titles of papers ("Correction of scoliosis",
# "Response to chemotherapy", "Retraction of the patella") counts only with the words or marks of a notice after it.
_ABOUT = r"(?:[:.\]]|$|\s*[-–—]\s|\s+(?:to|for|on)\b)"
_QUOTED = r"""(?::|\s+["'“‘«\[])"""
_COMMENT = r"comment(?:s|ary|aries)?"
_BEGINNINGS = [
    ("visual-abstract", r"(?:ASO\s+)?(?:visual|graphical|video)\s+abstract\b"),
    ("author-reflections", r"(?:ASO\s+)?authors?['’]?s?['’]?\s+reflections?\b"),
    ("expression-of-concern", r"(?:notice\s+of\s+)?(?:editorial\s+|editors?['’]?\s+)?expression\s+of\s+concern\b"),
    ("retraction-notice", r"(?:partial\s+)?retraction(?:[:.]|$|\s+(?:note|notice|statement)\b|\s+to\b)"),
    ("retraction-notice", rf"(?:partial\s+)?retraction\s+of(?:\s+(?:publication|article)\b|{_QUOTED})"),
    ("retraction-notice", r"(?:notice|statement)\s+of\s+retraction\b"),
    ("retraction-notice", r"(?:withdrawal(?::|\s+notice\b)|notice\s+of\s+withdrawal\b)"),
    ("erratum", r"(?:erratum|errata|corrigendum|corrigenda)\b"),
    ("erratum", rf"(?:(?:author|publisher)['’]?s?['’]?\s+)?corrections?{_ABOUT}"),
    ("reply", r"(?:authors?['’]?s?['’]?\s+|in\s+)?reply\b(?!\s+rates?\b)"),
    ("reply", r"authors?['’]?s?['’]?\s+response\b"),
    (
        "reply",
        r"(?:in\s+)?response(?::|\s+to(?::|\s+(?:the\s+|a\s+)?(?:letter|comment|correspondence|editor)|\s+drs?\b))",
    ),
    ("reply", r"response\s+to\s+[\"“‘«]"),
    (
        "comment",
        r"(?:(?:invited|editorial|expert)\s+)?comment(?:s|ary|aries)?(?:[:.]|$|\s+(?:on|to|regarding|about)\b)",
    ),
    ("comment", r"letters?(?:[:.]|$|\s+(?:to\s+the\s+editors?|regarding|concerning|re)\b)"),
    ("comment", r"(?:re|regarding|concerning|in\s+reference\s+to|discussion\s+of)\s*:"),
    ("comment", r"(?:CORR|ASO)\s+insights?\b"),
    ("editorial", r"(?:guest\s+)?editorial(?:[:.]|$|\s*[-–—]\s)"),
]
_ENDINGS = [
    ("reply", r"(?:authors?['’]?s?['’]?\s+|in\s+)?reply"),
    ("comment", r"(?:letter\s+to\s+the\s+editors?|invited\s+commentary|commentary)"),
    ("expression-of-concern", r"expression\s+of\s+concern"),
    ("retraction-notice", r"retraction"),
    ("erratum", r"(?:erratum|corrigendum|correction)"),
    ("editorial", r"editorial"),
]
_BEGINNING_RULES = [(kind, re.compile(rule, re.IGNORECASE)) for kind, rule in _BEGINNINGS]
_ENDING_RULES = [
    (kind, re.compile(rf"(?:[:.?!]\s|\s[-–—]\s){rule}[\s.\])]{{0,5}}$", re.IGNORECASE)) for kind, rule in _ENDINGS
] + [("reply", re.compile(r"\S[-–—]reply\.?$", re.IGNORECASE))]  # as JAMA prints it: “Made-up outcomes—Reply”


def kind_from_title(title: str) -> str:
    """The kind of record that the title's own words announce, `article` when they announce none.

    It answers one of visual-abstract, author-reflections, reply, comment, erratum, retraction-notice,
    expression-of-concern, editorial and article. Whether a paper is a review or a preprint is never guessed from its
    title, and “RETRACTED: …” before a title is the paper itself, not the notice about it.

    >>> kind_from_title("Reply to: Comment on: Made-up outcomes")
    'reply'
    """
    bare = _OPENING.sub("", title[:_MAX_TITLE])
    for kind, rule in _BEGINNING_RULES:
        if rule.match(bare):
            return kind
    end = title.rstrip()[-60:]
    return next((kind for kind, rule in _ENDING_RULES if rule.search(end)), "article")
