"""What a provider says of a request, without the person's words: many repeat all that they were sent."""

from bot.drawing.values.specs import Spec
from bot.errors import ProviderError
from bot.redaction import Cutting


def unquote(error: ProviderError, spec: Spec) -> None:
    """Cut out of all that an error tells what it quotes of the prompt, be that whole, cut off or escaped."""
    said = " ".join(value for value in (*vars(error).values(), *error.args) if isinstance(value, str))
    cut = Cutting.of((spec.prompt, spec.wording, *(part.text for part in spec.parts)), within=said)
    for name, value in vars(error).items():
        if isinstance(value, str):
            setattr(error, name, cut(value))
    error.args = tuple(cut(value) if isinstance(value, str) else value for value in error.args)
