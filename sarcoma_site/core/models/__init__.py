"""The records that every section shares."""

from .base_page import BasePage
from .claims import Claim
from .loaded_content import LoadedContent
from .media import SiteDocument, SiteImage, SiteRendition
from .nightly_run import NightlyRun
from .notices import SiteNotice
from .settings import NavigationItem, SiteApproval, SiteSettings, SocialLink
from .users import User

__all__ = [
    "BasePage",
    "Claim",
    "LoadedContent",
    "NavigationItem",
    "NightlyRun",
    "SiteApproval",
    "SiteDocument",
    "SiteImage",
    "SiteNotice",
    "SiteRendition",
    "SiteSettings",
    "SocialLink",
    "User",
]
