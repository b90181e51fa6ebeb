"""Views by verb."""
