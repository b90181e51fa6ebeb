"""Who may see what: the dossier is the securable, seeing is a row, and the database enforces it.

Four sources open a dossier: participation of an institution or one of its people, mandate of the coordination,
consent of the person, statute. Triggers derive grants (audience × dossier × category × period × givers) from them in
the same statement; row-level security lets exactly those rows through. Nobody writes a grant.
"""
