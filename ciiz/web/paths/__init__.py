"""Pages of paths: what became of cases, against the drawing."""
