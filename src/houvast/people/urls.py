"""Getting in, one's own access, the choices of this device, and the first run."""

from django.urls import URLPattern, path

from houvast.people.views import access, choices, entrance, first_run

urlpatterns: list[URLPattern] = [
    path("sign-in/", entrance.sign_in, name="sign-in"),
    path("sign-in/as/", entrance.sign_in_as, name="sign-in-as"),
    path("sign-out/", entrance.sign_out, name="sign-out"),
    path("link/<str:token>/", access.open_link, name="open-link"),
    path("my-access/", access.my_access, name="my-access"),
    path("language/", choices.language, name="set_language"),
    path("what-if/", choices.what_if, name="what-if"),
    path("first-run/", first_run.first_run, name="first-run"),
]
