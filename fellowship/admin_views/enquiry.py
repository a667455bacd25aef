"""One message: to read it, to answer it, to say what became of it."""

from collections.abc import Callable
from urllib.parse import quote, urlencode

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from ..enquiry_desk import ACTION, MAY_DELETE, who_answers
from ..enquiry_mail import begin_again, not_sent
from ..models import Enquiry, EnquiryMail
from ..retention import delete_on
from ..tasks import send_enquiry_mail
from .enquiry_screen import EnquiryScreen

SUBJECT = "Your message to the Musculoskeletal Oncology Fellowship"
# What each button says, in the words of the history and of the line above the screen.
SAID = {
    "new": "It is new again.",
    "answered": "Marked as answered.",
    "archived": "Archived.",
    "spam": "Marked as spam. Its sender is not told.",
}


class WhoAnswersField(forms.ModelChoiceField):
    """One of those who answer. Whoever has the message and answers no longer stays, until somebody else is chosen."""

    gone = None

    def offer(self, present) -> None:
        """Offer everybody who answers, and the present one."""
        self.queryset = who_answers(besides=present)
        if present is not None and not who_answers().filter(pk=present.pk).exists():
            self.gone = present

    def label_from_instance(self, user) -> str:
        return f"{user} (no longer answers)" if user == self.gone else str(user)


class KeepingForm(forms.Form):
    """Who sees to it, and a word for colleagues."""

    assigned_to = WhoAnswersField(
        queryset=None,
        required=False,
        label="Who answers",
        empty_label="Nobody yet",
        help_text="Colleagues see it here.",
    )
    note = forms.CharField(
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        label="Note",
        help_text="For colleagues. The sender never sees it; it is deleted with the message.",
    )

    def __init__(self, *args, assigned_to, **kwargs) -> None:
        """`assigned_to` is who has the message now, or None."""
        super().__init__(*args, **kwargs)
        self.fields["assigned_to"].offer(assigned_to)


class HoldForm(forms.Form):
    """Why a message must stay longer than others."""

    hold_reason = forms.CharField(
        max_length=200, label="Why it is kept", help_text="It then stays until somebody ends this, whatever its age."
    )


class EnquiryView(EnquiryScreen):
    """The message with its buttons; `?delete` asks whether it shall go."""

    template_name = "admin/enquiries/enquiry.html"

    def dispatch(self, request: HttpRequest, *args, pk: int, **kwargs) -> HttpResponse:
        self.pk = pk
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return f"Enquiry {self.pk}"

    def parents(self) -> list[dict]:
        return [{"url": reverse("enquiry_list"), "label": "Enquiries"}]

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.enquiry = self._found()
        return self.render_to_response(self.get_context_data())

    def _found(self) -> Enquiry:
        return get_object_or_404(Enquiry.objects.select_related("assigned_to"), pk=self.pk)

    def get_context_data(self, **kwargs) -> dict:
        enquiry = self.enquiry
        kept = {"assigned_to": enquiry.assigned_to_id, "note": enquiry.note}
        late = set(not_sent().filter(enquiry=enquiry).values_list("pk", flat=True))
        context = {
            "enquiry": enquiry,
            "mailto": mailto(enquiry),
            "keeping": KeepingForm(initial=kept, assigned_to=enquiry.assigned_to),
            "hold": HoldForm(),
            "mails": [
                (mail, mail.pk in late or mail.state == EnquiryMail.State.LEFT_OUT) for mail in enquiry.mails.all()
            ],
            "delete_on": delete_on(enquiry),
            "history": history_of(enquiry),
            "may_delete": self.request.user.has_perm(MAY_DELETE),
            "asks_to_delete": "delete" in self.request.GET,
            "states": [state for state in Enquiry.State if state != enquiry.state],
        }
        return super().get_context_data(**kwargs) | context | kwargs

    # --- What is decided ----------------------------------------------------------------------------------------

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.enquiry = self._found()
        do = request.POST.get("do", "")
        acts: dict[str, Callable[[], HttpResponse]] = {
            **dict.fromkeys(Enquiry.State.values, self._set_state),
            "keep": self._write_down,
            "hold": self._hold,
            "let-go": self._let_go,
            "send-again": self._send_again,
            "delete": self._delete,
        }
        if do not in acts:
            messages.error(request, "Nothing was changed: that is no decision about a message.")
            return self._here()
        return acts[do]()

    def _set_state(self) -> HttpResponse:
        enquiry, state = self.enquiry, self.request.POST["do"]
        before, enquiry.state = enquiry.state, state
        enquiry.answered_at = timezone.now() if state == Enquiry.State.ANSWERED else None
        enquiry.save(update_fields=["state", "answered_at"])
        self._log("state", before=before, after=state)
        undo = messages.button(reverse("enquiry", args=[enquiry.pk]), "Open it again")
        messages.success(self.request, f"Enquiry {enquiry.pk}: {SAID[state]}", buttons=[undo])
        return self._here() if state == Enquiry.State.NEW else redirect("enquiry_list")

    def _write_down(self) -> HttpResponse:
        form = KeepingForm(self.request.POST, assigned_to=self.enquiry.assigned_to)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(keeping=form), status=422)
        enquiry, given = self.enquiry, form.cleaned_data
        if given["assigned_to"] != enquiry.assigned_to:
            self._log("assign")
        if given["note"] != enquiry.note:
            self._log("note")
        enquiry.assigned_to, enquiry.note = given["assigned_to"], given["note"]
        enquiry.save(update_fields=["assigned_to", "note"])
        messages.success(self.request, "Saved.")
        return self._here()

    def _hold(self) -> HttpResponse:
        form = HoldForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(hold=form), status=422)
        self._set_hold(form.cleaned_data["hold_reason"])
        messages.success(self.request, "It is kept until somebody ends this.")
        return self._here()

    def _let_go(self) -> HttpResponse:
        self._set_hold("")
        messages.success(self.request, "It is deleted in its time, like others.")
        return self._here()

    def _set_hold(self, reason: str) -> None:
        self.enquiry.is_held, self.enquiry.hold_reason = bool(reason), reason
        self.enquiry.save(update_fields=["is_held", "hold_reason"])
        self._log("hold" if reason else "let-go")

    def _send_again(self) -> HttpResponse:
        kind = self.request.POST.get("mail", "")
        mail = self.enquiry.mails.filter(kind=kind).first() if kind in EnquiryMail.Kind.values else None
        if mail is None or not begin_again(mail):
            messages.info(self.request, "There is nothing to send again.")
            return self._here()
        send_enquiry_mail.enqueue(mail.pk)
        self._log("mail")
        messages.success(self.request, "It is sent in a moment. Load this screen again to see how it went.")
        return self._here()

    def _delete(self) -> HttpResponse:
        if not self.request.user.has_perm(MAY_DELETE):
            messages.error(self.request, "Nothing was changed: you may not delete messages.")
            return self._here()
        if self.enquiry.is_held:
            messages.error(self.request, "Nothing was changed: somebody keeps it for a reason. End that first.")
            return self._here()
        self._log("delete", deleted=True)
        self.enquiry.delete()
        messages.success(self.request, f"Enquiry {self.pk} is deleted for good.")
        return redirect("enquiry_list")

    def _log(self, what: str, deleted: bool = False, **data) -> None:
        """The history says who did what and when, and nothing of the message."""
        log(self.enquiry, f"{ACTION}{what}", user=self.request.user, data=data or None, deleted=deleted)

    def _here(self) -> HttpResponse:
        return redirect("enquiry", self.pk)


def history_of(enquiry: Enquiry) -> list[ModelLogEntry]:
    """Who did what with it, the newest first."""
    about = ContentType.objects.get_for_model(Enquiry)
    entries = ModelLogEntry.objects.filter(content_type=about, object_id=str(enquiry.pk)).select_related("user")
    return list(entries.order_by("-timestamp", "-pk")[:20])


def mailto(enquiry: Enquiry) -> str:
    """A link that opens a mail to the sender, with a subject and no more: what they wrote stays here."""
    return f"mailto:{quote(enquiry.sender_email, safe='@')}?{urlencode({'subject': SUBJECT}, quote_via=quote)}"
