"""ORCIDs: the identifiers by which researchers are told apart."""

import re

_WRITTEN = re.compile(r"(?:https?://orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])/?")


def bare_orcid(text: str) -> str:
    """The ORCID in its printed form, `0000-0002-1825-0097`, or nothing if it is none or its check digit is wrong.

    The last of its sixteen digits is computed from the others by ISO/IEC 7064, MOD 11-2
    (support.orcid.org, "Structure of the ORCID Identifier").
    """
    match = _WRITTEN.fullmatch(text.strip())
    if not match:
        return ""
    digits = "".join(match.groups()).upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return "-".join(match.groups()).upper() if digits[-1] == ("X" if check == 10 else str(check)) else ""
