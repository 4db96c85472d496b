"""What happens behind the scenes, over HTTP: the steps, and the switches to be turned."""

from aiohttp import web

from sandbox.backstage import Backstage
from sandbox.control import PREFIX, as_json, bad_request, read_json


def backstage_routes(backstage: Backstage | None) -> list[web.RouteDef]:
    """The routes ``/control/backstage`` (GET) and ``/control/switch`` (POST ``{"name", "on"}``).

    Where nobody looks behind the scenes, there are no steps and no switches.
    """

    async def show(_: web.Request) -> web.Response:
        return as_json(backstage.shape() if backstage else {"steps": [], "switches": {}})

    async def turn(request: web.Request) -> web.Response:
        given = await read_json(request)
        name, on = (given.get("name"), given.get("on")) if isinstance(given, dict) else (None, None)
        if backstage is None or name not in backstage.switches or not isinstance(on, bool):
            known = ", ".join(backstage.switches) if backstage else "none here"
            raise bad_request(f"name: a switch ({known}); on: true or false")
        await backstage.turn(name, on=on)
        return as_json(backstage.shape()["switches"])

    return [web.get(f"{PREFIX}/backstage", show), web.post(f"{PREFIX}/switch", turn)]
