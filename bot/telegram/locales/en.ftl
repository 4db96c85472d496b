# Texts in English. Arguments are escaped before they get here; the markup is Telegram's HTML.

start =
    I draw what you describe. Tap to copy and send:

    <code>/draw a lighthouse in a storm --seed 17 --ar 2:1</code>

    /help tells about the flags.
help =
    <b>/draw</b> <i>what to draw</i> — and flags, if you like:

    <b>--seed</b> <i>number</i> — the same words with the same seed give the same picture; without it I choose one and tell you
    <b>--ar</b> <i>W:H</i> — width to height, from 1:4 to 4:1

    For example:
    <code>/draw a red fox in the snow --seed 17 --ar 2:1</code>

    Prompts may be kept by the drawing service to improve it: please leave out personal data.

command-draw = Draw a picture: /draw a red fox in the snow
command-help = How to ask for a picture

drawing = Drawing… It usually takes about { duration }.
drawing-late = It takes longer than usual. I keep waiting, and bring the picture here when it is ready.
ready = Your picture is ready.
cancelled = Cancelled.
resending = Bringing it again.
button-cancel = Cancel
button-resend = Send it again
not-yours = Only the one who asked can do this.
too-late = That is over already.
duration = { $minutes ->
        [0] { $seconds } s
       *[other] { $minutes } min { $seconds } s
    }
caption =
    { $prompt }

    <i>seed</i> <code>{ $seed }</code> · { $ratio } · { $model } · { duration }

caption-seedless =
    { $prompt }

    { $ratio } · { $model } · { duration }
resized = { $ratio } → { $width }×{ $height }

# What is wrong with a request, and its right form. The names are those of bot.errors.
prompt-missing =
    What shall I draw? Write it after the command:
    <code>/draw a red fox in the snow</code>
prompt-too-long =
    That is { $size } characters, and the model reads { $limit } at most. Please shorten it by { $excess }.
flag-unknown =
    I do not know the flag <b>--{ $flag }</b>. There are --seed and --ar:
    <code>/draw a red fox --seed 17 --ar 2:1</code>
flag-repeated =
    The flag <b>--{ $flag }</b> stands there twice. Which one did you mean? Once is right:
    <code>/draw a red fox --seed 17 --ar 2:1</code>
flag-value-missing =
    The flag <b>--{ $flag }</b> needs a value:
    <code>/draw a red fox --seed 17 --ar 2:1</code>
seed-invalid =
    “{ $value }” is no seed. A seed is a whole number from 0 to 9223372036854775807:
    <code>/draw a red fox --seed 17</code>
seed-unsupported =
    { $model } knows no seeds: each of its pictures is new, and none can be repeated. Without the flag it is right:
    <code>/draw a red fox --ar 2:1</code>
ratio-invalid =
    “{ $value }” is no aspect ratio. It is width to height, two whole numbers with a colon:
    <code>/draw a red fox --ar 2:1</code>
ratio-unsupported =
    { $value } is too long a shape: this model draws from { $narrowest } to { $widest }:
    <code>/draw a red fox --ar 2:1</code>
store-unavailable = I cannot take requests just now. Nothing was charged; please try again in a few minutes.

# Why there is no picture. The names are those of bot.drawing.values.Reason.
reason-refused = The model declines to draw this. Other words may help.
reason-unavailable = Drawing is not available right now. The operator has to look at it; please try again later.
reason-unreachable = The drawing service cannot be reached. Please try again later.
reason-unanswered = The drawing service did not answer, so I do not know whether it took the request. Please ask again.
reason-interrupted = I was interrupted twice while asking for this picture, so I stopped. Please ask again.
reason-lost = The drawing service has lost this picture. Please ask again.
reason-broken = The drawing service sent something that is no picture. Please ask again.
reason-undeliverable = The picture is there, but I could not bring it here.
reason-not-shown = The picture is there, but Telegram does not show it here.
reason-uncertain = The picture was being sent when I was interrupted. If you do not see it, I can send it again.
reason-timeout = The drawing service took too long, and I stopped waiting. Its operation: <code>{ $operation }</code>
