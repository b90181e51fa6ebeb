"""The page of the person concerned, on a phone first; and what those do for it who give it to them."""
