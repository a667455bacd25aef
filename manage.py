#!/usr/bin/env python
"""The project's command line. Without DJANGO_SETTINGS_MODULE it uses the development settings."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sarcoma_site.settings.dev")

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
