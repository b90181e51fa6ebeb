"""The process of a case as drawing and as table, and the handbook."""
