"""One field for persons, cases, institutions and the people to call."""
