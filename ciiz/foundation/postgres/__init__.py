"""PostgreSQL from a wheel: a cluster of our own for the demo and the tests, roles, and connection settings.

A production installation uses none of the cluster: it names its server in `DATABASE_URL` (docs/operations.md).
This package imports nothing of Django, because the settings themselves are made with it.
"""
