"""What happened: one immutable event per operation, in codes and ids, never in free text."""
