"""Paths: the ways that cases really took, against the drawing: where they stand, how long steps take, who hands on.

Counted by the database from the records of steps, within what the actor looks after (`sql/functions.sql`): the
coordination its region or theme, the office its canton. The steering committee is told the same roughly, and no case.
Others enter by `public`.
"""
