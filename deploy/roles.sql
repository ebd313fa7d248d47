-- The role in which the application signs in: it owns nothing and passes no wall. `houvast migrate` runs as the owner
-- (HOUVAST_DATABASE_OWNER_URL), makes the role houvast_app and gives it its rights; the grant below lets the
-- application become it. Give houvast_web a password of its own: \password houvast_web
CREATE ROLE houvast_web LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
CREATE ROLE houvast_app NOLOGIN NOSUPERUSER NOBYPASSRLS;
GRANT houvast_app TO houvast_web;
-- To the owner of this database, whoever runs this file.
DO $$ BEGIN EXECUTE format('GRANT houvast_app TO %I', (SELECT pg_get_userbyid(datdba) FROM pg_database
WHERE datname = current_database())); END $$;
