"""What happens by the clock. Every job may run twice, late, or be killed in the middle: the next run does the rest."""

from ciiz.foundation.terms import Term

WIDEST_WARNING = Term(days=366)
"""No canton warns earlier; how early it does is its own value, asked for each row."""
