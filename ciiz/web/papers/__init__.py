"""Pages of letters and forms: filled from a case, empty for paper."""
