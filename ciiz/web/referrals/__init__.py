"""From the IIZ check to the naming of the case manager: check, referral, triage, session, assignment."""
