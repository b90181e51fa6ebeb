"""Pages of the person: identity, situation, registrations, work capacity."""
