"""What was said and done in a case between its formal steps: talks, calls, contacts with employers, minutes.

An entry belongs to one category and is either for the own institution or for the case team; the database keeps an own
entry from all other institutions, whatever consent says. Only its author corrects an entry; the audit keeps what it
said before. Source: CII101.5, domain "keeps minutes and documents in the platform".
"""
