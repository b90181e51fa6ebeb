"""Pages of letters and forms."""
