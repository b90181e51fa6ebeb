-- Grants are derived from the four sources by this one rule. A seat is an audience that takes part (participation)
-- or looks after (mandate); "full" seats see every category that is theirs or opened, others only basic data. Full
-- seats of the founding and the leading institution see everybody's basic data while that standing lasts.

CREATE OR REPLACE FUNCTION access_derive(dossiers uuid[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH opened AS MATERIALIZED (
        SELECT d.id, d.opened_on FROM access_dossier d WHERE d.id = ANY (dossiers)
    ), seat AS (
        SELECT p.id, p.dossier_id, a.id AS audience_id, p.institution_id AS party,
               p.valid_from, coalesce(p.valid_to, 'infinity') AS valid_to,
               CASE WHEN p.standing IN ('founding', 'leading') AND a.kind = 'contacts'
                    THEN coalesce(p.standing_to, 'infinity') END AS keeps_basic_to,
               a.kind = 'contacts' AS is_full
        FROM access_participation p
        JOIN access_audience a
          ON p.member_id IS NULL AND a.institution_id = p.institution_id AND a.kind IN ('institution', 'contacts')
        WHERE p.dossier_id = ANY (dossiers)
        UNION ALL
        SELECT p.id, p.dossier_id, a.id, p.institution_id, p.valid_from, coalesce(p.valid_to, 'infinity'),
               CASE WHEN p.standing IN ('founding', 'leading') THEN coalesce(p.standing_to, 'infinity') END, true
        FROM access_participation p JOIN access_audience a ON a.membership_id = p.member_id
        WHERE p.dossier_id = ANY (dossiers)
        UNION ALL
        SELECT m.id, m.dossier_id, m.audience_id, m.institution_id, m.valid_from, coalesce(m.valid_to, 'infinity'),
               'infinity', true
        FROM access_mandate m WHERE m.dossier_id = ANY (dossiers)
    ), opening AS (
        SELECT 'consent' AS origin, c.consent_id AS origin_id, c.dossier_id, c.receiver_id, c.givers,
               unnest(c.categories) AS category, c.valid_from, coalesce(c.valid_to, 'infinity') AS valid_to
        FROM access_consentscope c WHERE c.dossier_id = ANY (dossiers)
        UNION ALL
        SELECT 'statute', s.id, s.dossier_id, s.receiver_id, s.givers,
               unnest(s.categories), s.valid_from, coalesce(s.valid_to, 'infinity')
        FROM access_statute s WHERE s.dossier_id = ANY (dossiers)
    ), wanted AS (
        SELECT s.audience_id, s.dossier_id, category, ARRAY[s.party] AS givers, s.valid_from, s.valid_to,
               'own' AS origin, s.id AS origin_id, s.id AS seat_id
        FROM seat s, unnest('{basic,social,work,health,finance,documents}'::text[]) AS category
        WHERE s.is_full OR category = 'basic'
        UNION ALL
        SELECT s.audience_id, s.dossier_id, 'basic', NULL, s.valid_from, least(s.valid_to, s.keeps_basic_to), 'seat',
               s.id, s.id
        FROM seat s WHERE s.keeps_basic_to IS NOT NULL
        UNION ALL
        SELECT s.audience_id, s.dossier_id, o.category, o.givers,
               greatest(s.valid_from, o.valid_from), least(s.valid_to, o.valid_to), o.origin, o.origin_id, s.id
        FROM seat s JOIN opening o ON o.dossier_id = s.dossier_id AND o.receiver_id = s.party
        WHERE s.is_full OR o.category = 'basic'
    ), dated AS (
        SELECT w.audience_id, w.dossier_id, w.category, w.givers, w.valid_from, w.valid_to, w.origin, w.origin_id,
               w.seat_id, coalesce(d.opened_on, w.valid_from) AS opened_on
        FROM wanted w LEFT JOIN opened d ON d.id = w.dossier_id
        WHERE w.valid_from < w.valid_to
    ), gone AS (
        DELETE FROM access_grant g
        WHERE g.dossier_id = ANY (dossiers) AND NOT EXISTS (
            SELECT FROM dated w
            WHERE w.dossier_id = g.dossier_id AND w.audience_id = g.audience_id AND w.category = g.category
              AND w.seat_id = g.seat_id AND w.origin = g.origin AND w.origin_id = g.origin_id
              AND w.givers IS NOT DISTINCT FROM g.givers AND w.valid_from = g.valid_from
              AND w.valid_to = g.valid_to AND w.opened_on = g.opened_on)
    )
    INSERT INTO access_grant
        (audience_id, dossier_id, category, givers, valid_from, valid_to, origin, origin_id, seat_id, opened_on)
    SELECT * FROM dated
    EXCEPT
    SELECT g.audience_id, g.dossier_id, g.category, g.givers, g.valid_from, g.valid_to, g.origin, g.origin_id, g.seat_id,
           g.opened_on
    FROM access_grant g WHERE g.dossier_id = ANY (dossiers)
    ORDER BY dossier_id  -- of many at once, those of a dossier lie together
$$;

CREATE OR REPLACE FUNCTION access_source_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM access_derive((SELECT array_agg(DISTINCT dossier_id) FROM changed));
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION access_dossier_opened() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM access_derive((SELECT array_agg(id) FROM changed));
    RETURN NULL;
END $$;

-- Asked by the INSERT policy of participations only: nobody founds a dossier that exists.
CREATE OR REPLACE FUNCTION access_dossier_exists(dossier uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM access_dossier WHERE id = dossier)
        OR EXISTS (SELECT FROM access_participation WHERE dossier_id = dossier)
$$;

-- Who may see what until when, for those who see the basic data of the dossier themselves.
CREATE OR REPLACE FUNCTION access_picture(dossier uuid) RETURNS SETOF access_grant
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT g.* FROM access_grant g
    WHERE g.dossier_id = dossier AND EXISTS (
        SELECT FROM access_grant mine
        WHERE mine.dossier_id = dossier AND mine.category = 'basic' AND mine.givers IS NULL
          AND mine.audience_id = ANY (nullif(current_setting('ciiz.audiences', true), '')::bigint[])
          AND mine.valid_from <= nullif(current_setting('ciiz.today', true), '')::date
          AND nullif(current_setting('ciiz.today', true), '')::date < mine.valid_to)
$$;

-- Whether the actor sees more than basic data of the own institution: sits in the team, is contact person, or looks after.
CREATE OR REPLACE FUNCTION access_sits(dossier uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM access_grant g WHERE g.dossier_id = dossier AND g.category = 'work' AND g.origin = 'own')
$$;

-- Whether the actor founded, leads or coordinates the dossier.
CREATE OR REPLACE FUNCTION access_manages(dossier uuid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM access_grant g WHERE g.dossier_id = dossier AND g.category = 'basic' AND g.givers IS NULL)
$$;

-- The guards speak to the role of the pages only: the owner loads what was checked before.
-- What opens a dossier is written once and can only end, never later than it said.
CREATE OR REPLACE FUNCTION access_guard_source() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    free CONSTANT text[] := '{valid_to,standing,settled_on}';
BEGIN
    IF current_user = 'ciiz_app' AND (
           to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free
        OR coalesce(NEW.valid_to, 'infinity') > coalesce(OLD.valid_to, 'infinity')) THEN
        RAISE EXCEPTION 'what opens a dossier ends, it does not change' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- A contact person ends the seat of the own institution, which did not found it, with this day as its last.
CREATE OR REPLACE FUNCTION access_leaves(
    was access_participation, becomes access_participation, me organisations_membership) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce(
        me.role = 'contact' AND was.institution_id = me.institution_id AND was.standing <> 'founding'
        AND was.valid_to IS NULL
        AND becomes.valid_to = nullif(current_setting('ciiz.today', true), '')::date + 1
        AND to_jsonb(becomes) - 'valid_to' = to_jsonb(was) - 'valid_to', false)
$$;

-- Seats: an institution's people sit for their own institution only, seated by a colleague who sits there already (the
-- first one by founding) or by the coordination, which alone says who leads and who leaves; but who did not found it leaves by its
-- own contact person, with the day as its last.
CREATE OR REPLACE FUNCTION access_guard_participation() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me organisations_membership := organisations_acting();
    coordinates boolean := coalesce(me.role IN ('regional', 'thematic', 'officer', 'secretariat'), false);
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND access_leaves(OLD, NEW, me) THEN
        RETURN NEW;
    END IF;
    IF NOT coordinates AND (TG_OP = 'UPDATE' OR NEW.standing = 'leading') THEN
        RAISE EXCEPTION 'the coordination says who leads and who leaves' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'UPDATE' THEN
        IF NEW.standing <> OLD.standing AND 'founding' IN (NEW.standing, OLD.standing) THEN
            RAISE EXCEPTION 'the founder stays founder' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.standing = 'founding' AND (NEW.institution_id IS DISTINCT FROM me.institution_id
        OR NEW.member_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM access_participation p
            WHERE p.dossier_id = NEW.dossier_id AND p.institution_id = NEW.institution_id
              AND p.standing = 'founding' AND p.member_id IS NULL)) THEN
        RAISE EXCEPTION 'nobody founds what another institution has founded' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.member_id IS NULL THEN
        RETURN NEW;
    END IF;
    IF NOT EXISTS (
        SELECT FROM organisations_membership m WHERE m.id = NEW.member_id AND m.institution_id = NEW.institution_id) THEN
        RAISE EXCEPTION 'people sit for their own institution' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT coordinates AND (NEW.institution_id IS DISTINCT FROM me.institution_id OR NOT (
        access_sits(NEW.dossier_id) OR NEW.standing = 'founding' AND NOT EXISTS (
            SELECT FROM access_participation p WHERE p.dossier_id = NEW.dossier_id AND p.member_id IS NOT NULL))) THEN
        RAISE EXCEPTION 'who sits in the team seats colleagues' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- A mandate is that of the office of the dossier's canton, for itself or one of the canton's regions or themes.
CREATE OR REPLACE FUNCTION access_guard_mandate() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF current_user = 'ciiz_app' AND NOT EXISTS (
        SELECT FROM access_dossier d
        JOIN organisations_office_cantons c ON c.canton_id = d.canton_id
        JOIN organisations_office o ON o.id = c.office_id AND o.institution_id = NEW.institution_id
        JOIN access_audience a ON a.id = NEW.audience_id
        LEFT JOIN organisations_region r ON r.id = a.region_id
        LEFT JOIN organisations_theme t ON t.id = a.theme_id
        WHERE d.id = NEW.dossier_id AND (
            a.kind = 'office' AND a.institution_id = NEW.institution_id
            OR r.canton_id = d.canton_id OR t.canton_id = d.canton_id)) THEN
        RAISE EXCEPTION 'the office and its coordination look after a dossier' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

-- Audiences follow what they address, so that none can be forgotten.
CREATE OR REPLACE FUNCTION access_make_audience() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'organisations_institution' THEN
            IF NEW.kind = 'office' THEN
                INSERT INTO access_audience (kind, institution_id) VALUES ('office', NEW.id);
            ELSE
                INSERT INTO access_audience (kind, institution_id)
                VALUES ('institution', NEW.id), ('contacts', NEW.id);
            END IF;
        WHEN 'organisations_membership' THEN
            INSERT INTO access_audience (kind, membership_id) VALUES ('member', NEW.id);
        WHEN 'organisations_region' THEN
            INSERT INTO access_audience (kind, region_id) VALUES ('region', NEW.id);
        WHEN 'organisations_theme' THEN
            INSERT INTO access_audience (kind, theme_id) VALUES ('theme', NEW.id);
    END CASE;
    RETURN NULL;
END $$;

-- Sets the actor's context for this transaction in one statement and tells who it is; null if the membership is not
-- the user's, has not begun or has ended; without a membership named, the user's first. Every setting is overwritten, so no context survives from before.
CREATE OR REPLACE FUNCTION access_enter(p_membership bigint, p_user bigint, p_today date, p_read_only boolean)
RETURNS jsonb LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    m record;
    audiences bigint[];
    categories text[];
BEGIN
    SELECT m1.id, m1.user_id, m1.role, m1.institution_id, m1.region_id, m1.theme_id, m1.contact_kind,
           i.canton_id, i.kind AS institution_kind, u.language
    INTO m
    FROM organisations_membership m1
    JOIN organisations_user u ON u.id = m1.user_id AND u.is_active
    JOIN organisations_institution i ON i.id = m1.institution_id
    WHERE m1.user_id = p_user AND (p_membership IS NULL OR m1.id = p_membership)
      AND m1.valid_from <= p_today AND (m1.valid_to IS NULL OR p_today < m1.valid_to)
    ORDER BY m1.id LIMIT 1;
    IF m.id IS NOT NULL THEN
        audiences := ARRAY(
            SELECT a.id FROM access_audience a
            WHERE a.membership_id = m.id
               OR a.institution_id = m.institution_id AND (
                      a.kind = 'institution' AND m.role IN ('front_line', 'contact')
                   OR a.kind = 'contacts' AND m.role = 'contact'
                   OR a.kind = 'office' AND m.role IN ('officer', 'secretariat'))
               OR a.region_id = m.region_id AND m.role = 'regional'
               OR a.theme_id = m.theme_id AND m.role = 'thematic');
        categories := CASE
            WHEN m.role IN ('front_line', 'contact', 'regional', 'thematic', 'officer')
                THEN '{basic,social,work,health,finance,documents}'::text[]
            WHEN m.role = 'secretariat' THEN '{basic,social,work,documents}'::text[]
            ELSE '{}'::text[] END;
    END IF;
    PERFORM set_config('ciiz.actor', coalesce('membership:' || m.id, ''), true),
            set_config('ciiz.institutions', CASE WHEN m.id IS NULL THEN '' ELSE '{' || m.institution_id || '}' END, true),
            set_config('ciiz.audiences', coalesce(audiences::text, ''), true),
            set_config('ciiz.categories', coalesce(categories::text, ''), true),
            set_config('ciiz.today', p_today::text, true);
    IF p_read_only THEN
        PERFORM set_config('transaction_read_only', 'on', true);
    END IF;
    RETURN CASE WHEN m.id IS NULL THEN NULL ELSE to_jsonb(m) END;
END $$;

-- Nobody acts: what a link in a mail allows is done by whoever holds it.
CREATE OR REPLACE FUNCTION access_leave() RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    SELECT set_config('ciiz.actor', '', true), set_config('ciiz.institutions', '', true),
           set_config('ciiz.audiences', '', true), set_config('ciiz.categories', '', true)
$$;

-- Whoever holds a link to one object for one verb ('bearer:answer:<id>'), and the person concerned on the own page
-- ('person:<page>'): no audience; the policies of the object, or the functions of the page, open it.
CREATE OR REPLACE FUNCTION access_enter_bearer(bearer text, p_today date, p_read_only boolean) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('ciiz.actor', bearer, true), set_config('ciiz.institutions', '', true),
            set_config('ciiz.audiences', '', true), set_config('ciiz.categories', '', true),
            set_config('ciiz.today', p_today::text, true);
    IF p_read_only THEN
        PERFORM set_config('transaction_read_only', 'on', true);
    END IF;
END $$;

-- The platform itself acts for a purpose (jobs): it has no audience, its rights are those of its database role.
CREATE OR REPLACE FUNCTION access_enter_system(purpose text, p_today date) RETURNS void
LANGUAGE sql SET search_path = public, pg_temp AS $$
    SELECT set_config('ciiz.actor', 'system:' || purpose, true), set_config('ciiz.institutions', '', true),
           set_config('ciiz.audiences', '', true), set_config('ciiz.categories', '', true),
           set_config('ciiz.today', p_today::text, true)
$$;

-- Whoever is named as having done something is whoever acts; the columns are the arguments. It speaks to the role of the
-- pages only.
CREATE OR REPLACE FUNCTION access_in_own_name() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    fresh jsonb;
    former jsonb;
    one text;
BEGIN
    IF current_user <> 'ciiz_app' THEN
        RETURN NEW;
    END IF;
    fresh := to_jsonb(NEW);
    former := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
    FOREACH one IN ARRAY TG_ARGV LOOP
        IF fresh ->> one IS DISTINCT FROM former ->> one AND (fresh ->> one)::bigint <> coalesce(organisations_actor(), 0) THEN
            RAISE EXCEPTION 'what somebody does stands in the own name' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
