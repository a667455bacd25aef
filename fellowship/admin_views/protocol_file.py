"""The file of active protocols in the CMS: a new version, the older ones, and the way back to one of them."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.log_actions import log

from sarcoma_site.core.media import ONLY_FOR_THIS_READER, POLICY, shut_in

from ..forms import ProtocolFileForm
from ..models import ProtocolFile
from ..protocol_file import SERVES_NONE, add_version, current_version, make_current, stop_serving
from ..views import file_of
from .record_screen import RecordScreen


class ProtocolFileScreen(RecordScreen):
    """Upload, and every version with who brought it and when."""

    needs = "fellowship.change_protocolfile"
    page_title = "File of active protocols"
    header_icon = "doc-full-inverse"
    template_name = "admin/fellowship/protocol_file.html"

    def get_context_data(self, **kwargs) -> dict:
        context = super().get_context_data(**kwargs)
        context.setdefault("form", ProtocolFileForm())
        return context | {
            "versions": list(ProtocolFile.objects.select_related("uploaded_by")),
            "current": current_version(),
            "address": reverse("fellowship_active_protocols"),
            "media": context["form"].media,
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        action = request.POST.get("do", "")
        if action == "stop":
            self._serve_none()
        elif action == "current":
            self._bring_back(request.POST.get("version", ""))
        else:
            return self._upload()
        return redirect("fellowship_protocol_file")

    def _serve_none(self) -> None:
        version = current_version()
        if version is not None:
            stop_serving()
            log(version, SERVES_NONE, user=self.request.user)
        messages.success(self.request, "No version is served now. All are kept here.")

    def _upload(self) -> HttpResponse:
        form = ProtocolFileForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        before = current_version()
        version = add_version(form.save(commit=False), self.request.user)
        self.note(version, "create")
        said = "The new version is served now."
        if before is not None:
            said += " If that was too early, make the one before current again below."
        messages.success(self.request, said)
        return redirect("fellowship_protocol_file")

    def _bring_back(self, number: str) -> None:
        is_number = number.isascii() and number.isdecimal() and len(number) < 18
        version = ProtocolFile.objects.filter(pk=number).first() if is_number else None
        if version is None:
            messages.warning(self.request, "Nothing was changed: there is no such version.")
            return
        make_current(version)
        self.note(version, "edit")
        messages.success(self.request, f"The version of {version.uploaded_at:%B} {version.uploaded_at.day} is served.")


class ProtocolFileVersionView(RecordScreen):
    """One version, current or not, for staff to look at."""

    needs = "fellowship.change_protocolfile"

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        response = file_of(get_object_or_404(ProtocolFile, pk=pk))
        response["Cache-Control"] = ONLY_FOR_THIS_READER
        return shut_in(response, POLICY)
