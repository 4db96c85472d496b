# Texts in English. Arguments are escaped before they get here; the markup is Telegram's HTML.

start =
    I draw what you describe. Tap to copy and send:

    <code>/draw a lighthouse in a storm --seed 17 --ar 2:1</code>

    /tips shows what makes a good description, /help the flags, /settings what you can choose for good.

    Prompts may be kept by the drawing service to improve it: please leave out personal data.
start-group =
    I draw here what anybody describes. Tap to copy and send:

    <code>/draw a lighthouse in a storm --seed 17 --ar 2:1</code>

    Prompts may be kept by the drawing service to improve it: please leave out personal data.
help =
    <b>/draw</b> <i>what to draw</i>, with flags if you like:

    <b>--ar</b> <i>W:H</i> — the shape, from 1:4 to 4:1, or a word: square, portrait, landscape, wide, tall
    <b>--seed</b> <i>number</i> — the same words with the same seed give the same picture
    <b>--style</b>, <b>--light</b>, <b>--palette</b>, <b>--view</b> — oil, soft, warm, closeup and others
    <b>--n</b> <i>number</i> — several pictures at once, in one message
    <b>--file</b> — as a file, uncompressed · <b>--spoiler</b> — hidden until tapped
    <b>--model</b>, <b>--size</b>, <b>--quality</b> — where there is a choice

    <code>/draw a red fox in the snow --style watercolor --ar wide</code>

    In reply to somebody’s words, /draw draws those. Reply to a picture of mine with words, and I draw it anew with them. /again repeats your last picture, /history shows them all.

    Prompts may be kept by the drawing service to improve it: please leave out personal data.
tips =
    A good description says five things: <b>what</b> is there, the <b>style</b>, the <b>light</b>, the <b>colors</b>, the <b>composition</b>.

    Instead of <i>library</i>:
    <code>/draw a cozy library with tall wooden shelves, an open book and a cup of tea on the table, photorealistic, soft light from the window, warm autumn tones, wide view</code>

    Or with flags:
    <code>/draw a cozy library, an open book and a cup of tea --style photo --light soft --palette warm --view panorama</code>

    Weights say what matters more: <code>/draw cat::2 dog::1</code>

    Prompts may be kept by the drawing service to improve it: please leave out personal data.

command-draw = Draw a picture: /draw a red fox in the snow
command-again = Your last picture once more, with a new seed
command-history = Your pictures
command-settings = Model, shape, style, language
command-tips = How to describe a picture
command-help = All flags

drawing = Drawing… It usually takes about { duration }.
drawing-queued = Drawing… You are number { $position } in the queue.
drawing-progress = Drawing… { $bar } { $passed } of about { $usual }
drawing-longer = Drawing… It takes a little longer: { $passed } so far.
drawing-late = Drawing… It takes much longer than usual: { $passed } so far. I keep waiting, and bring the picture here when it is ready.
trouble-busy = Drawing… The drawing service is busy just now. I keep asking: { $passed } so far.
trouble-unreachable = Drawing… The drawing service cannot be reached just now. I keep trying: { $passed } so far.
trouble-silent = Drawing… The drawing service does not answer just now. I keep asking: { $passed } so far.
trouble-unavailable = Drawing… The drawing service does not let me in just now; the operator knows. I keep trying: { $passed } so far.
ready = { $count ->
        [1] Your picture is ready.
       *[other] Your pictures are ready.
    }
cancelled = Cancelled.
resending = Bringing it again.
retrying = Asking once more.
again = Drawing another one.
again-all = Drawing other ones.
reshaping = Drawing it in this shape.
restyling = Drawing it in this style.
another-picture = { $model } knows no seeds: this will be another picture.
showing = Bringing it in full.
bringing-file = Bringing the file.
bringing-files = Bringing the files.
file-copy = The original is not kept any more. This is Telegram’s copy, which is compressed.
deleted = Deleted.
not-deleted = Telegram does not let me delete messages this old. You can do it yourself.
offer = Shall I draw this?
offer-taken = Drawing it.
ask-words = What shall I draw? Answer this message.
ask-other-words =
    Answer with the new words. Seed and settings stay. These were the old ones:

    <code>{ $prompt }</code>
ask-placeholder = a red fox in the snow
nothing-yet =
    There is no picture of yours yet. Tap to copy and send:
    <code>/draw a red fox in the snow</code>
button-cancel = Cancel
button-resend = Send it again
button-retry = Try again
button-again = Again
button-ratios = Shape
button-styles = Style
button-edit = Edit
button-file = File
button-files = All as files
button-seed = Copy seed
button-delete = Delete
button-link = Copy link
button-own = Draw your own
button-back-inline = Back to the chat
inline-start = Open our chat first, then draw anywhere
inline-title = Draw this
inline-own = Your picture
inline-styled = Draw this: { $style }
inline-placeholder =
    Drawing… { $prompt }
shared-caption = <blockquote expandable>{ $prompt }</blockquote>
linked =
    Somebody shared this picture’s words with you:

    <blockquote expandable>{ $prompt }</blockquote>
    { $details }
example-lighthouse = a lighthouse in a storm, oil painting
example-fox = a red fox in the snow, soft light
example-city = a city of the future at night, neon
button-back = Back
button-help = How to ask
button-draw = Draw
button-newer = Newer
button-older = Older
no-style = no style
settings =
    <b>What holds for all your pictures</b>

    Model: { $model }
    Shape: { $ratio }
    Style: { $style }
    Language: { $spoken }
    Pictures come as: { $form }
group-settings =
    <b>What holds for everybody in this group</b>

    Who may draw: { $draws }
    Model: { $model }
    Pictures a day: { $daily }
    Language: { $spoken }
    Quiet hours: { $quiet } ({ $zone })
    Pictures: { $spoiler }
setting-admins_only = Who may draw
setting-daily = Pictures a day
setting-quiet = Quiet hours
setting-zone = Time zone
setting-spoiler = Hidden or not
draws-everybody = everybody
draws-admins = admins
everybodys-own = everybody’s own
unlimited = no limit
never = none
spoiler-no = shown
spoiler-yes = hidden until tapped
setting-model = Model
setting-ratio = Shape
setting-style = Style
setting-language = Language
setting-as_file = Photo or file
form-photo = photo
form-file = file
language-name = English
telegrams-language = as in Telegram
chosen = Chosen.
not-yours = Only the one who asked can do this.
too-late = That is over already.
not-drawn-yet = Picture { $number } is still being drawn. { $seconds ->
        [0] It should come any moment.
       *[other] It should come in about { $seconds } s.
    }
not-drawn = Picture { $number } will not come.
not-kept = This picture is not kept any more.
shown-already = Picture { $number } is in this chat already.
duration = { $minutes ->
        [0] { $seconds } s
       *[other] { $minutes } min { $seconds } s
    }
caption =
    <blockquote expandable>{ $prompt }</blockquote>
    { $details }{ $notes }
caption-unfinished =
    <blockquote expandable>{ $prompt }</blockquote>
    { $shown } of { $count } pictures are here{ $why ->
        [none] .
       *[other] ; { $why }.
    }
    { $news }
remembered =
    <blockquote expandable>{ $prompt }</blockquote>
    { $details }

    { $number } of { $size }
detail-seed = <i>seed</i> <code>{ $seed }</code>
detail-seeds = <i>seeds</i> { $seeds }
note-stand-in =
    {""}

    { $asked } is not available right now, so { $model } drew this.
note-came =
    {""}

    { $came } of { $count } pictures came: { $why }.
note-revised =
    {""}

    <blockquote expandable>Drawn as: { $prompt }</blockquote>
resized = { $ratio } → { $size }

# What is wrong with a request, and its right form. The names are those of bot.errors.
prompt-missing =
    What shall I draw? Write it after the command:
    <code>/draw a red fox in the snow</code>
prompt-too-long =
    That is { $size } characters{ $presets ->
        [0] {""}
       *[other] , { $presets } of them added by --style, --light, --palette and --view
    }, and the model reads { $limit } at most. Please shorten it by { $excess }.
flag-unknown =
    I do not know the flag <b>--{ $flag }</b>. { $nearest ->
        [none] There are: --seed, --ar, --n, --style, --light, --palette, --view, --size, --quality, --model, --file, --spoiler.
       *[other] Did you mean --{ $nearest }?
    }
    <code>/draw a red fox --seed 17 --ar 2:1</code>
flag-repeated =
    The flag <b>--{ $flag }</b> stands there twice. Which one did you mean? Once is right:
    <code>/draw a red fox --seed 17 --ar 2:1</code>
flags-clash =
    <b>--{ $first }</b> and <b>--{ $flag }</b> say the same thing in two ways. Which one did you mean? One is right:
    <code>/draw a red fox --seed 17 --ar 2:1</code>
flag-value-missing =
    The flag <b>--{ $flag }</b> needs a value:
    <code>/draw a red fox --seed 17 --ar 2:1</code>
flag-value-unwanted =
    The flag <b>--{ $flag }</b> is whole by itself, without “{ $value }”:
    <code>/draw a red fox --{ $flag }</code>
number-invalid =
    “{ $value }” is no number of pictures. It is a whole number, 1 or more:
    <code>/draw a red fox --n 2</code>
weight-invalid =
    “{ $value }” is no weight. A weight is a number from { $least } to { $most }, right after two colons:
    <code>/draw a red fox::2 snow::0.5</code>
preset-unknown =
    There is no { $flag ->
        [style] style
        [light] light
        [palette] palette
       *[view] view
    } “{ $value }”{ $nearest ->
        [none] .
       *[other] . Did you mean { $nearest }?
    } There are: { $choices }
    <code>/draw a red fox --{ $flag } …</code>
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
size-invalid =
    “{ $value }” is no size. It is width and height in pixels:
    <code>/draw a red fox --size 1024x1024</code>
choice-unsupported =
    { $model } has these { $flag ->
        [size] sizes
        [quality] qualities
       *[other] styles
    }: { $choices }. “{ $value }” is none of them:
    <code>/draw a red fox --{ $flag } …</code>
option-unsupported =
    { $model } has no choice of { $flag ->
        [size] sizes; it draws by --ar
        [quality] qualities
       *[other] styles
    }. Without --{ $flag } it is right:
    <code>/draw a red fox --ar 2:1</code>
model-unknown =
    There is no model “{ $value }” here, but: { $choices }
    <code>/draw a red fox --model …</code>
count-too-large =
    { $count } pictures at once are too many, { $limit } is the most:
    <code>/draw a red fox --n { $limit }</code>
admins-only = Only this group’s admins can do this here. In our private chat I draw for you: just write to me there.
quiet-now = It is quiet here until { $until }. In our private chat I draw at any time.
daily-limit-reached =
    { $limit ->
        [one] This group’s one picture of the day is drawn.
       *[other] This group’s { $limit } pictures of the day are drawn.
    } In our private chat I draw on.
store-unavailable = I cannot take requests just now. Nothing was charged; please try again in a few minutes.

# Why there is no picture. The names are those of bot.drawing.values.reasons.Reason.
reason-refused = The model declines to draw this. Other words may help.
reason-declined = The drawing service declined this request. It may be the words: other ones may help, or the same ones another time.
reason-unavailable = Drawing is not available right now. The operator has to look at it; please try again later.
reason-failed = The drawing service began, and stopped with an error. Please ask again.
reason-busy = The drawing service takes no requests at the moment: it is busy or has trouble of its own. I asked again and again; please try later.
reason-unreachable = The drawing service cannot be reached. Please try again later.
reason-silent = The drawing service took the request, but stopped answering. I asked again and again; please try later.
reason-outlasted = The drawing service took longer than I may wait for its answer. It may have drawn, and billed, this all the same. Please ask again if you like.
reason-unanswered = The drawing service did not answer, so I do not know whether it took the request. Please ask again.
reason-interrupted = I was interrupted twice while asking for { $count ->
        [1] this picture
       *[other] these pictures
    }, so I stopped. Please ask again.
reason-lost = The drawing service has lost { $count ->
        [1] this picture
       *[other] these pictures
    }. Please ask again.
reason-undecoded = The drawing service sent something that is no picture. I kept it for the operator to look at. Please ask again.
reason-broken = The drawing service sent something that is no picture. Please ask again.
reason-missing = The model drew fewer pictures than I asked it for. Please ask again.
reason-undeliverable = { $count ->
        [1] The picture is there, but I could not bring it here.
       *[other] The pictures are there, but I could not bring them here.
    }
reason-nowhere = { $count ->
        [1] The picture is there, but I could not bring it here: please open our private chat once, then press the button.
       *[other] The pictures are there, but I could not bring them here: please open our private chat once, then press the button.
    }
reason-not-shown = { $count ->
        [1] The picture is there, but Telegram does not show it here.
       *[other] The pictures are there, but Telegram does not show them here.
    }
reason-uncertain = { $count ->
        [1] The picture was being sent when I was interrupted. If you do not see it, I can send it again.
       *[other] The pictures were being sent when I was interrupted. If you do not see them, I can send them again.
    }
reason-timeout = The drawing service took too long, and I stopped waiting. Its operation: <code>{ $operation }</code>

# Why some of several pictures did not come, as a clause. The names are those of the same reasons.
why-refused = the model declined to draw { $count ->
        [1] one
       *[other] { $count }
    }
why-declined = the drawing service declined { $count ->
        [1] one
       *[other] { $count }
    }
why-unavailable = drawing was not available for { $count ->
        [1] one
       *[other] { $count }
    }
why-timeout = { $count ->
        [1] one
       *[other] { $count }
    } took too long
why-failed = the drawing service stopped with an error at { $count ->
        [1] one
       *[other] { $count }
    }
why-busy = the drawing service was too busy for { $count ->
        [1] one
       *[other] { $count }
    }
why-unreachable = the drawing service could not be reached for { $count ->
        [1] one
       *[other] { $count }
    }
why-silent = the drawing service stopped answering about { $count ->
        [1] one
       *[other] { $count }
    }
why-outlasted = the answer about { $count ->
        [1] one
       *[other] { $count }
    } took longer than I may wait
why-unanswered = the drawing service did not answer for { $count ->
        [1] one
       *[other] { $count }
    }
why-interrupted = I was interrupted while asking for { $count ->
        [1] one
       *[other] { $count }
    }
why-lost = the drawing service lost { $count ->
        [1] one
       *[other] { $count }
    }
why-undecoded = the drawing service sent something else, which I kept, instead of { $count ->
        [1] one
       *[other] { $count }
    }
why-broken = the drawing service sent something else instead of { $count ->
        [1] one
       *[other] { $count }
    }
why-missing = the model drew { $count ->
        [1] one
       *[other] { $count }
    } fewer than I asked it for
why-cancelled = { $count ->
        [1] one was
       *[other] { $count } were
    } cancelled

# What the operator is told.
alarm =
    <b>{ $model }</b> needs you: { $detail }

    { $stand_in ->
        [none] Until then people read that drawing is not available.
       *[other] Until then { $stand_in } draws instead.
    } I try { $model } again now and then, and say this at most once an hour.
