"""The switches of the image APIs: every prompt is refused, every picture takes long."""

from dataclasses import replace
from typing import Final

from sandbox.backstage import Switch
from sandbox.image_apis.studio import Studio

#: Stands in every prompt.
ANY: Final = ("",)
SLOW: Final = (25.0, 40.0)


def studio_switches(studio: Studio) -> dict[str, Switch]:
    """``refusal`` and ``slow`` of a studio; turned off they bring back what was before."""
    usual = studio.behaviour

    def refuse(on: bool) -> None:  # noqa: FBT001 - a switch is on or off
        studio.behaviour = replace(studio.behaviour, refused=ANY if on else usual.refused)

    def slow(on: bool) -> None:  # noqa: FBT001 - a switch is on or off
        studio.behaviour = replace(studio.behaviour, duration=SLOW if on else usual.duration)

    return {"refusal": Switch(refuse), "slow": Switch(slow)}
