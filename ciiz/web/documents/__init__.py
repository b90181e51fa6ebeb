"""Pages of a dossier's documents: list, add, download, withdraw."""
