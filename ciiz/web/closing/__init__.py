"""Pages of the end: exit report, closing, hand-over, break-off, annulling a wrong closing."""
