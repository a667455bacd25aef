"""Screens of the CMS that only the fellowship has, below `fellowship/`."""

from django.urls import URLPattern, path

from .admin_views.enquiries import EnquiriesView
from .admin_views.enquiry import EnquiryView

urlpatterns: list[URLPattern] = [
    path("enquiries/", EnquiriesView.as_view(), name="enquiry_list"),
    path("enquiries/<int:pk>/", EnquiryView.as_view(), name="enquiry"),
]
