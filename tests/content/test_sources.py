"""Every statement on a care page names where it comes from, and every reference can be followed."""

import datetime
import re
from urllib.parse import urlsplit

import pytest

NOT_KEYS = {"seed", "site"}
# Who may stand behind a medical statement (National Cancer Institute, other institutes and libraries of the
# National Institutes of Health, and so on), each with the address of its own site.
PUBLISHERS = {
    "National Cancer Institute": "cancer.gov",
    "MedlinePlus, National Library of Medicine": "medlineplus.gov",
    "ClinicalTrials.gov, National Library of Medicine": "clinicaltrials.gov",
    "National Institute of Mental Health": "nimh.nih.gov",
    "National Institute on Aging": "nia.nih.gov",
    "National Center for Complementary and Integrative Health": "nccih.nih.gov",
    "Agency for Healthcare Research and Quality": "ahrq.gov",
    "American Cancer Society": "cancer.org",
    "American Academy of Orthopaedic Surgeons": "orthoinfo.aaos.org",
    "Musculoskeletal Tumor Society": "orthoguidelines.org",
    "World Health Organization": "who.int",
}
# Blocks that only arrange pages or ask for the next step.
NEED_NO_SOURCE = {"people", "treatments", "resources", "call_to_action"}


def references(files):
    for file in files:
        for key, source in (file.fields.get("sources") or {}).items():
            yield file.address, key, source


def test_each_section_of_a_care_page_names_its_source(care_files):
    unsourced = [
        f"{file.path}:{block.line}"
        for file in care_files
        for block in file.blocks
        if block.kind not in NEED_NO_SOURCE and not block.sources
    ]
    assert not unsourced


def test_each_source_that_is_named_exists_on_its_page(page_files):
    for file in page_files:
        known = NOT_KEYS | set(file.fields.get("sources") or {})
        for block in file.blocks:
            assert set(block.sources) <= known, f"{file.path}:{block.line}"


def test_no_source_is_listed_and_not_used(page_files):
    for file in page_files:
        used = {key for block in file.blocks for key in block.sources}
        assert set(file.fields.get("sources") or {}) <= used, file.path


def test_each_reference_has_publisher_title_address_and_the_date_it_was_read_if_somebody_has(page_files):
    found = list(references(page_files))
    assert len(found) > 80
    for address, key, source in found:
        assert set(source) == {"publisher", "title", "address", "read"}, (address, key)
        assert source["title"].strip(), (address, key)
        assert source["read"] is None or isinstance(source["read"], datetime.date), (address, key)
        assert source["read"] is None or source["read"] <= datetime.datetime.now(tz=datetime.UTC).date(), (address, key)


def test_each_reference_is_published_by_someone_allowed_at_their_own_address(page_files):
    for address, key, source in references(page_files):
        assert source["publisher"] in PUBLISHERS, (address, key, source["publisher"])
        parts = urlsplit(source["address"])
        site = PUBLISHERS[source["publisher"]]
        assert parts.scheme == "https", (address, key)
        assert parts.hostname == site or parts.hostname.endswith("." + site), (address, key)


def test_one_address_has_one_title_and_one_publisher_everywhere(page_files):
    said = {}
    for _, _, source in references(page_files):
        said.setdefault(source["address"], set()).add((source["publisher"], source["title"]))
    assert not {address: names for address, names in said.items() if len(names) > 1}


@pytest.mark.parametrize("field", ["reviewer", "reviewed_on", "review_due_on", "reviewed"])
def test_no_file_claims_that_a_clinician_has_checked_it(page_files, field):
    assert not [file.path for file in page_files if field in file.fields]


def test_a_reader_finds_the_references_at_the_foot_of_the_page(care_files, seen_pages):
    for file in care_files:
        for source in (file.fields.get("sources") or {}).values():
            shown = seen_pages[file.address].main
            assert re.search(re.escape(source["title"].replace("’", "'")), shown), (file.address, source["title"])
            assert source["publisher"] in shown, (file.address, source["publisher"])
