"""What the person concerned has in ciiz: a page of their own, and a say in what is written there.

By a code from a letter and a second step they see who works for them, the plan, the appointments, what they agreed to,
who looked at their data, and the documents that are shown to them; they withdraw a consent, and write. All that this
page reads and does stands in `sql/functions.sql`: whoever acts as the person has no grant, only these functions answer.
Source: study 2013, recommendation 5; laws on data protection (access, correction, objection).
"""
