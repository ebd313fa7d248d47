from django.urls import path

from houvast.cases.views import acting, correcting, naming, pages, signing

app_name = "cases"
urlpatterns = [
    path("students/<uuid:student_id>/cases/", pages.of_student, name="of-student"),
    path("students/<uuid:student_id>/cases/new/<slug:pack_id>/", acting.begin, name="begin"),
    path("cases/", pages.open_cases, name="open"),
    path("cases/<uuid:case_id>/", pages.case, name="case"),
    path("cases/<uuid:case_id>/log/", pages.log, name="log"),
    path("cases/<uuid:case_id>/proof/", pages.proof, name="proof"),
    path("cases/<uuid:case_id>/people/", naming.people, name="people"),
    path("cases/<uuid:case_id>/do/<slug:act_id>/", acting.act, name="act"),
    path("cases/<uuid:case_id>/sign/<slug:act_id>/<int:instance>/", signing.sign, name="sign"),
    path(
        "cases/<uuid:case_id>/sign/<slug:act_id>/<int:instance>/<slug:role>/<uuid:signer>/",
        signing.sign_for,
        name="sign-for",
    ),
    path("cases/<uuid:case_id>/log/<int:number>/correct/", correcting.correct, name="correct"),
]
