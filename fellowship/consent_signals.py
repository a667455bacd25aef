"""What follows when somebody publishes a fellow's page without a consent, or removes a hospital from the site."""

from django.db.models.signals import pre_delete
from wagtail.signals import page_published

from people.models import PersonPage

from .models import AcademicYear, Fellow, RotationPage
from .models.fellows import take_down
from .year_board import take_back


def fellow_without_consent(person_key: int) -> Fellow | None:
    """The fellow whose page this is, if that fellow has not agreed to be named, or does not any more."""
    fellows = Fellow.objects.filter(person=person_key).select_related("year")
    return next((fellow for fellow in fellows if not fellow.has_consent()), None)


def keep_down(instance: PersonPage, **_signal) -> None:
    """However a page was published, by schedule or many at once: without its fellow's consent it does not stay up."""
    if fellow_without_consent(instance.pk):
        take_down(instance.pk)


def take_down_with_record(instance: Fellow, **_signal) -> None:
    """With the record of a fellow, that of the consent is gone: the page that rested on it comes down."""
    if instance.person_id is not None:
        take_down(instance.person_id)


def take_years_back(instance: RotationPage, **_signal) -> None:
    """A public year that loses a hospital has gaps: visitors do not see it until somebody has mended it."""
    for year in AcademicYear.objects.public().filter(blocks__stays__site=instance).distinct():
        take_back(year)


page_published.connect(keep_down, sender=PersonPage, dispatch_uid="fellow-without-consent")
pre_delete.connect(take_down_with_record, sender=Fellow, dispatch_uid="record-of-a-consent")
pre_delete.connect(take_years_back, sender=RotationPage, dispatch_uid="hospital-of-a-public-year")
