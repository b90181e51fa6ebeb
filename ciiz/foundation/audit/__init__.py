"""The technical record: who wrote and who read what; append-only, with erasable values, sealed in linked blocks."""
