"""The plan of a case: goals, measures of all institutions, signatures, acceptance, orders, stock-takings.

Goal agreement and action plan are one signed document. A `Plan` is one version of it. Goals and measures say from
which version on they hold (`since`) and from which on no longer (`until`): a new version takes over everything that
nobody touches, also what its author may not see, and what was signed stays as it was signed. Triggers in `sql/` keep
both. Source: CII101.3 to CII101.8, domain "goal agreement / plan" and "stock-taking".
"""
