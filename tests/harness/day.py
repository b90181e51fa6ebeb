"""The day of the tests: pages and scenes live on it, whenever the suite runs and also when it runs over midnight."""

from datetime import date

TODAY = date(2026, 11, 22)
