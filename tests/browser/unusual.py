"""Pages that staff may one day enter, each as long or as full as the fields allow."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from wagtail.models import Page

from fellowship.models import (
    AcademicYear,
    ApplicantDate,
    CaseCategory,
    CaseCount,
    CaseYear,
    ConferenceLeader,
    ConferenceSite,
    FactSheetGroup,
    FactSheetPage,
    Protocol,
    RotationPage,
    Stay,
)
from people.models import PersonIndexPage, PersonPage
from programs.models import ConditionPage, TrialIndexPage, TrialPage
from publications.models import PublicationAuthor, PublicationIndexPage, PublicationPage
from sarcoma_site.core.blocks import BodyBlock
from sarcoma_site.home.models import HomePage, StandardPage
from tests.factories.rotations import add_year, name_fellow
from tests.fellowship.made_conferences import add_conference, cancelled, extra, moved

LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis"
SUMMARY = "What stands here is made up for a test, and is gone when the test is over. " * 3


def words_of_length(characters: int) -> str:
    """A title of exactly so many characters, with a word in it that no narrow screen can hold."""
    filler = "Reconstruction of the proximal humerus after wide resection: a comparison of allografts and implants "
    return (f"{LONG_WORD} " + filler * 9)[: characters - 1].rstrip().ljust(characters, "s")


@contextmanager
def unusual_pages() -> Iterator[None]:
    """The pages of `places.UNUSUAL`, there for a while."""
    pages = [_trial(), _person(), _every_block(), *_publications(), *_conferences()]
    records = [_rotations(), *_case_mix(), *_applicant_dates(), *_protocols(), _missing_facts_in_a_list()]
    try:
        yield
    finally:
        for record in records:
            record.delete()
        for page in pages:
            Page.objects.get(pk=page.pk).delete()


def _trial() -> Page:
    page = TrialIndexPage.objects.get().add_child(
        instance=TrialPage(
            title=words_of_length(255),
            slug="a-trial-with-a-long-name",
            summary=SUMMARY,
            search_description=SUMMARY[:150],
            nct_number="NCT00000000",
            status=TrialPage.Status.RECRUITING,
            phase=TrialPage.Phase.PHASE_1_2,
            minimum_age=12,
            maximum_age=39,
        )
    )
    rows = page.conditions
    rows.add(*[rows.model(condition=condition) for condition in ConditionPage.objects.all()])
    page.save()
    return page


def _rotations() -> AcademicYear:
    """A public year with a block that is divided by weekdays, and a fellow with long words."""
    year = add_year(datetime.date(2026, 8, 1))
    for number, stay in enumerate(Stay.objects.filter(block__year=year, block__number=1, fellow__letter="B")):
        stay.starts_on = stay.ends_on = None
        stay.weekdays = ("024", "13")[number]
        stay.save()
    words = {"family_name": f"van der {LONG_WORD}", "training_before": SUMMARY, "position_after": SUMMARY}
    name_fellow(year, **words)
    return year


def _case_mix() -> list[CaseYear | CaseCategory]:
    """Figures of six years in long words, some of them too small to be shown and some not entered."""
    categories = [CaseCategory.objects.create(name=f"{number} {LONG_WORD}"[:80], order=number) for number in range(3)]
    years = [CaseYear.objects.create(starts_in=2019 + number, source=SUMMARY[:160]) for number in range(6)]
    for place, year in enumerate(years):
        for category, count in zip(categories, (3 + place, 12_345, 40), strict=True):
            if (place, count) != (2, 40):
                CaseCount.objects.create(year=year, category=category, count=count)
    return [*years, *categories]


def _applicant_dates() -> list[ApplicantDate]:
    """Two cycles: one with a day long over, one still to come, one not announced; the next with a note."""
    kinds, note = ApplicantDate.Kind, SUMMARY[:160]
    return [
        ApplicantDate.objects.create(kind=kinds.OPEN, cycle=2099, starts_on=datetime.date(2020, 1, 2), note=note),
        ApplicantDate.objects.create(
            kind=kinds.INTERVIEWS,
            cycle=2099,
            starts_on=datetime.date(2098, 12, 30),
            ends_on=datetime.date(2099, 1, 2),
            as_of=datetime.date(2026, 1, 2),
        ),
        ApplicantDate.objects.create(kind=kinds.CLOSE, cycle=2099, note=note),
        ApplicantDate.objects.create(kind=kinds.OPEN, cycle=2100),
    ]


def _protocols() -> list[Protocol]:
    status = Protocol.Status
    return [
        Protocol.objects.create(title=words_of_length(300), investigator=words_of_length(160), status=status.OPEN),
        Protocol.objects.create(title="Made up", status=status.PLANNED, nct_number="NCT00000000"),
    ]


def _missing_facts_in_a_list() -> FactSheetGroup:
    return FactSheetGroup.objects.create(page=FactSheetPage.objects.get(), group="benefits", missing_shown="list")


def _person() -> Page:
    return PersonIndexPage.objects.get().add_child(
        instance=PersonPage(
            title=f"Wolfeschlegel-{LONG_WORD} van der Hausenbergerdorff, MD, PhD, MPH, FAAOS",
            slug="a-long-name",
            given_name="Wolfe",
            family_name=f"van der {LONG_WORD}",
            summary=SUMMARY,
            search_description=SUMMARY[:150],
            standing=PersonPage.Standing.PAST,
        )
    )


def _conferences() -> list[Page]:
    """One conference with all that can be said of it, and one beside it; of the first each kind of different date."""
    dates = (cancelled("2026-12-01", SUMMARY[:160]), moved("2026-12-08", "2026-12-09", reason=SUMMARY[:160]))
    longest = add_conference(
        *dates,
        extra("2026-12-05", new_place=words_of_length(160)),
        title=words_of_length(255),
        slug="a-conference-with-a-long-name",
        place=words_of_length(160),
        time_note=SUMMARY[:160],
        led_by=words_of_length(160),
        audience=words_of_length(200),
        services="\n".join(["Pathology"] * 8),
        leaders=[ConferenceLeader(person=person, note=SUMMARY[:120]) for person in PersonPage.objects.live()[:4]],
        sites=[ConferenceSite(site=site) for site in RotationPage.objects.live()],
    )
    return [longest, add_conference(title="Made round", slug="made-round", starts_at=datetime.time(17))]


def _publications() -> list[Page]:
    """One paper with all that is long, and enough others for a second page of the list."""
    index = PublicationIndexPage.objects.get()
    longest = index.add_child(instance=_paper("long-title", words_of_length(300)))
    longest.authors.add(
        *[PublicationAuthor(family=f"Featherstonehaugh-Cholmondeley {number}", given="ABCD") for number in range(39)],
        PublicationAuthor(literal=f"{LONG_WORD} Consensus Meeting Participants " * 2),
    )
    longest.save()
    others = [index.add_child(instance=_paper(f"paper-{number}", f"Paper {number}")) for number in range(8)]
    return [longest, *others]


def _paper(slug: str, title: str) -> PublicationPage:
    return PublicationPage(
        title=title[:255],
        slug=slug,
        full_title=title,
        summary=SUMMARY,
        search_description=SUMMARY[:150],
        container_title="J Test Made Up For A Browser",
        issued_year=2021,
        doi=f"10.9999/{slug}-{'0123456789' * 5}",
    )


def _every_block() -> Page:
    body = []
    for name, block in BodyBlock().child_blocks.items():
        value = block.get_preview_value()
        if getattr(block.meta, "preview_value", None):
            body.append({"type": name, "value": block.get_prep_value(value)})
    page = StandardPage(
        title="A page of every block",
        slug="every-block",
        summary=SUMMARY,
        search_description=SUMMARY[:150],
        body=body,
    )
    return HomePage.objects.get().add_child(instance=page)
