-- Which cases are counted and how many exactly, only the functions know that say it to who may be told.
REVOKE ALL ON FUNCTION paths_cases(bigint, bigint, date, date), paths_counted(uuid[], bigint, bigint, date, date),
    paths_told(bigint) FROM ciiz_app, ciiz_worker;
