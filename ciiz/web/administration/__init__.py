"""Administration by the IIZ office: people and their roles, invitations, institutions, entries of the directory."""
