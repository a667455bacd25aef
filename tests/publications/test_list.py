"""The reading list: found by person, program, topic, year, type and words, and never a dead end."""

import re
from html import unescape

import pytest
from django.core.management import call_command
from wagtail.models import Page, PageViewRestriction

from people.models import PersonPage
from programs.models import ProgramPage, ProgramPublication
from publications.models import PublicationAuthor, PublicationNotice, PublicationPage, Topic
from publications.reading_list import ReadingList
from publications.selection import Selection
from sarcoma_site.core.site_frame import forget_frame
from tests.site.queries import assert_frugal, queries_of

from .shelf import add_record, add_shelf

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("loaded_site")]

LIST = "/publications/"
DIRECTOR = "santiago-lozano-calderon"


@pytest.fixture
def director() -> PersonPage:
    return PersonPage.objects.get(slug=DIRECTOR)


@pytest.fixture
def topic() -> Topic:
    return Topic.objects.create(name="A made topic", slug="a-made-topic")


def html_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def titles(html: str) -> list[str]:
    """The entries of the list, without what stands below them."""
    return [unescape(title) for title in re.findall(r'<h3 class="publication__title"><a[^>]*>(.*?)</a>', html)]


def found(client, query: str) -> list[str]:
    return titles(html_of(client, f"{LIST}?{query}"))


def reading_list(**asked) -> ReadingList:
    return ReadingList(PublicationPage, Selection(**asked))


def test_a_paper_is_found_by_each_filter_and_by_all_of_them(client, director, topic):
    paper = add_record(
        title="The one to be found",
        kind="review",
        issued_year=2011,
        people=[director],
        topics=[topic],
        names=["Finder"],
    )
    add_record(title="Another of that year", issued_year=2011)
    program = ProgramPage.objects.get()
    ProgramPublication.objects.create(page=program, publication=paper, sort_order=99)
    for query in (
        "topic=a-made-topic",
        "type=review",
        "q=finder",
        "year=2011&type=review",
        f"person={DIRECTOR}&year=2011",
        f"program={program.slug}&year=2011",
        f"person={DIRECTOR}&program={program.slug}&topic=a-made-topic&year=2011&type=review&q=one+found",
    ):
        assert found(client, query) == ["The one to be found"], query


@pytest.mark.parametrize(
    "words",
    [
        "osteochondrale",
        "OSTEOCHONDRALE",
        "ménière-like",
        "meniere like",
        "MENIERE",
        "lopez garcia",
        "López-García",
        "lopezgarcia",
        "j shelf res",
        "10.5555/shelf.words",
        "99995501",
        "hidden in the abstract",
        "naive",
    ],
)
def test_words_are_found_however_they_are_typed(client, words):
    add_record(
        title="Ménière-like osteochondrale lesions",
        names=["López-García"],
        abstract="BACKGROUND: Something hidden in the naïve abstract.",
        doi="10.5555/shelf.words",
        pmid="99995501",
    )
    add_record(title="Something else", container_title="Made J")
    assert found(client, f"q={words}") == ["Ménière-like osteochondrale lesions"]


def test_every_word_has_to_be_there(client):
    add_record(title="Alphaword and betaword")
    add_record(title="Alphaword alone")
    assert found(client, "q=alphaword+betaword") == ["Alphaword and betaword"]


@pytest.mark.parametrize("part", ["people", "topics", "years", "kinds", "programs"])
@pytest.mark.parametrize("asked", [{}, {"year": "2025"}, {"words": "bone"}, {"kind": "article"}, {"person": DIRECTOR}])
def test_the_number_beside_a_choice_is_the_number_of_entries_it_shows(part, asked):
    add_record(title="No year and no person", issued_year=None)
    name = {"people": "person", "topics": "topic", "years": "year", "kinds": "kind", "programs": "program"}[part]
    choices = getattr(reading_list(**asked), part)
    assert choices
    for choice in choices:
        chosen = reading_list(**(asked | {name: choice.slug}))
        assert choice.count == chosen.entries.count() == chosen.counts["entries"], (choice, asked)


def test_a_record_that_belongs_to_a_paper_stands_below_it_and_is_not_counted(client):
    paper = add_record(title="Paper with a reply", issued_year=2011)
    add_record(title="The reply to it", kind="reply", relates_to=paper, issued_year=2011)
    html = html_of(client, f"{LIST}?year=2011")
    assert titles(html) == ["Paper with a reply"]
    assert "1 paper</strong>." in html and "2011 (1)" in html
    assert "Reply to a comment" in html and "The reply to it" in html


def test_it_is_found_by_words_and_by_type_and_then_says_what_it_belongs_to(client):
    paper = add_record(title="Paper with a reply", issued_year=2011)
    add_record(title="Quixotic answer", kind="reply", relates_to=paper, issued_year=2012)
    for query in ("q=quixotic", "type=reply&year=2012", "year=2012"):
        html = html_of(client, f"{LIST}?{query}")
        assert titles(html) == ["Quixotic answer"]
        assert "Belongs to" in html and "Paper with a reply" in html
        assert "0 papers" in html and "1 shorter piece " in html


def test_it_stands_alone_when_its_paper_cannot_be_seen(client):
    paper = add_record(title="Withdrawn paper", issued_year=2011)
    add_record(title="Left behind", kind="reply", relates_to=paper, issued_year=2011)
    paper.unpublish()
    html = html_of(client, f"{LIST}?year=2011")
    assert titles(html) == ["Left behind"] and "Withdrawn paper" not in html


def test_no_record_is_lost_when_records_belong_to_each_other_in_a_chain_or_a_circle(client):
    paper = add_record(title="Head", issued_year=2011)
    comment = add_record(title="Comment", kind="comment", relates_to=paper, issued_year=2011)
    add_record(title="Reply", kind="reply", relates_to=comment, issued_year=2011)
    one = add_record(title="One", issued_year=2011)
    other = add_record(title="Other", relates_to=one, issued_year=2011)
    PublicationPage.objects.filter(pk=one.pk).update(relates_to=other)
    html = html_of(client, f"{LIST}?year=2011")
    assert sorted(titles(html)) == ["Head", "One", "Other", "Reply"]
    assert ">Comment<" in html


def test_what_has_no_year_has_a_shelf_of_its_own_at_the_end(client):
    add_record(title="Nobody knows when", issued_year=None)
    html = html_of(client, LIST)
    assert titles(html)[-1] == "Nobody knows when"
    assert ">Year not given</h2>" in html and ">None<" not in html
    assert found(client, "year=none") == ["Nobody knows when"]


def test_each_filter_is_a_chip_that_takes_it_away(client, topic):
    add_record(title="Tagged", topics=[topic], issued_year=2011)
    html = html_of(client, f"{LIST}?topic=a-made-topic&year=2011&q=tagged")
    chips = dict(re.findall(r'class="chip" href="([^"]*)".*?chip__label">([^<]*):', html))
    assert {unescape(href): label for href, label in chips.items()} == {
        f"{LIST}?topic=a-made-topic&year=2011": "Words",
        f"{LIST}?q=tagged&year=2011": "Topic",
        f"{LIST}?q=tagged&topic=a-made-topic": "Year",
    }
    assert "A made topic" in html


def test_nothing_found_offers_to_drop_the_filters_one_by_one(client):
    html = html_of(client, f"{LIST}?year=1901&q=nosuchword&person={DIRECTOR}")
    assert titles(html) == [] and "No paper fits all of that" in html
    ways = re.findall(r'<a class="more-link" href="([^"]*)"', html)
    assert [unescape(way) for way in ways] == [
        f"{LIST}?person={DIRECTOR}&year=1901",
        f"{LIST}?q=nosuchword&year=1901",
        f"{LIST}?q=nosuchword&person={DIRECTOR}",
        LIST,
    ]
    for way in ways:
        assert client.get(unescape(way)).status_code == 200


def test_no_choice_on_offer_leads_to_an_empty_list(client):
    add_shelf(30)
    html = html_of(client, f"{LIST}?year=2005")
    for name, options in re.findall(r'<select id="filter-(\w+)".*?>(.*?)</select>', html, re.DOTALL):
        for value in re.findall(r'<option value="([^"]+)"', options):
            query = f"year={value}" if name == "year" else f"year=2005&{name}={value}"
            assert found(client, query), query


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("", ""),
        ("?year=2025&person=", "?year=2025"),
        (f"?type=article&person={DIRECTOR}", f"?person={DIRECTOR}&type=article"),
        ("?utm_source=mail&page=1", "?page=1"),
        ("?year=nonsense&page=x", ""),
        ("?q=bone++cancer", "?q=bone+cancer"),
    ],
)
def test_each_state_has_one_address_for_search_engines(client, settings, asked, canonical):
    html = html_of(client, LIST + asked)
    assert f'<link rel="canonical" href="{settings.SITE_URL}{LIST}{canonical.replace("&", "&amp;")}">' in html


def test_a_mixture_of_filters_is_not_for_search_engines(client):
    call_command("approve_site", "--by", "Somebody", "--on", "2026-01-01", verbosity=0)
    forget_frame()
    for address, is_for_them in (("", True), ("?year=2025", True), ("?year=2025&type=article", False), ("?q=a", False)):
        assert ('name="robots"' not in html_of(client, LIST + address)) is is_for_them, address


def test_the_list_leads_to_exports_and_feed_of_the_same_selection(client):
    html = html_of(client, f"{LIST}?year=2025&type=article")
    for extension in ("bib", "ris", "json"):
        assert f'href="/publications/export.{extension}?year=2025&amp;type=article"' in html
    assert 'type="application/atom+xml"' in html and 'href="/publications/feed.atom?year=2025&amp;type=article"' in html


@pytest.mark.parametrize("name", ["q", "person", "program", "topic", "year", "type", "page"])
def test_odd_values_give_a_sensible_page(client, name):
    odd = ["%00", "a%00b", "no-such-thing", "9" * 400, "-1", "%ff", "' OR 1=1 --", "<b>", '"*^:()', "x" * 3000, "None"]
    for value in odd:
        html = html_of(client, f"{LIST}?{name}={value}")
        assert "<b>" not in html
    assert client.get(f"{LIST}?{name}=a&{name}=b&{name}[]=c").status_code == 200


def test_drafts_and_private_records_and_people_appear_nowhere(client, director, topic):
    draft = add_record(title="CANARY draft", issued_year=2009, topics=[topic], live=False)
    private = add_record(title="CANARY private", issued_year=2008, topics=[topic])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    hidden = add_record(title="By somebody hidden", people=[PersonPage.objects.get(slug="dimitiris-spentzos")])
    forget_frame()
    whole = html_of(client, LIST)
    assert "CANARY" not in whole and "2009 (" not in whole and "2008 (" not in whole
    assert "A made topic" not in whole and "dimitiris-spentzos" not in whole
    assert found(client, "q=canary") == [] and found(client, "topic=a-made-topic") == []
    assert found(client, "person=dimitiris-spentzos") == []
    html = html_of(client, hidden.href)
    assert "dimitiris-spentzos" not in html
    for page in (draft, private):
        assert client.get(page.href).status_code != 200


def test_a_program_that_cannot_be_seen_is_no_filter(client):
    program = ProgramPage.objects.get()
    assert found(client, f"program={program.slug}")
    Page.objects.filter(pk=program.pk).update(live=False)
    assert found(client, f"program={program.slug}") == []
    assert f'value="{program.slug}"' not in html_of(client, LIST)


def test_our_people_are_in_bold_and_a_long_row_of_authors_folds(client, director):
    add_record(title="Eight", names=[f"Name{n}" for n in range(7)], people=[director], issued_year=2007)
    html = html_of(client, f"{LIST}?year=2007")
    assert "<strong>Lozano-Calderon A</strong>" in html and "more-authors" not in html
    many = add_record(title="Many", names=[f"Name{n}" for n in range(20)], issued_year=2005)
    rows = list(many.authors.all())
    rows[10].person = director
    rows[10].save()
    html = html_of(client, f"{LIST}?year=2005")
    assert "Name0 A, Name1 A, Name2 A, " in html
    assert "and 16 more, among them <strong>Name10 A</strong>" in html
    assert re.search(r"</details>, Name19 A\s", html)
    assert all(f"Name{number} A" in html for number in range(20))


def test_a_member_of_a_group_is_named_as_one(client, director):
    record = add_record(title="By a group", issued_year=2007)
    record.authors.add(PublicationAuthor(literal="Made Group", is_collaborator=False))
    record.authors.add(PublicationAuthor(family="Lozano", given="S", is_collaborator=True, person=director))
    record.authors.add(PublicationAuthor(family="Stranger", given="S", is_collaborator=True))
    record.save()
    html = html_of(client, f"{LIST}?year=2007&person={DIRECTOR}")
    assert "Member of the group: <strong>Lozano S</strong>" in html and "Stranger" not in html
    PublicationPage.objects.filter(pk=record.pk).update(issued_year=2026)
    assert "Member of the group: <strong>Lozano S</strong>" in html_of(client, f"/people/{DIRECTOR}/")
    page = html_of(client, record.href)
    assert "Members of the group" in page and "Stranger S" in page


def test_a_retraction_is_marked_in_every_list(client, director):
    record = add_record(title="Withdrawn", people=[director], issued_year=2026)
    record.notices = [PublicationNotice(kind="erratum"), PublicationNotice(kind="retraction")]
    record.save()
    mark = '<span class="notice-mark notice-mark--grave">Retracted</span> <span class="notice-mark">Corrected</span>'
    program = ProgramPage.objects.get()
    ProgramPublication.objects.create(page=program, publication=record, sort_order=99)
    for address in (f"{LIST}?year=2026", f"/people/{DIRECTOR}/", program.href, "/"):
        assert mark in html_of(client, address), address


def test_a_picked_companion_stands_below_its_picked_paper(client):
    paper = add_record(title="Picked paper")
    reply = add_record(title="Picked reply", kind="reply", relates_to=paper)
    program = ProgramPage.objects.get()
    for place, publication in enumerate([reply, paper]):
        ProgramPublication.objects.create(page=program, publication=publication, sort_order=90 + place)
    shown = titles(html_of(client, program.href))
    assert "Picked paper" in shown and "Picked reply" not in shown
    assert "Picked reply" in html_of(client, program.href)


def test_a_person_has_papers_exports_and_the_whole_list(client, director):
    html = html_of(client, f"/people/{DIRECTOR}/")
    assert len(titles(html)) == 10 and "All papers" in html
    assert f'href="/publications/?person={DIRECTOR}"' in html
    assert f'href="/publications/export.bib?person={DIRECTOR}"' in html


QUERIES = [
    LIST,
    f"{LIST}?year=2003",
    f"{LIST}?person={DIRECTOR}&type=article&topic=a-made-topic",
    f"{LIST}?q=record",
    f"{LIST}?q=record&page=2",
    f"/people/{DIRECTOR}/",
    "/",
]


def test_the_list_asks_as_often_at_3_at_12_and_at_300(client, settings, director, topic):
    counts: dict[str, list[int]] = {}
    for more in (3, 9, 288):
        add_shelf(more, person=director, topic=topic)
        paper = PublicationPage.objects.filter(slug__startswith="bulk-", kind="article").first()
        PublicationPage.objects.filter(slug__startswith="bulk-", kind="reply").update(relates_to=paper)
        for address in QUERIES:
            asked = queries_of(client, settings, address)
            assert_frugal(asked, 12, address)
            counts.setdefault(address, []).append(len(asked))
    for address, found_counts in counts.items():
        assert len(set(found_counts)) == 1, (address, found_counts)


def test_a_list_reads_no_abstract(client, settings, director):
    add_shelf(12, person=director)
    for address in (LIST, f"{LIST}?q=bulk", f"/people/{DIRECTOR}/", "/"):
        for sql in queries_of(client, settings, address):
            columns = sql.split(" FROM ")[0]
            assert '"publications_publicationpage"."abstract"' not in columns, address


def test_an_author_who_was_just_added_is_found_at_once(client):
    record = add_record(title="Has a new author")
    record.authors.add(PublicationAuthor(family="Newcomer", given="N"))
    record.save_revision().publish()
    assert found(client, "q=newcomer") == ["Has a new author"]
