"""What can be wrong with an embedded cluster, said so that the operator knows what to do."""


class PostgresError(Exception):
    """The embedded server cannot do what was asked; the message is for the operator."""


class UnsuitableFolder(PostgresError):
    """The data folder is not writable, not ours, or of another version."""


class StartFailed(PostgresError):
    """The server did not come up; the message carries the end of its log."""
