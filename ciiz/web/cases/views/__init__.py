"""Views of cases, by verb."""
