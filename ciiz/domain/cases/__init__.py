"""Cases: one episode of one person, from the IIZ check to closing.

The dossier is what is secured; the case is what is worked on and has the same id. `IizCheck` is kept also when its
answer is no; `Referral` asks for cooperation and gets a decision; `SessionResult` (round table or assessment) is what
case management starts from; `Assignment` tells who manages the case and who did before; `HandOver` asks another
institution to go on; `ExitReport` and `Closing` end it. `Milestone` repeats the days of the events, one row a case.
Texts that people write stand in rows of the category they belong to, never in the rows that all who take part see.
Others enter by `public`.
"""
