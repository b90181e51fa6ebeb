"""Turns what the domain says into what the templates show."""
