"""Wiring: settings, urls, wsgi; imported by nobody."""
