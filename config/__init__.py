"""Wiring: settings, urls, wsgi; imported by nobody."""

import django_stubs_ext

# Django's classes take type arguments (`QuerySet[Case]`) at run time from here on.
django_stubs_ext.monkeypatch()
