"""Pages: one folder per area, views named by verb."""
