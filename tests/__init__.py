"""Mirrors ciiz/; the cluster behind it is in harness/."""
