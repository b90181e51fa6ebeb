-- The bytes are those that the record names, under the same protection.
CREATE OR REPLACE FUNCTION documents_content_fits() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM documents_document d
        WHERE d.id = NEW.document_id AND d.dossier_id = NEW.dossier_id AND d.contributor_id = NEW.contributor_id
          AND d.category = NEW.category AND d.size = octet_length(NEW.data)
          AND d.sha256 = encode(sha256(NEW.data), 'hex')) THEN
        RAISE EXCEPTION 'the content is not that of its document' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- Title, kind and annulment may change; what was filed may not.
CREATE OR REPLACE FUNCTION documents_stay_as_filed() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF (NEW.sha256, NEW.size, NEW.media_type, NEW.category, NEW.recorded_at, NEW.recorded_by_id, NEW.generated)
        IS DISTINCT FROM
       (OLD.sha256, OLD.size, OLD.media_type, OLD.category, OLD.recorded_at, OLD.recorded_by_id, OLD.generated)
       OR OLD.annulled_on IS NOT NULL AND (NEW.annulled_on, NEW.annulled_by_id, NEW.annulled_why)
        IS DISTINCT FROM (OLD.annulled_on, OLD.annulled_by_id, OLD.annulled_why) THEN
        RAISE EXCEPTION 'a filed document does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
