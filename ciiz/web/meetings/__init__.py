"""Meetings: arranged, invited to, answered, held."""
