"""The list of cases, and a case on one page: who, where it stands, what next, plan, history, who sees what."""
