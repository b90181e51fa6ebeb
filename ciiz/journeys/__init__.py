"""Use cases across contexts, one module per verb; each is one transaction."""
