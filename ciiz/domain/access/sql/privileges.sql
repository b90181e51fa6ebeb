-- Grants follow the sources by triggers; nobody calls the derivation.
REVOKE ALL ON FUNCTION access_derive(uuid[]), access_source_changed(), access_dossier_opened(), access_make_audience()
    FROM ciiz_app, ciiz_worker;
