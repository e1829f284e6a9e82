--
-- PostgreSQL database dump
--


-- Dumped from database version 18.6
-- Dumped by pg_dump version 18.6

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET transaction_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: btree_gist; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;


--
-- Name: EXTENSION btree_gist; Type: COMMENT; Schema: -; Owner: -
--

COMMENT ON EXTENSION btree_gist IS 'support for indexing common datatypes in GiST';


--
-- Name: procrastinate_job_event_type; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_event_type AS ENUM (
    'deferred',
    'started',
    'deferred_for_retry',
    'failed',
    'succeeded',
    'cancelled',
    'abort_requested',
    'aborted',
    'scheduled',
    'retried'
);


--
-- Name: procrastinate_job_status; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_status AS ENUM (
    'todo',
    'doing',
    'succeeded',
    'failed',
    'cancelled',
    'aborting',
    'aborted'
);


--
-- Name: procrastinate_job_to_defer_v1; Type: TYPE; Schema: public; Owner: -
--

CREATE TYPE public.procrastinate_job_to_defer_v1 AS (
	queue_name character varying,
	task_name character varying,
	priority integer,
	lock text,
	queueing_lock text,
	args jsonb,
	scheduled_at timestamp with time zone
);


--
-- Name: procrastinate_cancel_job_v1(bigint, boolean, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_cancel_job_v1(job_id bigint, abort boolean, delete_job boolean) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status = 'todo'
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        IF abort THEN
            UPDATE procrastinate_jobs
            SET abort_requested = true,
                status = CASE status
                    WHEN 'todo' THEN 'cancelled'::procrastinate_job_status ELSE status
                END
            WHERE id = job_id AND status IN ('todo', 'doing')
            RETURNING id INTO _job_id;
        ELSE
            UPDATE procrastinate_jobs
            SET status = 'cancelled'::procrastinate_job_status
            WHERE id = job_id AND status = 'todo'
            RETURNING id INTO _job_id;
        END IF;
    END IF;
    RETURN _job_id;
END;
$$;


--
-- Name: procrastinate_defer_jobs_v1(public.procrastinate_job_to_defer_v1[]); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_defer_jobs_v1(jobs public.procrastinate_job_to_defer_v1[]) RETURNS bigint[]
    LANGUAGE plpgsql
    AS $$
DECLARE
    job_ids bigint[];
BEGIN
    WITH inserted_jobs AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, queueing_lock, args, scheduled_at)
        SELECT (job).queue_name,
               (job).task_name,
               (job).priority,
               (job).lock,
               (job).queueing_lock,
               (job).args,
               (job).scheduled_at
        FROM unnest(jobs) AS job
        RETURNING id
    )
    SELECT array_agg(id) FROM inserted_jobs INTO job_ids;

    RETURN job_ids;
END;
$$;


--
-- Name: procrastinate_defer_periodic_job_v2(character varying, character varying, character varying, character varying, integer, character varying, bigint, jsonb); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_defer_periodic_job_v2(_queue_name character varying, _lock character varying, _queueing_lock character varying, _task_name character varying, _priority integer, _periodic_id character varying, _defer_timestamp bigint, _args jsonb) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
	_job_id bigint;
	_defer_id bigint;
BEGIN
    INSERT
        INTO procrastinate_periodic_defers (task_name, periodic_id, defer_timestamp)
        VALUES (_task_name, _periodic_id, _defer_timestamp)
        ON CONFLICT DO NOTHING
        RETURNING id into _defer_id;

    IF _defer_id IS NULL THEN
        RETURN NULL;
    END IF;

    UPDATE procrastinate_periodic_defers
        SET job_id = (
            SELECT COALESCE((
                SELECT unnest(procrastinate_defer_jobs_v1(
                    ARRAY[
                        ROW(
                            _queue_name,
                            _task_name,
                            _priority,
                            _lock,
                            _queueing_lock,
                            _args,
                            NULL::timestamptz
                        )
                    ]::procrastinate_job_to_defer_v1[]
                ))
            ), NULL)
        )
        WHERE id = _defer_id
        RETURNING job_id INTO _job_id;

    DELETE
        FROM procrastinate_periodic_defers
        USING (
            SELECT id
            FROM procrastinate_periodic_defers
            WHERE procrastinate_periodic_defers.task_name = _task_name
            AND procrastinate_periodic_defers.periodic_id = _periodic_id
            AND procrastinate_periodic_defers.defer_timestamp < _defer_timestamp
            ORDER BY id
            FOR UPDATE
        ) to_delete
        WHERE procrastinate_periodic_defers.id = to_delete.id;

    RETURN _job_id;
END;
$$;


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: procrastinate_jobs; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_jobs (
    id bigint NOT NULL,
    queue_name character varying(128) NOT NULL,
    task_name character varying(128) NOT NULL,
    priority integer DEFAULT 0 NOT NULL,
    lock text,
    queueing_lock text,
    args jsonb DEFAULT '{}'::jsonb NOT NULL,
    status public.procrastinate_job_status DEFAULT 'todo'::public.procrastinate_job_status NOT NULL,
    scheduled_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    abort_requested boolean DEFAULT false NOT NULL,
    worker_id bigint,
    CONSTRAINT check_not_todo_abort_requested CHECK ((NOT ((status = 'todo'::public.procrastinate_job_status) AND (abort_requested = true))))
);


--
-- Name: procrastinate_fetch_job_v2(character varying[], bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_fetch_job_v2(target_queue_names character varying[], p_worker_id bigint) RETURNS public.procrastinate_jobs
    LANGUAGE plpgsql
    AS $$
DECLARE
	found_jobs procrastinate_jobs;
BEGIN
    WITH candidate AS (
        SELECT jobs.*
            FROM procrastinate_jobs AS jobs
            WHERE
                -- reject the job if its lock has earlier or higher priority jobs
                NOT EXISTS (
                    SELECT 1
                        FROM procrastinate_jobs AS other_jobs
                        WHERE
                            jobs.lock IS NOT NULL
                            AND other_jobs.lock = jobs.lock
                            AND (
                                -- job with same lock is already running
                                other_jobs.status = 'doing'
                                OR
                                -- job with same lock is waiting and has higher priority (or same priority but was queued first)
                                (
                                    other_jobs.status = 'todo'
                                    AND (
                                        other_jobs.priority > jobs.priority
                                        OR (
                                        other_jobs.priority = jobs.priority
                                        AND other_jobs.id < jobs.id
                                        )
                                    )
                                )
                            )
                )
                AND jobs.status = 'todo'
                AND (target_queue_names IS NULL OR jobs.queue_name = ANY( target_queue_names ))
                AND (jobs.scheduled_at IS NULL OR jobs.scheduled_at <= now())
            ORDER BY jobs.priority DESC, jobs.id ASC LIMIT 1
            FOR UPDATE OF jobs SKIP LOCKED
    )
    UPDATE procrastinate_jobs
        SET status = 'doing', worker_id = p_worker_id
        FROM candidate
        WHERE procrastinate_jobs.id = candidate.id
        RETURNING procrastinate_jobs.* INTO found_jobs;

 RETURN found_jobs;
END;
$$;


--
-- Name: procrastinate_finish_job_v1(bigint, public.procrastinate_job_status, boolean); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_finish_job_v1(job_id bigint, end_status public.procrastinate_job_status, delete_job boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
BEGIN
    IF end_status NOT IN ('succeeded', 'failed', 'aborted') THEN
        RAISE 'End status should be either "succeeded", "failed" or "aborted" (job id: %)', job_id;
    END IF;
    IF delete_job THEN
        DELETE FROM procrastinate_jobs
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = end_status,
            abort_requested = false,
            attempts = CASE status
                WHEN 'doing' THEN attempts + 1 ELSE attempts
            END
        WHERE id = job_id AND status IN ('todo', 'doing')
        RETURNING id INTO _job_id;
    END IF;
    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" or "todo" status (job id: %)', job_id;
    END IF;
END;
$$;


--
-- Name: procrastinate_notify_queue_abort_job_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_notify_queue_abort_job_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'abort_job_requested', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_notify_queue_job_inserted_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_notify_queue_job_inserted_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
DECLARE
    payload TEXT;
BEGIN
    SELECT json_build_object('type', 'job_inserted', 'job_id', NEW.id)::text INTO payload;
	PERFORM pg_notify('procrastinate_queue_v1#' || NEW.queue_name, payload);
	PERFORM pg_notify('procrastinate_any_queue_v1', payload);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_prune_stalled_workers_v1(double precision); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_prune_stalled_workers_v1(seconds_since_heartbeat double precision) RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    DELETE FROM procrastinate_workers
    WHERE last_heartbeat < NOW() - (seconds_since_heartbeat || 'SECOND')::INTERVAL
    RETURNING procrastinate_workers.id;
END;
$$;


--
-- Name: procrastinate_register_worker_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_register_worker_v1() RETURNS TABLE(worker_id bigint)
    LANGUAGE plpgsql
    AS $$
BEGIN
    RETURN QUERY
    INSERT INTO procrastinate_workers DEFAULT VALUES
    RETURNING procrastinate_workers.id;
END;
$$;


--
-- Name: procrastinate_retry_job_v1(bigint, timestamp with time zone, integer, character varying, character varying); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_retry_job_v1(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
BEGIN
    SELECT abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status = 'doing'
    FOR UPDATE
    INTO _abort_requested;
    IF _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or not in "doing" status (job id: %)', job_id;
    END IF;
END;
$$;


--
-- Name: procrastinate_retry_job_v2(bigint, timestamp with time zone, integer, character varying, character varying); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_retry_job_v2(job_id bigint, retry_at timestamp with time zone, new_priority integer, new_queue_name character varying, new_lock character varying) RETURNS void
    LANGUAGE plpgsql
    AS $$
DECLARE
    _job_id bigint;
    _abort_requested boolean;
    _current_status procrastinate_job_status;
BEGIN
    SELECT status, abort_requested FROM procrastinate_jobs
    WHERE id = job_id AND status IN ('doing', 'failed')
    FOR UPDATE
    INTO _current_status, _abort_requested;
    IF _current_status = 'doing' AND _abort_requested THEN
        UPDATE procrastinate_jobs
        SET status = 'failed'::procrastinate_job_status
        WHERE id = job_id AND status = 'doing'
        RETURNING id INTO _job_id;
    ELSE
        UPDATE procrastinate_jobs
        SET status = 'todo'::procrastinate_job_status,
            attempts = attempts + 1,
            scheduled_at = retry_at,
            priority = COALESCE(new_priority, priority),
            queue_name = COALESCE(new_queue_name, queue_name),
            lock = COALESCE(new_lock, lock)
        WHERE id = job_id AND status IN ('doing', 'failed')
        RETURNING id INTO _job_id;
    END IF;

    IF _job_id IS NULL THEN
        RAISE 'Job was not found or has an invalid status to retry (job id: %)', job_id;
    END IF;

END;
$$;


--
-- Name: procrastinate_trigger_abort_requested_events_procedure_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'abort_requested'::procrastinate_job_event_type);
    RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_scheduled_events_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type, at)
        VALUES (NEW.id, 'scheduled'::procrastinate_job_event_type, NEW.scheduled_at);

	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_status_events_insert_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    INSERT INTO procrastinate_events(job_id, type)
        VALUES (NEW.id, 'deferred'::procrastinate_job_event_type);
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_trigger_function_status_events_update_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_trigger_function_status_events_update_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    WITH t AS (
        SELECT CASE
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND NEW.status = 'doing'::procrastinate_job_status
                THEN 'started'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'deferred_for_retry'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'failed'::procrastinate_job_status
                THEN 'failed'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'succeeded'::procrastinate_job_status
                THEN 'succeeded'::procrastinate_job_event_type
            WHEN OLD.status = 'todo'::procrastinate_job_status
                AND (
                    NEW.status = 'cancelled'::procrastinate_job_status
                    OR NEW.status = 'failed'::procrastinate_job_status
                    OR NEW.status = 'succeeded'::procrastinate_job_status
                )
                THEN 'cancelled'::procrastinate_job_event_type
            WHEN OLD.status = 'doing'::procrastinate_job_status
                AND NEW.status = 'aborted'::procrastinate_job_status
                THEN 'aborted'::procrastinate_job_event_type
            WHEN OLD.status = 'failed'::procrastinate_job_status
                AND NEW.status = 'todo'::procrastinate_job_status
                THEN 'retried'::procrastinate_job_event_type
            ELSE NULL
        END as event_type
    )
    INSERT INTO procrastinate_events(job_id, type)
        SELECT NEW.id, t.event_type
        FROM t
        WHERE t.event_type IS NOT NULL;
	RETURN NEW;
END;
$$;


--
-- Name: procrastinate_unlink_periodic_defers_v1(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_unlink_periodic_defers_v1() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_periodic_defers
    SET job_id = NULL
    WHERE job_id = OLD.id;
    RETURN OLD;
END;
$$;


--
-- Name: procrastinate_unregister_worker_v1(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_unregister_worker_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    DELETE FROM procrastinate_workers
    WHERE id = worker_id;
END;
$$;


--
-- Name: procrastinate_update_heartbeat_v1(bigint); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procrastinate_update_heartbeat_v1(worker_id bigint) RETURNS void
    LANGUAGE plpgsql
    AS $$
BEGIN
    UPDATE procrastinate_workers
    SET last_heartbeat = NOW()
    WHERE id = worker_id;
END;
$$;


--
-- Name: refuse_change(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception 'rows of % never change', tg_table_name using errcode = 'restrict_violation';
end $$;


--
-- Name: refuse_other_than_state(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.refuse_other_than_state() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  if to_jsonb(new) - 'state' is distinct from to_jsonb(old) - 'state' then
    raise exception 'only the state of a certificate changes' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;


--
-- Name: account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account (
    id uuid NOT NULL,
    person uuid NOT NULL,
    sign_in_name character varying(60) NOT NULL,
    password_hash character varying(200) NOT NULL,
    language character varying(2) NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    opened_by character varying(40) NOT NULL,
    first_sign_in_at timestamp with time zone,
    closed_at timestamp with time zone,
    CONSTRAINT account_language_not_empty CHECK ((btrim((language)::text) <> ''::text)),
    CONSTRAINT account_opened_by_not_empty CHECK ((btrim((opened_by)::text) <> ''::text)),
    CONSTRAINT account_password_hash_not_empty CHECK ((btrim((password_hash)::text) <> ''::text)),
    CONSTRAINT account_sign_in_name_lower CHECK (((sign_in_name)::text = lower((sign_in_name)::text))),
    CONSTRAINT account_sign_in_name_not_empty CHECK ((btrim((sign_in_name)::text) <> ''::text))
);


--
-- Name: activation_code; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.activation_code (
    id uuid NOT NULL,
    person uuid NOT NULL,
    code_hash bytea NOT NULL,
    organisation uuid,
    created_at timestamp with time zone NOT NULL,
    created_by uuid,
    expires_at timestamp with time zone NOT NULL,
    tries_left smallint NOT NULL,
    used_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    CONSTRAINT activation_code_tries_left CHECK ((tries_left >= 0))
);


--
-- Name: audit_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.audit_event (
    id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    act character varying(80) NOT NULL,
    account uuid,
    membership uuid,
    subject_kind character varying(40) NOT NULL,
    subject uuid,
    details jsonb NOT NULL,
    CONSTRAINT audit_event_act_not_empty CHECK ((btrim((act)::text) <> ''::text)),
    CONSTRAINT audit_event_subject_kind_not_empty CHECK ((btrim((subject_kind)::text) <> ''::text))
);


--
-- Name: authority; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.authority (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    english_name character varying(160) NOT NULL,
    tier character varying(10) NOT NULL,
    region_code character varying(6) NOT NULL,
    parent uuid,
    CONSTRAINT authority_english_name_not_empty CHECK ((btrim((english_name)::text) <> ''::text)),
    CONSTRAINT authority_name_not_empty CHECK ((btrim((name)::text) <> ''::text)),
    CONSTRAINT authority_parent CHECK ((((tier)::text = 'province'::text) = (parent IS NULL))),
    CONSTRAINT authority_region_code_not_empty CHECK ((btrim((region_code)::text) <> ''::text)),
    CONSTRAINT authority_tier CHECK (((tier)::text = ANY ((ARRAY['province'::character varying, 'city'::character varying, 'county'::character varying])::text[]))),
    CONSTRAINT authority_tier_not_empty CHECK ((btrim((tier)::text) <> ''::text))
);


--
-- Name: authority_case; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.authority_case (
    id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    person uuid NOT NULL,
    authority uuid,
    subject character varying(36),
    details jsonb NOT NULL,
    sealed_note bytea,
    opened_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    settled_by uuid,
    outcome character varying(400),
    told_person boolean NOT NULL,
    CONSTRAINT authority_case_kind_not_empty CHECK ((btrim((kind)::text) <> ''::text)),
    CONSTRAINT authority_case_outcome_not_empty CHECK ((btrim((outcome)::text) <> ''::text)),
    CONSTRAINT authority_case_subject_not_empty CHECK ((btrim((subject)::text) <> ''::text))
);


--
-- Name: body; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.body (
    id uuid NOT NULL,
    organisation uuid NOT NULL,
    name character varying(160) NOT NULL,
    number_prefix character(13) NOT NULL,
    address character varying(200),
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT body_address_not_empty CHECK ((btrim((address)::text) <> ''::text)),
    CONSTRAINT body_name_not_empty CHECK ((btrim((name)::text) <> ''::text)),
    CONSTRAINT body_number_prefix CHECK ((number_prefix ~ '^[YS][0-9]{12}$'::text)),
    CONSTRAINT body_number_prefix_not_empty CHECK ((btrim((number_prefix)::text) <> ''::text))
);


--
-- Name: calendar_year; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.calendar_year (
    id uuid NOT NULL,
    year smallint NOT NULL,
    source character varying(200) NOT NULL,
    loaded_at timestamp with time zone NOT NULL,
    CONSTRAINT calendar_year_source_not_empty CHECK ((btrim((source)::text) <> ''::text))
);


--
-- Name: candidate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.candidate (
    id uuid NOT NULL,
    round uuid NOT NULL,
    person uuid NOT NULL,
    document uuid NOT NULL,
    upload uuid NOT NULL,
    "row" integer NOT NULL,
    name character varying(120) NOT NULL,
    name_key character varying(120) NOT NULL,
    sort_key character varying(300) NOT NULL,
    facts jsonb NOT NULL,
    proofs jsonb NOT NULL,
    eligible boolean,
    decision jsonb NOT NULL,
    judged_on date NOT NULL,
    judged_at timestamp with time zone NOT NULL,
    admitted_at timestamp with time zone,
    admitted_by uuid,
    photo uuid,
    outcome character varying(20),
    CONSTRAINT candidate_admitted_only_if_eligible CHECK (((admitted_at IS NULL) OR eligible)),
    CONSTRAINT candidate_name_key_not_empty CHECK ((btrim((name_key)::text) <> ''::text)),
    CONSTRAINT candidate_name_not_empty CHECK ((btrim((name)::text) <> ''::text)),
    CONSTRAINT candidate_outcome CHECK (((outcome)::text = ANY ((ARRAY['passed'::character varying, 'failed'::character varying])::text[]))),
    CONSTRAINT candidate_outcome_not_empty CHECK ((btrim((outcome)::text) <> ''::text)),
    CONSTRAINT candidate_sort_key_not_empty CHECK ((btrim((sort_key)::text) <> ''::text))
);


--
-- Name: certificate; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.certificate (
    id uuid NOT NULL,
    number character(22) NOT NULL,
    qr_token bytea NOT NULL,
    body uuid NOT NULL,
    year smallint NOT NULL,
    serial integer NOT NULL,
    person uuid NOT NULL,
    document uuid NOT NULL,
    source_kind character varying(20) NOT NULL,
    source uuid NOT NULL,
    name character varying(120) NOT NULL,
    name_key character varying(120) NOT NULL,
    occupation character varying(20) NOT NULL,
    occupation_name character varying(80) NOT NULL,
    job_type character varying(60),
    level smallint NOT NULL,
    body_name character varying(160) NOT NULL,
    issued_on date NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    issued_by uuid NOT NULL,
    state character varying(20) NOT NULL,
    photo uuid,
    pdf uuid NOT NULL,
    rules jsonb NOT NULL,
    CONSTRAINT certificate_body_name_not_empty CHECK ((btrim((body_name)::text) <> ''::text)),
    CONSTRAINT certificate_job_type_not_empty CHECK ((btrim((job_type)::text) <> ''::text)),
    CONSTRAINT certificate_name_key_not_empty CHECK ((btrim((name_key)::text) <> ''::text)),
    CONSTRAINT certificate_name_not_empty CHECK ((btrim((name)::text) <> ''::text)),
    CONSTRAINT certificate_number_not_empty CHECK ((btrim((number)::text) <> ''::text)),
    CONSTRAINT certificate_number_says_the_same CHECK (((number ~ '^[YS][0-9]{21}$'::text) AND ((substr((number)::text, 14, 2))::integer = ((year)::integer % 100)) AND ((substr((number)::text, 16, 1))::integer = level) AND ((substr((number)::text, 17, 6))::integer = serial) AND (serial > 0))),
    CONSTRAINT certificate_occupation_name_not_empty CHECK ((btrim((occupation_name)::text) <> ''::text)),
    CONSTRAINT certificate_occupation_not_empty CHECK ((btrim((occupation)::text) <> ''::text)),
    CONSTRAINT certificate_qr_token_is_128_bits CHECK ((octet_length(qr_token) = 16)),
    CONSTRAINT certificate_source_kind_not_empty CHECK ((btrim((source_kind)::text) <> ''::text)),
    CONSTRAINT certificate_state CHECK (((state)::text = ANY ((ARRAY['valid'::character varying, 'suspended'::character varying, 'revoked'::character varying, 'superseded'::character varying])::text[]))),
    CONSTRAINT certificate_state_not_empty CHECK ((btrim((state)::text) <> ''::text))
);


--
-- Name: certificate_step; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.certificate_step (
    id uuid NOT NULL,
    certificate uuid NOT NULL,
    from_state character varying(20),
    to_state character varying(20) NOT NULL,
    ground character varying(60),
    reasons character varying(1000),
    account uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT certificate_step_from_state_not_empty CHECK ((btrim((from_state)::text) <> ''::text)),
    CONSTRAINT certificate_step_ground_not_empty CHECK ((btrim((ground)::text) <> ''::text)),
    CONSTRAINT certificate_step_reasons_not_empty CHECK ((btrim((reasons)::text) <> ''::text)),
    CONSTRAINT certificate_step_to_state_not_empty CHECK ((btrim((to_state)::text) <> ''::text))
);


--
-- Name: column_mapping; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.column_mapping (
    id uuid NOT NULL,
    organisation uuid NOT NULL,
    heading character varying(200) NOT NULL,
    fact character varying(40) NOT NULL,
    mapped_by uuid NOT NULL,
    mapped_at timestamp with time zone NOT NULL,
    CONSTRAINT column_mapping_fact_not_empty CHECK ((btrim((fact)::text) <> ''::text)),
    CONSTRAINT column_mapping_heading_not_empty CHECK ((btrim((heading)::text) <> ''::text))
);


--
-- Name: filing; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.filing (
    id uuid NOT NULL,
    body uuid NOT NULL,
    authority uuid NOT NULL,
    number character varying(60) NOT NULL,
    valid_from date NOT NULL,
    valid_to date NOT NULL,
    state character varying(20) NOT NULL,
    privileges jsonb NOT NULL,
    entered_by uuid,
    entered_at timestamp with time zone NOT NULL,
    CONSTRAINT filing_ends_after_it_begins CHECK ((valid_to >= valid_from)),
    CONSTRAINT filing_number_not_empty CHECK ((btrim((number)::text) <> ''::text)),
    CONSTRAINT filing_state CHECK (((state)::text = ANY ((ARRAY['filed'::character varying, 'suspended'::character varying, 'withdrawn'::character varying])::text[]))),
    CONSTRAINT filing_state_not_empty CHECK ((btrim((state)::text) <> ''::text))
);


--
-- Name: filing_scope; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.filing_scope (
    id uuid NOT NULL,
    filing uuid NOT NULL,
    occupation character varying(20) NOT NULL,
    job_type character varying(60),
    highest_rank smallint NOT NULL,
    CONSTRAINT filing_scope_job_type_not_empty CHECK ((btrim((job_type)::text) <> ''::text)),
    CONSTRAINT filing_scope_occupation_not_empty CHECK ((btrim((occupation)::text) <> ''::text)),
    CONSTRAINT filing_scope_rank CHECK (((highest_rank >= 2) AND (highest_rank <= 6)))
);


--
-- Name: guess; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.guess (
    bucket bytea NOT NULL,
    kind character varying(20) NOT NULL,
    wrong integer NOT NULL,
    last_wrong_at timestamp with time zone NOT NULL,
    CONSTRAINT guess_kind_not_empty CHECK ((btrim((kind)::text) <> ''::text))
);


--
-- Name: machine_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.machine_token (
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    membership uuid NOT NULL,
    label character varying(60) NOT NULL,
    created_by uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    CONSTRAINT machine_token_label_not_empty CHECK ((btrim((label)::text) <> ''::text))
);


--
-- Name: membership; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.membership (
    id uuid NOT NULL,
    account uuid NOT NULL,
    role character varying(20) NOT NULL,
    organisation uuid,
    authority uuid,
    valid_from date NOT NULL,
    valid_to date,
    granted_by uuid,
    card_number character varying(40),
    CONSTRAINT membership_card_number_not_empty CHECK ((btrim((card_number)::text) <> ''::text)),
    CONSTRAINT membership_ends_after_it_begins CHECK ((valid_to >= valid_from)),
    CONSTRAINT membership_one_side CHECK (((((role)::text = ANY ((ARRAY['officer'::character varying, 'auditor'::character varying])::text[])) = (authority IS NOT NULL)) AND ((authority IS NULL) <> (organisation IS NULL)))),
    CONSTRAINT membership_role CHECK (((role)::text = ANY ((ARRAY['clerk'::character varying, 'approver'::character varying, 'assessor'::character varying, 'officer'::character varying, 'auditor'::character varying])::text[]))),
    CONSTRAINT membership_role_not_empty CHECK ((btrim((role)::text) <> ''::text))
);


--
-- Name: migration; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.migration (
    id integer NOT NULL,
    name character varying(200) DEFAULT ''::character varying NOT NULL,
    app_name character varying(200) DEFAULT ''::character varying NOT NULL,
    ran_on timestamp without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);


--
-- Name: migration_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.migration_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: migration_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.migration_id_seq OWNED BY public.migration.id;


--
-- Name: organisation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.organisation (
    id uuid NOT NULL,
    credit_code character(18) NOT NULL,
    name character varying(160) NOT NULL,
    ownership character varying(20) NOT NULL,
    authority uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT organisation_credit_code CHECK ((credit_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'::text)),
    CONSTRAINT organisation_credit_code_not_empty CHECK ((btrim((credit_code)::text) <> ''::text)),
    CONSTRAINT organisation_name_not_empty CHECK ((btrim((name)::text) <> ''::text)),
    CONSTRAINT organisation_ownership CHECK (((ownership)::text = ANY ((ARRAY['private'::character varying, 'state'::character varying, 'public-institution'::character varying, 'other'::character varying])::text[]))),
    CONSTRAINT organisation_ownership_not_empty CHECK ((btrim((ownership)::text) <> ''::text))
);


--
-- Name: person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person (
    id uuid NOT NULL,
    name character varying(120) NOT NULL,
    name_key character varying(120) NOT NULL,
    sex character varying(1),
    birth_date date,
    merged_into uuid,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT person_name_key_not_empty CHECK ((btrim((name_key)::text) <> ''::text)),
    CONSTRAINT person_name_not_empty CHECK ((btrim((name)::text) <> ''::text)),
    CONSTRAINT person_sex CHECK (((sex)::text = ANY ((ARRAY['男'::character varying, '女'::character varying])::text[]))),
    CONSTRAINT person_sex_not_empty CHECK ((btrim((sex)::text) <> ''::text))
);


--
-- Name: person_document; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.person_document (
    id uuid NOT NULL,
    person uuid NOT NULL,
    kind character varying(40) NOT NULL,
    sealed_number bytea NOT NULL,
    number_hash bytea NOT NULL,
    hash_key smallint NOT NULL,
    next_number_hash bytea,
    since timestamp with time zone NOT NULL,
    CONSTRAINT person_document_kind_not_empty CHECK ((btrim((kind)::text) <> ''::text))
);


--
-- Name: procrastinate_events; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_events (
    id bigint NOT NULL,
    job_id bigint NOT NULL,
    type public.procrastinate_job_event_type,
    at timestamp with time zone DEFAULT now()
);


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_events_id_seq OWNED BY public.procrastinate_events.id;


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_jobs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_jobs_id_seq OWNED BY public.procrastinate_jobs.id;


--
-- Name: procrastinate_periodic_defers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_periodic_defers (
    id bigint NOT NULL,
    task_name character varying(128) NOT NULL,
    defer_timestamp bigint,
    job_id bigint,
    periodic_id character varying(128) DEFAULT ''::character varying NOT NULL
);


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

CREATE SEQUENCE public.procrastinate_periodic_defers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: -
--

ALTER SEQUENCE public.procrastinate_periodic_defers_id_seq OWNED BY public.procrastinate_periodic_defers.id;


--
-- Name: procrastinate_workers; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procrastinate_workers (
    id bigint NOT NULL,
    last_heartbeat timestamp with time zone DEFAULT now() NOT NULL
);


--
-- Name: procrastinate_workers_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.procrastinate_workers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.procrastinate_workers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: published_rules; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.published_rules (
    id uuid NOT NULL,
    rules character varying(80) NOT NULL,
    version character varying(40) NOT NULL,
    digest character varying(64) NOT NULL,
    text text NOT NULL,
    published_at timestamp with time zone NOT NULL,
    CONSTRAINT published_rules_digest_not_empty CHECK ((btrim((digest)::text) <> ''::text)),
    CONSTRAINT published_rules_rules_not_empty CHECK ((btrim((rules)::text) <> ''::text)),
    CONSTRAINT published_rules_text_not_empty CHECK ((btrim(text) <> ''::text)),
    CONSTRAINT published_rules_version_not_empty CHECK ((btrim((version)::text) <> ''::text))
);


--
-- Name: round; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round (
    id uuid NOT NULL,
    body uuid NOT NULL,
    filing uuid NOT NULL,
    title character varying(80) NOT NULL,
    occupation character varying(20) NOT NULL,
    job_type character varying(60),
    rank smallint NOT NULL,
    application_day date NOT NULL,
    place character varying(120) NOT NULL,
    state character varying(20) NOT NULL,
    opened_by uuid NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    cancelled_for character varying(400),
    CONSTRAINT round_cancelled_for_not_empty CHECK ((btrim((cancelled_for)::text) <> ''::text)),
    CONSTRAINT round_cancelled_with_reason CHECK ((((state)::text = 'cancelled'::text) = (cancelled_for IS NOT NULL))),
    CONSTRAINT round_job_type_not_empty CHECK ((btrim((job_type)::text) <> ''::text)),
    CONSTRAINT round_occupation_not_empty CHECK ((btrim((occupation)::text) <> ''::text)),
    CONSTRAINT round_place_not_empty CHECK ((btrim((place)::text) <> ''::text)),
    CONSTRAINT round_rank CHECK (((rank >= 2) AND (rank <= 6))),
    CONSTRAINT round_state CHECK (((state)::text = ANY ((ARRAY['drafted'::character varying, 'roster-confirmed'::character varying, 'admitted'::character varying, 'scored'::character varying, 'locked'::character varying, 'issued'::character varying, 'closed'::character varying, 'cancelled'::character varying])::text[]))),
    CONSTRAINT round_state_not_empty CHECK ((btrim((state)::text) <> ''::text)),
    CONSTRAINT round_title_not_empty CHECK ((btrim((title)::text) <> ''::text))
);


--
-- Name: round_assessor; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_assessor (
    id uuid NOT NULL,
    round uuid NOT NULL,
    membership uuid NOT NULL
);


--
-- Name: round_upload; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round_upload (
    id uuid NOT NULL,
    round uuid NOT NULL,
    kind character varying(20) NOT NULL,
    file uuid NOT NULL,
    reading uuid,
    mapping jsonb NOT NULL,
    state character varying(20) NOT NULL,
    problems jsonb NOT NULL,
    counts jsonb NOT NULL,
    uploaded_by uuid NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    CONSTRAINT round_upload_kind CHECK (((kind)::text = ANY ((ARRAY['roster'::character varying, 'scores'::character varying, 'photos'::character varying])::text[]))),
    CONSTRAINT round_upload_kind_not_empty CHECK ((btrim((kind)::text) <> ''::text)),
    CONSTRAINT round_upload_state CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'read'::character varying, 'unreadable'::character varying, 'confirmed'::character varying, 'refused'::character varying, 'expired'::character varying])::text[]))),
    CONSTRAINT round_upload_state_not_empty CHECK ((btrim((state)::text) <> ''::text))
);


--
-- Name: score; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.score (
    id uuid NOT NULL,
    candidate uuid NOT NULL,
    part character varying(20) NOT NULL,
    mark numeric(4,1),
    absent boolean NOT NULL,
    entered_by uuid NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    CONSTRAINT score_mark_or_absence CHECK ((absent = (mark IS NULL))),
    CONSTRAINT score_mark_within_hundred CHECK (((mark >= (0)::numeric) AND (mark <= (100)::numeric))),
    CONSTRAINT score_part CHECK (((part)::text = ANY ((ARRAY['theory'::character varying, 'practical'::character varying, 'review'::character varying])::text[]))),
    CONSTRAINT score_part_not_empty CHECK ((btrim((part)::text) <> ''::text))
);


--
-- Name: serial_counter; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.serial_counter (
    id uuid NOT NULL,
    body uuid NOT NULL,
    year smallint NOT NULL,
    level smallint NOT NULL,
    last integer NOT NULL,
    CONSTRAINT serial_counter_level CHECK (((level >= 1) AND (level <= 5))),
    CONSTRAINT serial_counter_within_six_digits CHECK (((last >= 0) AND (last <= 999999)))
);


--
-- Name: session; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.session (
    id uuid NOT NULL,
    token_hash bytea NOT NULL,
    account uuid NOT NULL,
    membership uuid,
    created_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);


--
-- Name: stored_file; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.stored_file (
    id uuid NOT NULL,
    owner uuid,
    content_hash bytea NOT NULL,
    purpose character varying(40) NOT NULL,
    media_type character varying(100) NOT NULL,
    size integer NOT NULL,
    sealed_name bytea,
    uploaded_by uuid,
    stored_at timestamp with time zone NOT NULL,
    erase_after timestamp with time zone,
    CONSTRAINT stored_file_has_a_size CHECK ((size >= 0)),
    CONSTRAINT stored_file_media_type_not_empty CHECK ((btrim((media_type)::text) <> ''::text)),
    CONSTRAINT stored_file_purpose_not_empty CHECK ((btrim((purpose)::text) <> ''::text))
);


--
-- Name: work; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.work (
    id uuid NOT NULL,
    kind character varying(40) NOT NULL,
    subject uuid NOT NULL,
    state character varying(20) NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    problems jsonb NOT NULL,
    requested_by uuid,
    requested_as uuid,
    requested_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT work_kind_not_empty CHECK ((btrim((kind)::text) <> ''::text)),
    CONSTRAINT work_state CHECK (((state)::text = ANY ((ARRAY['waiting'::character varying, 'running'::character varying, 'done'::character varying, 'failed'::character varying])::text[]))),
    CONSTRAINT work_state_not_empty CHECK ((btrim((state)::text) <> ''::text))
);


--
-- Name: workday_exception; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.workday_exception (
    day date NOT NULL,
    kind character varying(10) NOT NULL,
    source character varying(200) NOT NULL,
    CONSTRAINT workday_exception_kind CHECK (((kind)::text = ANY ((ARRAY['holiday'::character varying, 'workday'::character varying])::text[]))),
    CONSTRAINT workday_exception_kind_not_empty CHECK ((btrim((kind)::text) <> ''::text)),
    CONSTRAINT workday_exception_source_not_empty CHECK ((btrim((source)::text) <> ''::text))
);


--
-- Name: migration id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migration ALTER COLUMN id SET DEFAULT nextval('public.migration_id_seq'::regclass);


--
-- Name: procrastinate_events id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_events_id_seq'::regclass);


--
-- Name: procrastinate_jobs id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_jobs_id_seq'::regclass);


--
-- Name: procrastinate_periodic_defers id; Type: DEFAULT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers ALTER COLUMN id SET DEFAULT nextval('public.procrastinate_periodic_defers_id_seq'::regclass);


--
-- Data for Name: account; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.account VALUES
	('a3a031a5-3e3c-4eb5-ab7b-51bc05557ce0', '9a14a3d1-a8d6-4773-bdaa-c8ea2b5096f8', 'somebody-0', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('1b043e16-83cb-42f8-b360-23b20a65cd69', '581ef46b-cb31-4ad9-8e75-d4a5efc1da5e', 'somebody-1', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('0099f036-0fea-4140-9133-9a6e83780e52', '2a8970cc-971b-4507-ab6a-f002695f29aa', 'somebody-2', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('252cec14-cb28-4daf-82c5-a143ef75c9f8', '49dc9152-1f4f-46a9-863b-a2826d211d5c', 'somebody-3', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('b9475dfa-a475-43a0-9ba4-6baf63bb3a24', '2fd5e8a3-1f75-4645-a8cd-b997b28b4ece', 'somebody-4', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('d6dab2a0-8863-4548-8332-a43189a8cd2c', 'ed45c5ad-e6b4-4e27-9b21-38f6c60e1369', 'somebody-5', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('86bccb22-b814-47cf-861a-d5c453c60616', 'ad1dc106-9cc5-4dd4-a014-51d91854f277', 'somebody-6', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('9abdf029-1ad3-4264-a2e0-4dcafefed276', 'bb411a3c-0f77-435d-a4a5-3e9b55ffaad2', 'somebody-7', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('d23bb84a-2e77-4579-bacd-66780bf75c38', 'dc596621-0aea-4b75-9e55-ab3a490d6218', 'somebody-8', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('47a16501-3a8b-4178-bd86-fb1566a1458a', '2e1683f5-0ccd-49f2-b77a-6d19e3778492', 'somebody-9', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('cf0d97e6-6bb7-4818-9de5-3390c159f0b1', '2941ff50-b10f-4581-a639-6faaa9894a9d', 'somebody-10', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('dd5f93a5-7956-43e0-a6f4-103cb163e32c', '53240f2d-746a-4908-949a-1f67edd19c41', 'somebody-11', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL),
	('bc0f8b4f-7573-4502-9f05-ff2d77915a3b', '16ec1616-adbc-4e56-9a46-792ec853dde0', 'somebody-12', '-', 'zh', '2024-06-03 02:00:00+00', 'test', NULL, NULL);


--
-- Data for Name: activation_code; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: audit_event; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.audit_event VALUES
	('43a01626-ae0a-45af-aef2-02f42cb8eb45', '2024-06-03 02:00:00+00', 'rules:publish', NULL, NULL, 'rules', '01d2f48b-210d-47bb-9000-c4e37d0d7168', '{"rules": "accounts"}'),
	('e4188861-73a2-4411-9a08-c5533d4d226e', '2024-06-03 02:00:00+00', 'rules:publish', NULL, NULL, 'rules', '0cfccb5a-4dfd-4eee-9cba-916629612990', '{"rules": "child-labour"}'),
	('4d7fa128-23f0-4228-ac5b-581d29172930', '2024-06-03 02:00:00+00', 'rules:publish', NULL, NULL, 'rules', '58324176-f7b2-4a4c-9a5b-d07e2be9eaca', '{"rules": "diplomas-and-titles"}'),
	('897a5d56-0041-473d-8f5a-d2f83f7bb183', '2024-06-03 02:00:00+00', 'rules:publish', NULL, NULL, 'rules', '6f43ebf0-8f4a-4fab-afd5-8908284d60ad', '{"rules": "examination"}'),
	('d167b0d9-a763-411e-a816-3df834d051c7', '2024-06-03 02:00:00+00', 'rules:publish', NULL, NULL, 'rules', '93b080e6-1ff1-4c30-aff0-b614905d173c', '{"rules": "privileges"}'),
	('cbf16fe3-0415-4867-beee-a6a0a86ba5f7', '2024-06-03 02:00:00+00', 'rules:publish', NULL, NULL, 'rules', '4066c84e-e00b-4829-93cb-50dcb2ca64d4', '{"rules": "retention"}'),
	('d70dd271-5e2e-45f4-b76d-a3ed5d38c7c1', '2024-06-03 02:00:00+00', 'rules:publish', NULL, NULL, 'rules', 'd60e0ffb-341e-4453-8413-de21a8ee5eea', '{"rules": "skill-levels-2018"}'),
	('4e6a8b0e-06b4-4239-bee3-35829d38fdfd', '2024-06-03 02:00:00+00', 'rules:publish', NULL, NULL, 'rules', '608af3ff-ee9a-4428-b628-85a470c8ccac', '{"rules": "skill-levels-2023"}'),
	('771a2d39-205c-43b0-bb07-27100b9f8406', '2024-06-03 02:00:00+00', 'certificate:issue', 'bc0f8b4f-7573-4502-9f05-ff2d77915a3b', NULL, 'certificate', '156f0a59-67e9-465a-9348-2fafa12d311a', '{"body": "872b770e-56e0-4d8d-92c8-e89d8d2d07f9", "serial": 1, "source": "4ccfa935-8128-4445-9b6c-6ab504bbeea6"}'),
	('bb64542e-f923-4021-bee1-0a15797718e9', '2024-06-03 03:00:00+00', 'certificate:suspend', '9abdf029-1ad3-4264-a2e0-4dcafefed276', NULL, 'certificate', '156f0a59-67e9-465a-9348-2fafa12d311a', '{"step": "449a85a9-af25-4733-be2e-3e7bcff2ab53", "ground": "false-proofs"}'),
	('2978f06b-1ab2-42c0-92f3-30bf2c54c21e', '2024-06-03 04:00:00+00', 'certificate:lift', '9abdf029-1ad3-4264-a2e0-4dcafefed276', NULL, 'certificate', '156f0a59-67e9-465a-9348-2fafa12d311a', '{"step": "8ca0db5d-295e-4904-bc01-c93238cc387d", "ground": null}'),
	('846a7d8a-4384-48f9-9200-f4af25bdf850', '2024-06-03 02:00:00+00', 'test:done', '9abdf029-1ad3-4264-a2e0-4dcafefed276', NULL, 'certificate', '156f0a59-67e9-465a-9348-2fafa12d311a', '{}');


--
-- Data for Name: authority; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.authority VALUES
	('30687d89-9ece-4fab-9f5b-9c1678a21822', '山西省人力资源和社会保障厅', '山西省人力资源和社会保障厅', 'province', '140000', NULL),
	('9c4b8c87-ff40-4b71-8a00-588e21ef1728', '太原市人力资源和社会保障局', '太原市人力资源和社会保障局', 'city', '140100', '30687d89-9ece-4fab-9f5b-9c1678a21822'),
	('88440790-aa41-4d35-91cc-349034cbc884', '太原市小店区人力资源和社会保障局', '太原市小店区人力资源和社会保障局', 'county', '140105', '9c4b8c87-ff40-4b71-8a00-588e21ef1728'),
	('8f967887-c40e-4059-b4a9-abaeff11b568', '大同市人力资源和社会保障局', '大同市人力资源和社会保障局', 'city', '140200', '30687d89-9ece-4fab-9f5b-9c1678a21822');


--
-- Data for Name: authority_case; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: body; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.body VALUES
	('872b770e-56e0-4d8d-92c8-e89d8d2d07f9', '68a28cf2-0d79-469c-bd22-553ebadafd98', '晋阳机械制造有限公司', 'Y000014000123', NULL, '2024-06-03 02:00:00+00'),
	('e63ab4b3-79ee-4ffb-91a4-2806dc5d08d0', '6d2c92cd-b9e4-4944-8921-9c92eb115571', '云冈煤机有限公司', 'Y000014000456', NULL, '2024-06-03 02:00:00+00');


--
-- Data for Name: calendar_year; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: candidate; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.candidate VALUES
	('4ccfa935-8128-4445-9b6c-6ab504bbeea6', '7daaa555-bcad-47f1-a218-d37ac37044ad', '9a14a3d1-a8d6-4773-bdaa-c8ea2b5096f8', '57a8f83f-6e94-49bd-b110-aa1c5e14c0da', 'a28e6e23-b0e7-4c6b-8f60-f014a56282c3', 2, '王维', '王维', '王维', '{"birth_date": "1990-03-07"}', '{}', true, '{"eligible": true}', '2024-06-01', '2024-06-03 02:00:00+00', '2024-06-03 02:00:00+00', 'bc0f8b4f-7573-4502-9f05-ff2d77915a3b', NULL, 'passed'),
	('a0446de1-d5c3-421f-ae92-550ffc06d9d4', '7daaa555-bcad-47f1-a218-d37ac37044ad', '581ef46b-cb31-4ad9-8e75-d4a5efc1da5e', '210f8af0-c877-4358-9a3e-5cee3a2a9f93', 'a28e6e23-b0e7-4c6b-8f60-f014a56282c3', 3, '阿里木·买买提', '阿里木·买买提', '阿里木·买买提', '{"birth_date": "1990-03-07"}', '{}', true, '{"eligible": true}', '2024-06-01', '2024-06-03 02:00:00+00', '2024-06-03 02:00:00+00', 'bc0f8b4f-7573-4502-9f05-ff2d77915a3b', NULL, 'failed'),
	('92f6bacb-5caf-43e2-848a-b3c6a9e2bd67', '7daaa555-bcad-47f1-a218-d37ac37044ad', '2a8970cc-971b-4507-ab6a-f002695f29aa', '84a7effb-4c26-49e6-8914-72533651c80b', 'a28e6e23-b0e7-4c6b-8f60-f014a56282c3', 4, '李敏', '李敏', '李敏', '{"birth_date": "1990-03-07"}', '{}', false, '{"eligible": false}', '2024-06-01', '2024-06-03 02:00:00+00', NULL, NULL, NULL, NULL);


--
-- Data for Name: certificate; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.certificate VALUES
	('156f0a59-67e9-465a-9348-2fafa12d311a', 'Y000014000123244000001', '\x186375afe6c808e7e6b6d1e82b466d9c', '872b770e-56e0-4d8d-92c8-e89d8d2d07f9', 2024, 1, '9a14a3d1-a8d6-4773-bdaa-c8ea2b5096f8', '57a8f83f-6e94-49bd-b110-aa1c5e14c0da', 'round', '4ccfa935-8128-4445-9b6c-6ab504bbeea6', '王维', '王维', '6-29-02-11', '焊工', NULL, 4, '晋阳机械制造有限公司', '2024-06-03', '2024-06-03 02:00:00+00', 'bc0f8b4f-7573-4502-9f05-ff2d77915a3b', 'valid', NULL, '23f093fc-8e8d-49d2-beb1-73d5d00ce737', '{}');


--
-- Data for Name: certificate_step; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.certificate_step VALUES
	('cc5cd3ac-a3ba-4dca-9de8-320eb7eafd09', '156f0a59-67e9-465a-9348-2fafa12d311a', NULL, 'valid', NULL, NULL, 'bc0f8b4f-7573-4502-9f05-ff2d77915a3b', '2024-06-03 02:00:00+00'),
	('449a85a9-af25-4733-be2e-3e7bcff2ab53', '156f0a59-67e9-465a-9348-2fafa12d311a', 'valid', 'suspended', 'false-proofs', '正在核实。', '9abdf029-1ad3-4264-a2e0-4dcafefed276', '2024-06-03 03:00:00+00'),
	('8ca0db5d-295e-4904-bc01-c93238cc387d', '156f0a59-67e9-465a-9348-2fafa12d311a', 'suspended', 'valid', NULL, '核实无误。', '9abdf029-1ad3-4264-a2e0-4dcafefed276', '2024-06-03 04:00:00+00');


--
-- Data for Name: column_mapping; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: filing; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.filing VALUES
	('f083a10c-8a17-440c-be12-7ab0ba2ea13f', '872b770e-56e0-4d8d-92c8-e89d8d2d07f9', '88440790-aa41-4d35-91cc-349034cbc884', '晋人社备〔2024〕1号', '2024-01-01', '2026-12-31', 'filed', '{}', NULL, '2024-06-03 02:00:00+00');


--
-- Data for Name: filing_scope; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: guess; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: machine_token; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: membership; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.membership VALUES
	('ba35c4fd-5fba-4926-9b97-299bf30ea20d', 'b9475dfa-a475-43a0-9ba4-6baf63bb3a24', 'assessor', '68a28cf2-0d79-469c-bd22-553ebadafd98', NULL, '2020-01-01', NULL, NULL, 'K0001'),
	('6966217f-cc45-435b-b933-9c77cf45fd05', 'dd5f93a5-7956-43e0-a6f4-103cb163e32c', 'clerk', '68a28cf2-0d79-469c-bd22-553ebadafd98', NULL, '2020-01-01', NULL, NULL, NULL);


--
-- Data for Name: migration; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.migration VALUES
	(1, '2026-11-24T10:00:00:000000', 'registry', '2026-11-25 01:08:31.640119'),
	(2, '2026-11-24T10:00:01:000000', 'registry', '2026-11-25 01:08:31.699957'),
	(3, '2026-11-24T10:00:02:000000', 'registry', '2026-11-25 01:08:31.716678');


--
-- Data for Name: organisation; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.organisation VALUES
	('68a28cf2-0d79-469c-bd22-553ebadafd98', '91140100MA0GX12345', '晋阳机械制造有限公司', 'private', '88440790-aa41-4d35-91cc-349034cbc884', '2024-06-03 02:00:00+00'),
	('6d2c92cd-b9e4-4944-8921-9c92eb115571', '91140200MA0GX54321', '云冈煤机有限公司', 'private', '8f967887-c40e-4059-b4a9-abaeff11b568', '2024-06-03 02:00:00+00');


--
-- Data for Name: person; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.person VALUES
	('9a14a3d1-a8d6-4773-bdaa-c8ea2b5096f8', '王维', '王维', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('581ef46b-cb31-4ad9-8e75-d4a5efc1da5e', '阿里木·买买提', '阿里木·买买提', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('2a8970cc-971b-4507-ab6a-f002695f29aa', '李敏', '李敏', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('49dc9152-1f4f-46a9-863b-a2826d211d5c', '职员甲', '职员甲', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('2fd5e8a3-1f75-4645-a8cd-b997b28b4ece', '职员乙', '职员乙', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('ed45c5ad-e6b4-4e27-9b21-38f6c60e1369', '职员丙', '职员丙', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('ad1dc106-9cc5-4dd4-a014-51d91854f277', '职员丁', '职员丁', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('bb411a3c-0f77-435d-a4a5-3e9b55ffaad2', '职员戊', '职员戊', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('dc596621-0aea-4b75-9e55-ab3a490d6218', '职员己', '职员己', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('2e1683f5-0ccd-49f2-b77a-6d19e3778492', '职员庚', '职员庚', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('2941ff50-b10f-4581-a639-6faaa9894a9d', '职员辛', '职员辛', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('53240f2d-746a-4908-949a-1f67edd19c41', '职员壬', '职员壬', NULL, NULL, NULL, '2024-06-03 02:00:00+00'),
	('16ec1616-adbc-4e56-9a46-792ec853dde0', '职员癸', '职员癸', NULL, NULL, NULL, '2024-06-03 02:00:00+00');


--
-- Data for Name: person_document; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.person_document VALUES
	('57a8f83f-6e94-49bd-b110-aa1c5e14c0da', '9a14a3d1-a8d6-4773-bdaa-c8ea2b5096f8', 'identity-card', '\x017d3213c95e584bb07464d58b602ec1c3b2783fa42411375150aba8200fd0a1cfa4b30fc8dfa4fab3d94593679b29', '\x6e53ea83d9ba2c71fd370c5610db4488cfd98bbeb53bc8c31033aeabd00a70e3', 1, NULL, '2024-06-03 02:00:00+00'),
	('210f8af0-c877-4358-9a3e-5cee3a2a9f93', '581ef46b-cb31-4ad9-8e75-d4a5efc1da5e', 'identity-card', '\x01c6f60fecabcb009bba86cc0e1832fe80d4bf996aeb4fb77d93ac2d8dabe53505b06d42a84ac1d6813cb37559d4eb', '\x9d91d4d1ac008f3d36778550e4d99b782228175315514dd17fbafe2ddbc05fcb', 1, NULL, '2024-06-03 02:00:00+00'),
	('84a7effb-4c26-49e6-8914-72533651c80b', '2a8970cc-971b-4507-ab6a-f002695f29aa', 'identity-card', '\x0101a55ca788a39811491a8ca7a867ed70757dfc77679819b63dba548320e5094471be4f91b2482087569177eb482c', '\xa5c416067eb8eaf5537b682b20d7d7060a3a9035e7e6e2d32c752fa381ceb8ea', 1, NULL, '2024-06-03 02:00:00+00'),
	('1f44aaf1-a5d0-4f3c-92f1-db1c6c366710', '49dc9152-1f4f-46a9-863b-a2826d211d5c', 'passport', '\x014295a4f8c45e66421d9549fe137a745df0043381385554aa4df69017885b5c3f3bfc797d00', '\xc4629723bea877bf675e861dff68755a9cac55a9769c54bd939631953209cd28', 1, NULL, '2024-06-03 02:00:00+00'),
	('d67cfb2e-0132-4f68-94b9-b7744dac44e0', '2fd5e8a3-1f75-4645-a8cd-b997b28b4ece', 'passport', '\x01f68a817c696ca11d2f5b54ef4c9213b9173b5f4114d3eaa45b05c3f412b60c02f9281e09ac', '\xcba8c26253f668b5219e3e5370cb1d9896113f443dd1ded684119ae06776e886', 1, NULL, '2024-06-03 02:00:00+00'),
	('81e338f3-87ea-47b8-81c0-403aef47a497', 'ed45c5ad-e6b4-4e27-9b21-38f6c60e1369', 'passport', '\x01697d9f87ccdd4f38e613fcc42d5bafb39317b8dcb412bc50fbbb2ee79516889bc534c235f7', '\x64a90b37c0210ab36935bf9ecbff853b042fe0a96f904d4f85df759fa43fb31e', 1, NULL, '2024-06-03 02:00:00+00'),
	('9d7a0f28-5955-4de8-9ba3-2021372d2a79', 'ad1dc106-9cc5-4dd4-a014-51d91854f277', 'passport', '\x01cbcd283867d31e3d9d2067512521a9effe6400d4cd31fd330f4abdd5420aae7fc00b1352ad', '\x9590a85d8d486f53678569e5d4270c4c226fad392f2e45e0b6dd76f6b261eb3e', 1, NULL, '2024-06-03 02:00:00+00'),
	('af547954-0b69-418b-b469-ea08c9010cca', 'bb411a3c-0f77-435d-a4a5-3e9b55ffaad2', 'passport', '\x01a30d365432432c9b78d13d019ddb6a494647d18aa9dd47374f74b0a1e1af1907ef003f2235', '\xf91052e69efd19ead5b3b546754a16ee348f249752945935c73fea03001ff310', 1, NULL, '2024-06-03 02:00:00+00'),
	('ae3d56d7-ea5e-4557-9f6c-37848750e11e', 'dc596621-0aea-4b75-9e55-ab3a490d6218', 'passport', '\x01e91b8e0238c74cca19a782c25978a716b0ee81025a583be195f8178dc1e9495e5706c244a5', '\x8c8d4db1c21764f390a10aad5ce7d64710dd07f21a7cf583e367cb4b26d38c6b', 1, NULL, '2024-06-03 02:00:00+00'),
	('b72efa5d-c786-4641-96bb-28bdf0adc8b2', '2e1683f5-0ccd-49f2-b77a-6d19e3778492', 'passport', '\x012b5884809f8df19a4d1a7ea9bdb6171ab22fd3268cb74880819fcf7d8df0948e6bc317737c', '\x6764124d8b3021df156d00073873e9923dd4a98d3f2c5c64be4d293580cbddf5', 1, NULL, '2024-06-03 02:00:00+00'),
	('9af4f42f-d2be-47e1-8128-2191224f73e8', '2941ff50-b10f-4581-a639-6faaa9894a9d', 'passport', '\x011612a548ad59e7e64ce97fe4de07b9bf8cc259372510efa2b0fa1a541cc201e94bb1f646c8', '\x6217d96e533aa97f0bf4466e97c77c7fe857db33b8b89b88cbfe6adf053ba544', 1, NULL, '2024-06-03 02:00:00+00'),
	('8e1bd7d5-32f0-401d-b08a-7dec19568e32', '53240f2d-746a-4908-949a-1f67edd19c41', 'passport', '\x01a7ee166a349af8bd6389beee1161c2b03fe52703d7d995bc38f28b0cc9d4f92c74a02482e2', '\xf0e95ace9b1dfe9eafd7050bde9a34e68d47136251dd2dd8229bc32715fa4057', 1, NULL, '2024-06-03 02:00:00+00'),
	('648d07b6-5795-4f50-b6f2-695cbe58e34d', '16ec1616-adbc-4e56-9a46-792ec853dde0', 'passport', '\x0186b91d54f79b2cc21b19fac377b294736c0054463d9f92b717ca6cecd24d51930f6bed024f', '\xdf26109ee1a21718cb6dcfe519c852791733a11187c65ded38da3f7553943d18', 1, NULL, '2024-06-03 02:00:00+00');


--
-- Data for Name: procrastinate_events; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_jobs; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_periodic_defers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: procrastinate_workers; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: published_rules; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.published_rules VALUES
	('01d2f48b-210d-47bb-9000-c4e37d0d7168', 'accounts', '1', '6040127acd104317cefcc4021b0e3a9a5d3f3c7084ae21e12e67dc17578bb383', '# Opening an account · 开户激活码
# Own rules of the registry, in force since it exists.

id = "accounts"
version = "1"
kind = "figures"
title = { zh = "账户开通", en = "Opening an account" }
region = "00"

[source]
title = "本系统规则"
number = ""
article = "账户开通"
confidence = "own"

[[figure]]
name = "activation_code.validity"
unit = "day"
words = { zh = "激活码自打印之日起 {value}内有效", en = "an activation code is valid for {value} from the day it is printed" }
periods = [{ value = 30 }]
examples = [{ on = 2024-06-01, is = 30 }]

[[figure]]
name = "activation_code.tries"
unit = "times"
words = { zh = "激活码最多可输入 {value}", en = "an activation code may be tried {value}" }
periods = [{ value = 5 }]
examples = [{ on = 2024-06-01, is = 5 }]
', '2024-06-03 02:00:00+00'),
	('0cfccb5a-4dfd-4eee-9cba-916629612990', 'child-labour', '1', 'e9da3c09ba3ff2ad4b34f97ab939d687f0ae185a4b6779ae061994d7b7894d2e', '# The ban on child labour · 禁止使用童工
# It stands above every condition, path and privilege: who is known to be younger is eligible for no level.

id = "child-labour"
version = "1"
kind = "figures"
title = { zh = "禁止使用童工", en = "Ban on child labour" }
region = "00"

[source]
title = "禁止使用童工规定"
number = "国务院令第364号"
article = "第二条"
confidence = "recalled"

[[figure]]
name = "work.minimum_age"
unit = "year"
words = { zh = "未满 {number} 周岁的人不得就业，也不得申报任何等级", en = "nobody under {number} may be employed, or apply for any level" }
periods = [
  { valid_to = 1994-12-31, not_in_force = { zh = "本系统不处理劳动法施行以前的申报。", en = "Applications from before the Labour Law are not dealt with here." } },
  { valid_from = 1995-01-01, valid_to = 2002-11-30, value = 16, source = { title = "中华人民共和国劳动法", number = "主席令第28号", article = "第十五条", confidence = "recalled" } },
  { valid_from = 2002-12-01, value = 16 },
]
examples = [
  { on = 1995-01-01, is = 16 },
  { on = 2024-06-01, is = 16 },
]
', '2024-06-03 02:00:00+00'),
	('58324176-f7b2-4a4c-9a5b-d07e2be9eaca', 'diplomas-and-titles', '1', '666075060e1c91c5edb8cf22e57f3dc347eb519dca84d384a36f521425ea8373', '# How the eligibility rules read names of schooling and titles · 学历与职称名称的含义
#
# A diploma kind names schools and, where the law asks for them, levels; without `levels` any level of the school
# counts. `evaluated = true`: school and programme must have been evaluated as fit (经评估论证).
# Title tiers stand in rising order; a title of a higher tier reaches every lower one.

id = "diplomas-and-titles"
version = "1"
kind = "ladders"
title = { zh = "申报条件中学历、职称名称的含义", en = "What names of schooling and titles mean in the eligibility rules" }

[source]
title = "国家职业标准编制技术规程(2023年版)"
number = "人社厅发〔2023〕30号"
article = "申报条件"
confidence = "reported"

# 技工院校 · craft schools

[[diploma_kind]]
name = "技工院校"
words = { zh = "技工院校", en = "craft school of any kind" }
schools = ["技工学校", "高级技工学校", "技师学院"]

[[diploma_kind]]
name = "技工学校"
words = { zh = "技工学校", en = "craft school of any kind" }
schools = ["技工学校", "高级技工学校", "技师学院"]

[[diploma_kind]]
name = "技工院校高级工班及以上"
words = { zh = "技工院校高级工班及以上", en = "craft school, advanced class or above" }
schools = ["技工学校", "高级技工学校", "技师学院"]
levels = ["高级工班", "预备技师班", "技师班"]

[[diploma_kind]]
name = "高级技工学校"
words = { zh = "高级技工学校", en = "senior craft school" }
schools = ["高级技工学校"]

[[diploma_kind]]
name = "技师学院"
words = { zh = "技师学院", en = "technician college" }
schools = ["技师学院"]

# 职业院校 · vocational schools

[[diploma_kind]]
name = "中等及以上职业院校"
words = { zh = "中等及以上职业院校", en = "secondary or higher vocational school" }
schools = ["中等职业学校", "高等职业学校"]

[[diploma_kind]]
name = "经评估论证的中等及以上职业学校"
words = { zh = "经评估论证的中等及以上职业学校", en = "secondary or higher vocational school, evaluated as fit" }
schools = ["中等职业学校", "高等职业学校"]
evaluated = true

[[diploma_kind]]
name = "高等职业学校"
words = { zh = "高等职业学校", en = "higher vocational school" }
schools = ["高等职业学校"]

[[diploma_kind]]
name = "经评估论证的高等职业学校"
words = { zh = "经评估论证的高等职业学校", en = "higher vocational school, evaluated as fit" }
schools = ["高等职业学校"]
evaluated = true

# 高校 · colleges and universities

[[diploma_kind]]
name = "专科及以上普通高校"
words = { zh = "专科及以上普通高校", en = "regular college or university, junior college degree or above" }
schools = ["普通高校"]
levels = ["大专", "本科", "第二学士学位", "硕士", "博士"]

[[diploma_kind]]
name = "大专及以上"
words = { zh = "大专及以上", en = "junior college degree or above" }
schools = ["普通中学", "中等职业学校", "高等职业学校", "普通高校"]
levels = ["大专", "本科", "第二学士学位", "硕士", "博士"]

# 职称层级 · tiers of titles, from low to high

[[title_tier]]
name = "初级职称"
words = { zh = "初级职称", en = "junior title" }
titles = ["技术员", "助理工程师"]

[[title_tier]]
name = "中级职称"
words = { zh = "中级职称", en = "intermediate title" }
titles = ["工程师"]

[[title_tier]]
name = "高级职称"
words = { zh = "高级职称", en = "senior title" }
titles = ["高级工程师", "正高级工程师"]

# 在校身份 · kinds of students

[[student_kind]]
name = "技师学院预备技师班"
words = { zh = "技师学院预备技师班学生", en = "student of a technician class at a technician college" }

[[student_kind]]
name = "技师班"
words = { zh = "技师班学生", en = "student of a technician class" }

[[student_kind]]
name = "技师学院预备技师证书持有者"
words = { zh = "技师学院预备技师证书持有者", en = "holder of a technician college''s preparatory technician certificate" }

# 名称的英文 · English for the names that facts bear

[names]
"普通中学" = "general secondary school"
"中等职业学校" = "secondary vocational school"
"技工学校" = "craft school"
"高级技工学校" = "senior craft school"
"技师学院" = "technician college"
"高等职业学校" = "higher vocational school"
"普通高校" = "regular college or university"
"初中" = "junior secondary"
"高中" = "senior secondary"
"中专" = "secondary vocational"
"大专" = "junior college"
"本科" = "bachelor"
"第二学士学位" = "second bachelor degree"
"硕士" = "master"
"博士" = "doctor"
"中级工班" = "intermediate class"
"高级工班" = "advanced class"
"预备技师班" = "preparatory technician class"
"技师班" = "technician class"
"技术员" = "technical assistant"
"助理工程师" = "assistant engineer"
"工程师" = "engineer"
"高级工程师" = "senior engineer"
"正高级工程师" = "full senior engineer"
', '2024-06-03 02:00:00+00'),
	('6f43ebf0-8f4a-4fab-afd5-8908284d60ad', 'examination', '1', 'ae0858efd814a13a8de771b3b56ba5884815bc2693eaf76b475db4db22a25f99', '# Parts and pass marks of the examination · 考核科目与合格标准
# Each part has its own full marks; every part must be passed; no part makes up for another.

id = "examination"
version = "1"
kind = "figures"
title = { zh = "考核科目与合格标准", en = "Parts and pass marks of the examination" }
region = "00"

[source]
title = "国家职业标准编制技术规程(2023年版)"
number = "人社厅发〔2023〕30号"
article = "评价方式"
confidence = "confirmed"

# 合格分数 · pass marks

[[figure]]
name = "examination.full_mark"
unit = "mark"
words = { zh = "每一科目满分 {number} 分", en = "each part has {number} marks" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = 100, source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = 100 },
]
examples = [{ on = 2024-06-01, is = 100 }]

[[figure]]
name = "examination.pass_mark.theory"
unit = "mark"
words = { zh = "理论知识考试达到 {number} 分（含）以上为合格", en = "the theory examination is passed with {number} marks or more" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = 60, source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = 60 },
]
examples = [
  { on = 2023-09-30, is = 60 },
  { on = 2024-06-01, is = 60 },
]

[[figure]]
name = "examination.pass_mark.practical"
unit = "mark"
words = { zh = "技能考核达到 {number} 分（含）以上为合格", en = "the practical examination is passed with {number} marks or more" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = 60, source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = 60 },
]
examples = [
  { on = 2023-09-30, is = 60 },
  { on = 2024-06-01, is = 60 },
]

[[figure]]
name = "examination.pass_mark.review"
unit = "mark"
words = { zh = "综合评审达到 {number} 分（含）以上为合格", en = "the comprehensive review is passed with {number} marks or more" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = 60, source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = 60 },
]
examples = [{ on = 2024-06-01, is = 60 }]

# 科目 · parts
# The examined parts stand apart from the comprehensive review (综合评审): marks are entered for the first, the
# second is a panel''s act.

[[figure]]
name = "examination.parts.5"
unit = "parts"
words = { zh = "五级/初级工须考核的科目", en = "parts examined for level 5" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = ["theory", "practical"], source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = ["theory", "practical"] },
]
examples = [{ on = 2024-06-01, is = ["theory", "practical"] }]

[[figure]]
name = "examination.parts.4"
unit = "parts"
words = { zh = "四级/中级工须考核的科目", en = "parts examined for level 4" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = ["theory", "practical"], source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = ["theory", "practical"] },
]
examples = [{ on = 2024-06-01, is = ["theory", "practical"] }]

[[figure]]
name = "examination.parts.3"
unit = "parts"
words = { zh = "三级/高级工须考核的科目", en = "parts examined for level 3" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = ["theory", "practical"], source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = ["theory", "practical"] },
]
examples = [{ on = 2024-06-01, is = ["theory", "practical"] }]

[[figure]]
name = "examination.parts.2"
unit = "parts"
words = { zh = "二级/技师须考核的科目", en = "parts examined for level 2" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = ["theory", "practical"], source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = ["theory", "practical"] },
]
examples = [{ on = 2024-06-01, is = ["theory", "practical"] }]

[[figure]]
name = "examination.parts.1"
unit = "parts"
words = { zh = "一级/高级技师须考核的科目", en = "parts examined for level 1" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = ["theory", "practical"], source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = ["theory", "practical"] },
]
examples = [{ on = 2024-06-01, is = ["theory", "practical"] }]

[[figure]]
name = "examination.review.5"
unit = "bool"
words = { zh = "五级/初级工是否须经综合评审", en = "whether level 5 asks for a comprehensive review" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = false, source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = false, source = { title = "国家职业标准编制技术规程(2023年版)", number = "人社厅发〔2023〕30号", article = "评价方式", confidence = "reported" } },
]
examples = [{ on = 2024-06-01, is = false }]

[[figure]]
name = "examination.review.4"
unit = "bool"
words = { zh = "四级/中级工是否须经综合评审", en = "whether level 4 asks for a comprehensive review" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = false, source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = false, source = { title = "国家职业标准编制技术规程(2023年版)", number = "人社厅发〔2023〕30号", article = "评价方式", confidence = "reported" } },
]
examples = [{ on = 2024-06-01, is = false }]

[[figure]]
name = "examination.review.3"
unit = "bool"
words = { zh = "三级/高级工是否须经综合评审", en = "whether level 3 asks for a comprehensive review" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = false, source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = false, source = { title = "国家职业标准编制技术规程(2023年版)", number = "人社厅发〔2023〕30号", article = "评价方式", confidence = "reported" } },
]
examples = [{ on = 2024-06-01, is = false }]

[[figure]]
name = "examination.review.2"
unit = "bool"
words = { zh = "二级/技师是否须经综合评审", en = "whether level 2 asks for a comprehensive review" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = true, source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = true, source = { title = "国家职业标准编制技术规程(2023年版)", number = "人社厅发〔2023〕30号", article = "评价方式", confidence = "reported" } },
]
examples = [{ on = 2024-06-01, is = true }]

[[figure]]
name = "examination.review.1"
unit = "bool"
words = { zh = "一级/高级技师是否须经综合评审", en = "whether level 1 asks for a comprehensive review" }
periods = [
  { valid_to = 2018-03-06, not_in_force = { zh = "2018 年版规程施行前的考核不在本系统处理。", en = "Examinations before the edition of 2018 are not dealt with here." } },
  { valid_from = 2018-03-07, valid_to = 2023-09-30, value = true, source = { title = "国家职业技能标准编制技术规程(2018年版)", number = "人社厅发〔2018〕26号", article = "鉴定方式", confidence = "reported" } },
  { valid_from = 2023-10-01, value = true, source = { title = "国家职业标准编制技术规程(2023年版)", number = "人社厅发〔2023〕30号", article = "评价方式", confidence = "reported" } },
]
examples = [{ on = 2024-06-01, is = true }]
', '2024-06-03 02:00:00+00'),
	('93b080e6-1ff1-4c30-aff0-b614905d173c', 'privileges', '1', 'f342db5986d00d3ceb8d902aaec55990a3538148ec84ba8cc79e493345452f42', '# Which conditions fall where an enterprise is freed from a limit · 打破学历、资历、年龄、比例等限制
#
# Each fact of the eligibility rules, with its operator where that matters, stands exactly once: under one kind of
# limit, or under those that never fall. The kinds `age` and `ratio` bear on no condition of today''s rules:
# upper limits of age, and shares of levels in a staff.

id = "privileges"
version = "1"
kind = "privileges"
title = { zh = "打破学历、资历、年龄、比例等限制的范围", en = "Limits from which an enterprise may be freed" }

[source]
title = "关于做好支持民营经济发展壮大有关工作的通知"
number = "晋人社厅发〔2024〕11号"
article = "一、1"
confidence = "confirmed"

[[relaxation]]
kind = "education"
words = { zh = "学历", en = "education" }
facts = ["diploma_kind", "diploma_major_match", "graduating_student_counts", "school_evaluated", "student_kind"]

[[relaxation]]
kind = "seniority"
words = { zh = "资历", en = "seniority" }
facts = [
  "years_in_occupation",
  "years_after_certificate_5",
  "years_after_certificate_4",
  "years_after_certificate_3",
  "years_after_certificate_2",
  "years_after_certificate_1",
  "years_since_certificate_5",
  "years_since_certificate_4",
  "years_since_certificate_3",
  "years_since_certificate_2",
  "years_since_certificate_1",
  "years_after_title",
  "holds_certificate_level",
  "title_level",
  "title_field_match",
  "apprenticeship_completed",
]

[[relaxation]]
kind = "age"
words = { zh = "年龄", en = "age" }
facts = ["age <="]

[[relaxation]]
kind = "ratio"
words = { zh = "比例", en = "ratio" }
facts = []

# 任何情况下都不放宽 · what never falls

[never]
words = { zh = "年满法定就业年龄、从事或拟从事本职业，任何情况下都不放宽", en = "legal working age, and work or intended work in the occupation, never fall" }
facts = ["age >=", "works_in_occupation", "intends_to_work_in_occupation"]
', '2024-06-03 02:00:00+00'),
	('4066c84e-e00b-4829-93cb-50dcb2ca64d4', 'retention', '1', '73f5e43e4e0e4a2b48dd693ab9a17f2ac564451de1e4fba133f62f0b14a77b0e', '# How long personal data are kept · 个人信息保存期限
#
# One figure for each table that holds personal data: `retention.<table>`, for stored files also their purpose.
# A period counts from the moment that the words name. `unit = "kept"`: certificates, decisions and events stay,
# and with them what they name. Rules of the registry''s own bear `own`; the file of a round follows the working
# rules of certification (电子档案不少于五年).

id = "retention"
version = "1"
kind = "figures"
title = { zh = "个人信息保存期限", en = "How long personal data are kept" }
region = "00"

[source]
title = "本系统规则"
number = ""
article = "个人信息保存期限"
confidence = "own"

[[figure]]
name = "retention.round_upload"
unit = "hour"
words = { zh = "未确认的上传文件，自上传起保存 {value}，退回时立即删除", en = "an upload that is not confirmed is kept for {value} from its arrival, and erased at once when it is refused" }
periods = [{ value = 24 }]
examples = [{ on = 2024-06-01, is = 24 }]

[[figure]]
name = "retention.stored_file.roster"
unit = "year"
words = { zh = "已确认的名册原件，自批次结束起保存 {value}", en = "the file of a confirmed roster is kept for {value} from the end of its round" }
periods = [{ value = 5, source = { title = "职业技能等级认定工作规程(试行)", number = "人社职司便函〔2020〕17号", article = "档案管理（条号未见）", confidence = "reported" } }]
examples = [{ on = 2024-06-01, is = 5 }]

[[figure]]
name = "retention.stored_file.scores"
unit = "year"
words = { zh = "成绩表原件，自批次结束起保存 {value}", en = "the file of a score sheet is kept for {value} from the end of its round" }
periods = [{ value = 5, source = { title = "职业技能等级认定工作规程(试行)", number = "人社职司便函〔2020〕17号", article = "档案管理（条号未见）", confidence = "reported" } }]
examples = [{ on = 2024-06-01, is = 5 }]

[[figure]]
name = "retention.stored_file.refused_rows"
unit = "hour"
words = { zh = "供下载的退回行表格，自生成起保存 {value}", en = "a sheet of refused rows is kept for {value} from the moment it was made" }
periods = [{ value = 24 }]
examples = [{ on = 2024-06-01, is = 24 }]

[[figure]]
name = "retention.stored_file.photo"
unit = "year"
words = { zh = "考生照片，自批次结束起保存 {value}；印在证书上的照片随证书保存", en = "a candidate''s photo is kept for {value} from the end of the round; on a certificate it stays with the certificate" }
periods = [{ value = 5, source = { title = "职业技能等级认定工作规程(试行)", number = "人社职司便函〔2020〕17号", article = "档案管理（条号未见）", confidence = "reported" } }]
examples = [{ on = 2024-06-01, is = 5 }]

[[figure]]
name = "retention.stored_file.proof"
unit = "year"
words = { zh = "证明材料扫描件，自批次结束起保存 {value}", en = "the scan of a proof is kept for {value} from the end of its round" }
periods = [{ value = 5, source = { title = "职业技能等级认定工作规程(试行)", number = "人社职司便函〔2020〕17号", article = "档案管理（条号未见）", confidence = "reported" } }]
examples = [{ on = 2024-06-01, is = 5 }]

[[figure]]
name = "retention.stored_file.certificate"
unit = "kept"
words = { zh = "证书文件长期保存", en = "the file of a certificate is kept" }
periods = [{ value = true }]
examples = [{ on = 2024-06-01, is = true }]

[[figure]]
name = "retention.session"
unit = "day"
words = { zh = "登录会话，自结束起保存 {value}", en = "a session is kept for {value} after its end" }
periods = [{ value = 30 }]
examples = [{ on = 2024-06-01, is = 30 }]

[[figure]]
name = "retention.guess"
unit = "day"
words = { zh = "登录、激活和查询的错误次数，自最后一次错误起保存 {value}", en = "a count of wrong answers is kept for {value} from the last of them" }
periods = [{ value = 1 }]
examples = [{ on = 2024-06-01, is = 1 }]

[[figure]]
name = "retention.machine_token"
unit = "year"
words = { zh = "机器令牌，自失效起保存 {value}", en = "a machine token is kept for {value} after its end" }
periods = [{ value = 1 }]
examples = [{ on = 2024-06-01, is = 1 }]

[[figure]]
name = "retention.activation_code"
unit = "day"
words = { zh = "激活码记录，自用毕、作废或失效起保存 {value}", en = "the record of an activation code is kept for {value} after it was used, withdrawn or ended" }
periods = [{ value = 30 }]
examples = [{ on = 2024-06-01, is = 30 }]

[[figure]]
name = "retention.authority_case"
unit = "year"
words = { zh = "待核情况，自办结起保存 {value}", en = "a case for the authority is kept for {value} after it was settled" }
periods = [{ value = 5 }]
examples = [{ on = 2024-06-01, is = 5 }]

[[figure]]
name = "retention.work"
unit = "day"
words = { zh = "后台任务记录，自结束起保存 {value}", en = "the record of work in the background is kept for {value} after its end" }
periods = [{ value = 90 }]
examples = [{ on = 2024-06-01, is = 90 }]

[[figure]]
name = "retention.candidate"
unit = "kept"
words = { zh = "考生及其资格判定长期保存", en = "a candidate and the decision on eligibility are kept" }
periods = [{ value = true }]
examples = [{ on = 2024-06-01, is = true }]

[[figure]]
name = "retention.score"
unit = "kept"
words = { zh = "成绩长期保存", en = "marks are kept" }
periods = [{ value = true }]
examples = [{ on = 2024-06-01, is = true }]

[[figure]]
name = "retention.person"
unit = "kept"
words = { zh = "人员记录长期保存", en = "the record of a person is kept" }
periods = [{ value = true }]
examples = [{ on = 2024-06-01, is = true }]

[[figure]]
name = "retention.person_document"
unit = "kept"
words = { zh = "人员证件加密长期保存", en = "a person''s documents are kept, encrypted" }
periods = [{ value = true }]
examples = [{ on = 2024-06-01, is = true }]

[[figure]]
name = "retention.account"
unit = "kept"
words = { zh = "账户记录长期保存", en = "the record of an account is kept" }
periods = [{ value = true }]
examples = [{ on = 2024-06-01, is = true }]

[[figure]]
name = "retention.membership"
unit = "kept"
words = { zh = "任职记录长期保存", en = "the record of who might act for whom is kept" }
periods = [{ value = true }]
examples = [{ on = 2024-06-01, is = true }]

[[figure]]
name = "retention.membership_offer"
unit = "kept"
words = { zh = "待任职人员的指定记录长期保存", en = "the record of whom an organisation named is kept" }
periods = [{ value = true }]
examples = [{ on = 2024-06-01, is = true }]

[[figure]]
name = "retention.certificate"
unit = "kept"
words = { zh = "证书记录长期保存", en = "the record of a certificate is kept" }
periods = [{ value = true }]
examples = [{ on = 2024-06-01, is = true }]

[[figure]]
name = "retention.certificate_step"
unit = "kept"
words = { zh = "证书状态变更记录长期保存", en = "each step of a certificate''s life is kept" }
periods = [{ value = true }]
examples = [{ on = 2024-06-01, is = true }]

[[figure]]
name = "retention.audit_event"
unit = "kept"
words = { zh = "审计记录长期保存", en = "audit events are kept" }
periods = [{ value = true }]
examples = [{ on = 2024-06-01, is = true }]
', '2024-06-03 02:00:00+00'),
	('d60e0ffb-341e-4453-8413-de21a8ee5eea', 'skill-levels-2018', '1', 'ce74defeca3bba1b3cf82ecf9043466487dd952a7e13466c6ac9b8743411f876', '# 职业技能等级申报条件（2018 年版规程） · Eligibility for skill levels, edition of 2018
#
# One path suffices (具备以下条件之一); all conditions of a path are needed together. Conditions about a diploma,
# a certificate or a title are judged on one and the same. How years are counted and how the unknown spreads:
# see registry/policy/rules/. `words` say each condition to people; {value} and {number} stand for the
# figure beside it. The examples at the end run as tests; `opens_on` names every path that is not met and opens.

id = "skill-levels-2018"
version = "1"
kind = "eligibility"
edition = "2018"
title = { zh = "职业技能等级申报条件（2018 年版规程）", en = "Eligibility for skill levels, edition of 2018" }
region = "00"
valid_from = 2018-03-07
valid_to = 2023-09-30

[source]
title = "国家职业技能标准编制技术规程(2018年版)"
number = "人社厅发〔2018〕26号"
article = "申报条件"
confidence = "recalled"

[words]
years_in_occupation = { zh = "累计从事本职业或相关职业工作满 {value}", en = "has worked {value} in the occupation or a related one" }
apprenticeship_completed = { zh = "本职业或相关职业学徒期满", en = "has completed an apprenticeship in the occupation or a related one" }
student_kind = { zh = "身份属于：{value}", en = "is one of: {value}" }
holds_certificate_level = { zh = "取得本职业或相关职业的{value}证书", en = "holds a certificate of {value} in the occupation or a related one" }
years_after_certificate = { zh = "取得该证书后，累计从事本职业或相关职业工作满 {value}", en = "has worked {value} in the occupation or a related one since that certificate" }
diploma_kind = { zh = "具有毕业证书：{value}", en = "has a diploma of: {value}" }
diploma_major_match = { zh = "所学为本专业或相关专业", en = "the major is that of the occupation or a related one" }


# 五级/初级工 · Level 5, junior worker

[[path]]
id = "F5-1"
level = 5
words = { zh = "只凭从事本职业或相关职业的工作年限", en = "By years of work in the occupation or a related one alone" }
conditions = [
  { id = "F5-1-1", fact = "years_in_occupation", operator = ">=", value = 1, unit = "year" },
]

[[path]]
id = "F5-2"
level = 5
words = { zh = "本职业或相关职业学徒期满", en = "By a completed apprenticeship in the occupation or a related one" }
conditions = [
  { id = "F5-2-1", fact = "apprenticeship_completed", operator = "==", value = true, unit = "bool" },
]


# 四级/中级工 · Level 4, intermediate worker

[[path]]
id = "F4-1"
level = 4
words = { zh = "取得五级证书后再工作满规定年限", en = "With a level 5 certificate and years of work after it" }
conditions = [
  { id = "F4-1-1", fact = "holds_certificate_level", operator = "==", value = 5, unit = "level" },
  { id = "F4-1-2", fact = "years_after_certificate_5", operator = ">=", value = 4, unit = "year" },
]

[[path]]
id = "F4-2"
level = 4
words = { zh = "只凭从事本职业或相关职业的工作年限", en = "By years of work in the occupation or a related one alone" }
conditions = [
  { id = "F4-2-1", fact = "years_in_occupation", operator = ">=", value = 6, unit = "year" },
]

[[path]]
id = "F4-3"
level = 4
words = { zh = "技工学校，或经评估论证的中等及以上职业学校的对口毕业生", en = "With a matching diploma of a craft school, or of a vocational school that was evaluated as fit" }
conditions = [
  { id = "F4-3-1", fact = "diploma_kind", operator = "in", value = ["技工学校", "经评估论证的中等及以上职业学校"], unit = "enum" },
  { id = "F4-3-2", fact = "diploma_major_match", operator = "==", value = true, unit = "bool" },
]


# 三级/高级工 · Level 3, senior worker

[[path]]
id = "F3-1"
level = 3
words = { zh = "取得四级证书后再工作满规定年限", en = "With a level 4 certificate and years of work after it" }
conditions = [
  { id = "F3-1-1", fact = "holds_certificate_level", operator = "==", value = 4, unit = "level" },
  { id = "F3-1-2", fact = "years_after_certificate_4", operator = ">=", value = 5, unit = "year" },
]

[[path]]
id = "F3-2"
level = 3
words = { zh = "取得四级证书的高级技工学校、技师学院，或经评估论证的高等职业学校的对口毕业生", en = "With a level 4 certificate and a matching diploma of a senior craft school, a technician college, or a higher vocational school that was evaluated as fit" }
conditions = [
  { id = "F3-2-1", fact = "holds_certificate_level", operator = "==", value = 4, unit = "level" },
  { id = "F3-2-2", fact = "diploma_kind", operator = "in", value = ["高级技工学校", "技师学院", "经评估论证的高等职业学校"], unit = "enum" },
  { id = "F3-2-3", fact = "diploma_major_match", operator = "==", value = true, unit = "bool" },
]

[[path]]
id = "F3-3"
level = 3
words = { zh = "取得四级证书的大专及以上对口毕业生，取得证书后工作满规定年限", en = "With a matching college diploma, a level 4 certificate and years of work after it" }
conditions = [
  { id = "F3-3-1", fact = "holds_certificate_level", operator = "==", value = 4, unit = "level" },
  { id = "F3-3-2", fact = "diploma_kind", operator = "in", value = ["大专及以上"], unit = "enum" },
  { id = "F3-3-3", fact = "diploma_major_match", operator = "==", value = true, unit = "bool" },
  { id = "F3-3-4", fact = "years_after_certificate_4", operator = ">=", value = 2, unit = "year" },
]


# 二级/技师 · Level 2, technician

[[path]]
id = "F2-1"
level = 2
words = { zh = "取得三级证书后再工作满规定年限", en = "With a level 3 certificate and years of work after it" }
conditions = [
  { id = "F2-1-1", fact = "holds_certificate_level", operator = "==", value = 3, unit = "level" },
  { id = "F2-1-2", fact = "years_after_certificate_3", operator = ">=", value = 4, unit = "year" },
]

[[path]]
id = "F2-2"
level = 2
words = { zh = "取得三级证书的高级技工学校、技师学院毕业生，工作满规定年限", en = "With a level 3 certificate, a diploma of a senior craft school or technician college, and years of work" }
conditions = [
  { id = "F2-2-1", fact = "holds_certificate_level", operator = "==", value = 3, unit = "level" },
  { id = "F2-2-2", fact = "diploma_kind", operator = "in", value = ["高级技工学校", "技师学院"], unit = "enum" },
  { id = "F2-2-3", fact = "years_in_occupation", operator = ">=", value = 3, unit = "year" },
]

[[path]]
id = "F2-3"
level = 2
words = { zh = "取得三级证书的技师学院预备技师证书持有者，工作满规定年限", en = "With a level 3 certificate, the certificate of a technician class, and years of work" }
conditions = [
  { id = "F2-3-1", fact = "holds_certificate_level", operator = "==", value = 3, unit = "level" },
  { id = "F2-3-2", fact = "student_kind", operator = "in", value = ["技师学院预备技师证书持有者"], unit = "enum" },
  { id = "F2-3-3", fact = "years_in_occupation", operator = ">=", value = 2, unit = "year" },
]


# 一级/高级技师 · Level 1, senior technician

[[path]]
id = "F1-1"
level = 1
words = { zh = "取得二级证书后再工作满规定年限", en = "With a level 2 certificate and years of work after it" }
conditions = [
  { id = "F1-1-1", fact = "holds_certificate_level", operator = "==", value = 2, unit = "level" },
  { id = "F1-1-2", fact = "years_after_certificate_2", operator = ">=", value = 4, unit = "year" },
]


# Worked examples. `to = "running"` is a spell that still runs; what is left out is not known.

[[example]]
words = "One year of work, or a completed apprenticeship, opens level 5"
level = 5
occupation = "6-31-01-03"
person = { employment = [{ from = 2020-02-29, to = "running", occupation = "6-31-01-03" }], apprenticeships = [] }
answers = [
  { on = 2021-02-27, eligible = "no", paths = { F5-1 = "not_met", F5-2 = "not_met" }, opens_on = { F5-1 = 2021-02-28 } },
  { on = 2021-02-28, eligible = "yes", paths = { F5-1 = "met", F5-2 = "not_met" } },
]

[[example]]
words = "A completed apprenticeship alone"
level = 5
occupation = "6-31-01-03"
person = { employment = [], apprenticeships = [{ occupation = "6-31-01-02", related_to = ["6-31-01-03"], completed = 2019-06-30 }] }
answers = [
  { on = 2019-06-29, eligible = "no", paths = { F5-2 = "not_met" }, opens_on = { F5-2 = 2019-06-30 } },
  { on = 2019-06-30, eligible = "yes", paths = { F5-2 = "met" } },
]

[[example]]
words = "Six years alone or four after level 5; what opens only after the edition ended does not open"
level = 4
occupation = "6-31-01-03"
person = { employment = [{ from = 2017-10-01, to = "running", occupation = "6-31-01-03" }], certificates = [{ level = 5, occupation = "6-31-01-03", issued = 2018-10-01 }], education = [] }
answers = [
  { on = 2022-09-30, eligible = "no", paths = { F4-1 = "not_met", F4-2 = "not_met" }, opens_on = { F4-1 = 2022-10-01 } },
  { on = 2022-10-01, eligible = "yes", paths = { F4-1 = "met", F4-2 = "not_met" } },
]

[[example]]
words = "Six years of work alone"
level = 4
occupation = "6-31-01-03"
person = { employment = [{ from = 2015-03-01, to = "running", occupation = "6-31-01-03" }], certificates = [], education = [] }
answers = [
  { on = 2021-02-28, eligible = "no", paths = { F4-2 = "not_met" }, opens_on = { F4-2 = 2021-03-01 } },
  { on = 2021-03-01, eligible = "yes", paths = { F4-2 = "met" } },
]

[[example]]
words = "A craft school needs no evaluation, a vocational school does; graduating students do not count"
level = 4
occupation = "6-18-01-01"
person = { employment = [], certificates = [], education = [{ school_kind = "中等职业学校", level = "中专", completed = 2020-07-01, fits = ["6-18-01-01"], school_evaluated = false }, { school_kind = "技工学校", level = "中级工班", completed = 2021-07-01, graduating = true, fits = ["6-18-01-01"] }] }
answers = [
  { on = 2021-06-30, eligible = "no", paths = { F4-3 = "not_met" }, opens_on = { F4-3 = 2021-07-01 } },
  { on = 2021-07-01, eligible = "yes", paths = { F4-3 = "met" } },
]

[[example]]
words = "Five years after level 4 open level 3"
level = 3
occupation = "6-31-01-03"
person = { employment = [{ from = 2017-01-01, to = "running", occupation = "6-31-01-03" }], certificates = [{ level = 4, occupation = "6-31-01-03", issued = 2017-08-15 }], education = [] }
answers = [
  { on = 2022-08-14, eligible = "no", paths = { F3-1 = "not_met" }, opens_on = { F3-1 = 2022-08-15 } },
  { on = 2022-08-15, eligible = "yes", paths = { F3-1 = "met" } },
]

[[example]]
words = "A level 4 certificate with a craft diploma at once; with another college diploma after two years of work"
level = 3
occupation = "6-16-01-06"
person = { employment = [{ from = 2019-03-19, to = "running", occupation = "6-16-01-06" }], certificates = [{ level = 4, occupation = "6-16-01-06", issued = 2019-03-19 }], education = [{ school_kind = "高级技工学校", level = "高级工班", completed = 2019-03-19, fits = ["6-16-01-06"] }, { school_kind = "普通高校", level = "大专", completed = 2018-07-01, fits = ["6-16-01-06"] }] }
answers = [
  { on = 2019-03-18, eligible = "no", paths = { F3-2 = "not_met", F3-3 = "not_met" }, opens_on = { F3-2 = 2019-03-19, F3-3 = 2021-03-19 } },
  { on = 2021-03-19, eligible = "yes", paths = { F3-2 = "met", F3-3 = "met" } },
]

[[example]]
words = "Four years after level 3; three years for a graduate of a technician college; two with the certificate of a technician class"
level = 2
occupation = "6-18-02-01"
person = { employment = [{ from = 2018-05-01, to = "running", occupation = "6-18-02-01" }], certificates = [{ level = 3, occupation = "6-18-02-01", issued = 2018-05-01 }], education = [{ school_kind = "技师学院", level = "预备技师班", completed = 2018-04-01, fits = [] }], student_kind = ["技师学院预备技师证书持有者"] }
answers = [
  { on = 2020-04-30, eligible = "no", paths = { F2-1 = "not_met", F2-2 = "not_met", F2-3 = "not_met" }, opens_on = { F2-1 = 2022-05-01, F2-2 = 2021-05-01, F2-3 = 2020-05-01 } },
  { on = 2022-05-01, eligible = "yes", paths = { F2-1 = "met", F2-2 = "met", F2-3 = "met" } },
]

[[example]]
words = "Four years after level 2 open level 1"
level = 1
occupation = "6-18-02-01"
person = { employment = [{ from = 2018-05-01, to = "running", occupation = "6-18-02-01" }], certificates = [{ level = 2, occupation = "6-18-02-01", issued = 2018-05-01 }] }
answers = [
  { on = 2022-04-30, eligible = "no", paths = { F1-1 = "not_met" }, opens_on = { F1-1 = 2022-05-01 } },
  { on = 2022-05-01, eligible = "yes", paths = { F1-1 = "met" } },
]
', '2024-06-03 02:00:00+00'),
	('608af3ff-ee9a-4428-b628-85a470c8ccac', 'skill-levels-2023', '1', '674b5ba2f818deb5898a8257f4880a8d4dc700b5cd66a57a9fdcc785fc97005a', '# 职业技能等级申报条件（2023 年版规程） · Eligibility for skill levels, edition of 2023
#
# One path suffices (具备以下条件之一); all conditions of a path are needed together. Conditions about a diploma,
# a certificate or a title are judged on one and the same. How years are counted and how the unknown spreads:
# see registry/policy/rules/. `words` say each condition to people; {value} and {number} stand for the
# figure beside it. The examples at the end run as tests; `opens_on` names every path that is not met and opens.

id = "skill-levels-2023"
version = "1"
kind = "eligibility"
edition = "2023"
title = { zh = "职业技能等级申报条件（2023 年版规程）", en = "Eligibility for skill levels, edition of 2023" }
region = "00"
valid_from = 2023-10-01
# No valid_to: still in force.

[source]
title = "国家职业标准编制技术规程(2023年版)"
number = "人社厅发〔2023〕30号"
article = "申报条件"
confidence = "confirmed"

[words]
age = { zh = "年满 {number} 周岁", en = "aged {number} or over" }
intends_to_work_in_occupation = { zh = "拟从事本职业或相关职业工作", en = "intends to work in the occupation or a related one" }
works_in_occupation = { zh = "正在从事本职业或相关职业工作", en = "works in the occupation or a related one" }
years_in_occupation = { zh = "累计从事本职业或相关职业工作满 {value}", en = "has worked {value} in the occupation or a related one" }
student_kind = { zh = "身份属于：{value}", en = "is one of: {value}" }
holds_certificate_level = { zh = "取得本职业或相关职业的{value}证书", en = "holds a certificate of {value} in the occupation or a related one" }
years_after_certificate = { zh = "取得该证书后，累计从事本职业或相关职业工作满 {value}", en = "has worked {value} in the occupation or a related one since that certificate" }
years_since_certificate = { zh = "取得该证书满 {value}", en = "has held that certificate for {value}" }
title_level = { zh = "取得{value}（含更高层级）", en = "holds a title of this tier or a higher one: {value}" }
title_field_match = { zh = "职称的专业与申报职业对应", en = "the title''s field corresponds to the occupation" }
years_after_title = { zh = "取得该职称后，累计从事本职业或相关职业工作满 {value}", en = "has worked {value} in the occupation or a related one since that title" }
diploma_kind = { zh = "具有毕业证书：{value}", en = "has a diploma of: {value}" }
diploma_major_match = { zh = "所学为本专业或相关专业", en = "the major is that of the occupation or a related one" }
graduating_student_counts = { zh = "已毕业，或为应届毕业生", en = "has graduated, or is in the graduating year" }
school_evaluated = { zh = "学校和专业经评估论证", en = "school and programme were evaluated as fit" }


# 五级/初级工 · Level 5, junior worker

[[path]]
id = "E5-1"
level = 5
words = { zh = "达到就业年龄，拟从事本职业或相关职业工作", en = "Old enough to work, and intending to work in the occupation or a related one" }
conditions = [
  { id = "E5-1-1", fact = "age", operator = ">=", value = 16, unit = "year" },
  { id = "E5-1-2", fact = "intends_to_work_in_occupation", operator = "==", value = true, unit = "bool" },
]

[[path]]
id = "E5-2"
level = 5
words = { zh = "达到就业年龄，正在从事本职业或相关职业工作", en = "Old enough to work, and working in the occupation or a related one" }
conditions = [
  { id = "E5-2-1", fact = "age", operator = ">=", value = 16, unit = "year" },
  { id = "E5-2-2", fact = "works_in_occupation", operator = "==", value = true, unit = "bool" },
]


# 四级/中级工 · Level 4, intermediate worker

[[path]]
id = "E4-1"
level = 4
words = { zh = "只凭从事本职业或相关职业的工作年限", en = "By years of work in the occupation or a related one alone" }
conditions = [
  { id = "E4-1-1", fact = "years_in_occupation", operator = ">=", value = 5, unit = "year" },
]

[[path]]
id = "E4-2"
level = 4
words = { zh = "取得五级证书后再工作满规定年限", en = "With a level 5 certificate and years of work after it" }
conditions = [
  { id = "E4-2-1", fact = "holds_certificate_level", operator = "==", value = 5, unit = "level" },
  { id = "E4-2-2", fact = "years_after_certificate_5", operator = ">=", value = 3, unit = "year" },
]

[[path]]
id = "E4-3"
level = 4
words = { zh = "技工院校、中等及以上职业院校或专科及以上普通高校的对口毕业生（含应届）", en = "With a matching diploma of a craft school, a vocational school or a college (students in the graduating year included)" }
conditions = [
  { id = "E4-3-1", fact = "diploma_kind", operator = "in", value = ["技工院校", "中等及以上职业院校", "专科及以上普通高校"], unit = "enum" },
  { id = "E4-3-2", fact = "diploma_major_match", operator = "==", value = true, unit = "bool" },
  { id = "E4-3-3", fact = "graduating_student_counts", operator = "==", value = true, unit = "bool" },
]


# 三级/高级工 · Level 3, senior worker

[[path]]
id = "E3-1"
level = 3
words = { zh = "只凭从事本职业或相关职业的工作年限", en = "By years of work in the occupation or a related one alone" }
conditions = [
  { id = "E3-1-1", fact = "years_in_occupation", operator = ">=", value = 10, unit = "year" },
]

[[path]]
id = "E3-2"
level = 3
words = { zh = "取得四级证书后再工作满规定年限", en = "With a level 4 certificate and years of work after it" }
conditions = [
  { id = "E3-2-1", fact = "holds_certificate_level", operator = "==", value = 4, unit = "level" },
  { id = "E3-2-2", fact = "years_after_certificate_4", operator = ">=", value = 4, unit = "year" },
]

[[path]]
id = "E3-3"
level = 3
words = { zh = "取得对应的初级及以上职称后再工作满规定年限", en = "With a corresponding title and years of work after it" }
conditions = [
  { id = "E3-3-1", fact = "title_level", operator = ">=", value = "初级职称", unit = "enum" },
  { id = "E3-3-2", fact = "title_field_match", operator = "==", value = true, unit = "bool" },
  { id = "E3-3-3", fact = "years_after_title", operator = ">=", value = 1, unit = "year" },
]

[[path]]
id = "E3-4"
level = 3
words = { zh = "技工院校高级工班及以上的对口毕业生（含应届）", en = "With a matching diploma of an advanced class of a craft school (students in the graduating year included)" }
conditions = [
  { id = "E3-4-1", fact = "diploma_kind", operator = "in", value = ["技工院校高级工班及以上"], unit = "enum" },
  { id = "E3-4-2", fact = "diploma_major_match", operator = "==", value = true, unit = "bool" },
  { id = "E3-4-3", fact = "graduating_student_counts", operator = "==", value = true, unit = "bool" },
]

[[path]]
id = "E3-5"
level = 3
words = { zh = "取得四级证书，并具有高等职业学校或专科及以上普通高校的对口学历（含应届）", en = "With a level 4 certificate and a matching college diploma (students in the graduating year included)" }
conditions = [
  { id = "E3-5-1", fact = "holds_certificate_level", operator = "==", value = 4, unit = "level" },
  { id = "E3-5-2", fact = "diploma_kind", operator = "in", value = ["高等职业学校", "专科及以上普通高校"], unit = "enum" },
  { id = "E3-5-3", fact = "diploma_major_match", operator = "==", value = true, unit = "bool" },
  { id = "E3-5-4", fact = "graduating_student_counts", operator = "==", value = true, unit = "bool" },
]

[[path]]
id = "E3-6"
level = 3
words = { zh = "经评估论证的高等职业学校或专科及以上普通高校的对口毕业生", en = "With a matching diploma of a college programme that was evaluated as fit" }
conditions = [
  { id = "E3-6-1", fact = "diploma_kind", operator = "in", value = ["经评估论证的高等职业学校", "专科及以上普通高校"], unit = "enum" },
  { id = "E3-6-2", fact = "diploma_major_match", operator = "==", value = true, unit = "bool" },
  { id = "E3-6-3", fact = "school_evaluated", operator = "==", value = true, unit = "bool" },
]


# 二级/技师 · Level 2, technician

[[path]]
id = "E2-1"
level = 2
words = { zh = "取得三级证书后再工作满规定年限", en = "With a level 3 certificate and years of work after it" }
conditions = [
  { id = "E2-1-1", fact = "holds_certificate_level", operator = "==", value = 3, unit = "level" },
  { id = "E2-1-2", fact = "years_after_certificate_3", operator = ">=", value = 5, unit = "year" },
]

[[path]]
id = "E2-2"
level = 2
words = { zh = "取得对应的初级及以上职称后工作满规定年限，并取得三级证书后工作满规定年限", en = "With a corresponding title and years of work after it, and a level 3 certificate and years of work after that" }
conditions = [
  { id = "E2-2-1", fact = "title_level", operator = ">=", value = "初级职称", unit = "enum" },
  { id = "E2-2-2", fact = "title_field_match", operator = "==", value = true, unit = "bool" },
  { id = "E2-2-3", fact = "years_after_title", operator = ">=", value = 5, unit = "year" },
  { id = "E2-2-4", fact = "holds_certificate_level", operator = "==", value = 3, unit = "level" },
  { id = "E2-2-5", fact = "years_after_certificate_3", operator = ">=", value = 1, unit = "year" },
]

[[path]]
id = "E2-3"
level = 2
words = { zh = "取得对应的中级及以上职称后再工作满规定年限", en = "With a corresponding intermediate title and years of work after it" }
conditions = [
  { id = "E2-3-1", fact = "title_level", operator = ">=", value = "中级职称", unit = "enum" },
  { id = "E2-3-2", fact = "title_field_match", operator = "==", value = true, unit = "bool" },
  { id = "E2-3-3", fact = "years_after_title", operator = ">=", value = 1, unit = "year" },
]

[[path]]
id = "E2-4"
level = 2
words = { zh = "取得三级证书的高级技工学校、技师学院毕业生，工作满规定年限", en = "With a level 3 certificate, a diploma of a senior craft school or technician college, and years of work" }
conditions = [
  { id = "E2-4-1", fact = "holds_certificate_level", operator = "==", value = 3, unit = "level" },
  { id = "E2-4-2", fact = "diploma_kind", operator = "in", value = ["高级技工学校", "技师学院"], unit = "enum" },
  { id = "E2-4-3", fact = "years_in_occupation", operator = ">=", value = 2, unit = "year" },
]

[[path]]
id = "E2-5"
level = 2
words = { zh = "取得三级证书满规定年限的技师学院预备技师班、技师班学生", en = "A student of a technician class who has held a level 3 certificate for some years" }
conditions = [
  { id = "E2-5-1", fact = "holds_certificate_level", operator = "==", value = 3, unit = "level" },
  { id = "E2-5-2", fact = "years_since_certificate_3", operator = ">=", value = 2, unit = "year" },
  { id = "E2-5-3", fact = "student_kind", operator = "in", value = ["技师学院预备技师班", "技师班"], unit = "enum" },
]


# 一级/高级技师 · Level 1, senior technician

[[path]]
id = "E1-1"
level = 1
words = { zh = "取得二级证书后再工作满规定年限", en = "With a level 2 certificate and years of work after it" }
conditions = [
  { id = "E1-1-1", fact = "holds_certificate_level", operator = "==", value = 2, unit = "level" },
  { id = "E1-1-2", fact = "years_after_certificate_2", operator = ">=", value = 5, unit = "year" },
]

[[path]]
id = "E1-2"
level = 1
words = { zh = "取得对应的中级及以上职称后工作满规定年限，并取得二级证书后工作满规定年限", en = "With a corresponding intermediate title and years of work after it, and a level 2 certificate and years of work after that" }
conditions = [
  { id = "E1-2-1", fact = "title_level", operator = ">=", value = "中级职称", unit = "enum" },
  { id = "E1-2-2", fact = "title_field_match", operator = "==", value = true, unit = "bool" },
  { id = "E1-2-3", fact = "years_after_title", operator = ">=", value = 5, unit = "year" },
  { id = "E1-2-4", fact = "holds_certificate_level", operator = "==", value = 2, unit = "level" },
  { id = "E1-2-5", fact = "years_after_certificate_2", operator = ">=", value = 1, unit = "year" },
]

[[path]]
id = "E1-3"
level = 1
words = { zh = "取得对应的高级职称后再工作满规定年限", en = "With a corresponding senior title and years of work after it" }
conditions = [
  { id = "E1-3-1", fact = "title_level", operator = ">=", value = "高级职称", unit = "enum" },
  { id = "E1-3-2", fact = "title_field_match", operator = "==", value = true, unit = "bool" },
  { id = "E1-3-3", fact = "years_after_title", operator = ">=", value = 1, unit = "year" },
]


# Worked examples. `to = "running"` is a spell that still runs; what is left out is not known.

[[example]]
words = "On the sixteenth birthday the youngest may apply for level 5; the day before, no path and no privilege helps"
level = 5
occupation = "6-16-01-05"
person = { birth_date = 2009-02-16, employment = [], intends_to_work_in = ["6-16-01-05"] }
answers = [
  { on = 2025-02-15, eligible = "no", paths = { E5-1 = "not_met", E5-2 = "not_met" }, opens_on = { E5-1 = 2025-02-16 } },
  { on = 2025-02-16, eligible = "yes", paths = { E5-1 = "met", E5-2 = "not_met" } },
]

[[example]]
words = "Born on 29 February: sixteen on 29 February; a spell of work that begins later opens the other path on its first day"
level = 5
occupation = "6-31-01-03"
person = { birth_date = 2008-02-29, employment = [{ from = 2024-03-11, to = "running", occupation = "6-31-01-03" }], intends_to_work_in = [] }
answers = [
  { on = 2024-02-29, eligible = "no", paths = { E5-1 = "not_met", E5-2 = "not_met" }, opens_on = { E5-2 = 2024-03-11 } },
  { on = 2024-03-11, eligible = "yes", paths = { E5-1 = "not_met", E5-2 = "met" } },
]

[[example]]
words = "Five years of work are full on the fifth anniversary of the first day"
level = 4
occupation = "6-31-01-03"
person = { employment = [{ from = 2019-06-01, to = "running", occupation = "6-31-01-03" }], certificates = [], education = [] }
answers = [
  { on = 2024-05-31, eligible = "no", paths = { E4-1 = "not_met", E4-2 = "not_met", E4-3 = "not_met" }, opens_on = { E4-1 = 2024-06-01 } },
  { on = 2024-06-01, eligible = "yes", paths = { E4-1 = "met", E4-2 = "not_met", E4-3 = "not_met" } },
]

[[example]]
words = "Years after the certificate begin with its day of issue; work before it does not count"
level = 4
occupation = "6-31-01-03"
person = { employment = [{ from = 2020-01-01, to = "running", occupation = "6-31-01-03" }], certificates = [{ level = 5, occupation = "6-31-01-03", issued = 2021-03-15 }], education = [] }
answers = [
  { on = 2024-03-14, eligible = "no", paths = { E4-2 = "not_met" }, opens_on = { E4-1 = 2025-01-01, E4-2 = 2024-03-15 } },
  { on = 2024-03-15, eligible = "yes", paths = { E4-1 = "not_met", E4-2 = "met" } },
]

[[example]]
words = "A student in the graduating year counts for level 4 where the major fits"
level = 4
occupation = "6-18-01-01"
person = { employment = [], certificates = [], education = [{ school_kind = "中等职业学校", level = "中专", graduating = true, fits = ["6-18-01-01"] }] }
answers = [{ on = 2024-05-20, eligible = "yes", paths = { E4-3 = "met" } }]

[[example]]
words = "Ten years of work alone open level 3, without any certificate"
level = 3
occupation = "6-16-01-11"
person = { employment = [{ from = 2013-10-01, to = "running", occupation = "6-16-01-11" }], certificates = [], education = [], titles = [] }
answers = [{ on = 2023-10-01, eligible = "yes", paths = { E3-1 = "met", E3-2 = "not_met" } }]

[[example]]
words = "Four years after a level 4 certificate open level 3, also where part of the work was in a related occupation"
level = 3
occupation = "6-31-01-03"
person = { employment = [{ from = 2019-01-01, to = 2021-12-31, occupation = "6-31-01-02", related_to = ["6-31-01-03"] }, { from = 2022-01-01, to = "running", occupation = "6-31-01-03" }], certificates = [{ level = 4, occupation = "6-31-01-03", issued = 2020-06-18 }], education = [], titles = [] }
answers = [
  { on = 2024-06-17, eligible = "no", paths = { E3-1 = "not_met", E3-2 = "not_met" }, opens_on = { E3-1 = 2029-01-01, E3-2 = 2024-06-18 } },
  { on = 2024-06-18, eligible = "yes", paths = { E3-2 = "met" } },
]

[[example]]
words = "Four years after a level 4 certificate; where its day is not known, so are the years"
level = 3
occupation = "6-31-01-03"
person = { employment = [{ from = 2018-01-01, to = "running", occupation = "6-31-01-03" }], certificates = [{ level = 4, occupation = "6-31-01-03" }], education = [], titles = [] }
answers = [{ on = 2024-01-01, eligible = "unknown", paths = { E3-1 = "not_met", E3-2 = "unknown", E3-5 = "not_met" }, opens_on = { E3-1 = 2028-01-01 } }]

[[example]]
words = "A title opens level 3 after one year of work, without a lower certificate"
level = 3
occupation = "6-30-05-01"
person = { employment = [{ from = 2022-07-03, to = "running", occupation = "2-02-07-02", related_to = ["6-30-05-01"] }], certificates = [], education = [], titles = [{ title = "工程师", awarded = 2024-07-03, fits = ["6-30-05-01"] }] }
answers = [
  { on = 2025-07-02, eligible = "no", paths = { E3-3 = "not_met" }, opens_on = { E3-1 = 2032-07-03, E3-3 = 2025-07-03 } },
  { on = 2025-07-03, eligible = "yes", paths = { E3-3 = "met" } },
]

[[example]]
words = "An advanced class of a craft school opens level 3 at once; two diplomas that each meet half do not"
level = 3
occupation = "6-31-01-03"
person = { employment = [], certificates = [], titles = [], education = [{ school_kind = "技师学院", level = "高级工班", completed = 2024-07-01, fits = ["6-31-01-03"] }, { school_kind = "普通高校", level = "大专", completed = 2020-07-01, fits = [], school_evaluated = true }] }
answers = [
  { on = 2024-06-30, eligible = "no", paths = { E3-4 = "not_met", E3-6 = "not_met" }, opens_on = { E3-4 = 2024-07-01 } },
  { on = 2024-07-01, eligible = "yes", paths = { E3-4 = "met", E3-6 = "not_met" } },
]

[[example]]
words = "A level 4 certificate with a matching college diploma; without the certificate only a programme evaluated as fit"
level = 3
occupation = "6-31-01-03"
person = { employment = [], titles = [], certificates = [{ level = 4, occupation = "6-31-01-03", issued = 2024-02-01 }], education = [{ school_kind = "高等职业学校", level = "大专", completed = 2023-07-01, fits = ["6-31-01-03"], school_evaluated = true }] }
answers = [
  { on = 2024-01-31, eligible = "yes", paths = { E3-5 = "not_met", E3-6 = "met" }, opens_on = { E3-5 = 2024-02-01 } },
  { on = 2024-02-01, eligible = "yes", paths = { E3-5 = "met", E3-6 = "met" } },
]

[[example]]
words = "Five years after level 3 open level 2"
level = 2
occupation = "6-18-02-01"
person = { employment = [{ from = 2019-12-18, to = "running", occupation = "6-18-02-01" }], certificates = [{ level = 3, occupation = "6-18-02-01", issued = 2019-12-18 }], education = [], titles = [], student_kind = [] }
answers = [
  { on = 2024-12-17, eligible = "no", paths = { E2-1 = "not_met" }, opens_on = { E2-1 = 2024-12-18 } },
  { on = 2024-12-18, eligible = "yes", paths = { E2-1 = "met" } },
]

[[example]]
words = "Title and level 3 certificate together open level 2 before the five years after the certificate are full"
level = 2
occupation = "6-17-01-05"
person = { employment = [{ from = 2016-12-09, to = "running", occupation = "6-17-01-05" }], certificates = [{ level = 3, occupation = "6-17-01-05", issued = 2024-09-21 }], education = [], titles = [{ title = "助理工程师", awarded = 2017-12-09, fits = ["6-17-01-05"] }], student_kind = [] }
answers = [
  { on = 2025-09-20, eligible = "no", paths = { E2-2 = "not_met", E2-3 = "not_met" }, opens_on = { E2-1 = 2029-09-21, E2-2 = 2025-09-21 } },
  { on = 2025-09-21, eligible = "yes", paths = { E2-2 = "met" } },
]

[[example]]
words = "An intermediate title opens level 2 after one year of work"
level = 2
occupation = "6-30-05-01"
person = { employment = [{ from = 2023-01-01, to = "running", occupation = "6-30-05-01" }], certificates = [], education = [], titles = [{ title = "工程师", awarded = 2023-06-10, fits = ["6-30-05-01"] }], student_kind = [] }
answers = [{ on = 2024-06-10, eligible = "yes", paths = { E2-1 = "not_met", E2-3 = "met" } }]

[[example]]
words = "A graduate of a technician college with a level 3 certificate needs two years of work, which may lie before the certificate"
level = 2
occupation = "6-18-02-01"
person = { employment = [{ from = 2022-08-31, to = "running", occupation = "6-18-02-01" }], certificates = [{ level = 3, occupation = "6-18-02-01", issued = 2024-09-20 }], education = [{ school_kind = "技师学院", level = "高级工班", completed = 2022-07-02, fits = [] }], titles = [], student_kind = [] }
answers = [
  { on = 2024-09-19, eligible = "no", paths = { E2-4 = "not_met" }, opens_on = { E2-1 = 2029-09-20, E2-4 = 2024-09-20 } },
  { on = 2024-09-20, eligible = "yes", paths = { E2-4 = "met" } },
]

[[example]]
words = "A student of a technician class: the certificate must have been held two years, worked or not"
level = 2
occupation = "6-16-01-04"
person = { employment = [], certificates = [{ level = 3, occupation = "6-16-01-04", issued = 2023-12-28 }], education = [], titles = [], student_kind = ["技师班"] }
answers = [
  { on = 2025-12-27, eligible = "no", paths = { E2-5 = "not_met" }, opens_on = { E2-5 = 2025-12-28 } },
  { on = 2025-12-28, eligible = "yes", paths = { E2-5 = "met" } },
]

[[example]]
words = "Where the enterprise is freed from the limits of seniority, years, certificates and titles count as met; education does not"
level = 2
occupation = "6-15-01-01"
person = { birth_date = 1975-05-27, education = [], student_kind = [] }
privileges = { relax = ["seniority"], source = { title = "关于做好支持民营经济发展壮大有关工作的通知", number = "晋人社厅发〔2024〕11号", article = "一、1" } }
answers = [{ on = 2026-08-16, eligible = "yes", paths = { E2-1 = "met", E2-2 = "met", E2-3 = "met", E2-4 = "not_met", E2-5 = "not_met" } }]

[[example]]
words = "Five years after level 2 open level 1"
level = 1
occupation = "6-18-01-01"
person = { employment = [{ from = 2018-04-01, to = "running", occupation = "6-18-01-01" }], certificates = [{ level = 2, occupation = "6-18-01-01", issued = 2019-04-01 }], titles = [] }
answers = [
  { on = 2024-03-31, eligible = "no", paths = { E1-1 = "not_met", E1-2 = "not_met", E1-3 = "not_met" }, opens_on = { E1-1 = 2024-04-01 } },
  { on = 2024-04-01, eligible = "yes", paths = { E1-1 = "met" } },
]

[[example]]
words = "An intermediate title with five years, and a level 2 certificate with one; a senior title with one year"
level = 1
occupation = "6-18-01-01"
person = { employment = [{ from = 2016-05-01, to = "running", occupation = "6-18-01-01" }], certificates = [{ level = 2, occupation = "6-18-01-01", issued = 2023-05-10 }], titles = [{ title = "工程师", awarded = 2016-05-01, fits = ["6-18-01-01"] }, { title = "高级工程师", awarded = 2023-11-01, fits = ["6-18-01-01"] }] }
answers = [
  { on = 2024-05-09, eligible = "no", paths = { E1-1 = "not_met", E1-2 = "not_met", E1-3 = "not_met" }, opens_on = { E1-1 = 2028-05-10, E1-2 = 2024-05-10, E1-3 = 2024-11-01 } },
  { on = 2024-11-01, eligible = "yes", paths = { E1-2 = "met", E1-3 = "met" } },
]
', '2024-06-03 02:00:00+00');


--
-- Data for Name: round; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.round VALUES
	('7daaa555-bcad-47f1-a218-d37ac37044ad', '872b770e-56e0-4d8d-92c8-e89d8d2d07f9', 'f083a10c-8a17-440c-be12-7ab0ba2ea13f', '六月焊工', '6-29-02-11', NULL, 3, '2024-06-01', '本厂培训中心', 'closed', 'dd5f93a5-7956-43e0-a6f4-103cb163e32c', '2024-06-03 02:00:00+00', NULL);


--
-- Data for Name: round_assessor; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.round_assessor VALUES
	('ca1bbf26-e3e3-47cd-b84f-288389ab1a1c', '7daaa555-bcad-47f1-a218-d37ac37044ad', 'ba35c4fd-5fba-4926-9b97-299bf30ea20d');


--
-- Data for Name: round_upload; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.round_upload VALUES
	('a28e6e23-b0e7-4c6b-8f60-f014a56282c3', '7daaa555-bcad-47f1-a218-d37ac37044ad', 'roster', 'a26c3f4f-7983-42f0-af93-1644d3193ab3', NULL, '{}', 'confirmed', '[]', '{"candidates": 3}', 'dd5f93a5-7956-43e0-a6f4-103cb163e32c', '2024-06-03 02:00:00+00', '2024-06-03 02:00:00+00');


--
-- Data for Name: score; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.score VALUES
	('bd8d4e40-a589-48de-979d-f8e0763e2023', '4ccfa935-8128-4445-9b6c-6ab504bbeea6', 'theory', 60.0, false, 'b9475dfa-a475-43a0-9ba4-6baf63bb3a24', '2024-06-03 02:00:00+00'),
	('f641bd46-383d-4d61-9d43-00a8e32752c2', '4ccfa935-8128-4445-9b6c-6ab504bbeea6', 'practical', 81.5, false, 'b9475dfa-a475-43a0-9ba4-6baf63bb3a24', '2024-06-03 02:00:00+00'),
	('758a37aa-5be9-47f7-b5d9-60fcb3e0cd3e', 'a0446de1-d5c3-421f-ae92-550ffc06d9d4', 'theory', 59.5, false, 'b9475dfa-a475-43a0-9ba4-6baf63bb3a24', '2024-06-03 02:00:00+00'),
	('ca8b3d74-ce72-4c9c-9979-6b7ba8b6379b', 'a0446de1-d5c3-421f-ae92-550ffc06d9d4', 'practical', NULL, true, 'b9475dfa-a475-43a0-9ba4-6baf63bb3a24', '2024-06-03 02:00:00+00');


--
-- Data for Name: serial_counter; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.serial_counter VALUES
	('5ffd1e1a-096c-4607-a393-77e2ef0d1c5f', '872b770e-56e0-4d8d-92c8-e89d8d2d07f9', 2024, 4, 1);


--
-- Data for Name: session; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.session VALUES
	('2132b3d4-ca14-4eb4-8634-2e0a98e1a3ce', '\x6fb4b772c3bfc7c1f9bbf09c03d84f91fcd902c160cd79a8c53ef1f5cec32cc2', 'dd5f93a5-7956-43e0-a6f4-103cb163e32c', '6966217f-cc45-435b-b933-9c77cf45fd05', '2024-06-03 02:00:00+00', '2024-06-03 02:00:00+00', '2024-06-03 10:00:00+00');


--
-- Data for Name: stored_file; Type: TABLE DATA; Schema: public; Owner: -
--

INSERT INTO public.stored_file VALUES
	('a26c3f4f-7983-42f0-af93-1644d3193ab3', '68a28cf2-0d79-469c-bd22-553ebadafd98', '\x57f6057bc7a503ab65cfd2f723bdd008cd21a320d86bd36a32d08ac947ce7b2d', 'roster', 'text/csv', 6, '\x0102c0387c86a639513b17a123f26794c2787f5e636372140702b57a794828971ee8324cead075', NULL, '2024-06-03 02:00:00+00', NULL),
	('23f093fc-8e8d-49d2-beb1-73d5d00ce737', '68a28cf2-0d79-469c-bd22-553ebadafd98', '\x9f1546826bdf1a14ce6bfee2875dacd5b01c727820b1142dc1ea3442d3f376f4', 'certificate', 'application/pdf', 51857, NULL, NULL, '2024-06-03 02:00:00+00', NULL);


--
-- Data for Name: work; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Data for Name: workday_exception; Type: TABLE DATA; Schema: public; Owner: -
--



--
-- Name: migration_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.migration_id_seq', 3, true);


--
-- Name: procrastinate_events_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_events_id_seq', 1, false);


--
-- Name: procrastinate_jobs_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_jobs_id_seq', 1, false);


--
-- Name: procrastinate_periodic_defers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_periodic_defers_id_seq', 1, false);


--
-- Name: procrastinate_workers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: -
--

SELECT pg_catalog.setval('public.procrastinate_workers_id_seq', 1, false);


--
-- Name: account account_person_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_person_key UNIQUE (person);


--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);


--
-- Name: account account_sign_in_name_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_sign_in_name_key UNIQUE (sign_in_name);


--
-- Name: activation_code activation_code_code_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.activation_code
    ADD CONSTRAINT activation_code_code_hash_key UNIQUE (code_hash);


--
-- Name: activation_code activation_code_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.activation_code
    ADD CONSTRAINT activation_code_pkey PRIMARY KEY (id);


--
-- Name: audit_event audit_event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT audit_event_pkey PRIMARY KEY (id);


--
-- Name: authority_case authority_case_once_per_subject; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authority_case
    ADD CONSTRAINT authority_case_once_per_subject UNIQUE NULLS NOT DISTINCT (kind, person, subject);


--
-- Name: authority_case authority_case_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authority_case
    ADD CONSTRAINT authority_case_pkey PRIMARY KEY (id);


--
-- Name: authority authority_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authority
    ADD CONSTRAINT authority_pkey PRIMARY KEY (id);


--
-- Name: authority authority_region_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authority
    ADD CONSTRAINT authority_region_code_key UNIQUE (region_code);


--
-- Name: body body_number_prefix_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.body
    ADD CONSTRAINT body_number_prefix_key UNIQUE (number_prefix);


--
-- Name: body body_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.body
    ADD CONSTRAINT body_pkey PRIMARY KEY (id);


--
-- Name: calendar_year calendar_year_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calendar_year
    ADD CONSTRAINT calendar_year_pkey PRIMARY KEY (id);


--
-- Name: calendar_year calendar_year_year_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calendar_year
    ADD CONSTRAINT calendar_year_year_key UNIQUE (year);


--
-- Name: candidate candidate_once_per_round; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.candidate
    ADD CONSTRAINT candidate_once_per_round UNIQUE (round, person);


--
-- Name: candidate candidate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.candidate
    ADD CONSTRAINT candidate_pkey PRIMARY KEY (id);


--
-- Name: certificate certificate_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_number_key UNIQUE (number);


--
-- Name: certificate certificate_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_pkey PRIMARY KEY (id);


--
-- Name: certificate certificate_qr_token_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_qr_token_key UNIQUE (qr_token);


--
-- Name: certificate certificate_serial_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_serial_once UNIQUE (body, year, level, serial);


--
-- Name: certificate certificate_source_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_source_key UNIQUE (source);


--
-- Name: certificate_step certificate_step_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate_step
    ADD CONSTRAINT certificate_step_pkey PRIMARY KEY (id);


--
-- Name: column_mapping column_mapping_once_per_heading; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.column_mapping
    ADD CONSTRAINT column_mapping_once_per_heading UNIQUE (organisation, heading);


--
-- Name: column_mapping column_mapping_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.column_mapping
    ADD CONSTRAINT column_mapping_pkey PRIMARY KEY (id);


--
-- Name: filing filing_number_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing
    ADD CONSTRAINT filing_number_key UNIQUE (number);


--
-- Name: filing filing_one_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing
    ADD CONSTRAINT filing_one_at_a_time EXCLUDE USING gist (body WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&) WHERE (((state)::text <> 'withdrawn'::text));


--
-- Name: filing filing_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing
    ADD CONSTRAINT filing_pkey PRIMARY KEY (id);


--
-- Name: filing_scope filing_scope_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_scope
    ADD CONSTRAINT filing_scope_pkey PRIMARY KEY (id);


--
-- Name: guess guess_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guess
    ADD CONSTRAINT guess_pkey PRIMARY KEY (bucket);


--
-- Name: machine_token machine_token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.machine_token
    ADD CONSTRAINT machine_token_pkey PRIMARY KEY (id);


--
-- Name: machine_token machine_token_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.machine_token
    ADD CONSTRAINT machine_token_token_hash_key UNIQUE (token_hash);


--
-- Name: membership membership_once_at_a_time; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_once_at_a_time EXCLUDE USING gist (account WITH =, role WITH =, COALESCE(organisation, authority) WITH =, daterange(valid_from, valid_to, '[]'::text) WITH &&);


--
-- Name: membership membership_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_pkey PRIMARY KEY (id);


--
-- Name: migration migration_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.migration
    ADD CONSTRAINT migration_pkey PRIMARY KEY (id);


--
-- Name: organisation organisation_credit_code_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_credit_code_key UNIQUE (credit_code);


--
-- Name: organisation organisation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (id);


--
-- Name: person_document person_document_next_number_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_document
    ADD CONSTRAINT person_document_next_number_hash_key UNIQUE (next_number_hash);


--
-- Name: person_document person_document_number_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_document
    ADD CONSTRAINT person_document_number_hash_key UNIQUE (number_hash);


--
-- Name: person_document person_document_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_document
    ADD CONSTRAINT person_document_pkey PRIMARY KEY (id);


--
-- Name: person person_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_events procrastinate_events_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_jobs procrastinate_jobs_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_pkey PRIMARY KEY (id);


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_unique UNIQUE (task_name, periodic_id, defer_timestamp);


--
-- Name: procrastinate_workers procrastinate_workers_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_workers
    ADD CONSTRAINT procrastinate_workers_pkey PRIMARY KEY (id);


--
-- Name: published_rules published_rules_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.published_rules
    ADD CONSTRAINT published_rules_pkey PRIMARY KEY (id);


--
-- Name: round_assessor round_assessor_once_per_round; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_assessor
    ADD CONSTRAINT round_assessor_once_per_round UNIQUE (round, membership);


--
-- Name: round_assessor round_assessor_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_assessor
    ADD CONSTRAINT round_assessor_pkey PRIMARY KEY (id);


--
-- Name: round round_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_pkey PRIMARY KEY (id);


--
-- Name: round_upload round_upload_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_upload
    ADD CONSTRAINT round_upload_pkey PRIMARY KEY (id);


--
-- Name: score score_once_per_part; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.score
    ADD CONSTRAINT score_once_per_part UNIQUE (candidate, part);


--
-- Name: score score_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.score
    ADD CONSTRAINT score_pkey PRIMARY KEY (id);


--
-- Name: serial_counter serial_counter_one_per_body_year_level; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.serial_counter
    ADD CONSTRAINT serial_counter_one_per_body_year_level UNIQUE (body, year, level);


--
-- Name: serial_counter serial_counter_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.serial_counter
    ADD CONSTRAINT serial_counter_pkey PRIMARY KEY (id);


--
-- Name: session session_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (id);


--
-- Name: session session_token_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_token_hash_key UNIQUE (token_hash);


--
-- Name: stored_file stored_file_content_hash_key; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT stored_file_content_hash_key UNIQUE (content_hash);


--
-- Name: stored_file stored_file_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.stored_file
    ADD CONSTRAINT stored_file_pkey PRIMARY KEY (id);


--
-- Name: work work_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.work
    ADD CONSTRAINT work_pkey PRIMARY KEY (id);


--
-- Name: workday_exception workday_exception_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.workday_exception
    ADD CONSTRAINT workday_exception_pkey PRIMARY KEY (day);


--
-- Name: account_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX account_person ON public.account USING btree (person);


--
-- Name: activation_code_created_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX activation_code_created_by ON public.activation_code USING btree (created_by);


--
-- Name: activation_code_organisation; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX activation_code_organisation ON public.activation_code USING btree (organisation);


--
-- Name: activation_code_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX activation_code_person ON public.activation_code USING btree (person);


--
-- Name: audit_event_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_event_account ON public.audit_event USING btree (account);


--
-- Name: audit_event_at; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_event_at ON public.audit_event USING btree (at);


--
-- Name: audit_event_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX audit_event_subject ON public.audit_event USING btree (subject);


--
-- Name: authority_case_authority; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authority_case_authority ON public.authority_case USING btree (authority);


--
-- Name: authority_case_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authority_case_person ON public.authority_case USING btree (person);


--
-- Name: authority_case_settled_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authority_case_settled_by ON public.authority_case USING btree (settled_by);


--
-- Name: authority_parent; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX authority_parent ON public.authority USING btree (parent);


--
-- Name: body_organisation; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX body_organisation ON public.body USING btree (organisation);


--
-- Name: candidate_admitted_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX candidate_admitted_by ON public.candidate USING btree (admitted_by);


--
-- Name: candidate_document; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX candidate_document ON public.candidate USING btree (document);


--
-- Name: candidate_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX candidate_person ON public.candidate USING btree (person);


--
-- Name: candidate_photo; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX candidate_photo ON public.candidate USING btree (photo);


--
-- Name: candidate_round; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX candidate_round ON public.candidate USING btree (round);


--
-- Name: candidate_upload; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX candidate_upload ON public.candidate USING btree (upload);


--
-- Name: certificate_body; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX certificate_body ON public.certificate USING btree (body);


--
-- Name: certificate_document; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX certificate_document ON public.certificate USING btree (document);


--
-- Name: certificate_issued_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX certificate_issued_by ON public.certificate USING btree (issued_by);


--
-- Name: certificate_pdf; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX certificate_pdf ON public.certificate USING btree (pdf);


--
-- Name: certificate_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX certificate_person ON public.certificate USING btree (person);


--
-- Name: certificate_photo; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX certificate_photo ON public.certificate USING btree (photo);


--
-- Name: certificate_step_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX certificate_step_account ON public.certificate_step USING btree (account);


--
-- Name: certificate_step_certificate; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX certificate_step_certificate ON public.certificate_step USING btree (certificate);


--
-- Name: column_mapping_mapped_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX column_mapping_mapped_by ON public.column_mapping USING btree (mapped_by);


--
-- Name: column_mapping_organisation; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX column_mapping_organisation ON public.column_mapping USING btree (organisation);


--
-- Name: filing_authority; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_authority ON public.filing USING btree (authority);


--
-- Name: filing_body; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_body ON public.filing USING btree (body);


--
-- Name: filing_entered_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_entered_by ON public.filing USING btree (entered_by);


--
-- Name: filing_scope_filing; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX filing_scope_filing ON public.filing_scope USING btree (filing);


--
-- Name: filing_scope_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX filing_scope_once ON public.filing_scope USING btree (filing, occupation, COALESCE(job_type, ''::character varying));


--
-- Name: idx_procrastinate_jobs_worker_not_null; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_procrastinate_jobs_worker_not_null ON public.procrastinate_jobs USING btree (worker_id) WHERE ((worker_id IS NOT NULL) AND (status = 'doing'::public.procrastinate_job_status));


--
-- Name: idx_procrastinate_workers_last_heartbeat; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX idx_procrastinate_workers_last_heartbeat ON public.procrastinate_workers USING btree (last_heartbeat);


--
-- Name: machine_token_created_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX machine_token_created_by ON public.machine_token USING btree (created_by);


--
-- Name: machine_token_membership; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX machine_token_membership ON public.machine_token USING btree (membership);


--
-- Name: membership_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX membership_account ON public.membership USING btree (account);


--
-- Name: membership_authority; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX membership_authority ON public.membership USING btree (authority);


--
-- Name: membership_granted_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX membership_granted_by ON public.membership USING btree (granted_by);


--
-- Name: membership_organisation; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX membership_organisation ON public.membership USING btree (organisation);


--
-- Name: organisation_authority; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX organisation_authority ON public.organisation USING btree (authority);


--
-- Name: person_document_person; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX person_document_person ON public.person_document USING btree (person);


--
-- Name: person_merged_into; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX person_merged_into ON public.person USING btree (merged_into);


--
-- Name: person_name_key; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX person_name_key ON public.person USING btree (name_key);


--
-- Name: procrastinate_events_job_id_fkey_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_events_job_id_fkey_v1 ON public.procrastinate_events USING btree (job_id);


--
-- Name: procrastinate_jobs_id_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_id_lock_idx_v1 ON public.procrastinate_jobs USING btree (id, lock) WHERE (status = ANY (ARRAY['todo'::public.procrastinate_job_status, 'doing'::public.procrastinate_job_status]));


--
-- Name: procrastinate_jobs_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX procrastinate_jobs_lock_idx_v1 ON public.procrastinate_jobs USING btree (lock) WHERE (status = 'doing'::public.procrastinate_job_status);


--
-- Name: procrastinate_jobs_priority_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_priority_idx_v1 ON public.procrastinate_jobs USING btree (priority DESC, id) WHERE (status = 'todo'::public.procrastinate_job_status);


--
-- Name: procrastinate_jobs_queue_name_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_jobs_queue_name_idx_v1 ON public.procrastinate_jobs USING btree (queue_name);


--
-- Name: procrastinate_jobs_queueing_lock_idx_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX procrastinate_jobs_queueing_lock_idx_v1 ON public.procrastinate_jobs USING btree (queueing_lock) WHERE (status = 'todo'::public.procrastinate_job_status);


--
-- Name: procrastinate_periodic_defers_job_id_fkey_v1; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procrastinate_periodic_defers_job_id_fkey_v1 ON public.procrastinate_periodic_defers USING btree (job_id);


--
-- Name: published_rules_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX published_rules_once ON public.published_rules USING btree (rules, version);


--
-- Name: round_assessor_membership; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX round_assessor_membership ON public.round_assessor USING btree (membership);


--
-- Name: round_assessor_round; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX round_assessor_round ON public.round_assessor USING btree (round);


--
-- Name: round_body; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX round_body ON public.round USING btree (body);


--
-- Name: round_filing; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX round_filing ON public.round USING btree (filing);


--
-- Name: round_opened_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX round_opened_by ON public.round USING btree (opened_by);


--
-- Name: round_upload_file; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX round_upload_file ON public.round_upload USING btree (file);


--
-- Name: round_upload_reading; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX round_upload_reading ON public.round_upload USING btree (reading);


--
-- Name: round_upload_round; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX round_upload_round ON public.round_upload USING btree (round);


--
-- Name: round_upload_uploaded_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX round_upload_uploaded_by ON public.round_upload USING btree (uploaded_by);


--
-- Name: score_candidate; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX score_candidate ON public.score USING btree (candidate);


--
-- Name: score_entered_by; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX score_entered_by ON public.score USING btree (entered_by);


--
-- Name: serial_counter_body; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX serial_counter_body ON public.serial_counter USING btree (body);


--
-- Name: session_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_account ON public.session USING btree (account);


--
-- Name: session_membership; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX session_membership ON public.session USING btree (membership);


--
-- Name: stored_file_owner; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX stored_file_owner ON public.stored_file USING btree (owner);


--
-- Name: work_subject; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX work_subject ON public.work USING btree (subject);


--
-- Name: audit_event audit_event_never_changes; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER audit_event_never_changes BEFORE DELETE OR UPDATE ON public.audit_event FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: certificate certificate_never_deleted; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER certificate_never_deleted BEFORE DELETE ON public.certificate FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: certificate certificate_stays_as_issued; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER certificate_stays_as_issued BEFORE UPDATE ON public.certificate FOR EACH ROW EXECUTE FUNCTION public.refuse_other_than_state();


--
-- Name: certificate_step certificate_step_never_changes; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER certificate_step_never_changes BEFORE DELETE OR UPDATE ON public.certificate_step FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: procrastinate_jobs procrastinate_jobs_notify_queue_job_aborted_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_jobs_notify_queue_job_aborted_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN (((old.abort_requested = false) AND (new.abort_requested = true) AND (new.status = 'doing'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_notify_queue_abort_job_v1();


--
-- Name: procrastinate_jobs procrastinate_jobs_notify_queue_job_inserted_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_notify_queue_job_inserted_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_abort_requested_events_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_abort_requested_events_v1 AFTER UPDATE OF abort_requested ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.abort_requested = true)) EXECUTE FUNCTION public.procrastinate_trigger_abort_requested_events_procedure_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_delete_jobs_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_delete_jobs_v1 BEFORE DELETE ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_unlink_periodic_defers_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_scheduled_events_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_scheduled_events_v1 AFTER INSERT OR UPDATE ON public.procrastinate_jobs FOR EACH ROW WHEN (((new.scheduled_at IS NOT NULL) AND (new.status = 'todo'::public.procrastinate_job_status))) EXECUTE FUNCTION public.procrastinate_trigger_function_scheduled_events_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_status_events_insert_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_status_events_insert_v1 AFTER INSERT ON public.procrastinate_jobs FOR EACH ROW WHEN ((new.status = 'todo'::public.procrastinate_job_status)) EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_insert_v1();


--
-- Name: procrastinate_jobs procrastinate_trigger_status_events_update_v1; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER procrastinate_trigger_status_events_update_v1 AFTER UPDATE OF status ON public.procrastinate_jobs FOR EACH ROW EXECUTE FUNCTION public.procrastinate_trigger_function_status_events_update_v1();


--
-- Name: published_rules published_rules_never_change; Type: TRIGGER; Schema: public; Owner: -
--

CREATE TRIGGER published_rules_never_change BEFORE DELETE OR UPDATE ON public.published_rules FOR EACH ROW EXECUTE FUNCTION public.refuse_change();


--
-- Name: account account_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_person_fkey FOREIGN KEY (person) REFERENCES public.person(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: activation_code activation_code_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.activation_code
    ADD CONSTRAINT activation_code_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: activation_code activation_code_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.activation_code
    ADD CONSTRAINT activation_code_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisation(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: activation_code activation_code_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.activation_code
    ADD CONSTRAINT activation_code_person_fkey FOREIGN KEY (person) REFERENCES public.person(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: authority_case authority_case_authority_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authority_case
    ADD CONSTRAINT authority_case_authority_fkey FOREIGN KEY (authority) REFERENCES public.authority(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: authority_case authority_case_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authority_case
    ADD CONSTRAINT authority_case_person_fkey FOREIGN KEY (person) REFERENCES public.person(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: authority_case authority_case_settled_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authority_case
    ADD CONSTRAINT authority_case_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: authority authority_parent_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authority
    ADD CONSTRAINT authority_parent_fkey FOREIGN KEY (parent) REFERENCES public.authority(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: body body_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.body
    ADD CONSTRAINT body_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisation(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: candidate candidate_admitted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.candidate
    ADD CONSTRAINT candidate_admitted_by_fkey FOREIGN KEY (admitted_by) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: candidate candidate_document_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.candidate
    ADD CONSTRAINT candidate_document_fkey FOREIGN KEY (document) REFERENCES public.person_document(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: candidate candidate_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.candidate
    ADD CONSTRAINT candidate_person_fkey FOREIGN KEY (person) REFERENCES public.person(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: candidate candidate_photo_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.candidate
    ADD CONSTRAINT candidate_photo_fkey FOREIGN KEY (photo) REFERENCES public.stored_file(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: candidate candidate_round_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.candidate
    ADD CONSTRAINT candidate_round_fkey FOREIGN KEY (round) REFERENCES public.round(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: candidate candidate_upload_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.candidate
    ADD CONSTRAINT candidate_upload_fkey FOREIGN KEY (upload) REFERENCES public.round_upload(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: certificate certificate_body_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_body_fkey FOREIGN KEY (body) REFERENCES public.body(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: certificate certificate_document_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_document_fkey FOREIGN KEY (document) REFERENCES public.person_document(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: certificate certificate_issued_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_issued_by_fkey FOREIGN KEY (issued_by) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: certificate certificate_pdf_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_pdf_fkey FOREIGN KEY (pdf) REFERENCES public.stored_file(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: certificate certificate_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_person_fkey FOREIGN KEY (person) REFERENCES public.person(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: certificate certificate_photo_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate
    ADD CONSTRAINT certificate_photo_fkey FOREIGN KEY (photo) REFERENCES public.stored_file(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: certificate_step certificate_step_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate_step
    ADD CONSTRAINT certificate_step_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: certificate_step certificate_step_certificate_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.certificate_step
    ADD CONSTRAINT certificate_step_certificate_fkey FOREIGN KEY (certificate) REFERENCES public.certificate(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: column_mapping column_mapping_mapped_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.column_mapping
    ADD CONSTRAINT column_mapping_mapped_by_fkey FOREIGN KEY (mapped_by) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: column_mapping column_mapping_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.column_mapping
    ADD CONSTRAINT column_mapping_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisation(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: filing filing_authority_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing
    ADD CONSTRAINT filing_authority_fkey FOREIGN KEY (authority) REFERENCES public.authority(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: filing filing_body_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing
    ADD CONSTRAINT filing_body_fkey FOREIGN KEY (body) REFERENCES public.body(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: filing filing_entered_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing
    ADD CONSTRAINT filing_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: filing_scope filing_scope_filing_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.filing_scope
    ADD CONSTRAINT filing_scope_filing_fkey FOREIGN KEY (filing) REFERENCES public.filing(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: machine_token machine_token_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.machine_token
    ADD CONSTRAINT machine_token_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: machine_token machine_token_membership_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.machine_token
    ADD CONSTRAINT machine_token_membership_fkey FOREIGN KEY (membership) REFERENCES public.membership(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: membership membership_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: membership membership_authority_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_authority_fkey FOREIGN KEY (authority) REFERENCES public.authority(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: membership membership_granted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: membership membership_organisation_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.membership
    ADD CONSTRAINT membership_organisation_fkey FOREIGN KEY (organisation) REFERENCES public.organisation(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: organisation organisation_authority_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_authority_fkey FOREIGN KEY (authority) REFERENCES public.authority(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: person_document person_document_person_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person_document
    ADD CONSTRAINT person_document_person_fkey FOREIGN KEY (person) REFERENCES public.person(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: person person_merged_into_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES public.person(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: procrastinate_events procrastinate_events_job_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_events
    ADD CONSTRAINT procrastinate_events_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id) ON DELETE CASCADE;


--
-- Name: procrastinate_jobs procrastinate_jobs_worker_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_jobs
    ADD CONSTRAINT procrastinate_jobs_worker_id_fkey FOREIGN KEY (worker_id) REFERENCES public.procrastinate_workers(id) ON DELETE SET NULL;


--
-- Name: procrastinate_periodic_defers procrastinate_periodic_defers_job_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procrastinate_periodic_defers
    ADD CONSTRAINT procrastinate_periodic_defers_job_id_fkey FOREIGN KEY (job_id) REFERENCES public.procrastinate_jobs(id);


--
-- Name: round_assessor round_assessor_membership_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_assessor
    ADD CONSTRAINT round_assessor_membership_fkey FOREIGN KEY (membership) REFERENCES public.membership(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: round_assessor round_assessor_round_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_assessor
    ADD CONSTRAINT round_assessor_round_fkey FOREIGN KEY (round) REFERENCES public.round(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: round round_body_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_body_fkey FOREIGN KEY (body) REFERENCES public.body(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: round round_filing_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_filing_fkey FOREIGN KEY (filing) REFERENCES public.filing(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: round round_opened_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_opened_by_fkey FOREIGN KEY (opened_by) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: round_upload round_upload_file_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_upload
    ADD CONSTRAINT round_upload_file_fkey FOREIGN KEY (file) REFERENCES public.stored_file(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: round_upload round_upload_reading_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_upload
    ADD CONSTRAINT round_upload_reading_fkey FOREIGN KEY (reading) REFERENCES public.stored_file(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: round_upload round_upload_round_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_upload
    ADD CONSTRAINT round_upload_round_fkey FOREIGN KEY (round) REFERENCES public.round(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: round_upload round_upload_uploaded_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round_upload
    ADD CONSTRAINT round_upload_uploaded_by_fkey FOREIGN KEY (uploaded_by) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: score score_candidate_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.score
    ADD CONSTRAINT score_candidate_fkey FOREIGN KEY (candidate) REFERENCES public.candidate(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: score score_entered_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.score
    ADD CONSTRAINT score_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: serial_counter serial_counter_body_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.serial_counter
    ADD CONSTRAINT serial_counter_body_fkey FOREIGN KEY (body) REFERENCES public.body(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: session session_account_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_account_fkey FOREIGN KEY (account) REFERENCES public.account(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- Name: session session_membership_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.session
    ADD CONSTRAINT session_membership_fkey FOREIGN KEY (membership) REFERENCES public.membership(id) ON UPDATE RESTRICT ON DELETE RESTRICT;


--
-- PostgreSQL database dump complete
--


