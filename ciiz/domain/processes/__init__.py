"""Processes: the drawing on the wall, the handbook and what comes next are one BPMN file.

`engine` reads files and moves tokens, without Django; `journeys` lists the journeys that a file may name.
A `Definition` is one version of one process for one canton, an `Instance` points to it and holds where a case stands,
a `StepRecord` says who did which step when. Domain facts are the truth and the process follows: what a case does
outside of the drawing is recorded as a deviation, not prevented, where policy allows it.
Others enter by `public`.
"""
