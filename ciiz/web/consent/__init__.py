"""Pages of a person's consent: new, print, sign, signed copy, renew, withdraw."""
