"""Addresses of the fellowship that end in a file name, and so never reach Wagtail."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
