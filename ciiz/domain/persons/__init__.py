"""Who the person is, and how they stand.

A dossier points to its person by a *subject*; a person is seen by whoever sees one of their subjects. Identity is one
row per person; everything that institutions say about the person (situation, registrations, work capacity) is dated and
belongs to the institution that says it. Each descriptive field holds a value or the reason why there is none
(`absence`).
"""
