"""Stand-ins for the image APIs: real HTTP on loopback, as strict as the services they stand for.

YandexART's asynchronous generation and its operations, Yandex's Images API, IAM and the metadata of a VM, OpenAI's
images endpoint, and chat completions as both have them; each is a module that gives its routes.
"""

from sandbox.image_apis.access import Account
from sandbox.image_apis.authorized_keys import AuthorizedKey, new_authorized_key
from sandbox.image_apis.behaviour import Behaviour, Billing
from sandbox.image_apis.drawings import Drawing
from sandbox.image_apis.operations import Operation
from sandbox.image_apis.server import ImagesSandbox

__all__ = [
    "Account",
    "AuthorizedKey",
    "Behaviour",
    "Billing",
    "Drawing",
    "ImagesSandbox",
    "Operation",
    "new_authorized_key",
]
