"""What the tests of signing in share."""

from django.test import Client
from django.urls import reverse

from houvast.people.models import Account, Person, SignInProvider

PASSWORD = "vier groene fietsen slapen"


def with_password(person: Person) -> Account:
    """The account of somebody of the cast, that takes the password above."""
    account: Account = person.account
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    return account


def there(client: Client, provider: SignInProvider, **asked: str) -> str:
    """The address at the provider to which somebody is sent who wants to come in."""
    answer = client.get(reverse("provider-go", args=[provider.pk]), asked)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def is_in(client: Client) -> bool:
    """Whether a page opens that is there for everybody who is signed in."""
    return client.get(reverse("my-access")).status_code == 200
