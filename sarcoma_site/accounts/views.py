"""Help with signing in: what an administrator can do for a colleague."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from .lockout import failures_of, unlock
from .second_step import has_second_step, needs_second_step, remove_second_steps
from .sessions import browser_of, end_all_sessions
from .tasks import send_password_resets


class SignInHelpView(PermissionRequiredMixin, WagtailAdminTemplateMixin, TemplateView):
    """One person's sign-in: wrong tries, second step, where signed in; and the way out of each trouble."""

    permission_required = "core.change_user"
    template_name = "admin/sign_in_help.html"
    page_title = "Help with signing in"
    header_icon = "key"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.person = get_object_or_404(get_user_model(), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def has_permission(self) -> bool:
        """Whoever is no superuser does not take a superuser's second step away."""
        return super().has_permission() and (self.request.user.is_superuser or not self.person.is_superuser)

    def handle_no_permission(self) -> HttpResponse:
        return permission_denied(self.request)

    def get_page_subtitle(self) -> str:
        return f"{self.person} ({self.person.get_username()})"

    def get_breadcrumbs_items(self) -> list[dict]:
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            {"url": reverse("wagtailusers_users:index"), "label": "Users"},
            {"url": reverse("wagtailusers_users:edit", args=[self.person.pk]), "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs) -> dict:
        failures = failures_of(self.person)
        return super().get_context_data(**kwargs) | {
            "person": self.person,
            "failures": failures,
            "is_locked": failures >= settings.AXES_FAILURE_LIMIT,
            "minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
            "has_second_step": has_second_step(self.person),
            "needs_second_step": needs_second_step(self.person),
            "second_steps": Authenticator.objects.filter(user=self.person).order_by("created_at"),
            "sessions": [
                {"browser": browser_of(session.user_agent), "since": session.created_at}
                for session in UserSession.objects.purge_and_list(self.person)
            ],
        }

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Do what the button says, note it in the history of the account, and say so."""
        actions = {
            "unlock": self._unlock,
            "remove_second_step": self._remove_second_step,
            "end_sessions": self._end_sessions,
            "send_reset": self._send_reset,
        }
        action = actions.get(request.POST.get("action", ""))
        if action is not None:
            messages.success(request, action())
            log(self.person, "wagtail.edit", user=request.user)
        return redirect("staff_sign_in_help", self.person.pk)

    def _unlock(self) -> str:
        unlock(self.person)
        return "They can try again at once."

    def _remove_second_step(self) -> str:
        remove_second_steps(self.person)
        end_all_sessions(self.person)
        return "The second step is removed, and they are signed out everywhere."

    def _end_sessions(self) -> str:
        end_all_sessions(self.person)
        return "They are signed out everywhere."

    def _send_reset(self) -> str:
        send_password_resets.enqueue([self.person.pk])
        return "A link to choose a new password is on its way."
