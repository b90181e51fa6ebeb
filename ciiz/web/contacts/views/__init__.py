"""Pages of informal contacts."""
