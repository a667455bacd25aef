"""Pictures on pages, and documents. Whatever else lies beside them in the media folder has no address."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.documents.views.serve import serve as wagtail_serve_document
from wagtail.models import Collection

from .models import SiteDocument, SiteRendition
from .site_frame import current_frame

PICTURE_TYPES = {
    "avif": "image/avif",
    "gif": "image/gif",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}
ONLY_FOR_THIS_READER = "private, no-store"
# A file that is opened by itself runs nothing, loads nothing and is framed by nobody.
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# Not for what is shown in place: some browsers keep their PDF viewer out of a sandbox.
POLICY_OF_DOWNLOADS = POLICY + "; sandbox"


@require_safe
def serve_rendition(request: HttpRequest, name: str) -> HttpResponseBase:
    """One size of one picture. Its name changes with its picture, so a browser may keep it for a month."""
    content_type = PICTURE_TYPES.get(name.rpartition(".")[2])
    # Sizes lie side by side: a path would only be another spelling of a name.
    if content_type is None or "/" in name or "\\" in name or "\0" in name:
        raise Http404
    private = _is_private_rendition(request, name)
    response = serve(request, f"images/{name}", document_root=settings.MEDIA_ROOT)
    response["Content-Type"] = content_type
    response["Cache-Control"] = ONLY_FOR_THIS_READER if private else "public, max-age=2592000"
    return shut_in(response, POLICY)


@require_safe
def serve_document(request: HttpRequest, document_id: str, document_filename: str) -> HttpResponseBase:
    """A document, for those who may read it. Wagtail sends a stranger to the sign-in."""
    collection = None
    if current_frame().private_collections:
        document = SiteDocument.objects.select_related("collection").filter(pk=document_id).first()
        collection = document and document.collection
    private = collection is not None and _is_private(collection)
    if private and request.user.is_authenticated and not _lets_in(collection, request):
        raise PermissionDenied  # Signed in already, so the sign-in would only send back here.
    response = wagtail_serve_document(request, document_id, document_filename)
    # What is public today may be replaced or made private tomorrow, so a browser asks each time.
    response["Cache-Control"] = ONLY_FOR_THIS_READER if private else "no-cache"
    if response.status_code not in (200, 304):
        return response
    shown = response.get("Content-Disposition", "").startswith("inline")
    return shut_in(response, POLICY if shown else POLICY_OF_DOWNLOADS)


def _is_private_rendition(request: HttpRequest, name: str) -> bool:
    """Whether only some may see it; not found for all others. Asks the database only while something is private."""
    if not current_frame().private_collections:
        return False
    sizes = SiteRendition.objects.select_related("image__collection")
    rendition = sizes.filter(file=f"images/{name}").first()
    if rendition is None:
        raise Http404  # A file that belongs to no picture may belong to a private one.
    collection = rendition.image.collection
    if not _is_private(collection):
        return False
    if not _lets_in(collection, request):
        raise Http404
    return True


def _is_private(collection: Collection) -> bool:
    """Whether staff closed it, or a collection that it stands in."""
    return collection.path.startswith(current_frame().private_collections)


def _lets_in(collection: Collection, request: HttpRequest) -> bool:
    return all(restriction.accept_request(request) for restriction in collection.get_view_restrictions())


def shut_in(response: HttpResponseBase, policy: str) -> HttpResponseBase:
    """A file as it leaves the site: it is what we say it is, and does nothing by itself."""
    response["Content-Security-Policy"] = policy
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    return response
