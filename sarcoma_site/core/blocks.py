"""The blocks that a page's body is made of, in the words of the person who writes it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils import timezone
from django.utils.text import slugify
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .addresses import page_address
from .block_previews import document_to_show, image_to_show, pages_to_show
from .page_links import current_page_links
from .site_frame import current_frame

SAME_HEADING = "This heading stands on the page already. Links to a heading need each to read differently."

TEXT, RELATIONS, MEDIA = "Text", "People and care", "Media and files"


def prose(**options) -> blocks.RichTextBlock:
    """Paragraphs, lists, bold, italic and links."""
    return blocks.RichTextBlock(features=settings.RICH_TEXT_PROSE, **options)


def phrase(**options) -> blocks.RichTextBlock:
    """One or two sentences with bold, italic and links; no lists."""
    return blocks.RichTextBlock(features=settings.RICH_TEXT_PHRASE, **options)


class HeadedValue(blocks.StructValue):
    """A block with a heading that can be linked to."""

    @property
    def anchor(self) -> str:
        """The part of an address after `#` that leads to this heading."""
        return slugify(self.get("heading") or "")


class SectionBlock(blocks.StructBlock):
    """A heading, what everybody should read under it, and more for those who want it."""

    heading = blocks.CharBlock(max_length=120)
    plain = prose(help_text="For every reader: short sentences, “you”, each term explained. Grade 8 or lower.")
    more_detail = prose(
        required=False,
        help_text="Folded away until asked for. Never a warning, a number to call or a next step. It prints open.",
    )

    class Meta:
        icon = "pilcrow"
        label = "Section"
        group = TEXT
        description = "A heading with plain text, and more detail under it for those who want it"
        template = "blocks/section.html"
        value_class = HeadedValue
        preview_value = {
            "heading": "What happens at a scan",
            "plain": "<p>You lie on a table. The table moves slowly through a wide ring.</p>",
            "more_detail": "<p>The ring turns around you and takes many pictures from all sides.</p>",
        }


class ClaimChooserBlock(SnippetChooserBlock):
    """A claim, taken from those that the site frame holds anyway."""

    def __init__(self, **options):
        super().__init__("core.Claim", **options)

    def bulk_to_python(self, values):
        claims = current_frame().claims
        return [claims.get(value) for value in values]


class FactBlock(blocks.StructBlock):
    """One key fact: a label and a value, or a claim."""

    label = blocks.CharBlock(max_length=80, required=False)
    value = phrase(required=False)
    claim = ClaimChooserBlock(required=False, help_text="A figure or superlative, instead of label and value.")

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned.get("claim")) == bool(cleaned.get("label") and cleaned.get("value")):
            raise StructBlockValidationError(
                non_block_errors=ErrorList(["Give a label and a value, or a claim, and not both."])
            )
        return cleaned


class KeyFactsValue(HeadedValue):
    """Key facts as a page shows them."""

    @property
    def shown_facts(self) -> list[dict]:
        """Facts to show today: an expired claim is left out."""
        today = timezone.localdate()
        shown = []
        for fact in self.get("facts") or []:
            claim = fact.get("claim")
            if claim is None and fact.get("label"):
                shown.append({"label": fact["label"], "value": fact["value"], "claim": None})
            elif claim is not None and claim.is_current(today):
                shown.append({"label": "", "value": "", "claim": claim})
        return shown


class KeyFactsBlock(blocks.StructBlock):
    """A short list of facts that a reader looks for first."""

    heading = blocks.CharBlock(max_length=120, required=False)
    facts = blocks.ListBlock(FactBlock())

    class Meta:
        icon = "list-ul"
        label = "Key facts"
        group = TEXT
        description = "What a reader looks for first: label and value, or a dated claim"
        template = "blocks/key_facts.html"
        value_class = KeyFactsValue
        preview_value = {
            "heading": "At a glance",
            "facts": [{"label": "How long it takes", "value": "<p>About half an hour</p>", "claim": None}],
        }


class StepBlock(blocks.StructBlock):
    """One step of several."""

    title = blocks.CharBlock(max_length=100)
    text = phrase()


class StepsBlock(blocks.StructBlock):
    """What happens, in its order."""

    heading = blocks.CharBlock(max_length=120)
    steps = blocks.ListBlock(StepBlock(), min_num=2)

    class Meta:
        icon = "list-ol"
        label = "Steps"
        group = TEXT
        description = "What happens, one thing after the other"
        template = "blocks/steps.html"
        value_class = HeadedValue
        preview_value = {
            "heading": "What happens next",
            "steps": [
                {"title": "You call us", "text": "<p>Have your papers beside you.</p>"},
                {"title": "We read your scans", "text": "<p>Then we tell you when to come.</p>"},
            ],
        }


class CalloutBlock(blocks.StructBlock):
    """Something that must not be missed."""

    kind = blocks.ChoiceBlock(
        choices=[("note", "Good to know"), ("important", "Important"), ("urgent", "Urgent")], default="note"
    )
    heading = blocks.CharBlock(max_length=120)
    text = prose()

    class Meta:
        icon = "warning"
        label = "Callout"
        group = TEXT
        description = "A few words that must not be missed"
        template = "blocks/callout.html"
        value_class = HeadedValue
        preview_value = {"kind": "important", "heading": "Before your scan", "text": "<p>Tell us of any implant.</p>"}


class AccordionItemBlock(blocks.StructBlock):
    """One question with its answer."""

    title = blocks.CharBlock(max_length=140)
    text = prose()


class AccordionBlock(blocks.StructBlock):
    """Several short answers of which a reader wants one or two."""

    heading = blocks.CharBlock(max_length=120)
    items = blocks.ListBlock(AccordionItemBlock())

    class Meta:
        icon = "collapse-down"
        label = "Questions and answers"
        group = TEXT
        description = "Several short answers of which a reader wants one or two"
        template = "blocks/accordion.html"
        value_class = HeadedValue
        preview_value = {
            "heading": "Questions people ask",
            "items": [{"title": "May somebody come with me?", "text": "<p>Yes, please bring somebody.</p>"}],
        }


class TableBlock(blocks.StructBlock):
    """Rows and columns, with a caption that says what they show."""

    heading = blocks.CharBlock(max_length=120, required=False)
    table = TypedTableBlock([("text", phrase(label="Text")), ("number", blocks.FloatBlock(label="Number"))])

    class Meta:
        icon = "table"
        label = "Table"
        group = TEXT
        description = "Rows and columns; the caption says what they show"
        template = "blocks/table.html"
        value_class = HeadedValue
        preview_value = {
            "heading": "",
            "table": {
                "caption": "When to come",
                "columns": [{"type": "text", "heading": "Day"}, {"type": "text", "heading": "What"}],
                "rows": [{"values": ["<p>Monday</p>", "<p>Scan</p>"]}],
            },
        }

    def clean(self, value):
        cleaned = super().clean(value)
        if not cleaned["table"].caption:
            raise ValidationError("Give the table a caption: it is what a screen reader says first.")
        return cleaned


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words, with where they can be checked."""

    text = blocks.TextBlock(max_length=600)
    who = blocks.CharBlock(max_length=120)
    source_url = blocks.URLBlock(label="Where it can be read", help_text="No quote stands without its source.")

    class Meta:
        icon = "openquote"
        label = "Quote"
        group = TEXT
        description = "Somebody’s own words, only with a source"
        template = "blocks/quote.html"
        preview_value = {
            "text": "The words that were said.",
            "who": "Who said them",
            "source_url": "https://example.org/",
        }


class VisiblePagesValue(HeadedValue):
    """Chosen pages, without those that a visitor may not see or that are gone."""

    @property
    def pages(self) -> list:
        """The chosen pages that may be shown, in the editor's order."""
        frame = current_frame()
        name = next(key for key in ("people", "treatments", "resources") if key in self)
        return [page for page in self[name] or [] if page is not None and frame.shows(page)]


class _ChosenPagesBlock(blocks.StructBlock):
    heading = blocks.CharBlock(max_length=120)

    def get_preview_value(self):
        name = next(key for key in self.child_blocks if key != "heading")
        pages = pages_to_show(self.child_blocks[name].child_block.target_model)
        return self.normalize({"heading": str(self.label), name: pages})


class PeopleBlock(_ChosenPagesBlock):
    """People, with what they do in plain words."""

    people = blocks.ListBlock(blocks.PageChooserBlock(page_type="people.PersonPage"))

    class Meta:
        icon = "group"
        label = "People"
        group = RELATIONS
        description = "People of the team, in your order"
        template = "blocks/people.html"
        value_class = VisiblePagesValue


class TreatmentsBlock(_ChosenPagesBlock):
    """Treatments, with what each is in a sentence."""

    treatments = blocks.ListBlock(blocks.PageChooserBlock(page_type="programs.TreatmentPage"))

    class Meta:
        icon = "plus"
        label = "Treatments"
        group = RELATIONS
        description = "Treatments, in your order"
        template = "blocks/treatments.html"
        value_class = VisiblePagesValue


class ResourcesBlock(_ChosenPagesBlock):
    """Cards that lead to patient resources."""

    resources = blocks.ListBlock(blocks.PageChooserBlock(page_type="programs.ResourcePage"))

    class Meta:
        icon = "help"
        label = "Resource cards"
        group = RELATIONS
        description = "Patient resources, in your order"
        template = "blocks/resources.html"
        value_class = VisiblePagesValue


class LinkedPageBlock(blocks.PageChooserBlock):
    """A page to link to, fetched together with all other pages that the response links to."""

    def bulk_to_python(self, values):
        links = current_page_links()
        if links is None:
            return super().bulk_to_python(values)
        links.expect_pages(value for value in values if value)
        return [links.page(value) if value else None for value in values]


class LinkValue(blocks.StructValue):
    """Where a link leads."""

    @property
    def href(self) -> str:
        """The address, or nothing when its page is gone or hidden."""
        page = self.get("page")
        if page is not None:
            return page_address(page) if current_frame().shows(page) else ""
        document = self.get("document")
        return document.url if document is not None else self.get("url") or ""

    @property
    def leaves(self) -> bool:
        """Whether it leads away from this site."""
        return bool(self.href) and self.get("page") is None and self.get("document") is None


class LinkBlock(blocks.StructBlock):
    """A link to one of our pages, to a file of ours, or elsewhere."""

    label = blocks.CharBlock(max_length=80)
    page = LinkedPageBlock(required=False)
    url = blocks.URLBlock(label="Address elsewhere", required=False)
    document = DocumentChooserBlock(required=False)

    class Meta:
        icon = "link"
        value_class = LinkValue

    def clean(self, value):
        cleaned = super().clean(value)
        if sum(bool(cleaned.get(name)) for name in ("page", "url", "document")) != 1:
            raise StructBlockValidationError(
                non_block_errors=ErrorList(["Choose a page, an address or a document: exactly one of them."])
            )
        return cleaned


class CallToActionBlock(blocks.StructBlock):
    """The next thing to do."""

    heading = blocks.CharBlock(max_length=120)
    text = phrase(required=False)
    links = blocks.ListBlock(LinkBlock(), max_num=3)

    class Meta:
        icon = "circle-check"
        label = "Next step"
        group = RELATIONS
        description = "The next thing to do, with up to three links"
        template = "blocks/call_to_action.html"
        value_class = HeadedValue
        preview_value = {
            "heading": "Ready to come?",
            "text": "<p>Here is how to get a first visit.</p>",
            "links": [{"label": "Appointments", "page": None, "url": "https://example.org/", "document": None}],
        }


class DocumentBlock(blocks.StructBlock):
    """A file to download, with its kind and size."""

    heading = blocks.CharBlock(max_length=120)
    document = DocumentChooserBlock()

    class Meta:
        icon = "doc-full"
        label = "Document"
        group = MEDIA
        description = "A file to download, with its kind and size"
        template = "blocks/document.html"
        value_class = HeadedValue

    def get_preview_value(self):
        return self.normalize({"heading": "To take with you", "document": document_to_show()})


class PictureBlock(blocks.StructBlock):
    """A picture with its caption and credit."""

    image = ImageChooserBlock()
    caption = blocks.CharBlock(max_length=200, required=False)

    class Meta:
        icon = "image"
        label = "Picture"
        group = MEDIA
        description = "A picture; its description and credit come with it"
        template = "blocks/picture.html"

    def get_preview_value(self):
        return self.normalize({"image": image_to_show(), "caption": "The caption of the picture"})

    def get_preview_template(self, value, context=None):
        return super().get_preview_template(value, context) if value["image"] else "blocks/previews/no_picture.html"


class VideoBlock(blocks.StructBlock):
    """A film: our own file with captions and a transcript, or a plain link to it elsewhere."""

    heading = blocks.CharBlock(max_length=120)
    file = DocumentChooserBlock(required=False, label="Our file (MP4)")
    captions = DocumentChooserBlock(required=False, label="Captions (WebVTT)")
    transcript = prose(required=False)
    url = blocks.URLBlock(required=False, label="Or its address elsewhere", help_text="A link; nothing is loaded.")

    class Meta:
        icon = "media"
        label = "Video"
        group = MEDIA
        description = "Our own film with captions and transcript, or a link to one elsewhere"
        template = "blocks/video.html"
        value_class = HeadedValue
        preview_value = {"heading": "A film about your first visit", "url": "https://example.org/film"}

    def clean(self, value):
        cleaned = super().clean(value)
        own = cleaned.get("file")
        if bool(own) == bool(cleaned.get("url")):
            raise StructBlockValidationError(non_block_errors=ErrorList(["Choose our file or give an address."]))
        if own and not (cleaned.get("captions") and cleaned.get("transcript")):
            raise StructBlockValidationError(
                non_block_errors=ErrorList(["Our own film needs captions and a transcript: not everybody can hear it."])
            )
        return cleaned


class BodyBlock(blocks.StreamBlock):
    """A page's body, in reading order."""

    section = SectionBlock()
    key_facts = KeyFactsBlock()
    steps = StepsBlock()
    callout = CalloutBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    quote = QuoteBlock()
    people = PeopleBlock()
    treatments = TreatmentsBlock()
    resources = ResourcesBlock()
    call_to_action = CallToActionBlock()
    document = DocumentBlock()
    picture = PictureBlock()
    video = VideoBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        seen: set[str] = set()
        for place, block in enumerate(cleaned):
            anchor = getattr(block.value, "anchor", "")
            if anchor and anchor in seen:
                raise StreamBlockValidationError(block_errors={place: ValidationError(SAME_HEADING)})
            seen.add(anchor)
        return cleaned


class ReferenceBlock(blocks.StructBlock):
    """A public source that a page's medicine rests on."""

    publisher = blocks.CharBlock(max_length=120)
    title = blocks.CharBlock(max_length=200)
    address = blocks.URLBlock()
    read = blocks.DateBlock(
        label="Read on",
        required=False,
        help_text="The day on which somebody compared it with this page. Empty: nobody has.",
    )

    class Meta:
        icon = "link-external"
        label = "Source"


class ReferencesBlock(blocks.StreamBlock):
    """The sources of a page."""

    reference = ReferenceBlock()
