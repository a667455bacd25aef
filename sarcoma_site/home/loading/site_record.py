"""The one site that Wagtail serves: its host from the settings, its home page from the content."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site


def remove_welcome_page() -> None:
    """Delete the page that a new Wagtail puts at the root, as long as nobody has used it."""
    for page in Page.objects.filter(depth=2, numchild=0, latest_revision=None, slug="home"):
        if page.specific_class is Page:
            Site.objects.filter(root_page=page).delete()
            page.delete()


def point_site_at(home: Page) -> Site:
    """Make `home` the root of the site at `SITE_URL`; writes only what differs."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    wanted = {"hostname": address.hostname, "port": port, "root_page_id": home.pk, "site_name": home.title}
    if site.pk is None or any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
    return site
