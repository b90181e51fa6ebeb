"""One's own account: language, own entry in the directory, roles, password and second factor."""
