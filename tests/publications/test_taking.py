"""An import from its staging rows to pages, and back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision

from publications.importing.checking import check
from publications.importing.taking import NothingToTake, take
from publications.importing.undoing import undo
from publications.models import (
    Finding,
    NotOurAuthor,
    PublicationAuthor,
    PublicationImport,
    PublicationPage,
    StagedRecord,
)
from sarcoma_site.core.staff_groups import PUBLISHER
from tests.factories.publications import as_read, list_of_publications, made_item, person, staged, taken
from tests.staff import staff_client

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index():
    return list_of_publications()


def page_of(number: int) -> PublicationPage:
    return PublicationPage.objects.get(pmid=str(99_990_000 + number))


def statuses(run: PublicationImport) -> list[str]:
    return list(run.records.order_by("number").values_list("status", flat=True))


def edit(page: PublicationPage, **fields) -> PublicationPage:
    """What an editor does: change, and publish."""
    page = page.get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return PublicationPage.objects.get(pk=page.pk)


# --- New records ------------------------------------------------------------------------------------------------


def test_a_new_record_becomes_a_draft_that_says_what_the_record_says():
    item = made_item(
        1,
        title="A title of a paper",
        author=[
            {"family": "Linden", "given": "LR", "non-dropping-particle": "van der"},
            {"family": "Muster", "given": "A", "suffix": "Jr"},
            {"literal": "An Example Group"},
        ],
        abstract="AIM: One.\n\nRESULT: Two.",
        PMCID="PMC9990001",
        custom={
            "author-orcid": {"2": "0000-0002-1825-0097"},
            "collaborators": ["Beispiel C"],
            "notices": [{"type": "erratum", "PMID": "99990077"}],
        },
    )
    item |= {"container-title": "Journal of Examples", "container-title-short": "J Example", "ISSN": "1234-5678"}
    taken([item])
    page = page_of(1)
    assert not page.live
    assert page.csl == item
    assert page.slug == "99990001"


def test_a_published_import_is_live_at_once(client, index):
    taken([made_item(1)], publish=True)
    assert page_of(1).live
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_made_in_bulk_is_as_wagtail_makes_one(index):
    """The same columns, rows, revision, history, references and search words, but for keys, times and places."""
    writer = person(family_name="Muster1", name_variants="Muster1 AB")
    taken([made_item(1)], publish=True)
    bulk = page_of(1)
    names = [field.attname for field in PublicationPage._meta.concrete_fields]
    values = {name: getattr(bulk, name) for name in names}
    keys = ("id", "page_ptr_id", "path", "translation_key", "latest_revision_id", "live_revision_id", "url_path")
    other = PublicationPage(**{name: value for name, value in values.items() if name not in keys})
    other.slug, other.pmid, other.doi, other.latest_revision_id = "other", "", "", None
    other.live, other.first_published_at, other.last_published_at = False, None, None
    other.authors = [
        PublicationAuthor(family=row.family, given=row.given, person=row.person) for row in bulk.authors.all()
    ]
    index.refresh_from_db()
    index.add_child(instance=other)
    other.save_revision(log_action="wagtail.create").publish()
    other.refresh_from_db()
    differing = {name for name in names if getattr(other, name) != getattr(bulk, name)}
    times = {"first_published_at", "last_published_at", "latest_revision_created_at"}
    assert differing <= {*keys, *times, "slug", "pmid", "doi"}
    one, two = (Revision.objects.get(pk=page.latest_revision_id).content for page in (bulk, other))
    assert set(one) == set(two)
    assert [set(row) for row in one["authors"]] == [set(row) for row in two["authors"]]
    assert list(
        ReferenceIndex.objects.filter(object_id=str(bulk.pk)).values_list("to_object_id", "model_path")
    ) == list(ReferenceIndex.objects.filter(object_id=str(other.pk)).values_list("to_object_id", "model_path"))
    assert ReferenceIndex.get_references_to(writer).count() == 2
    assert {"wagtail.create", "wagtail.publish"} <= set(
        PageLogEntry.objects.filter(page=bulk.pk).values_list("action", flat=True)
    )
    assert {page.pk for page in PublicationPage.objects.search("example")} == {bulk.pk, other.pk}


def test_a_page_made_in_bulk_can_be_worked_on(index):
    client = staff_client(PUBLISHER)
    taken([made_item(1), made_item(2)], publish=True)
    page = page_of(1)
    for address in ("edit", "history", "view_draft", "unpublish", "move", "copy", "delete"):
        assert client.get(f"/admin/pages/{page.pk}/{address}/").status_code == 200, address
    edited = edit(page, full_title="Another title")
    assert edited.full_title == "Another title"
    page_of(2).delete()
    index.refresh_from_db()
    assert index.numchild == 1
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_batch_costs_few_queries_a_page(index):
    def cost(count: int, start: int) -> int:
        run = staged(made_item(number) for number in range(start, start + count))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            take(run)
        return len(queries)

    small, large = cost(10, 1), cost(110, 100)
    assert (large - small) / 100 <= 4


def test_a_slug_without_pmid_tells_year_author_and_a_word_and_is_never_taken_twice():
    without = {"PMID": None, "id": None, "DOI": None}
    first = made_item(1, **without, title="The effect of examples")
    second = made_item(2, **without, title="Effect of other examples")
    taken([first])
    taken([second])
    assert sorted(PublicationPage.objects.values_list("slug", flat=True)) == [
        "2025-muster1-effect",
        "2025-muster1-effect-2",
    ]


# --- Known and changed ------------------------------------------------------------------------------------------


def test_the_same_file_twice_adds_nothing():
    items = [made_item(number) for number in range(1, 6)]
    assert statuses(taken(items)) == ["new"] * 5
    revisions = Revision.objects.count()
    again = taken(items)
    assert statuses(again) == ["known"] * 5
    assert PublicationPage.objects.count() == 5
    assert Revision.objects.count() == revisions


def test_a_record_without_identifiers_is_known_the_second_time():
    item = made_item(1, PMID=None, id=None, DOI=None)
    taken([item])
    assert statuses(taken([item])) == ["known"]
    assert PublicationPage.objects.count() == 1


def test_a_doi_is_the_same_in_every_spelling():
    taken([made_item(1)])
    run = staged([made_item(1, PMID=None, id=None, DOI="10.5555/EXAMPLE.1")])
    assert statuses(run) == ["known"]


def test_a_change_goes_live_where_nobody_works_on_the_page():
    taken([made_item(1, volume=None, page=None, status="advance online publication")], publish=True)
    run = taken([made_item(1, PMCID="PMC9990001")])
    page = page_of(1)
    assert statuses(run) == ["changed"]
    assert (page.live, page.volume, page.status, page.pmcid) == (True, "12", "", "PMC9990001")
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.edit").count() == 1


def test_a_change_joins_an_unfinished_edit_and_publishes_none_of_it():
    taken([made_item(1)], publish=True)
    page = page_of(1)
    page.staff_note = "Not finished"
    page.save_revision()
    taken([made_item(1, PMCID="PMC9990001")])
    page = page_of(1)
    draft = page.get_latest_revision_as_object()
    assert (page.pmcid, page.staff_note) == ("", "")
    assert (draft.pmcid, draft.staff_note) == ("PMC9990001", "Not finished")


def test_what_a_person_edited_stays_and_both_values_are_shown():
    taken([made_item(1, title="A title with 62 too much")], publish=True)
    edit(page_of(1), full_title="A title")
    run = taken([made_item(1, title="A third title")])
    assert page_of(1).full_title == "A title"
    assert run.records.get().conflicts == [{"field": "title", "ours": "A title", "theirs": "A third title"}]
    conflict = Finding.objects.get(kind=Finding.Kind.CONFLICT)
    assert (conflict.ours, conflict.theirs) == ("A title", "A third title")
    taken([made_item(1, title="A third title")])
    assert Finding.objects.filter(kind=Finding.Kind.CONFLICT).count() == 1


def test_a_draft_that_a_person_edited_is_compared_as_edited():
    taken([made_item(1, issue=None)])
    draft = page_of(1)
    draft.issue = "7"
    draft.save_revision()
    run = staged([made_item(1, issue="8")])
    assert statuses(run) == ["known"]
    assert run.records.get().conflicts == [{"field": "issue", "ours": "7", "theirs": "8"}]


def test_identifiers_of_two_papers_are_a_problem():
    taken([made_item(1), made_item(2)])
    run = staged([made_item(1, DOI="10.5555/example.2")])
    assert statuses(run) == ["problem"]
    assert "two records" in run.records.get().messages[0]


def test_a_doi_under_another_pmid_is_a_problem():
    taken([made_item(1)])
    run = staged([made_item(2, DOI="10.5555/example.1")])
    assert statuses(run) == ["problem"]


def test_a_paper_that_stands_twice_in_a_file_is_taken_once():
    run = taken([made_item(1), made_item(2), made_item(1)])
    assert statuses(run) == ["new", "new", "known"]
    assert "record 1" in run.records.get(number=3).messages[0]
    assert PublicationPage.objects.count() == 2


def test_a_look_alike_is_asked_and_not_merged():
    taken([made_item(1, PMID=None, id="doi:10.5555/example.1")])
    other = made_item(2, title=made_item(1)["title"], DOI=None)
    run = staged([other])
    row = run.records.get()
    assert (row.status, row.page, row.suggestion) == ("new", None, PublicationPage.objects.get())
    take(run)
    assert PublicationPage.objects.count() == 2
    assert Finding.objects.filter(kind=Finding.Kind.DUPLICATE).count() == 1


def test_a_look_alike_that_a_person_confirms_brings_its_news_to_the_page():
    taken([made_item(1, PMID=None, id="doi:10.5555/example.1")])
    run = staged([made_item(2, title=made_item(1)["title"], DOI=None, page="1-10")])
    run.records.update(is_same_as_suggestion=True)
    take(run)
    assert PublicationPage.objects.get().pmid == "99990002"


@pytest.mark.parametrize(
    ("item", "word"),
    [
        ({"title": "Half of a citation"}, "half a citation"),
        (made_item(1, title=None), "no title"),
        (made_item(1, volume="v" * 50), "volume"),
        (made_item(1, author=[{"family": "M" * 200}]), "longer than"),
    ],
)
def test_what_cannot_be_a_page_is_a_problem_that_says_why(item, word):
    run = taken([item, made_item(7)])
    assert statuses(run) == ["problem", "new"]
    assert word in run.records.get(number=1).messages[0]
    assert PublicationPage.objects.count() == 1


# --- Companions and notices -------------------------------------------------------------------------------------


def companion(number: int, kind: str, title: str) -> dict:
    return made_item(number, title=title, custom={"kind": kind})


def test_a_companion_nests_under_the_paper_of_its_title():
    taken([made_item(1, title="Examples of resection: a comparison of cases")], publish=True)
    taken([companion(2, "visual-abstract", "ASO Visual Abstract: Examples of Resection: A Comparison of Cases")])
    assert page_of(2).relates_to == page_of(1)
    assert not Finding.objects.exists()


def test_a_companion_whose_paper_comes_later_waits_for_it():
    taken([made_item(2, custom={"kind": "erratum", "relates-to": [{"type": "erratum-for", "PMID": "99990001"}]})])
    assert Finding.objects.get().kind == Finding.Kind.COMPANION
    taken([made_item(1)], publish=True)
    assert page_of(2).relates_to.pmid == "99990001"
    assert Finding.objects.get(kind=Finding.Kind.COMPANION).settled_at
    assert [notice.kind for notice in page_of(1).notices.all()] == ["erratum"]


def test_a_notice_of_retraction_marks_its_paper_at_once():
    taken([made_item(1)], publish=True)
    taken(
        [
            made_item(
                2, custom={"kind": "retraction-notice", "relates-to": [{"type": "retraction-of", "PMID": "99990001"}]}
            )
        ]
    )
    assert [notice.kind for notice in page_of(1).notices.all()] == ["retraction"]
    assert Finding.objects.filter(kind=Finding.Kind.NOTICE, publication=page_of(1)).exists()


# --- People -----------------------------------------------------------------------------------------------------


def linked(number: int) -> list[str]:
    return [str(row.person or "") for row in page_of(number).authors.all()]


def test_a_name_that_is_kept_on_one_person_is_linked():
    person(title="Berta Muster", family_name="Muster", name_variants="Muster-Beispiel B\nMüster B")
    taken([made_item(1, author=[{"family": "Muster Beispiel", "given": "B"}, {"family": "Muster", "given": "A"}])])
    assert linked(1) == ["Berta Muster", ""]


def test_a_name_of_two_people_is_not_guessed():
    person(title="Berta Muster", family_name="Muster", name_variants="Muster B")
    person(title="Bruno Muster", family_name="Muster", name_variants="Muster B", orcid="0000-0002-1825-0097")
    muster = {"family": "Muster", "given": "B"}
    taken(
        [
            made_item(1, author=[muster]),
            made_item(2, author=[muster], custom={"author-orcid": {"1": "0000-0002-1825-0097"}}),
        ]
    )
    assert linked(1) == [""]
    assert linked(2) == ["Bruno Muster"]


def test_another_orcid_is_another_person():
    person(title="Berta Muster", family_name="Muster", name_variants="Muster B", orcid="0000-0002-1825-0097")
    taken(
        [
            made_item(
                1, author=[{"family": "Muster", "given": "B"}], custom={"author-orcid": {"1": "0000-0001-5109-3700"}}
            )
        ]
    )
    assert linked(1) == [""]


def test_a_name_that_was_ruled_out_stays_unlinked():
    berta = person(title="Berta Muster", family_name="Muster", name_variants="Muster B")
    NotOurAuthor.objects.create(name_key="muster b", person=berta)
    taken([made_item(1, author=[{"family": "Muster", "given": "B"}])])
    assert linked(1) == [""]


def test_two_authors_of_one_name_stay_two_and_are_asked_about():
    twice = [
        {"family": "Muster", "given": "A"},
        {"family": "Beispiel", "given": "C"},
        {"family": "Muster", "given": "A"},
    ]
    taken([made_item(1, author=twice)])
    assert [str(row) for row in page_of(1).authors.all()] == ["Muster A", "Beispiel C", "Muster A"]
    assert "2 times" in Finding.objects.get().text


def test_people_stay_linked_when_the_authors_change():
    berta = person(title="Berta Muster", family_name="Muster")
    taken([made_item(1, author=[{"family": "Muster", "given": "B"}])], publish=True)
    page = page_of(1)
    row = page.authors.get()
    row.person = berta
    page.authors = [row]
    page.save_revision().publish()
    taken([made_item(1, author=[{"family": "Neu", "given": "A"}, {"family": "Muster", "given": "B"}])])
    assert linked(1) == ["", "Berta Muster"]


def test_a_change_keeps_the_order_of_authors_and_notices_in_the_records_and_in_their_versions():
    taken([made_item(1)], publish=True)
    names = [{"family": name, "given": "A"} for name in ("Neu", "Muster", "Beispiel")]
    notices = [{"type": "erratum", "PMID": "99990011"}, {"type": "expression-of-concern", "PMID": "99990012"}]
    taken([made_item(1, author=names, custom={"notices": notices})])
    page = page_of(1)
    for version in (page, page.get_latest_revision_as_object()):
        assert [(row.sort_order, row.family) for row in version.authors.all()] == [
            (0, "Neu"),
            (1, "Muster"),
            (2, "Beispiel"),
        ]
        assert [(row.sort_order, row.pmid) for row in version.notices.all()] == [(0, "99990011"), (1, "99990012")]


# --- One time, or not at all ------------------------------------------------------------------------------------


def test_an_import_is_taken_once():
    run = taken([made_item(1)])
    with pytest.raises(NothingToTake):
        take(run)


def test_nothing_is_written_when_taking_fails(monkeypatch):
    run = staged([made_item(1), made_item(2)])
    monkeypatch.setattr("publications.importing.taking._Taking._nest", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take(run)
    run.refresh_from_db()
    assert run.state == PublicationImport.State.READY
    assert not PublicationPage.objects.exists()


def test_only_what_is_chosen_is_taken():
    run = staged([made_item(1), made_item(2)])
    run.records.filter(number=1).update(chosen=False)
    take(run)
    assert PublicationPage.objects.get().pmid == "99990002"


def test_undo_removes_what_is_new_and_puts_back_what_changed():
    taken([made_item(1)], publish=True)
    run = taken([made_item(1, PMCID="PMC9990001"), made_item(2)], publish=True)
    done = undo(run)
    assert (done.removed, done.restored, done.kept) == (1, 1, 0)
    assert PublicationPage.objects.get().pmcid == ""
    assert PublicationPage.objects.get().live
    assert Page.find_problems() == ([], [], [], [], [])
    with pytest.raises(NothingToTake):
        undo(run)


def test_undo_keeps_what_somebody_worked_on_since():
    run = taken([made_item(1)])
    edit(page_of(1), staff_note="Seen")
    assert undo(run).kept == 1
    assert page_of(1).staff_note == "Seen"


def test_what_was_undone_is_not_brought_back_by_the_next_refresh():
    taken([made_item(1)], publish=True)
    undo(taken([made_item(1, volume="13")]))
    assert page_of(1).volume == "12"
    assert statuses(staged([made_item(1, volume="13")])) == ["known"]


def test_checking_writes_nothing():
    list(check(as_read([made_item(1)])))
    assert not StagedRecord.objects.exists()
    assert not PublicationPage.objects.exists()


def test_visitors_see_a_retraction_while_somebody_works_on_the_page():
    taken([made_item(1)], publish=True)
    page = page_of(1)
    page.staff_note = "Not finished"
    page.save_revision()
    retracted = made_item(1, volume="13", custom={"notices": [{"type": "retraction", "PMID": "99990099"}]})
    taken([retracted])
    page = page_of(1)
    assert [(notice.kind, notice.pmid) for notice in page.notices.all()] == [("retraction", "99990099")]
    assert (page.volume, page.staff_note) == ("12", "")
    page.get_latest_revision_as_object().save_revision().publish()
    assert [notice.kind for notice in page_of(1).notices.all()] == ["retraction"]
    assert page_of(1).volume == "13"
