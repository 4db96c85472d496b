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
command-privacy = What I keep about you
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
deleted-but-shown = I have forgotten this picture. The message is too old for Telegram to let me delete it: you can do that yourself.
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
button-later = Draw it then
button-retry = Try again
button-again = Again
button-ratios = Shape
button-styles = Style
button-edit = Edit
button-file = File
button-files = All as files
button-seed = Copy seed
button-delete = Delete
button-link = Link
button-copy-link = Copy link
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
    Links to your words: { $links }
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
setting-sharing = Links
form-photo = photo
form-file = file
links-open = open
links-closed = closed
language-name = English
telegrams-language = as in Telegram
chosen = Chosen.
not-yours = Only the one who asked can do this.
links-are-closed = Links to your words are closed in /settings.
words-gone = Only whoever typed these words can have them drawn, and only for a while.
linked-now = Whoever has the link sees these words now. Tap the button again to copy it.
linked-here = Whoever has this link sees the words of this picture: { $link }
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
note-left =
    {""}

    { $left ->
        [0] That was the last picture of today.
        [one] One more picture is left today.
       *[other] { $left } pictures are left today.
    }
note-came =
    {""}

    { $came } of { $count } pictures came: { $why }.
note-revised =
    {""}

    <blockquote expandable>Drawn as: { $prompt }</blockquote>
resized = { $ratio } → { $size }

# What is kept about people.
privacy =
    <b>What I keep about you, and for how long</b>

    · Your requests: the words and flags, when you sent them and in which chat, your number in Telegram, and what became of them. { $history }, for /history and the buttons.
    · The pictures as their model drew them, for the File button: { $originals } from when I brought them, or could not. After that only Telegram has them, in your chats.
    · What you type after my name in other chats and do not choose, what I turned away for a limit, and my questions to you: { $drafts }.
    · What you chose in /settings: until you change it or /forget. If you block me, { $history } more.

    It is all in a database of whoever runs this bot, the operator, who can read it. My log has numbers of chats, messages and requests in it, not your words.{ $storage ->
        [yes] {""} Pictures for other chats are uploaded to a chat of the operator’s first; I delete them there when I forget the request.
       *[no] {""}
    }

    <b>Who else sees your words</b>

    Telegram, as everything you write here, and the service that draws, which is not told who you are: { $services }. { $prompts ->
        [kept] It may keep what it is asked for, by its own rules.
       *[not-kept] I ask it not to keep what it is asked for.
    } In a group everybody in it sees your request and picture, and an inline picture is seen where you post it.

    <b>What you can do</b>

    · Delete under a picture: I forget that request and its pictures at once.
    · /export: all I keep about you, as one file.
    · /forget: I forget all about you.

    For a day at most I still count how much was drawn, for the limits, without the words.
privacy-service = { $model } ({ $who })
privacy-own-server = a server of the operator’s own
privacy-in-private = That is between the two of us: please send this in our private chat.
span-days = { $count ->
        [one] 1 day
       *[other] { $count } days
    }
span-hours = { $count ->
        [one] 1 hour
       *[other] { $count } hours
    }
span-minutes = { $count ->
        [one] 1 minute
       *[other] { $count } minutes
    }
forget-ask =
    This is what I keep about you:

    Requests: { $requests }
    Original pictures: { $pictures }
    Open questions: { $questions }
    Words typed inline: { $drafts }
    And what you chose in /settings.

    Shall I forget all of it? What is being drawn is cancelled. It cannot be undone. The messages in your chats stay: those you can delete yourself.
button-forget = Forget everything
button-keep = Keep it
forget-not = Everything stays as it is.
forgotten =
    I have forgotten what I kept about you.{ $left ->
        [none] {""}
       *[some] {""} What is still under way ends now, and is forgotten right after.
    }
exported =
    This is all I keep about you: { $requests ->
        [one] 1 request
       *[other] { $requests } requests
    } and { $pictures ->
        [one] 1 original picture
       *[other] { $pictures } original pictures
    }.{ $left_out ->
        [0] {""}
        [one] {""} One older picture did not fit into the file; its File button brings it.
       *[other] {""} { $left_out } older pictures did not fit into the file; their File buttons bring them.
    }

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
markup-refused =
    “{ $markup }” is a command to the drawing server, not something to draw. Leave it out and say in words what you want to see:
    <code>/draw a red fox in the snow</code>
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
rights-unknown = Only this group’s admins can do this here, and Telegram does not tell me just now whether you are one. Please try again in a minute.
quiet-now = It is quiet here until { $until }. In our private chat I draw at any time.
again-at =
    { $day ->
        [today] at { $time } ({ $zone })
        [tomorrow] tomorrow at { $time } ({ $zone })
       *[later] on { DATETIME($until, dateStyle: "long") }
    }
daily-limit-reached =
    This group may have { $limit ->
        [one] one picture
       *[other] { $limit } pictures
    } a day, { $left ->
        [0] and today’s are used up
        [one] and one is left today
       *[other] and { $left } are left today
    }. New ones come { again-at }. In our private chat I may draw on.
hour-used-up =
    You may have { $limit ->
        [one] one picture
       *[other] { $limit } pictures
    } an hour, { $left ->
        [0] and they are used up
        [one] and one is left now
       *[other] and { $left } are left now
    }. New ones come { again-at }.
day-used-up =
    You may have { $limit ->
        [one] one picture
       *[other] { $limit } pictures
    } a day, { $left ->
        [0] and today’s are used up
        [one] and one is left today
       *[other] and { $left } are left today
    }. New ones come { again-at }.
share-used-up =
    Few pictures are left for everybody today, { $left ->
        [0] and I keep them for others
        [one] and one more is yours
       *[other] and { $left } more are yours
    }. New ones come { again-at }.
service-used-up =
    { $left ->
        [0] All pictures of today are drawn.
        [one] There is only one picture left for everybody today.
       *[other] There are only { $left } pictures left for everybody today.
    } New ones come { again-at }.
budget-used-up = The budget for pictures is spent. I draw again { again-at }.
many-under-way =
    You may wait for { $limit ->
        [one] one picture
       *[other] { $limit } pictures
    } at once. I draw more as soon as one of them is there.
queue-full = So many people are waiting that I cannot take more right now. Please try again in a few minutes.
later-taken =
    { $day ->
        [soon] I will draw this as soon as one of your pictures is there.
       *[other] I will draw this { again-at }.
    }
store-unavailable = I cannot take requests just now. Nothing was charged; please try again in a few minutes.
went-wrong = Something went wrong on my side just now, and nothing came of this. Please try again in a few minutes.

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
reason-bug = Something went wrong on my side, several times in a row, so I stopped. The operator has been told. Please try again later.
reason-undeliverable = { $count ->
        [1] The picture is there, but I could not bring it here.
       *[other] The pictures are there, but I could not bring them here.
    }
reason-muted = I was not allowed to write in the chat, so I have not begun to draw. Please ask again once I am.
reason-withheld = { $count ->
        [1] The picture is there, but I am not allowed to send it to this chat.
       *[other] The pictures are there, but I am not allowed to send them to this chat.
    } { $brought ->
        [yes] I sent it to our private chat instead.
       *[other] Once an admin allows me to, press the button.
    }
reason-nowhere = { $count ->
        [1] The picture is there, but I could not bring it here: please open our private chat once, then press the button.
       *[other] The pictures are there, but I could not bring them here: please open our private chat once, then press the button.
    }
reason-not-shown = { $count ->
        [1] The picture is there, but Telegram does not show it here.
       *[other] The pictures are there, but Telegram does not show them here.
    } { $brought ->
        [yes] I sent it to our private chat instead.
       *[other] I can try once more.
    }
reason-uncertain = { $count ->
        [1] The picture was being sent when I was interrupted. If you do not see it, I can send it again.
       *[other] The pictures were being sent when I was interrupted. If you do not see them, I can send them again.
    }
reason-timeout = The drawing service took too long, and I stopped waiting. Its operation: <code>{ $operation }</code>

# To who asked in a chat where the bot may not write.
ending-in-private =
    You asked me to draw: <i>{ $prompt }</i>
    I am not allowed to write in that chat, so I answer here. { $sentence }
picture-in-private =
    { $count ->
        [1] The chat where you asked for this picture does not take it from me, so here it is.
       *[other] The chat where you asked for these pictures does not take them from me, so here they are.
    }
    <i>{ $prompt }</i>

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
why-bug = something went wrong on my side with { $count ->
        [1] one
       *[other] { $count }
    }
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

# What the operator is told besides. The names are those of bot.drawing.values.incidents.Incident.
incident-bug = I stumbled over an error that nobody foresaw: <code>{ $detail }</code>. What it happens to three times in a row ends with a sentence to its person. The log has the rest; please report it. I say this at most once an hour.
incident-crashes = I died again and again while working on the same thing, and have ended it with a sentence to its person: <code>{ $detail }</code>. The log may tell what of; please report it.
incident-unreadable = Requests in the database contradict themselves, so I ended them with a sentence to their people where that was possible: <code>{ $detail }</code>. Was the database edited, or restored in part?
incident-store = The database cannot be used: { $detail }. Until it can, I take no requests and say so; nothing that was accepted is lost as long as the database is not. A file that was moved may be put back where it was; a file that was replaced is only used after a restart.
