"""What the screens of what was written to the fellowship share."""

from django.http import HttpRequest, HttpResponse

from ..enquiry_desk import MAY_ANSWER
from .screen import FellowshipScreen


class EnquiryScreen(FellowshipScreen):
    """A screen about messages, closed to whoever may not answer them."""

    needs = MAY_ANSWER
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"  # It holds what people wrote.
        return response
