"""Tasks: what waits for whom, until when. A task names a step or an occasion by code and holds no free text.

It is addressed to one member, to a role at an institution, or to the coordination of a region or theme; whoever sees
the dossier's basic data may complete it. Deputies find the tasks of those they stand in for, if they may see them.
Others enter by `public`.
"""
