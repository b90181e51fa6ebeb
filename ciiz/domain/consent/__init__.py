"""Consent is the access right.

A consent is what a person signed: who gives what to whom, for which purpose, from when until when. Signing it opens the
person's dossiers, and withdrawing it closes them in the same statement, everywhere. What the paper leaves open is kept
as "not stated" and has the narrowest effect (`policies`). The database refuses any opening that exceeds its consent.
"""
