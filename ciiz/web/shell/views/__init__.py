"""Views of the frame, by verb."""
