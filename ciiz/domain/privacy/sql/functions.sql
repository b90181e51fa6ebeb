-- All that the page of the person concerned reads and does. Whoever acts as 'person:<page>' has no audience, so that no
-- policy lets a row through; these functions answer for the one dossier of a page that is open, and nothing else.

-- The page of whoever acts as the person concerned; no row once it is ended.
CREATE OR REPLACE FUNCTION privacy_me() RETURNS privacy_personalpage
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p FROM privacy_personalpage p
    WHERE p.id = substring(current_setting('ciiz.actor', true) FROM '^person:([0-9a-f-]{36})$')::uuid
      AND p.opened_on IS NOT NULL AND p.ended_on IS NULL
$$;

-- The page whose letter has this code (a keyed digest of it): how far it is, and by what the second step is checked.
CREATE OR REPLACE FUNCTION privacy_by_code(digest text, p_today date)
RETURNS TABLE (id uuid, dossier_id uuid, language text, second_step text, secret text, is_open boolean, is_locked boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.id, p.dossier_id, p.language, p.second_step, p.secret, p.opened_on IS NOT NULL, p.wrong >= 5
    FROM privacy_personalpage p
    WHERE p.code_digest = digest AND p.ended_on IS NULL AND (p.opened_on IS NOT NULL OR p_today < p.code_until)
$$;

-- The same by the page's own number, for who is between the two steps.
CREATE OR REPLACE FUNCTION privacy_by_id(page uuid, p_today date)
RETURNS TABLE (id uuid, dossier_id uuid, language text, second_step text, secret text, is_open boolean, is_locked boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.id, p.dossier_id, p.language, p.second_step, p.secret, p.opened_on IS NOT NULL, p.wrong >= 5
    FROM privacy_personalpage p
    WHERE p.id = page AND p.ended_on IS NULL AND (p.opened_on IS NOT NULL OR p_today < p.code_until)
$$;

-- Whether the person of the page was born on this day; the fifth wrong day locks the letter's code for good.
CREATE OR REPLACE FUNCTION privacy_born(page uuid, born date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held privacy_personalpage;
    fits boolean;
BEGIN
    SELECT * INTO held FROM privacy_personalpage WHERE id = page FOR UPDATE;
    IF held.id IS NULL OR held.wrong >= 5 OR held.ended_on IS NOT NULL THEN
        RETURN false;
    END IF;
    SELECT coalesce(p.birth_date = born, false) INTO fits
    FROM persons_subject s JOIN persons_person p ON p.id = s.person_id WHERE s.dossier_id = held.dossier_id;
    IF NOT coalesce(fits, false) THEN
        UPDATE privacy_personalpage SET wrong = wrong + 1 WHERE id = page;
        RETURN false;
    END IF;
    RETURN true;
END $$;

-- The first visit: by what the second step shall be checked; it holds only once the person has shown that it works.
CREATE OR REPLACE FUNCTION privacy_choose(page uuid, step text, sealed text, p_today date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE privacy_personalpage SET second_step = step, secret = sealed
    WHERE id = page AND opened_on IS NULL AND ended_on IS NULL AND wrong < 5 AND p_today < code_until;
    RETURN FOUND;
END $$;

CREATE OR REPLACE FUNCTION privacy_open(page uuid, p_today date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE privacy_personalpage SET opened_on = p_today
    WHERE id = page AND secret <> '' AND opened_on IS NULL AND ended_on IS NULL AND wrong < 5 AND p_today < code_until;
    RETURN FOUND;
END $$;

-- The person's own name, number of the case and who looks after them: the head of every page.
CREATE OR REPLACE FUNCTION privacy_head() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'dossier', me.dossier_id, 'canton', d.canton_id, 'second_step', me.second_step,
        'name', p.given_names || ' ' || p.family_name, 'number', c.number, 'stage', c.stage, 'opened_on', c.opened_on,
        'closed_on', c.closed_on, 'kept_by', i.name, 'phone', i.phone)
    FROM privacy_me() me
    JOIN access_dossier d ON d.id = me.dossier_id
    JOIN organisations_institution i ON i.id = me.contributor_id
    LEFT JOIN persons_subject s ON s.dossier_id = me.dossier_id
    LEFT JOIN persons_person p ON p.id = s.person_id
    LEFT JOIN cases_case c ON c.dossier_id = me.dossier_id
    WHERE me.id IS NOT NULL
$$;

-- Who works on it today: one line each, the one in charge first.
CREATE OR REPLACE FUNCTION privacy_team(p_today date)
RETURNS TABLE (name text, part text, role text, institution jsonb, phone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH me AS (SELECT (privacy_me()).dossier_id AS dossier), member AS (
        SELECT c.case_manager_id AS id, 1 AS place FROM cases_case c, me WHERE c.dossier_id = me.dossier
        UNION ALL SELECT c.coordinator_id, 2 FROM cases_case c, me WHERE c.dossier_id = me.dossier
        UNION ALL SELECT p.member_id, 3 FROM access_participation p, me
        WHERE p.dossier_id = me.dossier AND p.valid_from <= p_today AND (p.valid_to IS NULL OR p_today < p.valid_to)
    ), first AS (
        SELECT m.id, min(m.place) AS place FROM member m WHERE m.id IS NOT NULL GROUP BY m.id
    )
    SELECT trim(u.first_name || ' ' || u.last_name), (ARRAY['manages', 'coordinates', 'takes_part'])[f.place], m.role,
        i.name, coalesce(nullif(cp.phone, ''), i.phone)
    FROM first f
    JOIN organisations_membership m ON m.id = f.id
    JOIN organisations_user u ON u.id = m.user_id
    JOIN organisations_institution i ON i.id = m.institution_id
    LEFT JOIN organisations_contactperson cp ON cp.membership_id = m.id
    WHERE m.valid_to IS NULL OR p_today < m.valid_to
    ORDER BY f.place, i.code, u.sort_name
$$;

-- The plan in force, else the one that was signed: goals with their measures.
CREATE OR REPLACE FUNCTION privacy_plan() RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT jsonb_build_object(
        'number', p.number, 'state', p.state, 'signed_on', p.person_signed_on, 'rhythm_days', p.rhythm_days,
        'goals', coalesce((
            SELECT jsonb_agg(jsonb_build_object('text', g.text, 'measures', coalesce((
                SELECT jsonb_agg(jsonb_build_object(
                    'text', m.text, 'responsible', m.responsible, 'institution', i.name, 'provider', m.provider,
                    'deadline', m.deadline, 'status', m.status) ORDER BY m.position, m.id)
                FROM plans_measure m LEFT JOIN organisations_institution i ON i.id = m.institution_id
                WHERE m.dossier_id = p.dossier_id AND m.goal_line = g.line
                  AND m.since <= p.number AND (m.until IS NULL OR m.until > p.number)), '[]'))
                ORDER BY g.position, g.id)
            FROM plans_goal g WHERE g.dossier_id = p.dossier_id
              AND g.since <= p.number AND (g.until IS NULL OR g.until > p.number)), '[]'))
    FROM plans_plan p
    WHERE p.dossier_id = (privacy_me()).dossier_id AND p.state IN ('validated', 'signed')
    ORDER BY p.state = 'validated' DESC, p.number DESC LIMIT 1
$$;

-- Meetings to come to which the person is invited.
CREATE OR REPLACE FUNCTION privacy_appointments(p_today date)
RETURNS TABLE (kind text, held_on date, begins time, ends time, place text, link text, institution jsonb, phone text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.kind, m.held_on, a.begins, a.ends, m.place, m.link, i.name, i.phone
    FROM meetings_agendaitem a
    JOIN meetings_meeting m ON m.id = a.meeting_id AND m.state = 'planned' AND m.held_on >= p_today
    JOIN organisations_institution i ON i.id = m.contributor_id
    WHERE a.dossier_id = (privacy_me()).dossier_id AND NOT a.off AND EXISTS (
        SELECT FROM meetings_invitation v
        WHERE v.item_id = a.id AND v.party = 'person' AND NOT v.withdrawn AND v.channel <> '')
    ORDER BY m.held_on, a.begins
$$;

-- What the person has signed, in whichever dossier it was recorded, and what the law opens of this one.
CREATE OR REPLACE FUNCTION privacy_openings(p_today date)
RETURNS TABLE (id uuid, article text, givers jsonb, receivers jsonb, categories text[], purposes text[], onward text,
    valid_from date, valid_to date, in_force boolean, ending text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH me AS (SELECT (privacy_me()).dossier_id AS dossier), opening AS (
        SELECT c.id, '' AS article, c.givers, c.receivers, c.categories::text[] AS categories,
            c.purposes::text[] AS purposes, c.onward, c.valid_from,
            least(c.valid_to, coalesce(c.ended_on, c.valid_to)) AS valid_to, c.ending
        FROM me JOIN persons_subject s ON s.dossier_id = me.dossier
        JOIN consent_consent c ON c.person_id = s.person_id AND c.signed_on IS NOT NULL AND c.ending <> 'mistaken'
        UNION ALL
        SELECT s.id, s.article, s.givers, ARRAY[s.receiver_id], s.categories::text[], '{}', 'no', s.valid_from,
            s.valid_to, ''
        FROM me JOIN access_statute s ON s.dossier_id = me.dossier
    )
    SELECT o.id, o.article,
        (SELECT jsonb_agg(i.name ORDER BY i.code) FROM organisations_institution i WHERE i.id = ANY (o.givers)),
        (SELECT jsonb_agg(i.name ORDER BY i.code) FROM organisations_institution i WHERE i.id = ANY (o.receivers)),
        o.categories, o.purposes, o.onward, o.valid_from, o.valid_to,
        o.valid_from <= p_today AND p_today < o.valid_to, o.ending
    FROM opening o
    ORDER BY p_today < o.valid_to DESC, o.valid_from DESC, o.id
$$;

-- The files of the dossier: shown are those that somebody shows, and what the person has signed or got by post anyway,
-- unless somebody keeps it back; the reason is given.
CREATE OR REPLACE FUNCTION privacy_documents()
RETURNS TABLE (id uuid, kind text, title text, dated_on date, institution jsonb, shown boolean, why text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.id, d.kind, CASE WHEN coalesce(w.shown, d.kind IN ('consent', 'plan', 'letter')) THEN d.title ELSE '' END,
        d.dated_on, i.name, coalesce(w.shown, d.kind IN ('consent', 'plan', 'letter')), coalesce(w.why, '')
    FROM documents_document d
    JOIN organisations_institution i ON i.id = d.contributor_id
    LEFT JOIN LATERAL (
        SELECT s.shown, s.why FROM privacy_showing s
        WHERE s.dossier_id = d.dossier_id AND s.document_id = d.id ORDER BY s.id DESC LIMIT 1
    ) w ON true
    WHERE d.dossier_id = (privacy_me()).dossier_id AND d.annulled_on IS NULL
    ORDER BY d.dated_on DESC, d.id DESC
$$;

-- The file itself, if it is shown.
CREATE OR REPLACE FUNCTION privacy_document(document uuid)
RETURNS TABLE (category text, file_name text, media_type text, data bytea)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT d.category, d.file_name, d.media_type, c.data
    FROM privacy_documents() s
    JOIN documents_document d ON d.id = s.id AND s.shown
    JOIN documents_documentcontent c ON c.document_id = d.id
    WHERE s.id = document
$$;

-- Notes that are kept from the person: that there is one, of whom and when, and the reason given; not what it says.
CREATE OR REPLACE FUNCTION privacy_withheld() RETURNS TABLE (kind text, occurred_on date, institution jsonb, why text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT e.kind, e.occurred_on, i.name, e.withheld_reason
    FROM journal_entry e JOIN organisations_institution i ON i.id = e.contributor_id
    WHERE e.dossier_id = (privacy_me()).dossier_id AND e.withheld
    ORDER BY e.occurred_on DESC, e.id DESC
$$;

-- What the person has asked for, and what came of it.
CREATE OR REPLACE FUNCTION privacy_concerns()
RETURNS TABLE (kind text, words text, said_on date, due_on date, answered_on date, outcome text, answer text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.kind, c.words, c.said_on, c.due_on, c.answered_on, c.outcome, c.answer
    FROM privacy_concern c WHERE c.dossier_id = (privacy_me()).dossier_id
    ORDER BY c.said_on DESC, c.id DESC
$$;

-- Who looked at a dossier and by what right, the latest first: the person's own, and for those who manage it (the
-- answer to "who saw this case"). The right is what was granted for that day to those whom the reader stood for.
CREATE OR REPLACE FUNCTION privacy_looked(dossier uuid, before bigint, most integer)
RETURNS TABLE (id bigint, at timestamptz, actor text, door text, categories text[], name text, role text,
    institution jsonb, origins text[], articles text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM privacy_me() me WHERE me.dossier_id = dossier) AND NOT EXISTS (
        SELECT FROM access_grant mine
        WHERE mine.dossier_id = dossier AND mine.category = 'basic' AND mine.givers IS NULL
          AND mine.audience_id = ANY (nullif(current_setting('ciiz.audiences', true), '')::bigint[])
          AND mine.valid_from <= nullif(current_setting('ciiz.today', true), '')::date
          AND nullif(current_setting('ciiz.today', true), '')::date < mine.valid_to) THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH r AS (
        SELECT x.*, substring(x.actor FROM '^membership:([0-9]+)$')::bigint AS membership_id,
            (x.at AT TIME ZONE 'Europe/Zurich')::date AS day
        FROM audit.readings_of(dossier, before, most) x
    ), w AS (
        SELECT r.*, m.role, m.institution_id, m.region_id, m.theme_id, i.name AS institution,
            trim(u.first_name || ' ' || u.last_name) AS name
        FROM r
        LEFT JOIN organisations_membership m ON m.id = r.membership_id
        LEFT JOIN organisations_user u ON u.id = m.user_id
        LEFT JOIN organisations_institution i ON i.id = m.institution_id
    )
    SELECT w.id, w.at, w.actor, w.door, w.categories, coalesce(w.name, ''), coalesce(w.role, '')::text, w.institution,
        coalesce(g.origins, '{}'), coalesce(g.articles, '{}')
    FROM w LEFT JOIN LATERAL (
        SELECT array_agg(DISTINCT CASE WHEN a.kind IN ('region', 'theme', 'office') AND g.origin IN ('own', 'seat')
                   THEN 'mandate' ELSE g.origin END::text) AS origins,
            array_agg(DISTINCT s.article::text) FILTER (WHERE s.article IS NOT NULL) AS articles
        FROM access_audience a
        JOIN access_grant g ON g.audience_id = a.id AND g.dossier_id = dossier
            AND g.category = ANY (w.categories) AND g.valid_from <= w.day AND w.day < g.valid_to
        LEFT JOIN access_statute s ON g.origin = 'statute' AND s.id = g.origin_id
        WHERE a.membership_id = w.membership_id
           OR a.institution_id = w.institution_id AND (
                  a.kind = 'institution' AND w.role IN ('front_line', 'contact')
               OR a.kind = 'contacts' AND w.role = 'contact'
               OR a.kind = 'office' AND w.role IN ('officer', 'secretariat'))
           OR a.region_id = w.region_id AND w.role = 'regional'
           OR a.theme_id = w.theme_id AND w.role = 'thematic'
    ) g ON w.membership_id IS NOT NULL
    ORDER BY w.id DESC;
END $$;

-- The person withdraws what they signed: from the next statement on it opens nothing, in no dossier. Tells in which
-- dossier it was recorded, or null if there is nothing in force to withdraw.
CREATE OR REPLACE FUNCTION privacy_withdraw(consent uuid, p_today date) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    held consent_consent;
BEGIN
    SELECT c.* INTO held
    FROM privacy_me() me JOIN persons_subject s ON s.dossier_id = me.dossier_id
    JOIN consent_consent c ON c.person_id = s.person_id AND c.id = consent
    WHERE c.signed_on IS NOT NULL AND p_today < least(c.valid_to, coalesce(c.ended_on, c.valid_to))
    FOR UPDATE OF c;
    IF held.id IS NULL THEN
        RETURN NULL;
    END IF;
    UPDATE consent_consent SET ended_on = p_today, ending = 'withdrawn', withdrawn_how = 'page' WHERE id = held.id;
    INSERT INTO timeline_event (id, dossier_id, contributor_id, kind, category, occurred_on, recorded_at, legal_basis,
        step, subject_id, codes)
    VALUES (gen_random_uuid(), held.dossier_id, held.contributor_id, 'consent_withdrawn', 'basic', p_today, now(),
        'consent', '', held.id, '{"how": "page"}');
    RETURN held.dossier_id;
END $$;

-- The person says what they want; it stands in the name of the institution that invited them. At most twenty a day.
CREATE OR REPLACE FUNCTION privacy_say(concern uuid, p_kind text, p_words text, p_due date, p_today date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    me privacy_personalpage := privacy_me();
BEGIN
    IF me.id IS NULL OR (
        SELECT count(*) >= 20 FROM privacy_concern c
        WHERE c.dossier_id = me.dossier_id AND c.by_page AND c.said_on = p_today) THEN
        RETURN false;
    END IF;
    INSERT INTO privacy_concern (id, dossier_id, contributor_id, kind, words, said_on, recorded_at, by_page, due_on,
        outcome, answer)
    VALUES (concern, me.dossier_id, me.contributor_id, p_kind, p_words, p_today, now(), true, p_due, '', '');
    RETURN true;
END $$;

-- The person gives the page up: the letter's code opens nothing any more.
CREATE OR REPLACE FUNCTION privacy_give_up(p_today date) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE privacy_personalpage SET ended_on = p_today WHERE id = (privacy_me()).id
$$;

-- Those who manage a dossier make the page and end it, in their own name; code, second step and visits are the person's.
CREATE OR REPLACE FUNCTION privacy_guard_page() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    loose CONSTANT text[] := '{ended_on,ended_by_id}';
BEGIN
    IF current_user = 'ciiz_app' AND (
           TG_OP = 'INSERT' AND (NOT access_manages(NEW.dossier_id) OR NEW.opened_on IS NOT NULL OR NEW.wrong <> 0)
        OR TG_OP = 'UPDATE' AND (
               NOT access_manages(NEW.dossier_id)
            OR to_jsonb(NEW) - loose IS DISTINCT FROM to_jsonb(OLD) - loose
            OR OLD.ended_on IS NOT NULL OR NEW.ended_on IS NULL OR NEW.ended_by_id IS NULL)) THEN
        RAISE EXCEPTION 'a personal page is made with a letter and ended, nothing else'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Who filed a document says whether the person sees it.
CREATE OR REPLACE FUNCTION privacy_guard_showing() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT EXISTS (
        SELECT FROM documents_document d
        WHERE d.id = NEW.document_id AND d.contributor_id = NEW.contributor_id AND d.annulled_on IS NULL) THEN
        RAISE EXCEPTION 'who filed a document says who sees it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- What the person said does not change; it is answered once. Nobody writes in the person's name.
CREATE OR REPLACE FUNCTION privacy_guard_concern() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    loose CONSTANT text[] := '{answered_on,answered_by_id,outcome,answer}';
BEGIN
    IF current_user = 'ciiz_app' AND (
           TG_OP = 'INSERT' AND (NEW.by_page OR NEW.answered_on IS NOT NULL)
        OR TG_OP = 'UPDATE' AND (
            OLD.answered_on IS NOT NULL OR to_jsonb(NEW) - loose IS DISTINCT FROM to_jsonb(OLD) - loose)) THEN
        RAISE EXCEPTION 'what the person said stays as it was said' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
