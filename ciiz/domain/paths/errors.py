"""Refusals of the context."""

from django.utils.translation import gettext_lazy as _

from ciiz.foundation.errors import DomainError


class TooManyCases(DomainError):
    """A log holds so many cases at most."""

    code = "too_many_cases"
    message = _(
        "These are %(most)s cases or more, too many for one file. Nothing was exported: choose a shorter period, "
        "a region or a theme."
    )


class LogRefused(DomainError):
    """An event log from elsewhere cannot be looked at."""

    code = "log_refused"
    message = _("This event log cannot be read. Nothing of it was kept.")


class LogEmpty(LogRefused):
    """No row below the headings."""

    code = "log_empty"
    message = _("The file holds no event. Nothing of it was kept: choose a CSV file with headings and rows below them.")


class LogNotCsv(LogRefused):
    """Something else than text with separators."""

    code = "log_not_csv"
    message = _(
        "This is no CSV file. Nothing of it was kept: save the event log as CSV, text with semicolons, commas or tabs."
    )


class LogTooLarge(LogRefused):
    """More than is counted in one go."""

    code = "log_too_large"
    message = _(
        "The event log is too large: at most %(events)s events and %(megabytes)s MB are counted. Nothing of it was "
        "kept: leave out columns that are not needed, or take a shorter period."
    )


class LogWithoutHeadings(LogRefused):
    """Columns that are needed were not found."""

    code = "log_without_headings"
    message = _(
        "These columns were not found: %(missing)s. Nothing of the file was kept: give the columns headings such as "
        "case, activity and time, or Fall, Schritt and Datum."
    )


class LogHeadingTwice(LogRefused):
    """One does not know which of the two is meant."""

    code = "log_heading_twice"
    message = _(
        "Two columns have the heading “%(heading)s”. Nothing of the file was kept: rename or remove one of them."
    )


class LogTooManyNames(LogRefused):
    """So many steps or institutions are none."""

    code = "log_too_many_names"
    message = _(
        "The column “%(heading)s” holds %(number)s different values, at most %(most)s can be shown. Nothing of the "
        "file was kept: check that it is the right column, or sum up values that mean the same."
    )


class LogWithoutUsableRow(LogRefused):
    """Every row has a fault; `values` name them."""

    code = "log_without_usable_row"
    message = _("No row of the event log can be used. Nothing of it was kept: correct the rows that are named below.")
