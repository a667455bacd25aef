"""Addresses that end in a file name, and the pages for people who build the site."""

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps.views import sitemap as wagtail_sitemap

from people.models import PersonPage
from publications.models import PublicationPage
from sarcoma_site.core.blocks import BodyBlock
from sarcoma_site.core.models import SiteNotice
from sarcoma_site.core.site_frame import current_frame


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every live public page for search engines; nothing while the site is a demonstration."""
    if current_frame().is_demonstration:
        raise Http404("a demonstration is not for search engines")
    return wagtail_sitemap(request)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: all but the CMS and search results, once somebody has approved the site.

    The format is that of RFC 9309.
    """
    if current_frame().is_demonstration:
        rules = ["User-agent: *", "Disallow: /"]
    else:
        rules = [
            "User-agent: *",
            f"Disallow: /{settings.ADMIN_PATH}",
            "Disallow: /search/",
            f"Sitemap: {settings.SITE_URL}/sitemap.xml",
        ]
    return HttpResponse("\n".join(rules) + "\n", content_type="text/plain")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every block from its preview value, and every component; mounted in development only."""
    blocks = [
        {"name": name, "label": block.label, "description": block.meta.description, "preview": block.bind(value)}
        for name, block in BodyBlock().child_blocks.items()
        if (value := block.get_preview_value()) is not None
    ]
    people = list(PersonPage.objects.in_directory()[:4])
    papers = PublicationPage.objects.recent_first()
    samples = {
        "claim": next(iter(current_frame().claims.values()), None),
        "notice": SiteNotice(level=SiteNotice.Level.IMPORTANT, message="The clinic is closed on Thursday."),
        "people": people,
        "publication": papers.first(),
        "form": _SampleForm({"name": "", "question": "When does the year begin?"}),
        "paged": Paginator(papers, 2).get_page(2),
    }
    return render(request, "styleguide.html", {"blocks": blocks, "samples": samples})


class _SampleForm(forms.Form):
    """A form with one field left out, to see how an error looks."""

    name = forms.CharField(label="Your name")
    question = forms.CharField(label="Your question", widget=forms.Textarea)
