"""The last touches: light and shade on a subject, focus, weather, grain."""

from io import BytesIO

from PIL import Image, ImageChops, ImageFilter

from sandbox.painter.canvas import Canvas
from sandbox.painter.color import WHITE, darker, lighter
from sandbox.painter.curves import limb, oval
from sandbox.painter.scene import Scene

QUALITY = 89
GRAIN = 0.055


def relight(scene: Scene, silhouette: Image.Image) -> None:
    """Gives whatever the silhouette covers a bright rim towards the light and a soft shade on the other side."""
    box = silhouette.getbbox()
    if box is None:
        return
    alpha = silhouette.crop(box)
    side = 1 if scene.light[0] > (box[0] + box[2]) / 2 else -1
    rim = round(scene.unit * 0.0045)
    picture = scene.canvas.picture
    lit = ImageChops.subtract(alpha, _moved(alpha, -side * rim, rim))
    picture.paste(lighter(scene.palette.light, 0.3), box[:2], lit.point([round(v * 0.6) for v in range(256)]))
    shade = ImageChops.subtract(alpha, _moved(alpha, side * rim * 9, -rim * 5)).reduce(4)
    shade = shade.filter(ImageFilter.BoxBlur(max(1, rim))).filter(ImageFilter.BoxBlur(max(1, rim))).resize(alpha.size)
    strength = ImageChops.multiply(shade, alpha).point([round(v * 0.3) for v in range(256)])
    picture.paste(darker(scene.palette.ink, 0.2), box[:2], strength)


def _moved(alpha: Image.Image, right: int, down: int) -> Image.Image:
    moved = Image.new("L", alpha.size)
    moved.paste(alpha, (right, down))
    return moved


def contact_shadow(scene: Scene, x: float, y: float, half: float) -> None:
    """A soft shadow where something stands on the ground."""
    for times, opacity in ((1.0, 0.14), (0.8, 0.16), (0.6, 0.18)):
        scene.canvas.shape(oval(x, y, half * times, half * times * 0.13), scene.palette.ink, opacity=opacity)


def snowfall(scene: Scene) -> None:
    """Flakes near and far."""
    for _ in range(round(240 * scene.width * scene.height / 1024**2)):
        near = scene.rng.random() ** 3
        size = scene.unit * (0.0016 + 0.0055 * near)
        spot = scene.rng.uniform(0, scene.width), scene.rng.uniform(0, scene.height)
        scene.canvas.shape(oval(*spot, size, size)[::4], WHITE, opacity=0.9 - near * 0.35)


def rainfall(scene: Scene) -> None:
    """Slanting streaks."""
    for _ in range(round(170 * scene.width * scene.height / 1024**2)):
        x, y = scene.rng.uniform(0, scene.width * 1.1), scene.rng.uniform(-0.05, 1) * scene.height
        long = scene.unit * scene.rng.uniform(0.03, 0.075)
        drop = limb([(x, y), (x - long * 0.12, y + long * 0.5), (x - long * 0.24, y + long)], (1.0, 2.0, 2.2))
        scene.canvas.shape(drop, lighter(scene.palette.sky[-1], 0.5), opacity=0.4)


def mist(scene: Scene) -> None:
    """Banks of fog over the land."""
    for share in (0.78, 0.95, 1.12):
        level = scene.horizon * share
        thick = scene.unit * 0.12
        scene.canvas.wash(level - thick, level, scene.palette.sky[-1], (0, 0.5))
        scene.canvas.wash(level, level + thick, scene.palette.sky[-1], (0.5, 0))


def grain(canvas: Canvas) -> None:
    """A paper-like grain that also hides banding."""
    noise = Image.merge("RGB", (canvas.noise,) * 3)
    canvas.picture = Image.blend(canvas.picture, ImageChops.overlay(canvas.picture, noise), GRAIN * 2)


def blur(scene: Scene) -> None:
    """What lies behind somebody near, out of focus."""
    radius = scene.unit * 0.011
    small = scene.canvas.picture.reduce(4).filter(ImageFilter.GaussianBlur(radius / 4))
    scene.canvas.picture.paste(small.resize(scene.canvas.picture.size, Image.Resampling.BICUBIC))


def jpeg(canvas: Canvas) -> bytes:
    """The picture as JPEG bytes."""
    out = BytesIO()
    canvas.picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
