"""Turns what the contexts know of a case into what the page shows, part by part."""
