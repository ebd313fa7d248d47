"""A board or policy maker: sees figures, and no student."""

from django.db import migrations, models

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
    ("privacy_officer", "Privacy Officer"),
    ("helpdesk", "Helpdesk"),
    ("appeals_board", "Appeals Board"),
    ("complaints_committee", "Complaints Committee"),
    ("objections_committee", "Objections Committee"),
    ("policy_maker", "Policy Maker"),
    ("administrator", "Administrator"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0010_helpdesk_and_boards")]

    operations = [
        migrations.AlterField("roleassignment", "role", models.CharField(choices=ROLES, max_length=30)),
    ]
