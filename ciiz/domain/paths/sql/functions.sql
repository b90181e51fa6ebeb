-- Whose paths the actor may count: the cases of the own region or theme, or those that the own office looks after. The
-- steering committee counts what its office does, and sees no case. Nobody else counts anything.
CREATE OR REPLACE FUNCTION paths_cases(p_region bigint, p_theme bigint, p_from date, p_to date) RETURNS SETOF cases_case
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.* FROM cases_case c
    WHERE c.dossier_id IN (
        SELECT g.dossier_id FROM access_grant g
        WHERE g.audience_id = ANY (ARRAY(
                SELECT a.id FROM access_audience a, organisations_acting() m
                WHERE a.region_id = m.region_id AND m.role = 'regional'
                   OR a.theme_id = m.theme_id AND m.role = 'thematic'
                   OR a.kind = 'office' AND a.institution_id = m.institution_id
                      AND m.role IN ('officer', 'secretariat', 'steering')))
          AND g.category = 'basic' AND g.givers IS NULL
          AND g.valid_from <= nullif(current_setting('ciiz.today', true), '')::date
          AND nullif(current_setting('ciiz.today', true), '')::date < g.valid_to)
      AND (p_region IS NULL OR c.region_id = p_region) AND (p_theme IS NULL OR c.theme_id = p_theme)
      AND (p_from IS NULL OR c.opened_on >= p_from) AND (p_to IS NULL OR c.opened_on <= p_to)
$$;

-- Whether the actor counts without seeing the cases: few are then not told, the rest to the nearest five, and of whole
-- years only, so that no two figures together tell of one case.
CREATE OR REPLACE FUNCTION paths_blurred() RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT coalesce((organisations_acting()).role NOT IN ('regional', 'thematic', 'officer', 'secretariat'), true)
$$;

CREATE OR REPLACE FUNCTION paths_told(number bigint) RETURNS bigint LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN NOT paths_blurred() THEN number WHEN number >= 5 THEN (round(number / 5.0) * 5)::bigint END
$$;

-- Which case of a person came after which: said when it was opened, or found out later by the coordination.
CREATE OR REPLACE FUNCTION paths_followed() RETURNS TABLE (later uuid, earlier uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT l.dossier_id, f.dossier_id
    FROM (SELECT c.dossier_id AS later, c.follows_id AS earlier FROM cases_case c WHERE c.follows_id IS NOT NULL
          UNION SELECT m.dossier_id, m.other_id FROM persons_match m WHERE m.outcome = 'same'
          UNION SELECT m.other_id, m.dossier_id FROM persons_match m WHERE m.outcome = 'same') said
    JOIN cases_case l ON l.dossier_id = said.later JOIN cases_case f ON f.dossier_id = said.earlier
    WHERE f.closed_on <= l.opened_on AND l.opened_on < f.closed_on + interval '1 year'
$$;

-- The counts of the cases opened in a period, of records and processes of the named versions. `what` says which figure:
-- all, running, ended, returned, handed, back, person (of everything); stands, end, step, again, deviated (of a code);
-- handing, returning (from one institution, `code`, to another, `other`). `middle` and `ninth` are the days that half
-- and nine tenths of the passages took at most.
-- Most rows are counted as a rule: reading the whole table beats following an index row by row, and a plan for as many
-- cases as there are beats one for any number (few cases are found by the index all the same, as a bitmap).
CREATE OR REPLACE FUNCTION paths_counted(p_definitions uuid[], p_region bigint, p_theme bigint, p_from date, p_to date)
RETURNS TABLE (what text, code text, other text, number bigint, cases bigint, middle integer, ninth integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '64MB'
SET enable_indexscan = off SET plan_cache_mode = force_custom_plan AS $$
#variable_conflict use_column
DECLARE
    counted uuid[];
    others uuid[];
    moved uuid[] := '{}';
BEGIN
    counted := ARRAY(SELECT c.dossier_id FROM paths_cases(p_region, p_theme, p_from, p_to) c);
    -- Of a case that went on under another version the first passage may lie there: its passages are told one by one.
    others := ARRAY(SELECT o.id FROM processes_definition o JOIN processes_definition d USING (canton_id, code)
                    WHERE d.id = ANY (p_definitions) AND o.id <> ALL (p_definitions));
    IF cardinality(others) > 0 THEN
        moved := ARRAY(SELECT DISTINCT r.dossier_id FROM processes_steprecord r
                       WHERE r.definition_id = ANY (others) AND r.dossier_id = ANY (counted));
    END IF;

    RETURN QUERY
    WITH held AS MATERIALIZED (
        SELECT i.dossier_id, CASE WHEN i.ended_on IS NOT NULL THEN i.state ->> 'ended' END AS ended,
               CASE WHEN i.ended_on IS NULL THEN i.state -> 'active' END AS active
        FROM processes_instance i WHERE i.dossier_id = ANY (counted) AND i.definition_id = ANY (p_definitions)
    ), run AS MATERIALIZED (
        SELECT dossier_id, count(active) AS running FROM held GROUP BY 1
    ), over AS (
        SELECT ended AS code, dossier_id, count(*) AS number FROM held WHERE active IS NULL GROUP BY 1, 2
    ), stands AS (
        SELECT s.code, dossier_id, count(*) AS number FROM held, jsonb_array_elements_text(active) AS s (code)
        WHERE active IS NOT NULL GROUP BY 1, 2
    ), found (what, code, number, cases) AS (
        SELECT 'all', NULL, count(*), count(*) FROM run
        UNION ALL SELECT 'running', NULL, count(*), count(*) FROM run WHERE running > 0
        UNION ALL SELECT 'returned', NULL, count(DISTINCT f.later), count(DISTINCT f.later) FROM paths_followed() f
        WHERE f.later IN (SELECT dossier_id FROM run)
        UNION ALL SELECT 'end', code, sum(number)::bigint, count(*) FROM over GROUP BY code
        UNION ALL SELECT 'stands', code, sum(number)::bigint, count(*) FROM stands GROUP BY code
    )
    SELECT what, code, NULL, number, cases, NULL::integer, NULL::integer FROM found;

    RETURN QUERY
    WITH taken AS MATERIALIZED (
        SELECT r.code::text, CASE WHEN r.outcome <> '' THEN r.done_on - r.entered_on END AS days, count(*) AS number,
               count(*) FILTER (WHERE r.passage > 1) AS again,
               count(*) FILTER (WHERE r.passage = 1 AND r.dossier_id <> ALL (moved)) AS cases,
               count(*) FILTER (WHERE r.passage = 2 AND r.dossier_id <> ALL (moved)) AS seconds
        FROM processes_steprecord r
        WHERE r.dossier_id = ANY (counted) AND r.definition_id = ANY (p_definitions) AND NOT r.stays
        GROUP BY 1, 2
    ), ranked AS (
        SELECT t.*, sum(number) OVER (PARTITION BY code ORDER BY days) AS upto,
               sum(number) FILTER (WHERE days IS NOT NULL) OVER (PARTITION BY code) AS ended
        FROM taken t
    ), step AS (
        SELECT code, sum(number)::bigint AS number, sum(again)::bigint AS again, sum(cases)::bigint AS cases,
               sum(seconds)::bigint AS seconds, min(days) FILTER (WHERE upto * 10 >= ended * 5) AS middle,
               min(days) FILTER (WHERE upto * 10 >= ended * 9) AS ninth
        FROM ranked GROUP BY 1
    ), gone_over AS (
        SELECT r.code, count(DISTINCT r.dossier_id) AS cases,
               count(DISTINCT r.dossier_id) FILTER (WHERE r.passage > 1) AS seconds
        FROM processes_steprecord r
        WHERE cardinality(moved) > 0 AND r.dossier_id = ANY (moved) AND r.definition_id = ANY (p_definitions)
          AND NOT r.stays
        GROUP BY 1
    )
    SELECT 'step', s.code, NULL, s.number, s.cases + coalesce(g.cases, 0), s.middle, s.ninth
    FROM step s LEFT JOIN gone_over g USING (code)
    UNION ALL SELECT 'again', s.code, NULL, s.again, s.seconds + coalesce(g.seconds, 0), NULL, NULL
    FROM step s LEFT JOIN gone_over g USING (code) WHERE s.again > 0
    UNION ALL SELECT 'deviated', r.code, NULL, count(*), count(DISTINCT r.dossier_id), NULL, NULL
    FROM processes_steprecord r
    WHERE r.dossier_id = ANY (counted) AND r.deviation AND r.definition_id = ANY (p_definitions)
    GROUP BY r.code;

    RETURN QUERY
    WITH noted AS MATERIALIZED (
        SELECT r.dossier_id, CASE WHEN r.handed THEN r.before_id END AS giver,
               CASE WHEN r.handed THEN r.holder_id END AS taker, count(*) FILTER (WHERE r.handed) AS handed,
               count(*) FILTER (WHERE r.back) AS back, count(*) FILTER (WHERE r.other_hand) AS person
        FROM processes_steprecord r
        WHERE r.dossier_id = ANY (counted) AND r.definition_id = ANY (p_definitions) AND (r.handed OR r.other_hand)
        GROUP BY 1, 2, 3
    ), held AS (
        SELECT dossier_id, sum(handed) AS handed, sum(back) AS back, sum(person) AS person FROM noted GROUP BY 1
    )
    SELECT 'handed', NULL, NULL, coalesce(sum(handed), 0)::bigint, count(*) FILTER (WHERE handed > 0), NULL::integer,
           NULL::integer FROM held
    UNION ALL SELECT 'back', NULL, NULL, coalesce(sum(back), 0)::bigint, count(*) FILTER (WHERE back > 0), NULL, NULL
    FROM held
    UNION ALL SELECT 'person', NULL, NULL, coalesce(sum(person), 0)::bigint, count(*) FILTER (WHERE person > 0), NULL, NULL
    FROM held
    UNION ALL SELECT 'handing', giver::text, taker::text, sum(handed)::bigint, count(*), NULL, NULL
    FROM noted WHERE handed > 0 GROUP BY giver, taker
    UNION ALL SELECT 'returning', giver::text, taker::text, sum(back)::bigint, count(*), NULL, NULL
    FROM noted WHERE back > 0 GROUP BY giver, taker;
END $$;

-- The same as the actor may be told them.
CREATE OR REPLACE FUNCTION paths_figures(p_definitions uuid[], p_region bigint, p_theme bigint, p_from date, p_to date)
RETURNS TABLE (what text, code text, other text, number bigint, cases bigint, middle integer, ninth integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT paths_blurred() THEN
        RETURN QUERY SELECT * FROM paths_counted(p_definitions, p_region, p_theme, p_from, p_to);
        RETURN;
    END IF;
    RETURN QUERY
    SELECT c.what, c.code, c.other, paths_told(c.number), paths_told(c.cases), c.middle, c.ninth
    FROM paths_counted(p_definitions, p_region, p_theme, date_trunc('year', p_from)::date,
                       (date_trunc('year', p_to) + interval '1 year -1 day')::date) c
    WHERE paths_told(least(c.number, c.cases)) IS NOT NULL;
END $$;

-- The latest cases behind a figure, for those who count what they see.
CREATE OR REPLACE FUNCTION paths_behind(
    p_what text, p_code text, p_other text, p_definitions uuid[], p_region bigint, p_theme bigint, p_from date,
    p_to date, most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET work_mem = '64MB' AS $$
DECLARE
    counted uuid[];
BEGIN
    IF paths_blurred() THEN
        RETURN;
    END IF;
    counted := ARRAY(SELECT c.dossier_id FROM paths_cases(p_region, p_theme, p_from, p_to) c);
    RETURN QUERY
    SELECT c.dossier_id FROM cases_case c
    WHERE c.dossier_id IN (
        SELECT i.dossier_id FROM processes_instance i
        WHERE i.definition_id = ANY (p_definitions) AND i.dossier_id IN (SELECT unnest(counted)) AND CASE p_what
            WHEN 'all' THEN true
            WHEN 'running' THEN i.ended_on IS NULL
            WHEN 'stands' THEN i.ended_on IS NULL AND i.state -> 'active' ? p_code
            WHEN 'end' THEN i.ended_on IS NOT NULL AND i.state ->> 'ended' = p_code
            WHEN 'returned' THEN i.dossier_id IN (SELECT f.later FROM paths_followed() f)
            ELSE false END
        UNION ALL
        SELECT r.dossier_id FROM processes_steprecord r
        WHERE p_what NOT IN ('all', 'running', 'stands', 'end', 'returned')
          AND r.definition_id = ANY (p_definitions) AND r.dossier_id IN (SELECT unnest(counted)) AND CASE p_what
            WHEN 'step' THEN NOT r.stays AND r.code = p_code
            WHEN 'again' THEN NOT r.stays AND r.code = p_code AND r.passage > 1
            WHEN 'deviated' THEN r.deviation AND r.code = p_code
            WHEN 'person' THEN r.other_hand
            WHEN 'handed' THEN r.handed
            WHEN 'back' THEN r.back
            WHEN 'handing' THEN r.handed AND r.before_id::text = p_code AND r.holder_id::text = p_other
            WHEN 'returning' THEN r.back AND r.before_id::text = p_code AND r.holder_id::text = p_other
            ELSE false END)
    ORDER BY c.opened_on DESC, c.dossier_id DESC LIMIT most;
END $$;
