"""Every address that takes something from outside: what it is called, its parameters, and its form.

A new list, export or form gets a line here; the fuzzer knocks at all of them.
"""

from dataclasses import dataclass, field

PAGING = ["page", "q", "in"]
READING_LIST = ["q", "person", "program", "topic", "year", "type", "page"]


@dataclass(frozen=True)
class Door:
    """An address with the parameters that it reads, and those of its form that are not in its HTML."""

    address: str
    parameters: list[str] = field(default_factory=list)
    form: bool = False  # Whether it takes a POST; the fields are read from its page.
    form_id: str | None = None
    fields: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)  # Numbers of blocks, which the browser fills in.
    seldom: bool = False  # Slow to answer: knocked at less often.


PUBLIC = [
    Door("/", ["page"]),
    Door("/search/", PAGING),
    Door("/people/", ["role", "specialty", "page"]),
    Door("/publications/", READING_LIST),
    Door("/publications/39775972/", ["page", "style"]),
    Door("/publications/export.bib", READING_LIST),
    Door("/publications/export.ris", READING_LIST),
    Door("/publications/export.json", READING_LIST),
    Door("/publications/feed.atom", READING_LIST),
    Door("/clinical-trials/", ["status", "phase", "age", "condition", "page"]),
    Door("/treatments/", ["page", "kind"]),
    Door("/fellowship/rotations/", ["year", "page"]),
    Door("/fellowship/rotations/calendar.ics", ["year"]),
    Door("/fellowship/rotations/fellow/made-up.ics", ["x"]),
    Door("/fellowship/conferences/", ["page", "year", "view", "week", "month"]),
    Door("/fellowship/conferences/journal-club/", ["page"]),
    Door("/fellowship/conferences/calendar.ics", ["x"]),
    Door("/fellowship/conferences/journal-club/calendar.ics", ["x"]),
    Door("/fellowship/conferences/at/mass-general/calendar.ics", ["x"]),
    Door("/fellowship/fact-sheet/", ["page", "about"]),
    Door("/fellowship/training/", ["page", "year"]),
    Door("/fellowship/dates/calendar.ics", ["cycle", "x"]),
    Door("/fellowship/protocols/active-protocols.pdf", ["version", "x"]),
    Door(
        "/fellowship/contact/",
        ["about", "sent", "name"],
        form=True,
        fields=["name", "email", "about", "message", "form-stamp", "home-page"],
    ),
    Door("/sitemap.xml", ["p", "page"]),
    Door("/robots.txt", ["x"]),
    Door("/healthz", ["x"]),
    Door("/media/images/none.webp", ["x"]),
    Door("/documents/1/none.pdf", ["x"]),
]

# Below ADMIN_PATH. `{…}` are records that the fuzzer makes.
STAFF = [
    Door("publications/import/", ["text", "of", "p"], form=True, fields=["text", "format", "file"]),
    Door("publications/import/{run}/", ["status", "p"]),
    Door("publications/import/{run}/progress/", ["status"]),
    Door(
        "publications/import/{run}/choose/",
        form=True,
        fields=["shown", "chosen", "take", "choose", "status", "to", "p", "take-{record}", "same-{record}"],
    ),
    Door("publications/import/{run}/again/", form=True, fields=["x"]),
    Door("publications/import/{run}/undo/", ["x"], form=True, fields=["back"]),
    Door("publications/review/", ["p"], form=True, fields=["draft", "do"]),
    Door("publications/review/declined/", ["p"], form=True, fields=["pmid"]),
    Door("publications/sync/", ["p", "of"], form=True, fields=["do"]),
    Door("publications/sync/progress/", ["x"]),
    Door("publications/problems/", ["kind", "settled", "p"]),
    Door("publications/problems/{finding}/", ["same"], form=True, fields=["decision", "paper", "next"]),
    Door("publications/names/", ["of", "p"], form=True, fields=["person", "row", "name", "do", "next"]),
    Door("publications/queries/new/", form=True, fields=["name", "query"]),
    Door("publications/topics/new/", form=True, fields=["name", "slug"]),
    Door("fellowship/rotations/", ["p"]),
    Door("fellowship/rotations/plan/", ["starts_on"], form=True, fields=["starts_on", "do"]),
    Door("fellowship/rotations/{year}/", ["x"], form=True, form_id="board-form"),
    Door("fellowship/rotations/{year}/public/", form=True, fields=["do"]),
    Door("fellowship/fellows/new/", ["q"], form=True, fields=["year", "letter", "family_name", "consent_on", "person"]),
    Door("fellowship/facts/", ["state"]),
    Door("fellowship/facts/salary/", ["x"], form=True, fields=["answer", "more", "as_of", "said_by", "next"]),
    Door(
        "fellowship/cases/",
        ["x"],
        form=True,
        fields=["do", "table", "year-0", "source-0", "count-0-{category}", "remove-0", "year-59"],
    ),
    Door("fellowship/case-categories/new/", form=True, fields=["name", "order"]),
    Door("fellowship/dates/new/", form=True, fields=["kind", "cycle", "starts_on", "ends_on", "note", "as_of"]),
    Door("fellowship/protocols/new/", form=True, fields=["title", "status", "nct_number", "order"]),
    Door("fellowship/protocol-file/", ["x"], form=True, fields=["do", "version", "file", "note"]),
    Door("fellowship/enquiries/", ["state", "assigned", "q", "p"]),
    Door(
        "fellowship/enquiries/{enquiry}/",
        ["delete"],
        form=True,
        fields=["do", "mail", "assigned_to", "note", "hold_reason"],
    ),
    Door("snippets/core/claim/add/", form=True, fields=["wording", "as_of", "expires"]),
    Door("snippets/core/sitenotice/add/", form=True, fields=["message", "starts_on", "ends_on", "section"]),
    Door("snippets/people/role/add/", form=True, fields=["name", "slug"]),
    Door("settings/core/sitesettings/{site}/", form=True, seldom=True),
    Door("settings/core/siteapproval/{site}/", form=True),
    Door("before-you-go-live/", ["x"]),
    Door("fellowship/conferences/", ["from"]),
    Door("fellowship/conferences/{conference}/cancel/", ["day"], form=True, fields=["day", "reason"]),
    Door(
        "fellowship/conferences/{conference}/move/",
        ["day"],
        form=True,
        fields=["day", "new_date", "new_time", "new_place", "reason"],
    ),
    Door(
        "fellowship/conferences/{conference}/extra/",
        ["day"],
        form=True,
        fields=["new_date", "new_time", "new_place", "reason"],
    ),
    Door("fellowship/conferences/{conference}/take-back/", ["change"], form=True, fields=["change"]),
    Door("pages/{paper}/edit/", form=True, form_id="page-edit-form", fields=["action-publish"], seldom=True),
    Door(
        "pages/{person}/edit/",
        form=True,
        form_id="page-edit-form",
        fields=["action-publish"],
        given=["body-count"],
        seldom=True,
    ),
    Door(
        "pages/{care}/edit/",
        form=True,
        form_id="page-edit-form",
        fields=["action-publish"],
        given=["body-count", "sources-count"],
        seldom=True,
    ),
]

# Below ADMIN_PATH too, for somebody who is not signed in.
SIGN_IN = [
    Door("login/", ["next"], form=True, fields=["login", "password", "next"]),
    Door("password_reset/", ["next"], form=True, fields=["email"]),
    Door("password_reset/1-set-password/", ["next"], form=True, fields=["password1", "password2"]),
    Door("account/confirm/", ["next"], form=True, fields=["password", "code"]),
    Door("account/second-step/authenticate/", ["next"], form=True, fields=["code", "credential"]),
    Door("account/logout/", ["next"], form=True, fields=["next"]),
]
