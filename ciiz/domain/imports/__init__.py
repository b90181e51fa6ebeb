"""Files of referrals that somebody brings in: what was found in them, what waits, what became of it.

Between reading a file and the decision to import, its good rows lie here: of no dossier yet, seen by nobody but the
one who brought them in. They go as they become cases, and after a day in any case; the report of what was wrong, in
which values are masked, stays for a month. What rows mean and how they become cases is `ciiz.journeys.intake`.
"""
