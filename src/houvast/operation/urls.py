"""The administration pages, and the way back in for whoever forgot a password."""

from django.urls import URLPattern, path

from houvast.operation.views import (
    coaches,
    doubles,
    forgotten,
    norms,
    organisation,
    overview,
    partners,
    staff,
    students,
)

urlpatterns: list[URLPattern] = [
    path("forgotten-password/", forgotten.forgotten_password, name="forgotten-password"),
    path("administration/", overview.overview, name="administration"),
    path("administration/institution/", organisation.organisation, name="administration-organisation"),
    path("administration/units/", organisation.units, name="administration-units"),
    path("administration/units/<uuid:unit_id>/", organisation.unit, name="administration-unit"),
    path("administration/programmes/", organisation.programme_list, name="administration-programmes"),
    path("administration/programmes/new/", organisation.programme, name="administration-programme-new"),
    path("administration/programmes/<uuid:programme_id>/", organisation.programme, name="administration-programme"),
    path("administration/programmes/<uuid:programme_id>/norms/", norms.norms, name="administration-programme-norms"),
    path("administration/staff/", staff.staff, name="administration-staff"),
    path("administration/staff/invite/", staff.invite, name="administration-invite"),
    path("administration/staff/<uuid:person_id>/", staff.member, name="administration-staff-member"),
    path("administration/staff/<uuid:person_id>/access/", staff.access, name="administration-access"),
    path("administration/roles/<uuid:role_id>/end/", staff.end_role, name="administration-end-role"),
    path("administration/partners/", partners.partners, name="administration-partners"),
    path("administration/partners/invite/", partners.invite, name="administration-partner-invite"),
    path("administration/partners/<uuid:person_id>/", partners.partner, name="administration-partner"),
    path("administration/partners/<uuid:person_id>/access/", partners.access, name="administration-partner-access"),
    path("administration/partners/ties/<uuid:relation_id>/end/", partners.end_one, name="administration-partner-end"),
    path("administration/doubles/", doubles.doubles, name="administration-doubles"),
    path("administration/doubles/<uuid:one_id>/<uuid:other_id>/", doubles.pair, name="administration-double"),
    path("administration/doubles/<uuid:person_id>/anew/", doubles.start_anew, name="administration-start-anew"),
    path("administration/coaches/", coaches.coaches, name="administration-coaches"),
    path("administration/coaches/<uuid:coach_id>/", coaches.hand_over_caseload, name="administration-hand-over"),
    path("administration/students/", students.students, name="administration-students"),
    path("administration/students/coach/", coaches.give_coach, name="administration-give-coach"),
    path("administration/students/<uuid:student_id>/", students.student, name="administration-student"),
    path("administration/students/<uuid:student_id>/identity/", students.identity, name="administration-identity"),
    path(
        "administration/students/<uuid:student_id>/guardians/new/",
        students.new_guardian,
        name="administration-guardian-new",
    ),
    path(
        "administration/students/<uuid:student_id>/guardians/<uuid:relation_id>/",
        students.guardian,
        name="administration-guardian",
    ),
    path(
        "administration/students/<uuid:student_id>/guardians/<uuid:relation_id>/invite/",
        students.invite_one_guardian,
        name="administration-guardian-invite",
    ),
]
