"""The pictures of /styles: the sandbox's painter draws one subject with every preset, a sheet a kind and language.

What is on a sheet stands in its comment, so that a test can tell whether a preset is missing.
"""

import asyncio
import base64
from html import escape
from io import BytesIO

from PIL import Image
from playwright.async_api import Browser, Page

from bot.drawing.values.styles import PRESETS, Preset
from bot.wording import presets
from bot.wording.labels import label
from bot.wording.texts import Locale, Locales
from sandbox.painter import paint

SEED = 17
SIDE = 170
COLUMNS = {"style": 4, "light": 5, "palette": 5, "view": 4}
QUALITY = 70
SUBJECTS = {
    "style": "a red fox in the forest",
    "light": "a lighthouse by the sea",
    "palette": "a red fox in the forest",
    "view": "a castle on a hill",
}
"""What shows the differences of each kind best."""

STYLE = f"""
body {{ margin: 0; background: #fff; color: #222;
  font: 600 16px/1.2 system-ui, "DejaVu Sans", sans-serif }}
main {{ display: grid; gap: 12px 10px; padding: 12px; width: max-content }}
figure {{ margin: 0; width: {SIDE}px }}
img {{ display: block; width: {SIDE}px; height: {SIDE}px; border-radius: 10px }}
figcaption {{ margin-top: 5px; text-align: center; white-space: nowrap }}
"""


def picture(kind: str, preset: Preset) -> str:
    """The subject of a kind with one preset, as the source of an image."""
    data = paint(f"{SUBJECTS[kind]}, {preset.english}", SEED, 1, 1)
    small = Image.open(BytesIO(data)).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "PNG")
    return f"data:image/png;base64,{base64.b64encode(out.getvalue()).decode()}"


async def sheet(page: Page, kind: str, locale: Locale, pictures: dict[str, str]) -> None:
    """Take a picture of all presets of a kind, called as they are in a language."""
    figures = [
        f'<figure><img src="{pictures[preset.name]}"><figcaption>{escape(label(preset, locale))}</figcaption></figure>'
        for preset in PRESETS[kind]
    ]
    columns = f"grid-template-columns: repeat({COLUMNS[kind]}, {SIDE}px)"
    await page.set_content(f'<style>{STYLE}</style><main style="{columns}">{"".join(figures)}</main>')
    shot = Image.open(BytesIO(await page.locator("main").screenshot(type="png"))).convert("RGB")
    comment = " ".join(label(preset, locale) for preset in PRESETS[kind])
    path = presets.sheet(locale, kind)
    shot.save(path, "JPEG", quality=QUALITY, optimize=True, progressive=True, comment=comment.encode())
    print(path.name, path.stat().st_size)  # noqa: T201 - a command


async def preset_sheets(browser: Browser) -> None:
    """Draw every preset once, and take a picture for every language."""
    presets.SHEETS.mkdir(exist_ok=True)
    page = await browser.new_page(device_scale_factor=1)
    for kind in PRESETS:
        pictures = {preset.name: await asyncio.to_thread(picture, kind, preset) for preset in PRESETS[kind]}
        for locale in Locales():
            await sheet(page, kind, locale, pictures)
    await page.close()
