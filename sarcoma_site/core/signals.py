"""Which changes make the site frame stale."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from .models import Claim, NavigationItem, SiteApproval, SiteNotice, SiteSettings, SocialLink
from .site_frame import forget_frame

for model in (
    Claim,
    Collection,
    CollectionViewRestriction,
    NavigationItem,
    PageViewRestriction,
    Site,
    SiteApproval,
    SiteNotice,
    SiteSettings,
    SocialLink,
):
    post_save.connect(forget_frame, sender=model, dispatch_uid=f"frame-saved-{model.__name__}")
    post_delete.connect(forget_frame, sender=model, dispatch_uid=f"frame-deleted-{model.__name__}")
for signal, name in (
    (page_published, "published"),
    (page_unpublished, "unpublished"),
    (post_page_move, "moved"),
    (page_slug_changed, "renamed"),
):
    signal.connect(forget_frame, dispatch_uid=f"frame-{name}")
