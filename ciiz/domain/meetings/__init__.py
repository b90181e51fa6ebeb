"""Meetings of several institutions: arranged, invited to, answered, held; round tables, assessments and all others.

A meeting has a time and a place and no personal data. The cases on its agenda are items, each a row of its dossier.
Whoever is invited has one invitation: somebody of an institution, with a seat at each item that concerns them, or the
person, a provider or a doctor for one item. A seat is there only if the dossier is open to the institution on the day
of the meeting. Dates may be offered first, of which one is fixed; standing sessions of half a year form a series, whose
places cases take. An invitation is sent by ciiz or noted as sent elsewhere, never both; providers and doctors hand in
reports by its link. What an item decides becomes somebody's task; its result is that of the session (context `cases`).
"""
