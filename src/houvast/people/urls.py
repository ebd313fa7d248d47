"""Getting in, one's own access, the choices of this device, and the first run."""

from django.urls import URLPattern, path

from houvast.people.views import access, choices, entrance, factors, first_run, provider, saml, signing_in

urlpatterns: list[URLPattern] = [
    path("sign-in/", entrance.sign_in, name="sign-in"),
    path("sign-in/as/", entrance.sign_in_as, name="sign-in-as"),
    path("sign-out/", entrance.sign_out, name="sign-out"),
    path("link/<str:token>/", access.open_link, name="open-link"),
    path("my-access/", access.my_access, name="my-access"),
    path("sign-in/with/<uuid:provider_id>/", provider.go_there, name="provider-go"),
    path("sign-in/back/", provider.come_back, name="provider-back"),
    path("sign-in/out/<uuid:provider_id>/", provider.signed_out_there, name="provider-out"),
    path("sign-in/saml/<uuid:provider_id>/metadata/", saml.describe, name="saml-metadata"),
    path("sign-in/saml/<uuid:provider_id>/answer/", saml.answer, name="saml-answer"),
    path("sign-in/saml/<uuid:provider_id>/in/", saml.come_in, name="saml-in"),
    path("sign-in/saml/<uuid:provider_id>/out/", saml.out, name="saml-out"),
    path("sign-in/first/", provider.first_time, name="provider-first"),
    path("my-access/school/remove/", provider.unlink, name="provider-unlink"),
    path("my-access/second-step/", factors.factor_needed, name="factor-needed"),
    path("administration/sign-in/", signing_in.signing_in, name="administration-sign-in"),
    path("administration/sign-in/provider/", signing_in.provider, name="administration-provider"),
    path("administration/sign-in/saml/", signing_in.saml, name="administration-saml"),
    path("sign-in/second/", factors.second_step, name="second-step"),
    path("sign-in/passkey/begin/", factors.begin_passkey_sign_in, name="passkey-begin"),
    path("sign-in/passkey/", factors.passkey_sign_in, name="passkey-sign-in"),
    path("my-access/again/", factors.say_again, name="say-again"),
    path("my-access/again/passkey/", factors.say_again_with_passkey, name="say-again-passkey"),
    path("my-access/app/", factors.app, name="my-app"),
    path("my-access/app/remove/", factors.remove_app, name="remove-app"),
    path("my-access/passkeys/begin/", factors.begin_passkey, name="my-passkey-begin"),
    path("my-access/passkeys/", factors.keep_passkey, name="my-passkeys"),
    path("my-access/passkeys/<uuid:passkey_id>/remove/", factors.remove_passkey, name="remove-passkey"),
    path("my-access/devices/others/end/", factors.end_others, name="end-other-devices"),
    path("my-access/devices/<uuid:device_id>/end/", factors.end_device, name="end-device"),
    path("language/", choices.language, name="set_language"),
    path("what-if/", choices.what_if, name="what-if"),
    path("first-run/", first_run.first_run, name="first-run"),
]
