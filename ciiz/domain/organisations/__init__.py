"""Who works together: cantons, regions, themes, dispositifs, institutions, offices, users and their memberships.

Institutions are data, not code: any dispositif, also addiction services, schools or charities, is a row. The IIZ
office of a canton is an institution of kind "office", so that whoever contributes to a case is always an
institution. A membership (user × institution × role) is what a person acts as.
"""
