"""Who covers for a coach, who coached before, the learning-work coach, and what an adult student shares per kind."""

from django.db import migrations, models

KINDS = [
    ("coach", "Coach"),
    ("coach_cover", "Coach Cover"),
    ("former_coach", "Former Coach"),
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
    ("subject_coordinator", "Subject Coordinator"),
    ("education_manager", "Education Manager"),
    ("examination_board", "Examination Board"),
    ("student_counsellor", "Student Counsellor"),
    ("learning_work_coach", "Learning Work Coach"),
    ("administrator", "Administrator"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0007_roles_of_the_institute")]

    operations = [
        migrations.AlterField("personalrelation", "kind", models.CharField(choices=KINDS, max_length=20)),
        migrations.AlterField("roleassignment", "role", models.CharField(choices=ROLES, max_length=30)),
        migrations.AddField(
            "personalrelation",
            "shared_data",
            models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="What an adult student shares, kinds of data between commas (,results,absence,); "
                "empty: everything.",
                max_length=400,
            ),
        ),
    ]
