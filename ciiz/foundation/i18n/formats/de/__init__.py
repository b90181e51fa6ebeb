"""German as written in Switzerland."""
