"""What waits at the coordinator's desk of what was written to the fellowship."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from .enquiry_mail import not_sent
from .models import Enquiry

MAY_ANSWER, MAY_DELETE = "fellowship.change_enquiry", "fellowship.delete_enquiry"
# What begins the name of each entry about messages in the history, and the entry that says where one stands.
ACTION = "fellowship.enquiry."
STATE_SET = f"{ACTION}state"


def may_answer(user) -> bool:
    """Whether somebody reads and answers what was written."""
    return user.has_perm(MAY_ANSWER)


def new_enquiries(user) -> int:
    """How many messages wait for somebody to answer them; none for whoever may not read them."""
    return Enquiry.objects.filter(state=Enquiry.State.NEW).count() if may_answer(user) else 0


def unsent_mail() -> int:
    """How many mails about messages did not go out, or wait for too long."""
    return not_sent().count()


def who_answers(besides=None) -> QuerySet:
    """The people to whom a message can be given, and one more who may have it already."""
    app, codename = MAY_ANSWER.split(".")
    right = {"content_type__app_label": app, "codename": codename}
    through_group = Q(**{f"groups__permissions__{name}": value for name, value in right.items()})
    by_hand = Q(**{f"user_permissions__{name}": value for name, value in right.items()})
    answering = Q(is_active=True) & (through_group | by_hand)
    users = get_user_model().objects.filter(answering | Q(pk=besides.pk) if besides else answering)
    return users.distinct().order_by("last_name", "first_name", "pk")
