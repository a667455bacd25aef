"""Active protocols: a table on the page, and a file whose address never changes."""

import datetime
from io import BytesIO

import pikepdf
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, PageViewRestriction

from fellowship.models import FellowshipPage, FellowshipTopicPage, Protocol, ProtocolFile
from fellowship.protocol_file import SERVES_NONE
from sarcoma_site.core.site_frame import forget_frame
from sarcoma_site.core.staff_groups import COORDINATOR
from tests.site.queries import assert_frugal, queries_of
from tests.staff import sign_in, staff_client
from tests.uploads.hostile_pdfs import opens_with, pdf

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_later, pytest.mark.usefixtures("loaded_site")]

PAGE, FILE = "/fellowship/protocols/", "/fellowship/protocols/active-protocols.pdf"


@pytest.fixture(autouse=True)
def folder_of_its_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def coordinator():
    return staff_client(COORDINATOR)


def add(**fields) -> Protocol:
    given = {"title": "A made-up study", "status": "open", "nct_number": "NCT99990001"} | fields
    record = Protocol(**given)
    record.full_clean()
    record.save()
    return record


def titled(title: str) -> bytes:
    """A PDF that tells itself from others."""

    def change(made: pikepdf.Pdf) -> None:
        with made.open_metadata() as metadata:
            metadata["dc:title"] = title

    return pdf(change)


def upload(client, title: str = "One", name: str = "protocols.pdf", **fields):
    file = SimpleUploadedFile(name, titled(title), "application/pdf")
    return client.post(reverse("fellowship_protocol_file"), {"do": "upload", "file": file, "note": title} | fields)


def title_of(response) -> str:
    with pikepdf.open(BytesIO(b"".join(response.streaming_content))) as opened, opened.open_metadata() as metadata:
        return metadata["dc:title"]


def main_of(client) -> BeautifulSoup:
    return BeautifulSoup(client.get(PAGE).content, "html.parser").find("main")


def words(client) -> str:
    return " ".join(main_of(client).get_text(" ").split())


def test_at_first_the_page_says_of_when_the_departments_list_is_and_there_is_no_file(client):
    text = words(client)
    assert "The department's list of active protocols was last dated August 2025." in text.replace("’", "'")
    assert main_of(client).find("table") is None and client.get(FILE).status_code == 404


def test_protocols_stand_in_a_table_and_the_old_date_is_gone(client):
    add(investigator="Dr. Example")
    add(title="Another study", nct_number="", status="closed", order=5)
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in main_of(client).select("tbody tr")]
    assert rows == [
        ["A made-up study", "Dr. Example", "Open to participants", "NCT99990001"],
        ["Another study", "Not stated", "Closed to new participants", "Not registered"],
    ]
    assert main_of(client).find("a", string="NCT99990001")["href"] == "https://clinicaltrials.gov/study/NCT99990001"
    assert "August 2025" not in words(client)


def test_updated_is_the_newest_change_of_a_record_or_of_the_file(client, coordinator, monkeypatch):
    day = datetime.datetime(2027, 3, 1, 17, tzinfo=datetime.UTC)

    def on(moment: datetime.datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    on(day)
    first, second = add(), add(title="Another", nct_number="")
    assert "Updated March 1, 2027" in words(client)
    on(day + datetime.timedelta(days=4))
    first.save()
    assert "Updated March 5, 2027" in words(client)
    on(day + datetime.timedelta(days=9))
    second.delete()
    assert "Updated March 10, 2027" in words(client)
    on(day + datetime.timedelta(days=19))
    ProtocolFile.objects.create(file=SimpleUploadedFile("a.pdf", titled("One")), current_since=timezone.now())
    assert "Updated March 20, 2027" in words(client)


def test_updated_never_goes_back_when_something_is_taken_away(client, coordinator, monkeypatch):
    begin = datetime.datetime(2027, 3, 1, 17, tzinfo=datetime.UTC)

    def days_later(days: int) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: begin + datetime.timedelta(days=days))
        sign_in(coordinator, coordinator.staff)  # No session lasts until then.

    days_later(0)
    first, last = add(), add(title="Another", nct_number="")
    days_later(4)
    upload(coordinator)
    days_later(9)
    coordinator.post(reverse("fellowship_protocol_file"), {"do": "stop"})
    assert "Updated March 10, 2027" in words(client)
    coordinator.post(reverse("fellowship_protocol_file"), {"do": "current", "version": ProtocolFile.objects.get().pk})
    days_later(19)
    for record in (first, last):
        coordinator.post(reverse("fellowship_protocols:delete", args=[record.pk]))
    assert "Updated March 20, 2027" in words(client)


@pytest.mark.parametrize(
    "number", ["NCT1234567", "NCT123456789", "nct12345678", "NCT1234567٨", "NCT12345678\n", "12345678"]
)
def test_a_number_that_is_none_is_refused(coordinator, number):
    form = {"title": "A study", "investigator": "", "status": "open", "nct_number": number, "order": "0"}
    response = coordinator.post(reverse("fellowship_protocols:add"), form)
    # A form strips the ends of what was typed.
    accepted = number.strip() == "NCT12345678"
    assert response.status_code == (302 if accepted else 200)
    assert Protocol.objects.exists() == accepted


def test_one_number_stands_once_and_many_may_have_none(coordinator):
    add()
    form = {"title": "Another", "investigator": "", "status": "open", "nct_number": "NCT99990001", "order": "0"}
    response = coordinator.post(reverse("fellowship_protocols:add"), form)
    assert "There is a protocol with this NCT number already" in response.content.decode()
    for _ in range(2):
        assert coordinator.post(reverse("fellowship_protocols:add"), form | {"nct_number": ""}).status_code == 302


def test_a_new_version_is_served_at_the_same_address_and_the_old_one_can_come_back(client, coordinator):
    assert upload(coordinator, "One").status_code == 302
    first = client.get(FILE)
    assert first["Content-Type"] == "application/pdf" and title_of(first) == "One"
    assert first["Content-Disposition"] == 'inline; filename="active-protocols.pdf"'
    assert upload(coordinator, "Two").status_code == 302
    second = client.get(FILE)
    assert title_of(second) == "Two" and second["ETag"] != first["ETag"]
    older = ProtocolFile.objects.get(note="One")
    coordinator.post(reverse("fellowship_protocol_file"), {"do": "current", "version": older.pk})
    assert title_of(client.get(FILE)) == "One"
    assert ProtocolFile.objects.count() == 2
    coordinator.post(reverse("fellowship_protocol_file"), {"do": "stop"})
    assert client.get(FILE).status_code == 404 and ProtocolFile.objects.count() == 2


def test_the_history_says_who_took_the_file_off_the_site(client, coordinator):
    stop = {"do": "stop"}
    coordinator.post(reverse("fellowship_protocol_file"), stop)
    assert not ModelLogEntry.objects.filter(action=SERVES_NONE).exists()
    upload(coordinator, "One")
    coordinator.post(reverse("fellowship_protocol_file"), stop)
    entry = ModelLogEntry.objects.get(action=SERVES_NONE)
    assert (entry.user, entry.message) == (coordinator.staff, "Took the file of active protocols off the site")
    assert str(ProtocolFile.objects.get()) == entry.label


def test_a_browser_that_has_the_version_is_not_sent_it_again(client, coordinator):
    upload(coordinator)
    first = client.get(FILE)
    assert client.get(FILE, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    assert client.get(FILE, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 304
    again = client.get(FILE, HTTP_IF_NONE_MATCH='"another"')
    assert again.status_code == 200 and again["Cache-Control"] == "no-cache"
    assert "default-src 'none'" in again["Content-Security-Policy"]
    assert client.head(FILE).status_code == 200 and client.post(FILE).status_code == 405


def test_the_page_offers_the_file_and_says_how_large_it_is(client, coordinator):
    upload(coordinator)
    link = main_of(client).find("a", href=FILE)
    assert "list of active protocols" in link.get_text() and "PDF" in link.parent.get_text()


@pytest.mark.parametrize(
    "name, content, fault",
    [
        ("a.txt", b"Text", "The protocols are served as PDF"),
        ("a.pdf", b"Text", "This is no PDF"),
        ("a.pdf", b"%PDF-1.7\nnothing", "This PDF is damaged"),
        ("a.pdf", pdf(opens_with("JavaScript", JS="app.alert(1)")), "runs a script"),
        ("a.pdf", b"", "empty"),
    ],
)
def test_what_is_no_harmless_pdf_is_refused_and_nothing_is_kept(client, coordinator, name, content, fault):
    response = coordinator.post(
        reverse("fellowship_protocol_file"), {"do": "upload", "file": SimpleUploadedFile(name, content)}
    )
    assert response.status_code == 422 and fault in response.content.decode()
    assert not ProtocolFile.objects.exists() and client.get(FILE).status_code == 404


@pytest.mark.parametrize("version", ["", "0", "x", "9" * 30, "\0", "-1", "²"])
def test_a_version_that_is_none_changes_nothing(client, coordinator, version):
    upload(coordinator)
    response = coordinator.post(reverse("fellowship_protocol_file"), {"do": "current", "version": version}, follow=True)
    assert "there is no such version" in response.content.decode()
    assert client.get(FILE).status_code == 200


def test_staff_read_older_versions_and_strangers_do_not(client, coordinator):
    upload(coordinator, "One")
    upload(coordinator, "Two")
    address = reverse("fellowship_protocol_file_version", args=[ProtocolFile.objects.get(note="One").pk])
    response = coordinator.get(address)
    assert title_of(response) == "One" and response["Cache-Control"].startswith("private, no-store")
    assert client.get(address).status_code == 302
    assert coordinator.get(reverse("fellowship_protocol_file_version", args=[10**9])).status_code == 404


def test_the_file_is_served_only_while_visitors_can_see_its_page(client, coordinator):
    upload(coordinator)
    restriction = PageViewRestriction.objects.create(page=FellowshipPage.objects.get(), restriction_type="login")
    forget_frame()
    assert client.get(FILE).status_code == 404
    restriction.delete()
    forget_frame()
    FellowshipTopicPage.objects.get(shows="protocols").unpublish()
    assert client.get(FILE).status_code == 404


def test_a_file_that_the_storage_lost_is_not_found(client, coordinator):
    upload(coordinator)
    stored = ProtocolFile.objects.get().file
    stored.storage.delete(stored.name)
    assert client.get(FILE).status_code == 404


def test_the_page_asks_as_often_with_twelve_protocols(client, settings):
    add()
    few = queries_of(client, settings, PAGE)
    assert_frugal(few, 10, PAGE)
    for number in range(11):
        add(title=f"Study {number}", nct_number=f"NCT8888{number:04}")
    assert len(queries_of(client, settings, PAGE)) == len(few)
