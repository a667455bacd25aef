"""The home page, pages that belong to no section, and search."""

from .home import HomeDoor, HomePage
from .search import SearchPage
from .standard import StandardPage

__all__ = ["HomeDoor", "HomePage", "SearchPage", "StandardPage"]
