"""What looks like a health detail, and what is a doctor's way to speak of work."""

import time

import pytest

from fellowship.health_words import MOST_SHOWN, health_details_in

HEALTH = """
MRN 123456
my mrn is 0034567
medical record number: 12-34-5678
Patient ID 4455667
Record number 4455667
record no 4455667
record number 12-34-567
my record no. is BI-445566
my MRN is BI445566
MRN is 4455667
DOB 3/4/1980
D.O.B. 1980-03-04
date of birth: March 4, 1980
I was born on 4 July 1990
my ssn is 123-45-6789
Can you look at my biopsy?
MY TUMOUR has grown
my   recent MRI
what does my diagnosis mean
my cancer surgery was in March
my pathology report
I was diagnosed with chordoma
I've recently been diagnosed with cancer
I was told it is cancer
I've been told that it might be a soft tissue sarcoma
They told me it is cancer
I am suffering from Ewing sarcoma
I suffered from a bone tumor
I finished chemo last year
I have just completed my radiation
I finished treatment in June
my treatment for sarcoma
my diagnosis of chondrosarcoma
my treatment of the tumors in my leg
I have a lump in my leg
I have stage IV sarcoma
There is a lump on my left thigh
chondrosarcoma in my femur
the biopsy of my leg
an MRI of my left knee
surgery on my shoulder
I had a biopsy in May
I need radiation
I am on chemo
my knee pain is bad
I am a patient of Dr. Smith
My son has osteosarcoma and we need help
my mother's biopsy came back
My husband was recently diagnosed with bone cancer
she sent her biopsy
my patient is a 54-year-old woman
Our patient's MRI shows it
""".strip().splitlines()

WORK = """
I did my residency in pathology; I published on biopsy techniques.
My research is on osteosarcoma and chordoma.
my paper on osteosarcoma margins
my biopsy research won a prize
my osteosarcoma project
my tumor board presentation
my spine surgery training
my general surgery rotation
my treatment of sarcomas
my diagnosis and management of bone tumors
My surgical treatment, follow-up and care of sarcoma patients
My research on record linkage
a record number of cases
We had record numbers in 2024.
case numbers 500 a year
I gave chemo lectures last year
I finished a chemotherapy rotation
I completed radiation oncology training
I was told it is a sarcoma center
I was told it is a great program
I was told it is a cancer hospital
I finished treatment protocols for chondrosarcoma
I completed treatment of 30 patients
Our clinic saw a record number (1500 cases).
I did a biopsy in my foot and ankle fellowship.
I treated metastases in my spine rotation
I saw many tumors in my hand fellowship
During my radiation oncology elective I wrote a chapter.
My interest in bone tumors began in medical school.
I have treated many sarcomas during residency.
I have seen a tumor resected.
I have a sarcoma paper under review.
I have experience with limb salvage surgery.
I developed a tumor model in mice.
I had a research year in radiation biology.
I worked with Dr. Lee on his sarcoma research.
I am a patient advocate. I am patient and calm.
My father is a cancer surgeon, my mother is an oncologist.
We reviewed 54 patients diagnosed with chondrosarcoma.
How many biopsies does a fellow do? How is call divided?
I was born in Ohio and trained at Mass General Hospital 2019-2021.
My AAMC ID is 12345678, my ORCID 0000-0002-1825-0097, PMID 39775972.
Call me at 617-555-0123; I live at 02114-2696.
The diagnosis and treatment of metastatic disease is my main field.
Is dental and health insurance part of the benefits? When does the year start: July 1, 2027?
""".strip().splitlines()


@pytest.mark.parametrize("text", HEALTH)
def test_a_health_detail_is_found(text):
    assert health_details_in(f"Hello. {text}\nThank you.") != []


@pytest.mark.parametrize("text", WORK)
def test_a_doctor_may_speak_of_work(text):
    assert health_details_in(f"Hello. {text}\nThank you.") == []


def test_the_writers_own_words_are_shown_each_once_and_only_some():
    found = health_details_in("My biopsy hurt. My  biopsy again. MRN 123456, DOB 3/4/1980, my scan, my tumor")
    assert found[0] == "My biopsy"
    assert len(found) == MOST_SHOWN
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    "text", ["my\u00a0biopsy", "my\nbiopsy", "my \u200bbiop\u200bsy", "ｍｙ biopsy", "my mother’s tumor"]
)
def test_odd_spaces_and_signs_hide_nothing(text):
    assert health_details_in(text) != []


@pytest.mark.parametrize(
    "text",
    ["my " * 1700, "my a-a " * 700, "i have " * 700, "my son has " * 450, "1-" * 2500, "mrn " * 1200, "İß" * 2500],
)
def test_a_long_text_takes_no_time(text):
    started = time.perf_counter()
    health_details_in(text[:5000])
    assert time.perf_counter() - started < 2
