"""Pages on which somebody brings in a file of referrals."""
