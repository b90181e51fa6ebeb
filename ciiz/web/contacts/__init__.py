"""Informal contacts: one small form from anywhere, and the list that counts them apart from cases."""
