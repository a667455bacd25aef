"""The coordinator imports: what she gives, what she sees and chooses, what is done, and how it is taken back."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from publications.admin_views import import_run, imports
from publications.forms import TOO_BIG_A_FILE, TOO_MUCH_TEXT
from publications.importing.taking import take
from publications.models import Finding, PublicationImport, PublicationPage
from sarcoma_site.core.staff_groups import COORDINATOR
from tests.jobs import do_waiting_jobs
from tests.staff import sign_in, staff_client

from ..factories.publications import made_item, staged, taken
from .admin import as_text, assert_as_many_queries, choose, last_import, made_items, page_of, paste, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded_site")]
State = PublicationImport.State


@pytest.fixture
def coordinator():
    return staff_client(COORDINATOR)


# --- Giving -----------------------------------------------------------------------------------------------------


def test_pasted_citations_are_shown_at_once_and_nothing_is_added(coordinator):
    before = PublicationPage.objects.count()
    response = paste(coordinator, as_text(made_items(20)))
    assert last_import().state == State.READY
    assert last_import().counts() == {"new": 20, "changed": 0, "known": 0, "problem": 0}
    assert "Import and publish 20 records" in response.text
    assert "An example of a paper, the 7th of its kind" in response.text
    assert "record 7, line" in response.text
    assert PublicationPage.objects.count() == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"text": " \n "}, "Paste some citations, or choose a file."),
        ({"text": "Something", "file": SimpleUploadedFile("a.txt", b"Something")}, "Give text or a file, not both"),
        ({"text": "", "file": SimpleUploadedFile("a.txt", b"")}, "The file is empty."),
        ({"text": "Some\0thing"}, "Null characters are not allowed."),
        ({"text": "Something", "format": "word"}, "word is not one of the available choices."),
    ],
    ids=["nothing", "both", "empty file", "null", "unknown format"],
)
def test_what_cannot_be_read_is_refused_in_words(coordinator, given, said):
    response = coordinator.post(reverse("publication_imports"), given)
    assert response.status_code == 422
    assert said in response.text
    assert not PublicationImport.objects.exists()


def test_a_paste_of_more_than_five_megabytes_is_refused_in_words(coordinator):
    response = coordinator.post(reverse("publication_imports"), {"text": "a" * (5 * 1024 * 1024 + 2000)})
    assert response.status_code == 422
    assert TOO_MUCH_TEXT in response.text.replace("\xa0", " ") or "Save it as a file" in response.text


def test_a_request_of_more_than_a_hundred_megabytes_is_refused_before_it_is_read(coordinator):
    response = coordinator.generic(
        "POST", reverse("publication_imports"), b"", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(imports.MOST_BYTES + 1),
    )  # fmt: skip
    assert response.status_code == 422
    assert "Divide it." in response.text
    assert "Divide it." in TOO_BIG_A_FILE


def test_the_form_is_protected_against_other_sites(coordinator):
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, coordinator.staff)
    assert strict.post(reverse("publication_imports"), {"text": "Something"}).status_code == 403
    assert not PublicationImport.objects.exists()


def test_text_that_holds_no_citation_is_a_problem_and_not_an_error(coordinator):
    response = paste(coordinator, "Dear all, here is the list that we spoke of.")
    assert response.status_code == 200
    assert last_import().counts()["new"] == 0


def test_a_file_that_cannot_be_read_says_why(coordinator):
    bad = SimpleUploadedFile("list.json", b'{"broken": ')
    response = coordinator.post(reverse("publication_imports"), {"file": bad, "format": "csl-json"}, follow=True)
    assert response.status_code == 200
    assert last_import().state in (State.FAILED, State.READY)
    assert not last_import().file


def test_much_is_left_to_the_worker_which_the_screen_shows(coordinator, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 100)
    response = paste(coordinator, as_text(made_items(3)))
    assert "Waiting to be read" in response.text
    assert "<progress" in response.text
    assert "Refresh" in response.text
    do_waiting_jobs()
    run = last_import()
    assert run.state == State.READY
    progress = coordinator.get(reverse("publication_import_progress", args=[run.pk])).text
    assert "Look through the records" in progress
    assert "<html" not in progress
    assert "Import and publish 3 records" in coordinator.get(run.get_absolute_url()).text


def test_a_list_of_identifiers_is_left_to_the_worker(coordinator):
    paste(coordinator, "99990001\n99990002")
    assert last_import().state == State.WAITING


def test_a_run_that_was_stopped_can_be_started_again(coordinator, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 100)
    paste(coordinator, as_text(made_items(2)))
    run = last_import()
    again = reverse("publication_import_again", args=[run.pk])
    assert "It still moves" in coordinator.post(again, follow=True).text
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    PublicationImport.objects.filter(pk=run.pk).update(state=State.READING, format="text", moved_at=long_ago)
    assert "Start again" in coordinator.get(run.get_absolute_url()).text
    coordinator.post(again)
    do_waiting_jobs()
    assert last_import().state == State.READY
    assert last_import().records.count() == 2


def test_a_taking_that_was_stopped_can_be_started_again_or_left(coordinator):
    run = staged(made_items(2))
    long_ago = timezone.now() - datetime.timedelta(minutes=5)
    again = reverse("publication_import_again", args=[run.pk])
    stopped = PublicationImport.objects.filter(pk=run.pk)
    stopped.update(state=State.TAKING, moved_at=long_ago)
    coordinator.post(again, {"back": "1"})
    assert stopped.get().state == State.READY
    stopped.update(state=State.TAKING, moved_at=long_ago)
    coordinator.post(again)
    do_waiting_jobs()
    assert stopped.get().state == State.TAKEN


# --- Looking through --------------------------------------------------------------------------------------------


def test_the_preview_shows_what_changes_in_words(coordinator):
    taken([made_item(1)], publish=True)
    page = page_of(1)
    page.volume = "77"
    page.save_revision().publish()
    names = [{"family": "Muster1", "given": "AB"}, {"family": "Nachtrag", "given": "E"}]
    run = staged([made_item(1, issued={"date-parts": [[2026, 1]]}, author=names, volume="13")])
    text = coordinator.get(run.get_absolute_url()).text
    for words in ("2025 Mar 1", "2026 Jan", "Muster1 AB, Nachtrag E", "77", "13", "Stays", "The source says"):
        assert words in text
    assert "date-parts" not in text


def test_the_preview_filters_by_status(coordinator):
    run = staged([made_item(1), {"title": "Half a citation"}])
    assert "Half a citation" not in coordinator.get(f"{run.get_absolute_url()}?status=new").text
    problems = coordinator.get(f"{run.get_absolute_url()}?status=problem").text
    assert "Half a citation" in problems
    assert "the 1th of its kind" not in problems
    assert coordinator.get(f"{run.get_absolute_url()}?status=%00&p=x").status_code == 200


def test_choices_are_kept_over_pages_filters_and_visits(coordinator):
    run = staged(made_items(3))
    response = choose(coordinator, run, chosen=[1, 3], to="new 2")
    assert response.redirect_chain[-1][0].endswith("?status=new&p=2")
    assert list(run.records.values_list("chosen", flat=True)) == [True, False, True]
    assert "Import and publish 2 records" in coordinator.get(run.get_absolute_url()).text


def test_all_or_none_are_chosen_on_every_page(coordinator):
    run = staged(made_items(60))
    choose(coordinator, run, choose="none", status="new")
    assert not run.records.filter(chosen=True).exists()
    assert "nothing to import" in coordinator.get(run.get_absolute_url()).text
    choose(coordinator, run, choose="all", status="new")
    assert run.records.filter(chosen=True).count() == 60


def test_choices_of_another_import_are_out_of_reach(coordinator):
    run, other = staged([made_item(1)]), staged([made_item(2)])
    coordinator.post(
        reverse("publication_import_choose", args=[run.pk]), {"shown": [other.records.get().pk, "x", "9" * 30]}
    )
    assert other.records.get().chosen


def test_a_preview_asks_as_often_for_three_records_as_for_thirty(coordinator):
    taken(made_items(30), publish=True)
    run = staged(made_items(3, volume="13"))
    big = staged([*made_items(30, volume="14"), *made_items(15, first=50)])
    few, many = run.get_absolute_url(), big.get_absolute_url()
    coordinator.get(few)
    assert queries_of(coordinator, many) <= queries_of(coordinator, few)


# --- Taking -----------------------------------------------------------------------------------------------------


def test_a_few_are_live_with_one_press(coordinator):
    paste(coordinator, as_text(made_items(20)))
    response = choose(coordinator, last_import(), take="publish")
    assert last_import().state == State.TAKEN
    assert PublicationPage.objects.live().filter(pmid__startswith="9999").count() == 20
    assert reverse("wagtailadmin_pages:edit", args=[page_of(3).pk]) in response.text
    assert PageLogEntry.objects.get(page=page_of(3).pk, action="wagtail.publish").user == coordinator.staff


def test_drafts_wait_for_review(coordinator):
    choose(coordinator, staged(made_items(2)), chosen=[2], take="import")
    assert not page_of(2).live
    assert not PublicationPage.objects.filter(pmid="99990001").exists()
    assert "the 2th of its kind" in coordinator.get(reverse("publication_review")).text


def test_many_are_taken_in_the_worker(coordinator, monkeypatch):
    monkeypatch.setattr(import_run, "TAKEN_AT_ONCE", 2)
    run = staged(made_items(3))
    response = choose(coordinator, run, take="publish")
    assert "Being taken" in response.text
    do_waiting_jobs()
    assert last_import().state == State.TAKEN
    assert PageLogEntry.objects.get(page=page_of(3).pk, action="wagtail.publish").user == coordinator.staff


def test_pressing_twice_takes_once(coordinator):
    run = staged(made_items(2))
    choose(coordinator, run, take="import")
    again = choose(coordinator, run, take="publish")
    assert "not waiting to be looked through any more" in again.text
    assert not page_of(1).live


def look_alike() -> dict:
    """The same title, year and first author without an identifier that says so, and with news."""
    return made_item(1, id=None, PMID=None, DOI=None, volume="14", page="3-4")


def test_a_look_alike_without_an_answer_comes_as_a_draft_even_when_all_is_published(coordinator):
    taken([made_item(1)], publish=True)
    run = staged([look_alike(), made_item(2)])
    assert "Is it “An example of a paper" in coordinator.get(run.get_absolute_url()).text
    choose(coordinator, run, take="publish")
    doubtful = run.records.get(number=1).page
    assert not doubtful.live
    assert page_of(2).live
    assert Finding.objects.get(kind=Finding.Kind.DUPLICATE).publication == doubtful


def test_a_look_alike_that_is_the_same_paper_updates_its_page(coordinator):
    taken([made_item(1, volume=None)], publish=True)
    run = staged([look_alike()])
    choose(coordinator, run, take="publish", **{f"same-{run.records.get().pk}": "same"})
    assert page_of(1).volume == "14"
    assert run.records.get().outcome == "updated"


def test_a_look_alike_that_is_another_paper_is_published(coordinator):
    taken([made_item(1)], publish=True)
    run = staged([look_alike()])
    choose(coordinator, run, take="publish", **{f"same-{run.records.get().pk}": "other"})
    assert run.records.get().page.live
    assert not Finding.objects.filter(kind=Finding.Kind.DUPLICATE).exists()


# --- Afterwards -------------------------------------------------------------------------------------------------


def test_undo_asks_first_and_then_takes_everything_back(coordinator):
    taken([made_item(1)], publish=True)
    run = taken([made_item(1, volume="13"), *made_items(2, first=2)], coordinator.staff, publish=True)
    undo = reverse("publication_import_undo", args=[run.pk])
    assert "2 pages are removed" in coordinator.get(undo).text
    assert page_of(2).live
    response = coordinator.post(undo, follow=True)
    assert "Taken out again: 2. Put back as before: 1." in response.text
    assert page_of(1).volume == "12"
    assert not PublicationPage.objects.filter(pmid="99990002").exists()
    assert "cannot be undone" in coordinator.post(undo, follow=True).text


def test_undo_keeps_what_somebody_published_since_even_unchanged(coordinator):
    run = taken(made_items(2), coordinator.staff)
    page_of(1).latest_revision.publish(user=coordinator.staff)
    response = coordinator.post(reverse("publication_import_undo", args=[run.pk]), follow=True)
    assert page_of(1).live
    assert not PublicationPage.objects.filter(pmid="99990002").exists()
    assert "Kept, because somebody worked on them since: 1" in response.text
    assert "the 1th of its kind" in response.text


def test_many_are_taken_back_in_the_worker(coordinator, monkeypatch):
    monkeypatch.setattr(import_run, "UNDONE_AT_ONCE", 2)
    run = taken(made_items(3), coordinator.staff)
    undo = reverse("publication_import_undo", args=[run.pk])
    assert "It is being undone" in coordinator.post(undo, follow=True).text
    coordinator.post(undo)
    assert "Undo this import" not in coordinator.get(run.get_absolute_url()).text
    assert page_of(3)
    do_waiting_jobs()
    assert "This import was undone." in coordinator.get(run.get_absolute_url()).text
    assert not PublicationPage.objects.filter(pmid__startswith="9999").exists()


def test_an_import_that_is_not_ready_is_not_undone(coordinator):
    run = staged([made_item(1)])
    assert "cannot be undone" in coordinator.get(reverse("publication_import_undo", args=[run.pk]), follow=True).text


def test_earlier_imports_are_listed_with_who_and_how_many(coordinator):
    take(staged(made_items(3), made_by=coordinator.staff), coordinator.staff)
    PublicationImport.objects.create(source="sync", name="Saved queries by night", state=State.TAKEN)
    text = coordinator.get(reverse("publication_imports")).text
    assert "3 added" in text
    assert "fellowship-coordinator" in text
    assert "Saved queries by night" not in text
    assert "Saved queries by night" in coordinator.get(reverse("publication_imports") + "?of=sync").text


def test_the_list_of_imports_asks_as_often_for_three_as_for_eighteen(coordinator):
    for number in range(3):
        taken([made_item(number)], made_by=coordinator.staff)

    def grow():
        for number in range(3, 18):
            staged([made_item(number)], made_by=coordinator.staff)

    assert_as_many_queries(coordinator, reverse("publication_imports"), grow)


def test_a_result_asks_as_often_for_three_records_as_for_thirty(coordinator):
    few, many = taken(made_items(3)), taken(made_items(30, first=10))
    coordinator.get(few.get_absolute_url())
    assert queries_of(coordinator, many.get_absolute_url()) <= queries_of(coordinator, few.get_absolute_url())
