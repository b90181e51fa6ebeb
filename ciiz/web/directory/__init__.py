"""The directory: whom to call at which institution, by competence, region and language."""
