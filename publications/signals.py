"""What happens to publications when something else changes, and each night."""

from wagtail.signals import page_published

from people.models import PersonPage
from sarcoma_site.core.nightly import nightly

from .importing.linking import link_known_spellings
from .tasks import ask_each_night


def link_papers_of_person(sender, instance: PersonPage, **_signal) -> None:
    """A spelling or an ORCID that is new on somebody's page finds the papers that print it."""
    link_known_spellings(instance)


page_published.connect(link_papers_of_person, sender=PersonPage, dispatch_uid="link-papers-of-person")
nightly.connect(ask_each_night, dispatch_uid="ask-saved-queries")
