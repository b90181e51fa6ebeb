"""Mails: a row with an idempotency key plus a job, both in the transaction that causes them.

A mail carries no personal content: it says in the recipient's language that something waits, and links in. The text
is the template `mail/<kind>.txt`, its first line the subject. A mail server that does not answer loses nothing: the
row stays and is tried again with growing pauses.
"""
