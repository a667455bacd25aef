"""Patient pages can be read at grade 8, fellowship pages at grade 12, and the measure counts syllables rightly."""

import re

import pytest

from sarcoma_site.core.content_files.page_files import PageFile
from sarcoma_site.core.readability import Reading, main, measure, plain_layer, read_terms, syllables

from .conftest import CONTENT, NOT_CARE

TERMS = read_terms(CONTENT / "terms.yaml")
LONG_ENOUGH = 100
PATIENT_GRADE, FELLOWSHIP_GRADE = 8.0, 12.0
# A page whose true words cannot be plainer: its address and why. Empty, and best kept so.
KEPT: dict[str, str] = {}

# Counted by hand, by speaking each word aloud. All of them stand on our pages.
BY_HAND = {
    1: "bone knee scan blood arm leg nerve spine dose length strength weight school faith looked spreads "
    "takes makes comes names clothes through once while",
    2: "cancer tumor surgeon needle doctor sample margin marrow muscle treatment patient children person people focus "
    "proton center wanted treated places pieces nurses changes little table trouble often listen nothing someone "
    "something healthy closely weakness movement statement diet trial trials doing wheelchair workshops lifestyle "
    "questions searching techniques themselves every",
    3: "medicine hospital appointment sarcoma chordoma lymphoma biopsy biopsies surgical clinical physical condition "
    "infection serious several families family different department important protected designing organized "
    "inpatient outpatient fellowship particles translation procedure professor supportive swallowing teenagers "
    "therapies strategies understand illnesses including insurance instructions recruiting expected residents "
    "resistance respected responding rotations mutations malignant microscope languages everything companies "
    "conference attention applicants accredits allergies afterward cartilage clinicians connective diagnosed "
    "lymphocytes notochord nutrition photograph recurrence researchers",
    4: "operation radiation carcinoma pathologist pathology oncologist oncology pediatric palliative emergency "
    "experience experienced materials diagnosis interpreter independent information inhibitors meditation molecular "
    "metastasis metastases metastatic mortality morbidity nutritionist orthopaedic pleomorphic population "
    "practitioner psychiatrist psychology publications reconstruction regularly remembering seriously specialties "
    "adolescent amputation application available biomarkers communicate complication conventional databases "
    "demonstration education emotional integrative",
    5: "chemotherapy radiologist radiology radioactive brachytherapy chondrosarcoma coordinator investigators "
    "laboratory microvascular occupational accreditation megaprosthesis",
    6: "rehabilitation osteosarcoma immunotherapy accessibility adamantinoma angiogenesis bioinformatics eligibility "
    "intraoperative investigational musculoskeletal",
    7: "undifferentiated",
}
HAND_COUNTED = [pytest.param(word, count, id=word) for count, words in BY_HAND.items() for word in words.split()]


def reading_of(file: PageFile) -> Reading:
    return measure(plain_layer(file), TERMS)


def too_hard(files: list[PageFile], grade: float) -> list[str]:
    """The pages above a grade, each with both figures: as counted, and with explained names at two syllables."""
    found = []
    for file in files:
        reading = reading_of(file)
        if reading.words >= LONG_ENOUGH and reading.grade > grade and file.address not in KEPT:
            found.append(f"{file.address}: grade {reading.grade} (raw {reading.raw_grade})")
    return found


def test_every_care_page_reaches_grade_8(care_files):
    assert len(care_files) > 60
    assert not too_hard(care_files, PATIENT_GRADE)


def test_every_fellowship_page_reaches_grade_12(page_files):
    fellowship = [file for file in page_files if file.address.startswith(NOT_CARE)]
    assert len(fellowship) > 20
    assert not too_hard(fellowship, FELLOWSHIP_GRADE)


def test_a_page_kept_above_the_grade_says_why_and_still_needs_it(page_files):
    by_address = {file.address: reading_of(file) for file in page_files}
    for address, reason in KEPT.items():
        assert len(reason) > 20, address
        assert by_address[address].grade > PATIENT_GRADE, f"{address} no longer needs to be kept"


def test_patient_pages_are_not_chopped_into_the_shortest_sentences(care_files):
    """A low grade can hide a page of commands. Prose, leaving out lists and steps, runs to a calm length."""
    for file in care_files:
        prose = [line for block in file.blocks if block.kind == "section" for line in paragraphs(block.value["plain"])]
        words = sum(len(text.split()) for text in prose)
        sentences = sum(len(re.findall(r"[.?!](?=\s|$|\*|”|\")", text)) or 1 for text in prose)
        if words >= LONG_ENOUGH:
            assert words / sentences >= 8.5, f"{file.address}: {words / sentences:.1f} words a sentence"


def paragraphs(markdown: str) -> list[str]:
    """The running text, without lists and the bold labels above them."""
    is_list_or_label = re.compile(r"\s*(?:(?:[-*]|\d+\.)\s|\*\*[^*]+\*\*\s*$)")
    return [text for text in re.split(r"\n\s*\n", markdown) if not is_list_or_label.match(text)]


def test_both_figures_are_printed_for_each_page(capsys, monkeypatch):
    monkeypatch.chdir(CONTENT.parent)
    assert main(["content/pages"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(list((CONTENT / "pages").rglob("*.md")))
    assert all(re.match(r"\s*-?\d+\.\d \(raw\s+-?\d+\.\d\)\s+\d+ words\s+content/pages/", line) for line in lines)


def test_at_least_a_hundred_words_were_counted_by_hand():
    words = [param.id for param in HAND_COUNTED]
    assert len(set(words)) == len(words) >= 100


def test_the_words_counted_by_hand_are_words_of_our_pages(page_files):
    ours = set(re.findall(r"[a-z]+", " ".join((CONTENT / file.path).read_text().lower() for file in page_files)))
    assert not {param.id for param in HAND_COUNTED} - ours


@pytest.mark.parametrize(("word", "count"), HAND_COUNTED)
def test_the_measure_counts_the_syllables_that_a_reader_speaks(word, count):
    assert syllables(word) == count


def test_the_measure_tells_hard_words_from_plain_ones():
    plain = measure("The doctor takes a small piece of bone. Then you go home and rest.")
    hard = measure("Histopathological characterization necessitates multidisciplinary interpretation of the biopsy.")
    assert plain.grade < 4 < 12 < hard.grade


def test_an_explained_name_counts_as_two_syllables_and_the_raw_figure_still_shows_it():
    reading = measure("You have osteosarcoma. It is a cancer of the bone.", ["osteosarcoma"])
    assert reading.grade < reading.raw_grade
