"""A media folder and a temporary folder of one test's own, and staff who upload."""

import tempfile
from pathlib import Path

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def folders(settings, tmp_path, monkeypatch) -> tuple[Path, Path]:
    """Where files are stored, and where they wait."""
    media, waiting = tmp_path / "media", tmp_path / "waiting"
    media.mkdir()
    waiting.mkdir()
    settings.MEDIA_ROOT = media
    settings.FILE_UPLOAD_TEMP_DIR = str(waiting)
    monkeypatch.setattr(tempfile, "tempdir", str(waiting))
    caches["renditions"].clear()  # It knows sizes of pictures that another test had under the same number.
    return media, waiting


@pytest.fixture
def stored(folders):
    """What lies in both folders now."""
    return lambda: [path for folder in folders for path in folder.rglob("*") if path.is_file()]


@pytest.fixture
def uploader(db):
    """Somebody of a staff group at the forms: `uploader(EDITOR)`."""
    from .uploader import Uploader

    return Uploader


@pytest.fixture
def editor(uploader):
    from sarcoma_site.core.staff_groups import EDITOR

    return uploader(EDITOR)


@pytest.fixture
def coordinator(uploader):
    from sarcoma_site.core.staff_groups import COORDINATOR

    return uploader(COORDINATOR)


@pytest.fixture
def nothing_came_in(stored):
    """Whether a refused file left nothing behind: no file, no row."""
    from wagtail.models import UploadedFile

    from sarcoma_site.core.models import SiteDocument, SiteImage

    def check() -> None:
        assert stored() == []
        assert not any(model.objects.exists() for model in (SiteImage, SiteDocument, UploadedFile))

    return check
