"""Screens of the CMS that only the fellowship has."""
