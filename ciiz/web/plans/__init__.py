"""Pages of the plan: drawing up, signing, validating, orders, talks, stock-taking, change and end."""
