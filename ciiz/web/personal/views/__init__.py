"""Views, one module a verb."""
