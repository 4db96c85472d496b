"""What the sandbox's painter makes of forty prompts, on one sheet."""

import asyncio
import base64
from html import escape
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.async_api import Browser

from sandbox.painter import paint

SEED = 17
COLUMNS = 8
SIDE = 176

PROMPTS = """
Космический корабль на орбите Юпитера, реалистичный стиль
a cosy coffee shop in art deco style, warm light
Московский кремль на закате, масляная живопись
узор из пастельных суккулентов, вид сверху
уютная библиотека, открытая книга и чашка чая
a lighthouse in a storm
рыжая лиса на снегу
aurora over the mountains
a red fox in the forest, watercolor
a red fox in the forest, oil painting
a red fox in the forest, pencil sketch
a red fox in the forest, pixel art
a red fox in the forest, ink drawing
a red fox in the forest, black and white
a red fox in the forest, comic book art
a red fox in the forest, close-up
кот на крыше под луной
two owls
три розы, акварель
четыре пингвина
five balloons over the hills
a castle, aerial view
лес с высоты птичьего полёта
a city at night, aerial view
a lighthouse, aerial view
a cup of coffee, top view
пицца, вид сверху
a birthday cake
бургер
sushi, vintage poster
слон в пустыне
a hedgehog in autumn
an octopus
лебедь на озере, гравюра
a snowman, no clouds
a knight and a dragon, impressionist painting
a robot in the city, 3D render
panda, flat vector illustration
астронавт, пластилиновая анимация
kaleidoscope
"""

STYLE = f"""
body {{ margin: 0; padding: 14px; width: max-content; background: #fff;
  font: 12px/1.3 system-ui, sans-serif; color: #33313f }}
main {{ display: grid; grid-template-columns: repeat({COLUMNS}, {SIDE}px); gap: 14px 12px }}
figure {{ margin: 0 }}
img {{ display: block; width: {SIDE}px; height: {SIDE}px; border-radius: 8px }}
figcaption {{ margin-top: 5px; text-wrap: balance; text-align: center }}
"""


async def contact_sheet(browser: Browser, path: Path) -> None:
    """Paint every prompt with one seed and take a picture of them all."""
    prompts = PROMPTS.strip().splitlines()
    figures = [await asyncio.to_thread(_figure, prompt) for prompt in prompts]
    page = await browser.new_page(device_scale_factor=1)
    await page.set_content(f"<style>{STYLE}</style><main>{''.join(figures)}</main>")
    await page.locator("body").screenshot(path=path, type="jpeg", quality=86)
    await page.close()
    print(path.name, len(prompts))  # noqa: T201 - a command


def _figure(prompt: str) -> str:
    picture = Image.open(BytesIO(paint(prompt, SEED, 1, 1))).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.save(out, "PNG")
    data = base64.b64encode(out.getvalue()).decode()
    return f'<figure><img src="data:image/png;base64,{data}"><figcaption>{escape(prompt)}</figcaption></figure>'
