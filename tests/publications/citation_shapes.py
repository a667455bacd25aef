"""Citations in the shapes that people paste, of made-up papers, and the item that each must become."""

ONE = [{"family": "Muster", "given": "BA"}]
TWO = [{"family": "Muster", "given": "BA"}, {"family": "Example", "given": "C"}]


def item(authors: list[dict], title: str, journal: str, parts: list[int], **more) -> dict:
    """The expected item; `more` names its keys with underscores for hyphens, and `literal` is the date's own words."""
    literal = more.pop("literal", "")
    found = {"type": "article-journal", "title": title, "author": authors, "container-title": journal}
    found["issued"] = {"date-parts": [parts]} | ({"literal": literal} if literal else {})
    names = {"available_date": "available-date", "original_title": "original-title"}
    found |= {names.get(key, key): value for key, value in more.items()}
    if "PMID" in found:
        found["id"] = f"pmid:{found['PMID']}"
    elif "DOI" in found:
        found["id"] = f"doi:{found['DOI'].lower()}"
    return {key: value for key, value in found.items() if value}


def on(*parts: int) -> dict:
    return {"date-parts": [list(parts)]}


AHEAD = "advance online publication"
DOI = "10.5555/made.up.1"

# A name for the test, the text, and the item.
SHAPES = [
    (
        "PubMed, in print",
        "Muster BA, Example C. A made-up title. J Made Up. 2025 Mar 1;131(5):246-252. doi: 10.5555/made.up.1. "
        "PMID: 99990001; PMCID: PMC99990001.",
        item(TWO, "A made-up title", "J Made Up", [2025, 3, 1], volume="131", issue="5", page="246-252", DOI=DOI,
             PMID="99990001", PMCID="PMC99990001"),
    ),
    (
        "PubMed, ahead of print",
        "Muster BA. A title. J Made Up. 2025 Jan 7. doi: 10.5555/made.up.1. Epub ahead of print. PMID: 99990001.",
        item(ONE, "A title", "J Made Up", [2025, 1, 7], DOI=DOI, PMID="99990001", status=AHEAD),
    ),
    (
        "PubMed's pages say online for Epub",
        "Muster BA. A title. J Made Up. 2025 Jan 7. doi: 10.5555/made.up.1. Online ahead of print.",
        item(ONE, "A title", "J Made Up", [2025, 1, 7], DOI=DOI, status=AHEAD),
    ),
    (
        "a month only, and an online date",
        "Muster BA. A title. J Made Up. 2025 May;32(5):1-9. doi: 10.5555/made.up.1. Epub 2025 Mar 9. PMID: 99990001.",
        item(ONE, "A title", "J Made Up", [2025, 5], volume="32", issue="5", page="1-9", DOI=DOI, PMID="99990001",
             available_date=on(2025, 3, 9)),
    ),
    (
        "a PII for pages",
        "Muster BA. Is it so? J Made Up. 2025 Apr 8:S9999-5403(25)00335-3. doi: 10.5555/made.up.1. "
        "Epub ahead of print.",
        item(ONE, "Is it so?", "J Made Up", [2025, 4, 8], page="S9999-5403(25)00335-3", DOI=DOI, status=AHEAD),
    ),
    (
        "an article number for pages",
        "Muster BA. A title. J Made Up. 2025 Apr 12:110035. doi: 10.5555/made.up.1. Epub ahead of print.",
        item(ONE, "A title", "J Made Up", [2025, 4, 12], page="110035", DOI=DOI, status=AHEAD),
    ),
    (
        "an e-number",
        "Muster BA. A title. J Made Up. 2025;131(5):e35792.",
        item(ONE, "A title", "J Made Up", [2025], volume="131", issue="5", page="e35792"),
    ),
    (
        "a version behind the article number",
        "Muster BA. A title. J Made Up. 2025 Mar 19;7(3):000967.v3. doi: 10.5555/made.0.000967.v3.",
        item(ONE, "A title", "J Made Up", [2025, 3, 19], volume="7", issue="3", page="000967.v3",
             DOI="10.5555/made.0.000967.v3"),
    ),
    (
        "pages of an online appendix",
        "Muster BA. A title. J Made Up. 2024 Aug;65(2):1065.e1-1065.e9.",
        item(ONE, "A title", "J Made Up", [2024, 8], volume="65", issue="2", page="1065.e1-1065.e9"),
    ),
    (
        "a volume with a letter",
        "Muster BA. A title. J Made Up. 2025 Feb 1;107-B(2):246-252.",
        item(ONE, "A title", "J Made Up", [2025, 2, 1], volume="107-B", issue="2", page="246-252"),
    ),
    (
        "a supplement for issue",
        "Muster BA. A title. J Made Up. 2025;26(Suppl 1):S12-S14.",
        item(ONE, "A title", "J Made Up", [2025], volume="26", issue="Suppl 1", page="S12-S14"),
    ),
    (
        "a supplement of the volume",
        "Muster BA. A title. J Made Up. 2025 Jun;52 Suppl 2:S1-S5.",
        item(ONE, "A title", "J Made Up", [2025, 6], volume="52 Suppl 2", page="S1-S5"),
    ),
    (
        "a supplement of an issue",
        "Muster BA. A title. J Made Up. 2025 Jun;52(3 Suppl):S1-5.",
        item(ONE, "A title", "J Made Up", [2025, 6], volume="52", issue="3 Suppl", page="S1-5"),
    ),
    (
        "a part of an issue",
        "Muster BA. A title. J Made Up. 1999 Sep;17(9 Pt 2):100-4; discussion 105-6.",
        item(ONE, "A title", "J Made Up", [1999, 9], volume="17", issue="9 Pt 2", page="100-4; discussion 105-6"),
    ),
    (
        "no issue",
        "Muster BA. A title. J Made Up. 2025 Apr 24;52:100682. doi: 10.5555/made.up.1.",
        item(ONE, "A title", "J Made Up", [2025, 4, 24], volume="52", page="100682", DOI=DOI),
    ),
    (
        "two months",
        "Muster BA. A title. J Made Up. 2025 Mar-Apr;12(2):1-9.",
        item(ONE, "A title", "J Made Up", [2025, 3], literal="2025 Mar-Apr", volume="12", issue="2", page="1-9"),
    ),
    (
        "months of two years",
        "Muster BA. A title. J Made Up. 1998 Dec-1999 Jan;12(2):1-9.",
        item(ONE, "A title", "J Made Up", [1998, 12], literal="1998 Dec-1999 Jan", volume="12", issue="2", page="1-9"),
    ),
    (
        "a season",
        "Muster BA. A title. J Made Up. 2025 Spring;12(2):1-9.",
        item(ONE, "A title", "J Made Up", [2025], literal="2025 Spring", volume="12", issue="2", page="1-9"),
    ),
    (
        "the month before the year",
        "Muster BA. A title. J Made Up. January 2025;12(2):1-9.",
        item(ONE, "A title", "J Made Up", [2025, 1], volume="12", issue="2", page="1-9"),
    ),
    (
        "a journal with its place",
        "Muster BA. A title. Made Up (Phila Pa 1976). 2025 Mar 17. doi: 10.5555/made.up.1. Epub ahead of print.",
        item(ONE, "A title", "Made Up (Phila Pa 1976)", [2025, 3, 17], DOI=DOI, status=AHEAD),
    ),
    (
        "a title that asks",
        "Muster BA, Example C. What is it? J Made Up. 2025 May 13. doi: 10.5555/made.up.1. Epub ahead of print.",
        item(TWO, "What is it?", "J Made Up", [2025, 5, 13], DOI=DOI, status=AHEAD),
    ),
    (
        "a title that asks within",
        "Muster BA. Is it so?-A made-up study. J Made Up. 2025;1:2.",
        item(ONE, "Is it so?-A made-up study", "J Made Up", [2025], volume="1", page="2"),
    ),
    (
        "a title that calls out",
        "Muster BA. It is so! Made Up Lett. 2025;1(1):2-3.",
        item(ONE, "It is so!", "Made Up Lett", [2025], volume="1", issue="1", page="2-3"),
    ),
    (
        "a title with full stops, colons and years",
        "Muster BA. E. coli vs. others, 2010-2020: no. 1. A study of 1999. J Made Up. 2025;1:2.",
        item(ONE, "E. coli vs. others, 2010-2020: no. 1. A study of 1999", "J Made Up", [2025], volume="1", page="2"),
    ),
    (
        "a title that is a quotation",
        "Muster BA. “Is it so?” J Made Up. 2025;1:2.",
        item(ONE, "“Is it so?”", "J Made Up", [2025], volume="1", page="2"),
    ),
    (
        "a group at the end",
        "Muster BA, Example C; MADE Consensus Group. A title. J Made Up. 2025;1:2.",
        item([*TWO, {"literal": "MADE Consensus Group"}], "A title", "J Made Up", [2025], volume="1", page="2"),
    ),
    (
        "a group in lower case, then people",
        "Muster BA; MADE consensus meeting participants; Example C. A title. J Made Up. 2025;1:2.",
        item([*ONE, {"literal": "MADE consensus meeting participants"}, TWO[1]], "A title", "J Made Up", [2025],
             volume="1", page="2"),
    ),
    (
        "a group that a preposition brings in",
        "Muster BA, Example C; for the Made-Up Study Group. A title. J Made Up. 2025;1:2.",
        item([*TWO, {"literal": "Made-Up Study Group"}], "A title", "J Made Up", [2025], volume="1", page="2"),
    ),
    (
        "a group alone",
        "Made-Up Study Group. A title. J Made Up. 2025;1:2.",
        item([{"literal": "Made-Up Study Group"}], "A title", "J Made Up", [2025], volume="1", page="2"),
    ),
    (
        "particles, apostrophes, hyphens and suffixes",
        "van der Muster LR, de Example T, O'Sample A, Muster-Example B, D’Sample C, Sample AB Jr, Sample DE 3rd, "
        "'t Muster F. A title. J Made Up. 2025;1:2.",
        item(
            [
                {"non-dropping-particle": "van der", "family": "Muster", "given": "LR"},
                {"non-dropping-particle": "de", "family": "Example", "given": "T"},
                {"family": "O'Sample", "given": "A"},
                {"family": "Muster-Example", "given": "B"},
                {"family": "D’Sample", "given": "C"},
                {"family": "Sample", "given": "AB", "suffix": "Jr"},
                {"family": "Sample", "given": "DE", "suffix": "3rd"},
                {"non-dropping-particle": "'t", "family": "Muster", "given": "F"},
            ],
            "A title", "J Made Up", [2025], volume="1", page="2",
        ),
    ),
    (
        "diacritics and names of two words",
        "Müster-Éxample ŽA, Sample de la Muster B, Ñandú Ø, Łódź Ç. Ein Titel. J Made Up. 2025;1:2.",
        item(
            [
                {"family": "Müster-Éxample", "given": "ŽA"},
                {"family": "Sample de la Muster", "given": "B"},
                {"family": "Ñandú", "given": "Ø"},
                {"family": "Łódź", "given": "Ç"},
            ],
            "Ein Titel", "J Made Up", [2025], volume="1", page="2",
        ),
    ),
    (
        "diacritics typed as two characters",
        "Mu\u0308ster A. A title. J Made Up. 2025;1:2.",
        item([{"family": "Müster", "given": "A"}], "A title", "J Made Up", [2025], volume="1", page="2"),
    ),
    (
        "authors left out",
        "Muster BA, Example C, et al. A title. J Made Up. 2025;1(1):2-3. doi:10.5555/made.up.1",
        item(TWO, "A title", "J Made Up", [2025], volume="1", issue="1", page="2-3", DOI=DOI,
             custom={"authors-incomplete": True}),
    ),
    (
        "authors left out without a comma",
        "Muster BA et al. A title. J Made Up. 2025;1:2.",
        item(ONE, "A title", "J Made Up", [2025], volume="1", page="2", custom={"authors-incomplete": True}),
    ),
    (
        "initials with full stops",
        "Muster B.A., Example C. A title. J Made Up. 2025;1:2.",
        item(TWO, "A title", "J Made Up", [2025], volume="1", page="2"),
    ),
    (
        "and before the last author",
        "Muster BA, and Example C. A title. J Made Up. 2025;1:2.",
        item(TWO, "A title", "J Made Up", [2025], volume="1", page="2"),
    ),
    (
        "AMA, in print",
        "Muster BA, Example C. A title. *J Made Up*. 2025;131(5):246-252. doi:10.5555/made.up.1",
        item(TWO, "A title", "J Made Up", [2025], volume="131", issue="5", page="246-252", DOI=DOI),
    ),
    (
        "AMA, with the day behind the pages",
        "Muster BA. A title. J Made Up. 2025;131(5):e35792. Published 2025 Mar 1. doi:10.5555/made.up.1",
        item(ONE, "A title", "J Made Up", [2025, 3, 1], volume="131", issue="5", page="e35792", DOI=DOI),
    ),
    (
        "AMA, online only so far",
        "Muster BA. A title. J Made Up. Published online January 7, 2025. doi:10.5555/made.up.1",
        item(ONE, "A title", "J Made Up", [2025, 1, 7], DOI=DOI, status=AHEAD),
    ),
    (
        "AMA, in print after it was online",
        "Muster BA. A title. J Made Up. 2025;1(2):3-4. Published online January 7, 2025. https://doi.org/10.5555/made.up.1",
        item(ONE, "A title", "J Made Up", [2025], volume="1", issue="2", page="3-4", DOI=DOI,
             available_date=on(2025, 1, 7)),
    ),
    (
        "NLM, read on the internet",
        "Muster BA. A title. J Made Up [Internet]. 2025 Mar 1 [cited 2025 Apr 2];131(5):1-9. Available from: "
        "https://made-up.example/paper doi: 10.5555/made.up.1",
        item(ONE, "A title", "J Made Up", [2025, 3, 1], volume="131", issue="5", page="1-9", DOI=DOI),
    ),
    (
        "NLM, an address instead of a DOI",
        "Muster BA. A title. J Made Up. 2025 Mar;1(5):1-9. Available from: https://made-up.example/paper.",
        item(ONE, "A title", "J Made Up", [2025, 3], volume="1", issue="5", page="1-9",
             URL="https://made-up.example/paper"),
    ),
    (
        "a year alone",
        "Muster BA. A title. J Made Up. 2025.",
        item(ONE, "A title", "J Made Up", [2025]),
    ),
    (
        "no full stop behind the journal",
        "Muster BA. A title. J Made Up 2025;43(2):1–9.",
        item(ONE, "A title", "J Made Up", [2025], volume="43", issue="2", page="1–9"),
    ),
    (
        "blanks between the numbers",
        "Muster BA. A title. J Made Up. 2025 Mar; 43 (2): 1-9. DOI: 10.5555/made.up.1.",
        item(ONE, "A title", "J Made Up", [2025, 3], volume="43", issue="2", page="1-9", DOI=DOI),
    ),
    (
        "a journal whose words end in full stops",
        "Muster BA. A made-up title. J. Orthop. Res. 2025;43(2):1-9.",
        item(ONE, "A made-up title", "J. Orthop. Res", [2025], volume="43", issue="2", page="1-9"),
    ),
    (
        "a journal's name with its section",
        "Muster BA. A made-up title. The Lancet. Oncology. 2025;43(2):1-9.",
        item(ONE, "A made-up title", "The Lancet. Oncology", [2025], volume="43", issue="2", page="1-9"),
    ),
    (
        "addresses for identifiers",
        "Muster BA. A title. J Made Up. 2025;1:2. https://doi.org/10.5555/made.up.1 "
        "https://pubmed.ncbi.nlm.nih.gov/99990001/ https://pmc.ncbi.nlm.nih.gov/articles/PMC99990001/",
        item(ONE, "A title", "J Made Up", [2025], volume="1", page="2", DOI=DOI, PMID="99990001",
             PMCID="PMC99990001"),
    ),
    (
        "a web page's links behind it",
        "Muster BA. A title. J Made Up. 2025;1:2. doi: 10.5555/made.up.1. [PMC free article] [PubMed] [Google Scholar]",
        item(ONE, "A title", "J Made Up", [2025], volume="1", page="2", DOI=DOI),
    ),
    (
        "an old DOI with signs of its own",
        "Muster BA. A title. Made Up. 1996 Jan 1;77(1):1-2. doi: "
        "10.5555/(SICI)1097-0142(19960101)77:1<1::AID-MADE1>3.0.CO;2-#.",
        item(ONE, "A title", "Made Up", [1996, 1, 1], volume="77", issue="1", page="1-2",
             DOI="10.5555/(SICI)1097-0142(19960101)77:1<1::AID-MADE1>3.0.CO;2-#"),
    ),
    (
        "a translated title",
        "Muster BA. [A made-up title]. Made Up Z. 2020 May;91(5):1-2. German. doi: 10.5555/made.up.1.",
        item(ONE, "[A made-up title]", "Made Up Z", [2020, 5], volume="91", issue="5", page="1-2", language="ger",
             DOI=DOI),
    ),
    (
        "a note on the language behind the title",
        "Muster BA. [A made-up title]. [Article in German]. Made Up Z. 2020 May;91(5):1-2.",
        item(ONE, "[A made-up title]", "Made Up Z", [2020, 5], volume="91", issue="5", page="1-2", language="ger"),
    ),
    (
        "both titles",
        "Muster BA. Ein erfundener Titel [A made-up title]. Made Up Z. 2020 May;91(5):1-2. German.",
        item(ONE, "[A made-up title]", "Made Up Z", [2020, 5], original_title="Ein erfundener Titel", volume="91",
             issue="5", page="1-2", language="ger"),
    ),
    (
        "no author",
        "Erratum. J Made Up. 2025 Feb;1(2):3.",
        item([], "Erratum", "J Made Up", [2025, 2], volume="1", issue="2", page="3", custom={"kind": "erratum"}),
    ),
    (
        "a reply to a comment",
        "Muster BA. Reply to: Comment on: A made-up title: a study. J Made Up. 2025 Apr 12:110035. "
        "doi: 10.5555/made.up.1.",
        item(ONE, "Reply to: Comment on: A made-up title: a study", "J Made Up", [2025, 4, 12], page="110035", DOI=DOI,
             custom={"kind": "reply"}),
    ),
    (
        "a visual abstract",
        "Muster BA. ASO Visual Abstract: A made-up title. Ann Made Up. 2025 Jan 8. doi: 10.5555/made.up.1.",
        item(ONE, "ASO Visual Abstract: A made-up title", "Ann Made Up", [2025, 1, 8], DOI=DOI,
             custom={"kind": "visual-abstract"}),
    ),
    (
        "a corrigendum that cites the paper",
        "Muster BA. Corrigendum to “A made-up title” [J Made Up 2024;39(2):1-5]. J Made Up. 2025;40(3):100.",
        item(ONE, "Corrigendum to “A made-up title” [J Made Up 2024;39(2):1-5]", "J Made Up", [2025], volume="40",
             issue="3", page="100", custom={"kind": "erratum"}),
    ),
    (
        "a notice about it",
        "Muster BA. A title. J Made Up. 2025;1:2. doi: 10.5555/made.up.1. Erratum in: J Made Up. 2025 Jun;1(6):9. "
        "doi: 10.5555/made.up.2. PMID: 99990001.",
        item(ONE, "A title", "J Made Up", [2025], volume="1", page="2", DOI=DOI, PMID="99990001",
             custom={"notices": [{"type": "erratum", "DOI": "10.5555/made.up.2",
                                  "citation": "J Made Up. 2025 Jun;1(6):9. doi: 10.5555/made.up.2"}]}),
    ),
    (
        "PubMed's type behind it",
        "Muster BA. A title. J Made Up. 2025;1:2. doi: 10.5555/made.up.1. Review.",
        item(ONE, "A title", "J Made Up", [2025], volume="1", page="2", DOI=DOI, custom={"kind": "review"}),
    ),
    (
        "ahead of print where the volume stands",
        "Muster BA. A title. J Made Up. 2025;Publish Ahead of Print. doi: 10.5555/made.up.1.",
        item(ONE, "A title", "J Made Up", [2025], DOI=DOI, status=AHEAD),
    ),
    (
        "marks of affiliations",
        "Muster BA(1), Example C(1)(2). A title. J Made Up. 2025;1:2.",
        item(TWO, "A title", "J Made Up", [2025], volume="1", page="2"),
    ),
    (
        "cut out of a web page",
        '<p><b>Muster&nbsp;BA</b>, Example C. p&lt;0.05 in <i>E. coli</i>. <a href="https://made-up.example">J Made '
        "Up</a>. 2025;1:2.</p>",
        item(TWO, "p<0.05 in E. coli", "J Made Up", [2025], volume="1", page="2"),
    ),
    (
        "signs that nobody sees",
        "Muster\u00a0BA, Exam\u00adple C. A\u2009title. J Made Up. 2025;1:2. PMID:\u200b 99990001",
        item(TWO, "A title", "J Made Up", [2025], volume="1", page="2", PMID="99990001"),
    ),
]  # fmt: skip
