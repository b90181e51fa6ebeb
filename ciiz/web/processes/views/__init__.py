"""Views: the handbook, and the drafts of the office."""
