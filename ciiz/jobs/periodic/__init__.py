"""What happens by the clock. Every job may run twice, late, or be killed in the middle: the next run does the rest."""

WIDEST_WARNING_DAYS = 366
"""No canton warns earlier; how early it does is its own value, asked for each row."""
