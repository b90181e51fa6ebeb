"""What ciiz is about, one package per context; the order is in `.importlinter`: the upper sees the lower."""
