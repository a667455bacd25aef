"""The page of one paper."""

import re

import pytest
from wagtail.models import PageViewRestriction

from people.models import PersonPage
from programs.models import ProgramPage, ProgramPublication
from publications.abstracts import abstract_parts
from publications.models import PublicationNotice, Topic
from sarcoma_site.core.models import User
from sarcoma_site.core.site_frame import forget_frame
from tests.site.queries import assert_frugal, queries_of
from tests.staff import sign_in

from .shelf import add_record, add_shelf

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]


@pytest.fixture
def director() -> PersonPage:
    return PersonPage.objects.get(slug="santiago-lozano-calderon")


@pytest.fixture
def topic() -> Topic:
    return Topic.objects.create(name="A made topic", slug="a-made-topic")


def html_of(client, page) -> str:
    response = client.get(page.href)
    assert response.status_code == 200
    return response.content.decode()


def test_a_structured_abstract_has_its_labels_as_headings(client):
    abstract = "BACKGROUND: Why.\n\nMETHODS AND RESULTS: How: we did.\n\nNo label here.\n\nMRI FINDINGS: Seen <b>."
    html = html_of(client, add_record(abstract=abstract))
    assert re.findall(r'<h3 class="abstract__label">(.*?)</h3>', html) == [
        "Background",
        "Methods and results",
        "MRI findings",
    ]
    assert "<p>How: we did.</p>" in html and "<p>No label here.</p>" in html and "Seen &lt;b&gt;." in html


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("", []),
        ("Just a text.", [""]),
        ("A sentence: with a colon.", [""]),
        ("DNA: is not a label without words after it", ["DNA"]),
        ("AIMS:\nTo see.", ["Aims"]),
        ("LEVEL OF EVIDENCE: III.\n\n\n\nCLINICAL RELEVANCE: Much.", ["Level of evidence", "Clinical relevance"]),
    ],
)
def test_labels_of_an_abstract(text, labels):
    assert [part.label for part in abstract_parts(text)] == labels


def test_it_leads_to_the_journal_to_pubmed_and_to_the_free_text(client):
    html = html_of(client, add_record(doi="10.5555/page.1", pmid="99995601", pmcid="PMC99995601"))
    assert 'href="https://doi.org/10.5555/page.1"' in html
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/99995601/"' in html
    assert 'href="https://pmc.ncbi.nlm.nih.gov/articles/PMC99995601/">Free full text</a>' in html


def test_it_names_people_topics_and_the_programs_that_picked_it(client, director, topic):
    record = add_record(people=[director], topics=[topic])
    program = ProgramPage.objects.get()
    ProgramPublication.objects.create(page=program, publication=record, sort_order=99)
    html = html_of(client, record)
    aside = html[html.index("<aside") :]
    assert f'href="{director.href}"' in aside and f'href="{program.href}"' in aside
    assert 'href="/publications/?topic=a-made-topic"' in aside


def test_related_papers_share_topics_first_then_people(client, director, topic):
    other = Topic.objects.create(name="Another", slug="another")
    record = add_record(title="Read now", people=[director], topics=[topic, other])
    add_record(title="Both topics", topics=[topic, other])
    add_record(title="One topic and the person", topics=[topic], people=[director], issued_year=1990)
    add_record(title="Only one topic", topics=[topic])
    add_record(title="Nothing shared")
    html = html_of(client, record)
    related = re.findall(r'publication__title" href="[^"]*">(.*?)</a>', html[html.index('id="related"') :])
    assert related[:3] == ["Both topics", "One topic and the person", "Only one topic"]
    assert len(related) == 4 and "Nothing shared" not in related and "Read now" not in related


def test_without_topics_and_people_nothing_is_called_related(client):
    assert 'id="related"' not in html_of(client, add_record())


def test_hidden_papers_are_neither_related_nor_companions(client, topic):
    record = add_record(topics=[topic])
    add_record(title="CANARY draft", topics=[topic], live=False)
    add_record(title="CANARY reply", kind="reply", relates_to=record, live=False)
    private = add_record(title="CANARY private", topics=[topic])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    forget_frame()
    assert "CANARY" not in html_of(client, record)


def test_paper_and_companion_lead_to_each_other(client):
    paper = add_record(title="The paper")
    reply = add_record(title="The reply", kind="reply", relates_to=paper)
    assert f'href="{reply.href}"' in html_of(client, paper)
    assert f'Belongs to <a href="{paper.href}">The paper</a>' in html_of(client, reply)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("retraction", "This paper is retracted"),
        ("expression-of-concern", "The journal has expressed concern about this paper"),
        ("erratum", "This paper was corrected"),
        ("corrected-republication", "This paper was corrected and published again"),
        ("update", "There is a newer version of this paper"),
    ],
)
def test_a_notice_stands_above_the_title(client, kind, words):
    record = add_record()
    record.notices = [PublicationNotice(kind=kind, citation="J Shelf Res. 2026;1:2", pmid="99995602")]
    record.save()
    html = html_of(client, record)
    assert 0 < html.index(words) < html.index("<h1")
    assert 'href="https://pubmed.ncbi.nlm.nih.gov/99995602/">Read the notice</a>' in html
    is_grave = kind in ("retraction", "expression-of-concern")
    assert ("callout--urgent" in html) is is_grave
    if is_grave:
        assert re.search(r"<title>(Retracted|Expression of concern): ", html)


def test_each_style_is_offered_with_a_button_to_copy_that_only_a_script_shows(client):
    html = html_of(client, add_record(title="Cited", names=["Example"]))
    for style in ("nlm", "ama", "apa"):
        assert f'<span id="citation-{style}">Example' in html
        assert re.search(rf'<button[^>]*data-copy="citation-{style}" hidden>', html)
    assert html.count("/publications/export.") == 3


def test_nothing_in_a_record_becomes_markup(client):
    evil = "</script><script>alert(1)</script>"
    html = html_of(client, add_record(title=f"T {evil}", names=[evil], abstract=f"LABEL{evil}: {evil}", volume="<i>"))
    assert "<script>alert" not in html


def test_a_draft_is_shown_to_its_editor_with_what_is_not_saved_yet(client, director, topic):
    sign_in(client, User.objects.create_superuser("somebody", password="irrelevant"))
    record = add_record(title="Live title", people=[director], topics=[topic])
    record.full_title = "Draft title"
    record.notices = [PublicationNotice(kind="retraction")]
    record.save_revision()
    html = client.get(f"/admin/pages/{record.pk}/view_draft/").content.decode()
    assert "Draft title" in html and "This paper is retracted" in html
    assert "citation_title" not in html and "ld+json" not in html
    assert "Live title" in html_of(client, record)


def test_a_page_asks_as_often_for_little_as_for_much(client, settings, director, topic):
    bare = add_record()
    rich = add_record(people=[director], topics=[topic], names=[f"Name{n}" for n in range(40)], abstract="AIM: x")
    rich.notices = [PublicationNotice(kind="erratum"), PublicationNotice(kind="retraction")]
    rich.save()
    ProgramPublication.objects.create(page=ProgramPage.objects.get(), publication=rich, sort_order=99)
    for number in range(3):
        add_record(title=f"Reply {number}", kind="reply", relates_to=rich)
    counts = []
    for more in (3, 9, 288):
        add_shelf(more, person=director, topic=topic)
        asked = queries_of(client, settings, rich.href)
        assert_frugal(asked, 10, rich.href)
        counts.append(len(asked))
    assert len(set(counts)) == 1
    assert len(queries_of(client, settings, bare.href)) <= counts[0]
