"""Screens of the CMS that only the fellowship has, below `fellowship/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
