"""Who guides at a training school, and the placement office, as relations and roles."""

from django.db import migrations, models

KINDS = [
    ("coach", "Coach"),
    ("guardian", "Guardian"),
    ("trusted_person", "Trusted Person"),
    ("case_team", "Case Team"),
    ("partner", "Partner"),
    ("handed_over", "Handed Over"),
    ("workplace_supervisor", "Workplace Supervisor"),
    ("school_educator", "School Educator"),
    ("institute_educator", "Institute Educator"),
]
ROLES = [
    ("teacher", "Teacher"),
    ("study_coach", "Study Coach"),
    ("team_leader", "Team Leader"),
    ("college_director", "College Director"),
    ("support_advisor", "Support Advisor"),
    ("student_administration", "Student Administration"),
    ("attendance_officer", "Attendance Officer"),
    ("rmc", "Rmc"),
    ("youth_adviser", "Youth Adviser"),
    ("youth_team", "Youth Team"),
    ("outreach", "Outreach"),
    ("job_coach", "Job Coach"),
    ("intake", "Intake"),
    ("placement_office", "Placement Office"),
    ("regional_coordinator", "Regional Coordinator"),
    ("administrator", "Administrator"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0003_alter_personalrelation_kind_and_more")]

    operations = [
        migrations.AlterField("personalrelation", "kind", models.CharField(choices=KINDS, max_length=20)),
        migrations.AlterField("roleassignment", "role", models.CharField(choices=ROLES, max_length=30)),
    ]
