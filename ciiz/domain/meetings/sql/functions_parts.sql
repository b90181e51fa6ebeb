-- A provider or doctor hands in a report by the link, as long as the link opens the item and the meeting is not over: a
-- document of the institution that invited them, medical if a doctor hands it in. Says 'filed', or why not: 'over', 'many'
-- (as many as one link takes), 'full' (the institution's room in the dossier).
CREATE OR REPLACE FUNCTION meetings_hand_in(
    invitation uuid, document uuid, event uuid, p_name text, p_type text, p_data bytea, p_most int, p_quota bigint)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    today CONSTANT date := nullif(current_setting('ciiz.today', true), '')::date;
    guest record;
    what text;
    shelf text;
BEGIN
    IF coalesce(current_setting('ciiz.actor', true), '') <> 'bearer:answer:' || invitation THEN
        RETURN 'over';
    END IF;
    SELECT i.id, i.contributor_id, i.party, i.handed_in, a.dossier_id INTO guest
    FROM meetings_invitation i JOIN meetings_meeting m ON m.id = i.meeting_id
    JOIN meetings_agendaitem a ON a.id = i.item_id AND NOT a.off
    WHERE i.id = invitation AND NOT i.withdrawn AND i.channel <> ''
      AND i.party IN ('provider', 'doctor', 'regional_doctor') AND m.state = 'planned' AND today <= m.held_on
      AND (i.institution_id IS NULL OR meetings_open(a.dossier_id, i.institution_id, today))
    FOR UPDATE OF i;
    IF NOT FOUND THEN
        RETURN 'over';
    END IF;
    IF cardinality(guest.handed_in) >= p_most THEN
        RETURN 'many';
    END IF;
    IF (SELECT coalesce(sum(d.size), 0) FROM documents_document d
        WHERE d.dossier_id = guest.dossier_id AND d.contributor_id = guest.contributor_id)
       + octet_length(p_data) > p_quota THEN
        RETURN 'full';
    END IF;
    IF guest.party = 'provider' THEN
        what := 'report';
        shelf := 'documents';
    ELSE
        what := 'medical_report';
        shelf := 'health';
    END IF;
    INSERT INTO documents_document (id, dossier_id, contributor_id, category, kind, title, file_name, media_type, size,
                                    sha256, dated_on, generated, recorded_at, annulled_why)
    VALUES (document, guest.dossier_id, guest.contributor_id, shelf, what, '', p_name, p_type, octet_length(p_data),
            encode(sha256(p_data), 'hex'), today, false, now(), '');
    INSERT INTO documents_documentcontent (document_id, dossier_id, contributor_id, category, data)
    VALUES (document, guest.dossier_id, guest.contributor_id, shelf, p_data);
    INSERT INTO timeline_event (id, dossier_id, contributor_id, kind, category, occurred_on, recorded_at, legal_basis,
                                step, subject_id, codes)
    VALUES (event, guest.dossier_id, guest.contributor_id, 'document_filed', shelf, today, now(), '', '', document,
            jsonb_build_object('document_kind', what));
    UPDATE meetings_invitation SET handed_in = handed_in || document WHERE id = invitation;
    RETURN 'filed';
END $$;

-- What each institution that sits at an item has brought, without what it says: for who organises the meeting.
CREATE OR REPLACE FUNCTION meetings_parts(meeting uuid)
RETURNS TABLE (item_id uuid, institution_id bigint, stated boolean, tried boolean, grants boolean, capacity boolean,
               documents boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT s.item_id, i.institution_id, bool_or(p.id IS NOT NULL), bool_or(coalesce(p.tried, '') <> ''),
           bool_or(coalesce(p.measures, '') <> ''),
           EXISTS (SELECT FROM persons_workcapacity c WHERE c.dossier_id = s.dossier_id AND c.contributor_id = i.institution_id),
           EXISTS (SELECT FROM documents_document d WHERE d.dossier_id = s.dossier_id
                   AND d.contributor_id = i.institution_id AND d.annulled_on IS NULL AND d.kind <> 'consent')
    FROM meetings_meeting m
    JOIN meetings_invitation i ON i.meeting_id = m.id AND NOT i.withdrawn AND i.institution_id <> m.contributor_id
    JOIN meetings_seat s ON s.invitation_id = i.id AND NOT s.off
    JOIN meetings_agendaitem a ON a.id = s.item_id AND NOT a.off
    LEFT JOIN meetings_position p ON p.item_id = a.id AND p.contributor_id = i.institution_id
    WHERE m.id = meeting AND meetings_organises()
      AND m.contributor_id = ANY (nullif(current_setting('ciiz.institutions', true), '')::bigint[])
    GROUP BY s.item_id, s.dossier_id, i.institution_id
$$;

-- Coordination and office plan standing sessions.
CREATE OR REPLACE FUNCTION meetings_guard_series() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT meetings_organises() THEN
        RAISE EXCEPTION 'coordination and office plan standing sessions' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Of which institutions everybody who sits at an item sees which categories today, or one invited party alone: who comes
-- with an account by their grants, others by what is open to the institution that sends them, and nothing where none
-- does. The person hears what is theirs, and so do whom they bring along and who interprets for them. For those to whom
-- the case is open, or who sit there.
CREATE OR REPLACE FUNCTION meetings_shared(item uuid, only_party uuid) RETURNS TABLE (category text, giver bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH now AS (
        SELECT nullif(current_setting('ciiz.today', true), '')::date AS today,
            nullif(current_setting('ciiz.audiences', true), '')::bigint[] AS audiences
    ), about AS MATERIALIZED (
        SELECT a.id, a.dossier_id, a.contributor_id, n.today FROM now n JOIN meetings_agendaitem a ON a.id = item
        WHERE meetings_seated(a.id) OR EXISTS (
            SELECT FROM access_grant g WHERE g.dossier_id = a.dossier_id AND g.audience_id = ANY (n.audiences)
              AND g.valid_from <= n.today AND n.today < g.valid_to)
    ), there AS MATERIALIZED (
        SELECT i.id, i.membership_id, i.institution_id, a.dossier_id, a.today
        FROM about a JOIN meetings_invitation i ON i.item_id = a.id OR EXISTS (
            SELECT FROM meetings_seat s WHERE s.item_id = a.id AND s.invitation_id = i.id AND NOT s.off)
        WHERE i.party NOT IN ('person', 'companion', 'interpreter') AND CASE WHEN only_party IS NULL
            THEN NOT i.withdrawn AND i.reply <> 'no' AND i.attendance NOT IN ('excused', 'missing')
            ELSE i.id = only_party END
    ), opened AS (
        SELECT t.id, g.category, g.givers
        FROM there t JOIN organisations_membership m ON m.id = t.membership_id
            AND m.valid_from <= t.today AND (m.valid_to IS NULL OR t.today < m.valid_to)
        JOIN access_audience u ON u.membership_id = m.id
            OR u.institution_id = m.institution_id AND (
                   u.kind = 'institution' AND m.role IN ('front_line', 'contact')
                OR u.kind = 'contacts' AND m.role = 'contact'
                OR u.kind = 'office' AND m.role IN ('officer', 'secretariat'))
            OR u.region_id = m.region_id AND m.role = 'regional' OR u.theme_id = m.theme_id AND m.role = 'thematic'
        JOIN access_grant g ON g.dossier_id = t.dossier_id AND g.audience_id = u.id
            AND g.valid_from <= t.today AND t.today < g.valid_to
            AND (m.role <> 'secretariat' OR g.category NOT IN ('health', 'finance'))
        UNION ALL
        SELECT t.id, unnest(s.categories), s.givers
        FROM there t JOIN access_consentscope s ON s.dossier_id = t.dossier_id AND s.receiver_id = t.institution_id
            AND s.valid_from <= t.today AND (s.valid_to IS NULL OR t.today < s.valid_to)
        WHERE t.membership_id IS NULL
        UNION ALL
        SELECT t.id, unnest(s.categories), s.givers
        FROM there t JOIN access_statute s ON s.dossier_id = t.dossier_id AND s.receiver_id = t.institution_id
            AND s.valid_from <= t.today AND t.today < s.valid_to
        WHERE t.membership_id IS NULL
    ), giving AS (
        SELECT a.contributor_id AS id FROM about a
        UNION SELECT p.institution_id FROM about a JOIN access_participation p ON p.dossier_id = a.dossier_id
    )
    SELECT c.category, g.id
    FROM unnest('{basic,social,work,health,finance,documents}'::text[]) AS c (category) CROSS JOIN giving g
    WHERE NOT EXISTS (
        SELECT FROM there t
        WHERE (t.membership_id IS NOT NULL OR t.institution_id IS DISTINCT FROM g.id) AND NOT EXISTS (
            SELECT FROM opened o WHERE o.id = t.id AND o.category = c.category
              AND (o.givers IS NULL OR g.id = ANY (o.givers))))
$$;
