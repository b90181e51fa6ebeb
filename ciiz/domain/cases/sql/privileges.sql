-- Only the worker erases.
REVOKE ALL ON FUNCTION cases_erase_check(uuid, date) FROM ciiz_app;
