"""Technique without a word of the domain: database, protection, audit, clock, languages, files, mail, queue."""
