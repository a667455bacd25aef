"""Things of every kind, each once in the coordinator's own sections and once elsewhere, all of them secret.

A secret holds the bait, which searches ask for, and a word that tells where it leaked from. No address holds either.
"""

import datetime
from dataclasses import dataclass, field
from io import BytesIO

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    Page,
    PageViewRestriction,
    Site,
    Task,
    UploadedFile,
    Workflow,
)

from fellowship.models import (
    ApplicantDate,
    CaseCategory,
    CaseCount,
    CaseYear,
    ConferenceException,
    ConferencePage,
    Enquiry,
    EnquiryPage,
    Fellow,
    FellowshipFact,
    FellowshipPage,
    FellowshipTopicPage,
    Protocol,
    ProtocolFile,
)
from fellowship.rotation_plan import day_after
from people.models import Role, Specialty
from programs.models import ConditionPage, TreatmentIndexPage, TreatmentPage
from publications.models import Finding, SavedQuery, Topic
from sarcoma_site.core.models import Claim, SiteDocument, SiteImage, SiteNotice, SiteSettings
from sarcoma_site.core.staff_groups import (
    ADMINISTRATOR,
    COORDINATOR,
    EDITOR,
    FELLOWSHIP_COLLECTION,
    PUBLISHER,
    REVIEWER,
)
from tests.factories.pages import add_page
from tests.factories.publications import made_item, staged, taken
from tests.factories.rotations import add_year, name_fellow
from tests.fellowship.made_conferences import add_conference, cancelled
from tests.uploads.hostile_pdfs import pdf

from .roles import ADDRESS, USER_NAME, member

BAIT = "Zwitscher"
IN_A_YEAR = datetime.timedelta(days=365)

# The word of each secret, and who may learn it.
WHOLE_SITE = {EDITOR, PUBLISHER, ADMINISTRATOR}
WRITERS = WHOLE_SITE | {COORDINATOR}
KEEPERS = {PUBLISHER, COORDINATOR, ADMINISTRATOR}
MAY_LEARN = {
    "Zaunkoenig": WRITERS,  # a draft of the fellowship, and what belongs to it
    "Haubentaucher": WRITERS,  # a conference’s joining link and private room
    "Steinkauz": WHOLE_SITE,  # a draft, a private and a scheduled page of patient care, and what belongs to them
    "Eisvogel": WHOLE_SITE | {REVIEWER},  # a page of patient care that waits for a clinician
    "Rotmilan": WRITERS,  # files of the fellowship's collection
    "Kormoran": WHOLE_SITE,  # files elsewhere, in a private collection
    "Goldammer": KEEPERS,  # a year that is planned: its fellows without consent, its leave, a calendar's address
    "Pirol": KEEPERS,  # questions to PubMed, and problems of publications
    "Bienenfresser": KEEPERS,  # who told a fact, a category without figures, an older version of the protocols
    "Girlitz": WRITERS,  # imports of publications
    "Wiedehopf": KEEPERS,  # what somebody wrote through the contact form
    "Blaukehlchen": {PUBLISHER, ADMINISTRATOR},  # a notice that is not up yet, a claim's note, the enquiries' recipient
    "Wendehals": {ADMINISTRATOR},  # redirects
    USER_NAME: {ADMINISTRATOR},
    ADDRESS: {ADMINISTRATOR},
}


def secret(word: str) -> str:
    """A title or text that holds the bait and the word."""
    return f"{BAIT} {word}"


@dataclass
class World:
    """What there is to be asked for: by place, then by kind."""

    places: dict[str, dict[str, object]] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)

    def at(self, place: str) -> dict[str, object]:
        """The things of one place; what is the same everywhere comes from the first."""
        return self.places["own"] | self.places[place]


def make_world() -> World:
    """Everything, once. The coordinator's own is `own`, what she has no right to is `elsewhere`."""
    world = World()
    world.places["own"] = _shared_records() | _of_fellowship() | _files(_fellowship_collection(), "Rotmilan")
    world.places["elsewhere"] = _of_care() | _files(_private_collection(), "Kormoran") | _of_others()
    world.places["public"] = _public_page_of_care()
    world.places["waiting"] = _waiting_for_a_clinician()
    secret_pages = ("page", "private", "scheduled", "changed", "conference")
    world.pages = [things[name] for things in world.places.values() for name in secret_pages if name in things]
    return world


def _page_things(page: Page, word: str, user) -> dict:
    """A page with what hangs on it: a version, a comment, somebody who edits it."""
    page.title = secret(word)
    revision = page.save_revision(user=user, log_action=True)
    Comment.objects.create(
        page=page, user=user, text=secret(word), contentpath="title", position="", revision_created=revision
    )
    session = EditingSession.objects.create(
        user=user,
        content_type=ContentType.objects.get_for_model(type(page)),
        object_id=str(page.pk),
        last_seen_at=timezone.now(),
    )
    return {
        "page": page,
        "revision": revision,
        "session": session,
        "type": (page._meta.app_label, page._meta.model_name),
        "destination": page.get_parent(),
    }


def _submitted(page: Page, user) -> dict:
    state = page.get_workflow().start(page, user)
    task_state = state.current_task_state
    return {"workflow_state": state, "task_state": task_state, "task": task_state.task}


def _of_fellowship() -> dict:
    fellowship = FellowshipPage.objects.get()
    conference = _conference()
    draft = add_page(fellowship, FellowshipTopicPage, title=secret("Zaunkoenig"), summary="Zaunkoenig", live=False)
    things = _page_things(draft, "Zaunkoenig", member(COORDINATOR)) | _submitted(draft, member(COORDINATOR))
    return things | {"conference": conference} | _of_rotations()


def _of_rotations() -> dict:
    """A public year and a planned one, with fellows who have not agreed to be named or do not any more, and leave."""
    today = timezone.localdate()
    public = add_year(today - datetime.timedelta(days=40))
    planned = add_year(day_after(public.starts_on), public=False)
    given = {"given_name": secret("Goldammer"), "training_before": "Goldammer", "position_after": "Goldammer"}
    name_fellow(public, "A", agreed=False, **given)
    name_fellow(public, "B", **given, consent_on=public.starts_on, consent_withdrawn_on=today)
    fellow = name_fellow(planned, "A", agreed=False, **given)
    for one in Fellow.objects.all():
        one.leaves.create(starts_on=one.year.starts_on, ends_on=one.year.starts_on, note=secret("Goldammer"))
        one.calendar_key = f"Goldammer-{one.pk}"
        one.save()
    return {"academic_year": planned, "fellow": fellow}


def _conference() -> ConferencePage:
    """A live conference, whose joining link and room only staff may know; and a date that only a draft cancels."""
    page = add_conference(
        cancelled("2026-12-01"),
        weekday=1,
        joining_link="https://meet.example/Haubentaucher",
        private_room=secret("Haubentaucher"),
    )
    page.exceptions.add(ConferenceException(**vars(cancelled("2026-12-08", secret("Haubentaucher")))))
    page.save_revision(user=member(COORDINATOR), log_action=True)
    return page


def _of_care() -> dict:
    """Drafts of patient care; a private page, a scheduled one, and changes to a live one that nobody has seen yet."""
    index = TreatmentIndexPage.objects.get()
    words = {"title": secret("Steinkauz"), "summary": "Steinkauz", "kind": "surgery"}
    draft = add_page(index, TreatmentPage, **words, live=False)
    private = add_page(index, TreatmentPage, **words)
    PageViewRestriction.objects.create(page=private, restriction_type="groups")
    scheduled = add_page(index, TreatmentPage, **words, live=False, go_live_at=timezone.now() + IN_A_YEAR)
    scheduled.save_revision(user=member(PUBLISHER), log_action=True).publish()
    changed = TreatmentPage.objects.live().exclude(pk=private.pk).first()
    changed.title = secret("Steinkauz")
    changed.save_revision(user=member(EDITOR), log_action=True)
    things = _page_things(draft, "Steinkauz", member(EDITOR))
    Page.objects.filter(pk=draft.pk).update(locked=True, locked_by=member(PUBLISHER), locked_at=timezone.now())
    return things | {
        "private": private,
        "scheduled": scheduled,
        "changed": changed,
    }


def _public_page_of_care() -> dict:
    page = ConditionPage.objects.live().first()
    return {
        "page": page,
        "revision": page.save_revision(),
        "type": (page._meta.app_label, page._meta.model_name),
        "destination": page.get_parent(),
    }


def _waiting_for_a_clinician() -> dict:
    page = ConditionPage.objects.live().last()
    return _page_things(page, "Eisvogel", member(EDITOR)) | _submitted(page, member(EDITOR))


def _fellowship_collection() -> Collection:
    return Collection.objects.get(name=FELLOWSHIP_COLLECTION)


def _private_collection() -> Collection:
    collection = Collection.get_first_root_node().add_child(name=secret("Kormoran"))
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    return collection


def _files(collection: Collection, word: str) -> dict:
    owner = member(PUBLISHER)
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    image = SiteImage.objects.create(
        title=secret(word),
        description=secret(word),
        consent_by=secret(word),
        file=SimpleUploadedFile("made.png", picture.getvalue(), "image/png"),
        collection=collection,
        uploaded_by_user=owner,
    )
    image.tags.add(secret(word))
    document = SiteDocument.objects.create(
        title=secret(word),
        description=secret(word),
        file=SimpleUploadedFile("made.txt", b"made"),
        collection=collection,
        uploaded_by_user=owner,
    )
    document.tags.add(secret(word))
    return {
        "collection": collection,
        "image": image,
        "document": document,
        "uploaded_image": _uploaded(SiteImage, owner),
        "uploaded_document": _uploaded(SiteDocument, owner),
    }


def _uploaded(model: type, owner) -> UploadedFile:
    return UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(model),
        file=SimpleUploadedFile("waiting.txt", b"waiting"),
        uploaded_by_user=owner,
    )


def _shared_records() -> dict:
    """What belongs to no section."""
    site = Site.objects.get()
    SiteSettings.objects.filter(site=site).update(enquiry_recipient="blaukehlchen@Blaukehlchen.example")
    day = timezone.localdate() + IN_A_YEAR
    taken([made_item(1, title="Synthetic fluid 62 analysis of imagined joints")], member(COORDINATOR))
    finding = Finding.objects.latest("pk")
    finding.text = secret("Pirol")
    finding.save()
    run = staged([made_item(2, title=secret("Girlitz"))], made_by=member(COORDINATOR))
    run.name = secret("Girlitz")
    run.save()
    return {
        "run": run,
        "finding": finding,
        "enquiry": _enquiry(),
        "query": SavedQuery.objects.create(name=secret("Pirol"), words="Pirol AB"),
        "topic": Topic.objects.create(name="Made-up topic", slug="made-up-topic"),
        "role": Role.objects.create(name="Made-up role", slug="made-up-role"),
        "specialty": Specialty.objects.create(name="Made-up field", slug="made-up-field"),
        "claim": Claim.objects.create(
            slug="made-up-claim", wording="A claim", said_by="us", as_of_note=secret("Blaukehlchen")
        ),
        "notice": SiteNotice.objects.create(message=secret("Blaukehlchen"), starts_on=day),
        "redirect": Redirect.objects.create(old_path="/made-up", redirect_link="https://wendehals.example/Wendehals"),
        **_for_applicants(),
        "site": site,
        # Its name is no secret: whoever sends pages through workflows chooses among them in the report.
        "workflow": Workflow.objects.create(name="Made-up workflow"),
        "workflow_task": Task.objects.first(),
        "user": _colleague(),
        "key": Authenticator.objects.create(user=_another(), type=Authenticator.Type.WEBAUTHN, data={"name": "A key"}),
        "group": Group.objects.create(name="Made-up group"),
    }


def _for_applicants() -> dict:
    """What applicants look for; of it, what only those learn who keep the fellowship."""
    FellowshipFact.objects.create(slug="salary", answer="On a scale.", said_by=secret("Bienenfresser"))
    counted = CaseCategory.objects.create(name="Made-up category")
    year = CaseYear.objects.create(starts_in=2001, source="Made up")
    CaseCount.objects.create(year=year, category=counted, count=50)
    uploaded = SimpleUploadedFile("made.pdf", pdf(), "application/pdf")
    return {
        "applicant_date": ApplicantDate.objects.create(kind="open", cycle=2090, starts_on=datetime.date(2089, 1, 1)),
        "case_category": CaseCategory.objects.create(name=secret("Bienenfresser")),
        "protocol": Protocol.objects.create(title="Made-up study", status="open"),
        "protocol_file": ProtocolFile.objects.create(file=uploaded, note=secret("Bienenfresser")),
    }


def _enquiry() -> Enquiry:
    """A message to the fellowship, secret in everything that its sender wrote, with a note of staff."""
    return Enquiry.objects.create(
        page=EnquiryPage.objects.get(),
        form_data={"name": secret("Wiedehopf"), "message": secret("Wiedehopf")},
        asked=[["name", "Your name", "singleline"], ["message", "Your message", "multiline"]],
        sender_name=secret("Wiedehopf"),
        sender_email="somebody@wiedehopf.example",
        about=secret("Wiedehopf"),
        search_words=secret("Wiedehopf").lower(),
        note=secret("Wiedehopf"),
        is_held=True,
        hold_reason=secret("Wiedehopf"),
    )


def _of_others() -> dict:
    """What not even an administrator touches: a superuser."""
    user = get_user_model().objects.create_superuser(f"{USER_NAME}-root", f"root@{ADDRESS}", None)
    return {"user": user, "group": Group.objects.get(name=ADMINISTRATOR)}


def _another():
    return get_user_model().objects.create_user(f"{USER_NAME}-another", f"another@{ADDRESS}", None)


def _colleague():
    return get_user_model().objects.create_user(
        f"{USER_NAME}-colleague", f"colleague@{ADDRESS}", None, first_name="Ada", last_name="Colleague"
    )
