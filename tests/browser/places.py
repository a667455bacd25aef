"""Where the browser goes: a page of each type, and the states that a page can be in."""

# The longest or fullest page of its type, where there is a choice.
PAGES = {
    "home.HomePage": ["/"],
    "home.StandardPage": ["/emergency/", "/refer/", "/privacy/"],
    "home.SearchPage": ["/search/"],
    "programs.ProgramIndexPage": ["/programs/"],
    "programs.ProgramPage": ["/programs/bone-cancer/"],
    "programs.CareTopicPage": ["/programs/bone-cancer/diagnosis/"],
    "programs.ConditionIndexPage": ["/programs/bone-cancer/conditions/"],
    "programs.ConditionPage": [
        "/programs/bone-cancer/conditions/osteosarcoma/",
        "/programs/bone-cancer/conditions/cancer-that-has-spread-to-bone/",
    ],
    "programs.TreatmentIndexPage": ["/treatments/"],
    "programs.TreatmentPage": ["/treatments/image-guided-biopsy/"],
    "programs.CareTeamIndexPage": ["/care-team/"],
    "programs.CareTeamRolePage": ["/care-team/emotional-and-spiritual-support/"],
    "programs.TrialIndexPage": ["/clinical-trials/"],
    "programs.ResourceIndexPage": ["/patient-resources/"],
    "programs.ResourcePage": ["/patient-resources/preparing-for-your-visit/"],
    "people.PersonIndexPage": ["/people/"],
    "people.PersonPage": ["/people/santiago-lozano-calderon/"],
    "publications.PublicationIndexPage": ["/publications/"],
    "publications.PublicationPage": ["/publications/39775972/"],
    "fellowship.FellowshipPage": ["/fellowship/"],
    "fellowship.FactSheetPage": ["/fellowship/fact-sheet/"],
    "fellowship.FellowshipTopicPage": ["/fellowship/research/", "/fellowship/training/", "/fellowship/protocols/"],
    "fellowship.RotationIndexPage": ["/fellowship/rotations/"],
    "fellowship.RotationPage": ["/fellowship/rotations/mass-general/"],
    "fellowship.ConferenceIndexPage": ["/fellowship/conferences/"],
    "fellowship.ConferencePage": ["/fellowship/conferences/sarcoma-tumor-board/"],
    "fellowship.EnquiryPage": ["/fellowship/contact/"],
}
ONE_OF_EACH_TYPE = [address for addresses in PAGES.values() for address in addresses]

STATES = {
    "search with results": "/search/?q=sarcoma",
    "search of one kind": "/search/?q=surgery&in=care",
    "search without results": "/search/?q=xylophone",
    "search with a query too strange": "/search/?q=%00%3Cscript%3E&in=nothing&page=-1",
    "publications of one person": "/publications/?person=santiago-lozano-calderon&year=2025",
    "publications, none fits": "/publications/?year=1901",
    "people of one role": "/people/?role=orthopaedic-oncology-surgeon",
    "people, none fits": "/people/?role=orthopaedic-oncology-surgeon&specialty=no-such-specialty",
    "rotations of a year that is not public": "/fellowship/rotations/?year=1999",
    "fellows, none named": "/fellowship/fellows/",
    "no such page": "/no-such-page/",
}

# Pages that `unusual.py` adds: what staff may one day enter, at its longest.
UNUSUAL = {
    "a clinical trial": "/clinical-trials/a-trial-with-a-long-name/",
    "a list of trials": "/clinical-trials/",
    "a list of trials, none fits": "/clinical-trials/?age=99",
    "a title of 300 characters and forty authors": "/publications/long-title/",
    "the second page of publications": "/publications/?page=2",
    "a person with a long name": "/people/a-long-name/",
    "a list with a person with a long name": "/people/",
    "search among long names": "/search/?q=pneumono",
    "rotations with dates and a long name": "/fellowship/rotations/?year=2026",
    "a hospital in a year with dates": "/fellowship/rotations/mass-general/",
    "fellows with much to say": "/fellowship/fellows/",
    "a page of every block": "/every-block/",
    "a conference with all that can be said of it": "/fellowship/conferences/a-conference-with-a-long-name/",
    "a list of conferences with their next dates": "/fellowship/conferences/",
    "a week of conferences with a weekend": "/fellowship/conferences/?view=week&week=2026-W49",
    "a week without conferences": "/fellowship/conferences/?view=week&week=2025-W30",
    "a month of conferences": "/fellowship/conferences/?view=month&month=2026-12",
}
