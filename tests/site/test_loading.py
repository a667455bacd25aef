"""Loading the content: again and again without harm, and all of it or nothing."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from people.models import PersonPage, Role
from programs.models import ConditionPage, TreatmentPage
from publications.models import Finding, PublicationPage
from sarcoma_site.core.models import Claim, SiteSettings

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]

CONDITION = "pages/programs/bone-cancer/conditions/adamantinoma.md"
ADDRESS = "/programs/bone-cancer/conditions/adamantinoma/"


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the department's content that a test may change."""
    return Path(shutil.copytree(settings.BASE_DIR / "content", tmp_path / "content"))


def load(folder: Path, **options) -> str:
    out = StringIO()
    call_command("load_content", path=folder, stdout=out, **options)
    return out.getvalue()


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def snapshot() -> list:
    """Enough of the database to see whether anything changed."""
    return [
        list(Page.objects.order_by("pk").values_list("pk", "title", "path", "live", "latest_revision_id")),
        list(Claim.objects.order_by("pk").values_list("slug", "wording")),
        list(Role.objects.order_by("pk").values_list("slug", "name")),
        list(SiteSettings.objects.values_list()),
    ]


def test_a_second_load_changes_nothing(folder):
    before = snapshot()
    report = load(folder)
    assert "created" not in report and "updated" not in report and "kept" not in report
    assert "unchanged" in report
    assert snapshot() == before


def test_what_looks_wrong_in_the_list_of_papers_is_pointed_out_once(folder):
    """As after an import: the list holds companions of papers that it does not hold, and a name twice."""
    pointed_out = Finding.objects.order_by("publication__slug").values_list("publication__slug", "kind")
    assert list(pointed_out) == [("39779581", "companion"), ("40246641", "companion"), ("40517942", "warning")]
    Finding.objects.update(settled_at=timezone.now())
    load(folder)
    assert not Finding.objects.filter(settled_at=None).exists()


def test_a_changed_file_updates_its_page_and_no_other(folder, client):
    change(folder, CONDITION, "summary: ", "summary: A changed beginning. ")
    report = load(folder)
    assert f"updated    {ADDRESS}" in report
    assert "1 updated" in report
    assert "A changed beginning." in client.get(ADDRESS).content.decode()


def test_what_staff_edited_is_kept(folder):
    page = ConditionPage.objects.get(slug="adamantinoma")
    page.summary = "Words that an editor wrote."
    page.save_revision().publish()
    change(folder, CONDITION, "summary: ", "summary: From the file. ")
    report = load(folder)
    assert f"kept       {ADDRESS} (staff edited it)" in report
    page.refresh_from_db()
    assert page.summary == "Words that an editor wrote."


def test_overwrite_writes_a_new_revision_and_says_what_it_replaced(folder):
    page = ConditionPage.objects.get(slug="adamantinoma")
    page.title = "A title by an editor"
    edited = page.save_revision()
    edited.publish()
    report = load(folder, overwrite=True)
    assert f"updated    {ADDRESS} (replaced what staff wrote in “A title by an editor”)" in report
    page.refresh_from_db()
    assert page.title == "Adamantinoma"
    assert page.revisions.filter(pk=edited.pk).exists() and page.latest_revision_id != edited.pk


def test_a_draft_that_an_editor_began_is_kept(folder):
    page = ConditionPage.objects.get(slug="adamantinoma")
    page.summary = "Not yet for visitors."
    page.save_revision()
    assert f"kept       {ADDRESS}" in load(folder)
    assert ConditionPage.objects.get(slug="adamantinoma").get_latest_revision_as_object().summary.startswith("Not yet")


def test_a_page_that_staff_deleted_does_not_come_back(folder):
    ConditionPage.objects.get(slug="adamantinoma").delete()
    assert f"kept       {ADDRESS} (staff deleted it)" in load(folder)
    assert not ConditionPage.objects.filter(slug="adamantinoma").exists()


def test_a_page_that_staff_unpublished_stays_unpublished(folder):
    ConditionPage.objects.get(slug="adamantinoma").unpublish()
    load(folder)
    assert not ConditionPage.objects.get(slug="adamantinoma").live


def test_an_edited_claim_and_edited_settings_are_kept(folder):
    claim = Claim.objects.get(slug="limb-sparing-share")
    claim.wording = "As an editor words it."
    claim.save()
    site_settings = SiteSettings.objects.get()
    site_settings.appointment_phone = "555-0100"
    site_settings.save()
    report = load(folder)
    assert "kept       claims.yaml#limb-sparing-share (staff edited it)" in report
    assert "kept       settings.yaml (staff edited it)" in report
    assert SiteSettings.objects.get().appointment_phone == "555-0100"


def test_a_new_file_becomes_a_page(folder, client):
    text = (folder / CONDITION).read_text(encoding="utf-8").replace("title: Adamantinoma", "title: A made illness")
    (folder / CONDITION).with_name("a-made-illness.md").write_text(text, encoding="utf-8")
    report = load(folder)
    assert "created    /programs/bone-cancer/conditions/a-made-illness/" in report
    assert client.get("/programs/bone-cancer/conditions/a-made-illness/").status_code == 200


def test_drafts_of_the_content_are_no_pages_for_visitors(client):
    drafts = PersonPage.objects.filter(live=False)
    assert {person.slug for person in drafts} == {
        "dimitiris-spentzos",
        "faculty-instructor",
        "faculty-chief",
        "faculty-spine-surgeon",
    }
    listed = client.get("/people/").content.decode() + client.get("/fellowship/faculty/").content.decode()
    assert all(person.title not in listed and person.slug not in listed for person in drafts)


def test_the_22_papers_are_there_with_their_authors():
    assert PublicationPage.objects.live().filter(fellowship_recent=True).count() == 22
    paper = PublicationPage.objects.get(pmid="39889743")
    names = [row.printed_name for row in paper.authors.all()]
    assert names[0] == "Jeys LM" and "BOOM Consensus Meeting Participants" in names and names[-1] == "Laitinen MK"
    assert paper.journal_line == "Bone Joint J. 2025 Feb 1;107-B(2):246-252"


def test_papers_have_their_topics_and_keep_those_that_staff_chose(folder):
    paper = PublicationPage.objects.get(pmid="40209824")
    assert {topic.slug for topic in paper.topics.all()} == {"infection", "new-joints-and-rebuilt-bones"}
    change(folder, "publications.yaml", "topics: [new-joints-and-rebuilt-bones, infection]", "topics: [infection]")
    assert "updated    /publications/40209824/" in load(folder)
    assert [topic.slug for topic in PublicationPage.objects.get(pmid="40209824").topics.all()] == ["infection"]
    paper.topics = []
    paper.save_revision().publish()
    change(folder, "publications.yaml", "topics: [infection]", "topics: [broken-bones]")
    load(folder)
    assert not PublicationPage.objects.get(pmid="40209824").topics.exists()


BROKEN = [
    ("no front matter", CONDITION, "---\n", "", ":1:", "three dashes"),
    ("unreadable YAML", CONDITION, "title: Adamantinoma", "title: [Adamantinoma", ":", "not readable as YAML"),
    ("a key given twice", CONDITION, "title: Adamantinoma", "title: Adamantinoma\ntitle: Again", ":4:", "given twice"),
    (
        "an unknown page type",
        CONDITION,
        "type: programs.ConditionPage",
        "type: programs.Nothing",
        ":2:",
        "no page type",
    ),
    ("an unknown field", CONDITION, "title: Adamantinoma", "title: Adamantinoma\ncolour: blue", ":4:", "no “colour”"),
    ("an unknown treatment", CONDITION, "treatments:", "treatments: [magic]\nx_treatments:", ":", "x_treatments"),
    (
        "a link to nowhere",
        CONDITION,
        "## ",
        "## A section\nsource: seed\n\n[x](/nowhere/)\n\n## ",
        ":",
        "leads to no page",
    ),
    ("a script link", CONDITION, "## ", "## A\nsource: seed\n\n[x](javascript:alert)\n\n## ", ":", "neither a path"),
    ("a number of ours", CONDITION, "## ", "## A\nsource: seed\n\n[x](tel:6175550100)\n\n## ", ":", "neither a path"),
    ("a picture in the text", CONDITION, "## ", "## A\nsource: seed\n\n> quoted\n\n## ", ":", "is not used here"),
    ("an unknown block", CONDITION, "## ", "```carousel\nheading: x\n```\n\n## ", ":", "no block “carousel”"),
    ("a block left open", CONDITION, "## ", "```callout\nheading: x\n\n## ", ":", "not"),
    ("a null byte", CONDITION, "title: Adamantinoma", "title: Ada\0mantinoma", ":3:", "null byte"),
    ("an unknown claim field", "claims.yaml", "  wording:", "  colour: blue\n  wording:", ":", "no “colour”"),
    ("a slug given twice", "roles.yaml", "slug: fellowship-director", "slug: service-founder", ":", "given twice"),
    ("a date that is none", "publications.yaml", 'issued: "2025-01-07"', 'issued: "2025-1"', ":", "issued"),
    ("an unknown topic", "publications.yaml", "topics: [infection]", "topics: [magic]", ":8:", "no topic “magic”"),
    ("topics in no list", "publications.yaml", "topics: [infection]", "topics: infection", ":8:", "is a list"),
    (
        "a topic named twice",
        "publications.yaml",
        "topics: [infection]",
        "topics: [infection, infection]",
        ":8:",
        "twice",
    ),
    ("a topic without a name", "topics.yaml", "name: Infection", 'name: ""', ":", "name"),
    ("a title too long", CONDITION, "title: Adamantinoma", "title: " + "x" * 256, ":3:", "255"),
    ("a settings page that is not there", "settings.yaml", "page: /refer/", "page: /nowhere/", ":", "no page"),
]


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "reason"), [case[1:] for case in BROKEN], ids=[c[0] for c in BROKEN]
)
def test_a_broken_file_is_refused_by_name_line_and_reason_and_nothing_changes(folder, name, old, new, line, reason):
    before = snapshot()
    change(folder, name, old, new)
    with pytest.raises(CommandError) as refusal:
        load(folder)
    message = str(refusal.value)
    assert message.startswith(name + line), message
    assert reason in message, message
    assert "Nothing was loaded" in message
    assert snapshot() == before


def test_a_file_that_is_too_large_is_refused(folder):
    (folder / CONDITION).write_bytes(b"x" * 1_000_001)
    with pytest.raises(CommandError, match="1,000,001 bytes"):
        load(folder)


def test_a_file_that_is_not_utf_8_is_refused_with_its_line(folder):
    (folder / CONDITION).write_bytes(b"---\ntitle: Caf\xe9\n---\n")
    with pytest.raises(CommandError, match=r"adamantinoma\.md:2: the file is not UTF-8"):
        load(folder)


def test_a_page_without_a_page_above_it_is_refused(folder):
    stray = folder / "pages" / "nowhere" / "stray.md"
    stray.parent.mkdir()
    shutil.copy(folder / CONDITION, stray)
    with pytest.raises(CommandError, match="no file for the page above it, /nowhere/"):
        load(folder)


def test_a_page_type_in_the_wrong_place_is_refused(folder):
    before = snapshot()
    shutil.copy(folder / CONDITION, folder / "pages" / "adamantinoma.md")
    with pytest.raises(CommandError, match=r"pages/adamantinoma\.md:2: a “condition” cannot stand there"):
        load(folder)
    assert snapshot() == before


def test_two_files_at_one_address_are_refused(folder):
    twin = (folder / CONDITION).with_suffix("") / "index.md"
    twin.parent.mkdir()
    shutil.copy(folder / CONDITION, twin)
    with pytest.raises(CommandError, match="same address"):
        load(folder)


def test_a_page_that_staff_made_at_the_address_of_a_new_file_is_kept(folder):
    index = TreatmentPage.objects.first().get_parent()
    index.add_child(
        instance=TreatmentPage(title="By staff", slug="made", summary="x", kind="surgery", search_description="x")
    )
    shutil.copy(folder / "pages/treatments/chemotherapy.md", folder / "pages/treatments/made.md")
    assert "kept       /treatments/made/ (staff made it)" in load(folder)
    assert TreatmentPage.objects.get(slug="made").title == "By staff"


@pytest.mark.django_db
def test_a_mended_title_counts_as_edited_and_the_rest_of_a_paper_as_its_source_says(loaded_site):
    mended = PublicationPage.objects.exclude(title_as_listed="")
    assert mended.exists()
    for page in mended:
        assert page.source_item == page.csl | {"title": page.title_as_listed}
