-- The role in which the application signs in: it owns nothing and passes no wall. `houvast migrate` runs as the owner
-- (HOUVAST_DATABASE_OWNER_URL) and gives the role houvast_app its rights; the grants below let the application and the
-- owner become it. Run this in each database of Houvast; again does no harm. Then give houvast_web a password of its
-- own: \password houvast_web
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'houvast_web') THEN
    CREATE ROLE houvast_web LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'houvast_app') THEN
    CREATE ROLE houvast_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
  GRANT houvast_app TO houvast_web;
  EXECUTE format('GRANT houvast_app TO %I', (SELECT pg_get_userbyid(datdba) FROM pg_database
    WHERE datname = current_database()));
END
$$;
