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
    IF (NEW.sha256, NEW.size, NEW.media_type, NEW.category, NEW.recorded_at, NEW.recorded_by_id, NEW.generated,
        NEW.template_id)
        IS DISTINCT FROM
       (OLD.sha256, OLD.size, OLD.media_type, OLD.category, OLD.recorded_at, OLD.recorded_by_id, OLD.generated,
        OLD.template_id)
       OR OLD.annulled_on IS NOT NULL AND (NEW.annulled_on, NEW.annulled_by_id, NEW.annulled_why)
        IS DISTINCT FROM (OLD.annulled_on, OLD.annulled_by_id, OLD.annulled_why) THEN
        RAISE EXCEPTION 'a filed document does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- The office keeps the templates of its own canton, in the own name; what was published never changes, whoever asks.
CREATE OR REPLACE FUNCTION documents_guard_template() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me organisations_membership := organisations_acting();
    held documents_template := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
BEGIN
    IF current_user = 'ciiz_app' AND me.id IS NOT NULL AND NOT (
        me.role IN ('officer', 'secretariat')
        AND EXISTS (SELECT FROM organisations_institution i WHERE i.id = me.institution_id AND i.canton_id = held.canton_id)) THEN
        RAISE EXCEPTION 'the office keeps the templates of its canton' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF current_user = 'ciiz_app' AND TG_OP <> 'DELETE' AND me.id IS NOT NULL AND (
        TG_OP = 'INSERT' AND NEW.drafted_by_id <> me.id
        OR TG_OP = 'UPDATE' AND NEW.drafted_by_id <> OLD.drafted_by_id
        OR NEW.state = 'published' AND (TG_OP = 'INSERT' OR OLD.state = 'draft') AND NEW.published_by_id <> me.id) THEN
        RAISE EXCEPTION 'what somebody does stands in the own name' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.state <> 'draft' AND (
        TG_OP = 'DELETE' OR NEW.state <> 'retired' OR to_jsonb(NEW) - 'state' <> to_jsonb(OLD) - 'state') THEN
        RAISE EXCEPTION 'a published template does not change' USING ERRCODE = 'check_violation';
    END IF;
    RETURN held;
END $$;
