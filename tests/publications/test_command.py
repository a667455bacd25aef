"""`import_publications`, as people and scripts call it."""

import io
import json
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from publications.management.commands.import_publications import Command
from publications.models import PublicationImport, PublicationPage
from tests.factories.publications import list_of_publications, made_item

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

GOOD = (
    "Muster A, Beispiel B. A title that tells something. J Example. 2025 Mar 1;12(3):1-9. "
    "doi: 10.5555/one. PMID: 99990001."
)
HALF = "Muster A. Half a citation"


@pytest.fixture(autouse=True)
def index():
    return list_of_publications()


@pytest.fixture
def run(capsys, tmp_path):
    """Call the command on some text: its code, what it printed, and what went to standard error."""

    def call(text: str | bytes, *options: str):
        path = tmp_path / "records"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return call_on(capsys, str(path), *options)

    return call


def call_on(capsys, path: str, *options: str):
    try:
        call_command("import_publications", path, *options)
        code = 0
    except SystemExit as end:
        code = end.code
    except CommandError as error:
        code = error.returncode
        sys.stderr.write(str(error))
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_records_arrive_as_drafts_and_the_code_is_0(run):
    code, printed, _ = run(GOOD)
    assert code == 0
    assert "new" in printed
    assert not PublicationPage.objects.get().live


def test_publish_lets_them_go_live(run):
    run(GOOD, "--publish")
    assert PublicationPage.objects.get().live


def test_json_is_one_array_and_progress_goes_elsewhere(run):
    code, printed, errors = run(GOOD + "\n\n" + HALF, "--json")
    first, second = json.loads(printed)
    assert code == 1
    assert first == {
        "status": "new",
        "csl": {
            "id": "pmid:99990001",
            "type": "article-journal",
            "title": "A title that tells something",
            "author": [{"family": "Muster", "given": "A"}, {"family": "Beispiel", "given": "B"}],
            "container-title": "J Example",
            "volume": "12",
            "issue": "3",
            "page": "1-9",
            "issued": {"date-parts": [[2025, 3, 1]]},
            "DOI": "10.5555/one",
            "PMID": "99990001",
        },
        "messages": [],
        "where": "record 1, line 1",
    }
    assert (second["status"], second["where"]) == ("problem", "record 2, line 3")
    assert second["messages"]
    assert "1 new" in errors


def test_a_second_time_all_is_known(run):
    run(GOOD)
    code, printed, _ = run(GOOD, "--json")
    assert code == 0
    assert [record["status"] for record in json.loads(printed)] == ["known"]


def test_what_is_filled_is_changed(run):
    run(GOOD)
    _, printed, _ = run(GOOD.replace("99990001.", "99990001; PMCID: PMC9990001."), "--json")
    assert [record["status"] for record in json.loads(printed)] == ["changed"]
    assert PublicationPage.objects.get().get_latest_revision_as_object().pmcid == "PMC9990001"


def test_a_dry_run_says_the_same_and_writes_nothing(run):
    code, printed, _ = run(GOOD + "\n\n" + HALF, "--dry-run", "--json")
    assert code == 1
    assert [record["status"] for record in json.loads(printed)] == ["new", "problem"]
    assert not PublicationPage.objects.exists()
    assert not PublicationImport.objects.exists()


@pytest.mark.parametrize("options", [["--json"], ["--dry-run", "--json"]])
@pytest.mark.parametrize(("text", "printed"), [("", "[]\n"), (HALF, None)])
def test_none_taken_is_code_2(run, text, printed, options):
    code, out, _ = run(text, *options)
    assert code == 2
    assert printed in (None, out)
    json.loads(out)


@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--json"]])
@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfeM\x00\xd8",
        b"Muster A. A title. J Ex. 2025;1:1. \xff\xfe\xfd",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "y">]><PubmedArticleSet>&x;</PubmedArticleSet>',
    ],
)
def test_an_unreadable_file_is_code_3_and_says_why(run, content, options):
    code, _, errors = run(content, *options)
    assert code == 3
    assert "records: " in errors
    assert not PublicationPage.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["no-such-file"], "no-such-file"),
        (["file", "--format", "word"], "invalid choice"),
        (["file", "--no-such-option"], "--no-such-option"),
        ([], "path"),
    ],
)
def test_bad_usage_is_code_3_and_a_sentence_in_the_shell_too(capsys, monkeypatch, arguments, word):
    with pytest.raises((CommandError, SystemExit)) as raised:
        call_command("import_publications", *arguments)
    error = raised.value
    assert (error.returncode if isinstance(error, CommandError) else error.code) == 3

    monkeypatch.setattr("django.db.connections.close_all", lambda: None)  # A command's last act, and not a test's.
    with pytest.raises(SystemExit) as ended:
        Command().run_from_argv(["manage.py", "import_publications", *arguments])
    printed = capsys.readouterr()
    assert ended.value.code == 3
    assert word in printed.err
    assert not printed.out


def test_standard_input_is_read_from_a_dash(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.encode())))
    assert call_on(capsys, "-")[0] == 0
    assert PublicationPage.objects.count() == 1


@pytest.mark.parametrize("format_name", ["csl-json", "auto"])
def test_another_format_gives_the_same_record(run, format_name):
    item = made_item(1)
    _, printed, _ = run(json.dumps([item]), "--json", "--format", format_name)
    assert json.loads(printed)[0]["csl"] == item


def test_identifiers_are_fetched(run, ncbi):
    ncbi.add("99990021", title="A paper that PubMed has")
    code, printed, _ = run("99990021\n99990022", "--json")
    found, missing = json.loads(printed)
    assert code == 1
    assert (found["status"], found["csl"]["title"]) == ("new", "A paper that PubMed has")
    assert missing["status"] == "problem"


def test_what_stands_before_a_fault_of_the_file_is_taken(run):
    code, printed, _ = run((GOOD + "\n\n").encode() + b"Beispiel C. Another title. J Ex. \xff\xfe 2025;1:1.", "--json")
    good, rest = json.loads(printed)
    assert code == 1
    assert (good["status"], rest["status"]) == ("new", "problem")
    assert "read up to here" in rest["messages"][0]
