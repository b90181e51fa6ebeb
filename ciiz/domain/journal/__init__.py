"""What was said and done in a case between its formal steps: talks, calls, contacts with employers, minutes.

An entry belongs to one category and is either for the own institution or for the case team; the database keeps an own
entry from all other institutions, whatever consent says. Only its author corrects an entry; the audit keeps what it
said before. Source: CII101.5, domain "keeps minutes and documents in the platform".

Informal contacts between institutions (calls, advice, status inquiries) are counted beside the cases. They are about a
person, or only about initials while nothing may be shared; the institution named reads one only on a legal basis.
"""
