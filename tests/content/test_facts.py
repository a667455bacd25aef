"""Each fact of the two source texts stands where `content/facts.yaml` says it does, and nowhere it may not."""

import re

import pytest
import yaml
from django.test import Client

from .conftest import CONTENT, read_html

FACTS = yaml.safe_load((CONTENT / "facts.yaml").read_text(encoding="utf-8"))
PAPERS = yaml.safe_load((CONTENT / "publications.yaml").read_text(encoding="utf-8"))
STATES = {
    "public": {"page"},
    "claim": {"page", "as_of"},
    "draft": {"page"},
    "left-out": {"reason"},
}
COMMON = {"id", "seed", "fact", "pattern", "state"}


def facts_in(*states: str) -> list[pytest.param]:
    return [pytest.param(fact, id=fact["id"]) for fact in FACTS if fact["state"] in states]


def says(text: str, fact: dict) -> bool:
    return bool(re.search(fact["pattern"].replace("’", "'"), text, re.IGNORECASE))


def test_each_record_is_complete():
    for fact in FACTS:
        assert fact["state"] in STATES, fact
        assert set(fact) == COMMON | STATES[fact["state"]], fact
        assert all(str(value).strip() for value in fact.values()), fact
        assert fact["seed"] in ("000", "004"), fact
        assert fact["id"].startswith(fact["seed"] + "-"), fact
        re.compile(fact["pattern"])


def test_no_fact_is_recorded_twice():
    ids = [fact["id"] for fact in FACTS]
    assert sorted(set(ids)) == sorted(ids)


def test_both_documents_are_accounted_for():
    by_seed = {seed: [fact for fact in FACTS if fact["seed"] == seed] for seed in ("000", "004")}
    assert len(by_seed["000"]) > 240
    assert len(by_seed["004"]) > 240


@pytest.mark.parametrize("fact", facts_in("public", "claim"))
def test_a_visitor_finds_the_fact_on_its_page(fact, seen_pages):
    assert fact["page"] in seen_pages, f"{fact['page']} is not a public page"
    assert says(seen_pages[fact["page"]].main, fact), f"“{fact['pattern']}” is not on {fact['page']}"


@pytest.mark.parametrize("fact", facts_in("claim"))
def test_a_claim_is_shown_as_the_departments_statement_without_a_made_up_date(fact, seen_pages):
    assert fact["as_of"] == "not dated", "a dated claim needs its date checked here"
    text = seen_pages[fact["page"]].main
    match = re.search(fact["pattern"].replace("’", "'"), text, re.IGNORECASE)
    around = text[max(0, match.start() - 250) : match.end() + 250]
    assert re.search(r"\b(department|service) (states|describes)\b", around), f"“{around}” is told as plain fact"


@pytest.mark.parametrize("fact", facts_in("draft"))
def test_a_draft_fact_waits_in_the_draft_and_is_on_no_public_page(fact, loaded_site, db, seen_pages):
    from wagtail.models import Page

    slug = fact["page"].strip("/").rsplit("/", 1)[-1]
    page = Page.objects.get(slug=slug)
    assert not page.live
    draft = page.get_latest_revision_as_object()
    html = draft.make_preview_request().render().content
    assert says(read_html(html).main, fact), f"“{fact['pattern']}” is not in the draft of {fact['page']}"
    assert Client().get(fact["page"]).status_code == 404
    assert fact["page"] not in seen_pages


# Titles that a public person or role bears too; that they stand elsewhere says nothing about the draft.
SHARED_TITLES = {"004-faculty-spine-post"}


@pytest.mark.parametrize("fact", facts_in("draft"))
def test_no_public_page_tells_what_only_a_draft_may_tell(fact, seen_pages):
    if fact["id"] in SHARED_TITLES:
        return
    telling = [address for address, page in seen_pages.items() if says(page.everything, fact)]
    assert not telling


@pytest.mark.parametrize("fact", facts_in("left-out"))
def test_what_was_left_out_is_on_no_public_page(fact, seen_pages):
    telling = [address for address, page in seen_pages.items() if says(page.everything, fact)]
    assert not telling, f"“{fact['pattern']}” was left out: {fact['reason']}"


@pytest.mark.parametrize("paper", [pytest.param(paper, id=paper["slug"]) for paper in PAPERS])
def test_a_paper_shows_its_whole_record(paper, seen_pages):
    text = seen_pages[f"/publications/{paper['slug']}/"].main
    names = [author.get("literal") or author["family"] for author in paper["author"]]
    numbers = [paper.get(part) for part in ("DOI", "PMID", "PMCID", "volume", "issue", "page")]
    for value in (paper["title"], paper["container_title"], *names, *numbers):
        if value:
            words = re.sub(r" ([,.;:!?])", r"\1", str(value).replace("’", "'"))
            assert words.replace("-", "–").lower() in text.replace("-", "–").lower(), f"{value} is not shown"
