# Texts in English. Arguments are escaped before they get here; the markup is Telegram's HTML.

start =
    Tell me what to draw. Tap to copy, then send:

    <code>/draw a lighthouse in a storm --seed 17 --ar 2:1</code>

    /help shows what else I can do, /tips how to describe a picture.{ $prompts ->
        [kept] {""}

            The drawing service may keep prompts to improve itself, so please leave out personal data.
       *[not-kept] {""}
    }
start-group =
    I draw whatever anyone here describes. Tap to copy, then send:

    <code>/draw a lighthouse in a storm --seed 17 --ar 2:1</code>{ $prompts ->
        [kept] {""}

            The drawing service may keep prompts to improve itself, so please leave out personal data.
       *[not-kept] {""}
    }
help =
    Send <b>/draw</b> and what you want to see:

    <code>/draw a red fox in the snow --style watercolor --ar wide</code>

    /again — your last picture, drawn anew
    /history — all your pictures
    /settings — your model, shape, style and language
    /privacy — what I keep about you

    More about:
help-flags =
    <b>Flags</b> go after the words, in any order:

    <b>--ar</b> <i>W:H</i> — the shape, from 1:4 to 4:1, or square, portrait, landscape, wide, tall
    <b>--seed</b> <i>number</i> — the same words with the same seed give the same picture
    <b>--style</b>, <b>--light</b>, <b>--palette</b>, <b>--view</b> — oil, soft, warm, closeup and more
    <b>--n</b> <i>number</i> — several pictures at once
    <b>--file</b> — as an uncompressed file · <b>--spoiler</b> — hidden until tapped
    <b>--model</b>, <b>--size</b>, <b>--quality</b> — where there’s a choice

    <code>/draw a red fox in the snow --style watercolor --ar wide</code>
help-words =
    A good description covers five things: <b>what</b> is in the picture, its <b>style</b>, <b>light</b>, <b>colors</b> and <b>composition</b>.

    Instead of <i>library</i>:
    <code>/draw a cozy library with tall wooden shelves, an open book and a cup of tea on the table, photorealistic, soft light from the window, warm autumn tones, wide view</code>

    Or with flags:
    <code>/draw a cozy library, an open book and a cup of tea --style photo --light soft --palette warm --view panorama</code>

    Weights say what matters more: <code>/draw cat::2 dog::1</code>
help-pictures =
    <b>Once a picture is here</b>

    Reply to it with words, and I’ll ask whether to draw it again with them; /draw and words do it at once. /draw in reply to someone’s message draws their words.

    The buttons below a picture draw another one, change it, or show more: its shape and style, the original, the seed, a link.

    <code>/again in winter --style oil</code> repeats your last picture with changes.
help-anywhere =
    <b>In other chats</b>

    Type my name and a few words in any chat, then pick what to draw. Typing costs nothing.

    Add me to a group and anyone there can use /draw. Its admins choose the rules with /settings.

command-draw = Draw a picture: /draw a red fox in the snow
command-again = Draw your last picture again, with a new seed
command-history = Your pictures
command-settings = Model, shape, style, language
command-styles = All styles, lights, palettes and views as pictures
command-tips = How to describe a picture
command-cancel = Cancel what you’re waiting for
command-privacy = What I keep about you
command-help = How to use me

drawing = Drawing… This usually takes about { duration }.
drawing-queued = Drawing… You’re number { $position } in the queue.
drawing-progress = Drawing… { $bar } { $passed } of about { $usual }
drawing-longer = Drawing… It’s taking longer than usual: { $passed } so far.
drawing-late = Drawing… It’s taking much longer than usual: { $passed } so far. I’m still waiting, and the picture will appear here.
trouble-busy = Drawing… The drawing service is busy. I’ll keep trying: { $passed } so far.
trouble-unreachable = Drawing… I can’t reach the drawing service right now. I’ll keep trying: { $passed } so far.
trouble-silent = Drawing… The drawing service isn’t answering. I’ll keep trying: { $passed } so far.
trouble-unavailable = Drawing… The drawing service won’t let me in right now, and the operator knows. I’ll keep trying: { $passed } so far.
ready = { $count ->
        [1] Your picture is ready.
       *[other] Your pictures are ready.
    }
cancelled = Canceled.
resending = Sending it again.
retrying = Trying again.
again = Drawing another one.
again-all = Drawing another set.
reshaping = Drawing it in this shape.
restyling = Drawing it in this style.
another-picture = { $model } doesn’t use seeds, so this will be a different picture.
showing = Sending it full size.
bringing-file = Sending the file.
bringing-files = Sending the files.
file-copy = I no longer have the original. This is Telegram’s copy, which is compressed.
deleted = It goes in a minute. Until then, Undo keeps it.
undone = It stays.
already-so = It’s already like that.
not-deleted = This message is too old for me to delete. You can still delete it yourself.
deleted-but-shown = I’ve forgotten this picture, but the message is too old for me to delete. You can delete it yourself.
offer = Should I draw this?
offer-taken = Drawing it.
ask-words = What should I draw? Reply to this message.
ask-other-words =
    Reply with the new words. The seed and settings stay. These were the old words:

    <code>{ $prompt }</code>
ask-placeholder = a red fox in the snow
nothing-yet =
    You have no pictures yet. Tap to copy, then send:
    <code>/draw a red fox in the snow</code>
button-cancel = Cancel
button-resend = Send it again
button-later = Draw it then
button-retry = Try again
button-again = Again
button-ratios = Shape
button-styles = Style
button-edit = Change
button-more = More
button-file = Original
button-files = Originals
button-seed = Copy seed
button-delete = Delete
button-delete-now = Delete for good
button-undo = Undo (1 minute left)
button-link = Link
button-copy-link = Copy link
button-own = Draw your own
button-back-inline = Back to the chat
inline-start = Open our chat first, then draw anywhere
inline-title = Draw this
inline-own = Your picture
inline-corrected = Draw it so: { $command }
inline-styled = Draw this: { $style }
inline-placeholder =
    Drawing… { $prompt }
shared-caption = <blockquote expandable>{ $prompt }</blockquote>
linked =
    Someone shared the words of this picture with you:

    <blockquote expandable>{ $prompt }</blockquote>
    { $details }
example-lighthouse = a lighthouse in a storm, oil painting
example-fox = a red fox in the snow, soft light
example-city = a city of the future at night, neon
button-back = Back
button-help = How to ask
button-help-flags = Flags
button-help-words = Describing
button-help-pictures = Below a picture
button-help-anywhere = Other chats
button-draw = Draw
button-draw-so = Draw it so
button-newer = Newer
button-older = Older
no-style = no style
settings =
    <b>Your defaults</b>

    Model: { $model }
    Shape: { $ratio }
    Style: { $style }
    Language: { $spoken }
    Pictures come as: { $form }
    Links to your words: { $links }
    Replies to your pictures: { $asks }
group-settings =
    <b>The rules of this group</b>

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
setting-spoiler = Hide pictures
draws-everybody = everyone
draws-admins = admins
everybodys-own = each person’s own
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
setting-asks = Replies
form-photo = photo
form-file = file
links-open = on
links-closed = off
asks-yes = I ask first
asks-no = drawn at once
language-name = English
telegrams-language = same as Telegram
chosen = Saved.
not-yours = Only the person who asked can do this.
links-are-closed = Links to your words are off in /settings.
words-gone = Only the person who typed these words can have them drawn, and only for a while.
linked-now = Anyone with the link can see these words now. Tap the button again to copy it.
linked-here = Anyone with this link can see the words of this picture: { $link }
too-late = This button no longer works.
not-drawn-yet = Picture { $number } is still being drawn. { $seconds ->
        [0] It should be here any moment.
       *[other] It should be here in about { $seconds } s.
    }
not-drawn = Picture { $number } didn’t come out.
not-kept = I no longer have this picture.
shown-already = Picture { $number } is already in this chat.
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

    { $asked } isn’t available right now, so { $model } drew this.
note-left =
    {""}

    { $left ->
        [0] That was your last picture for today.
        [one] You have one picture left today.
       *[other] You have { $left } pictures left today.
    }
note-came =
    {""}

    { $came } of { $count } pictures came out: { $why }.
note-revised =
    {""}

    <blockquote expandable>Drawn as: { $prompt }</blockquote>
resized = { $ratio } → { $size }

# What is kept about people.
privacy =
    <b>What I keep about you, and for how long</b>

    · Your requests: the words and flags, when you sent them and in which chat, your number in Telegram, and what became of them. { $history }, for /history and the buttons.
    · The pictures as their model drew them, for the Original button: { $originals } from when I brought them, or could not. After that only Telegram has them, in your chats.
    · What you type after my name in other chats and do not choose, what I turned away for a limit, and my questions to you: { $drafts }.
    · What you chose in /settings: until you change it or /forget. If you block me, { $history } more.{ $credits ->
        [no] {""}
       *[yes] {""}
            { privacy-credits }
    }

    It is all in a database of whoever runs this bot, the operator, who can read it. My log has numbers of chats, messages and requests in it, not your words.{ $storage ->
        [yes] {""} Pictures for other chats are uploaded to a chat of the operator’s first; I delete them there when I forget the request.
       *[no] {""}
    }

    <b>Who else sees your words</b>

    Telegram, as everything you write here, and the service that draws, which is not told who you are: { $services }. { $prompts ->
        [kept] It may keep what it is asked for, by its own rules.
       *[not-kept] I ask it not to keep what it is asked for.
    } In a group everybody in it sees your request and picture, and an inline picture is seen where you post it.{ $improving }

    <b>What you can do</b>

    · Delete, under More below a picture: a minute later I forget that request and its pictures.
    · /export: all I keep about you, as one file.
    · /forget: I forget all about you.

    For a day at most I still count how much was drawn, for the limits, without the words. The operator is told how many people draw here; for that I keep the last day you did, for 35 days or until /forget.
privacy-service = { $model } ({ $who })
privacy-own-server = the operator’s own server
privacy-in-private = That’s between the two of us: please send it in our private chat.
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
    Here’s what I keep about you:

    Requests: { $requests }
    Original pictures: { $pictures }
    Open questions: { $questions }
    Words typed inline: { $drafts }
    And your choices in /settings.

    Should I forget all of it? Anything being drawn is canceled. This can’t be undone. The messages in your chats stay, and you can delete those yourself.{ $credits ->
        [0] {""}
       *[other] {""}

            { forget-credits }
    }
button-forget = Forget everything
button-keep = Keep it
forget-not = Everything stays as it is.
forgotten =
    I’ve forgotten what I kept about you.{ $left ->
        [none] {""}
       *[some] {""} What’s still under way will end now, and I’ll forget it right after.
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
        [one] {""} One older picture did not fit into the file; its Original button brings it.
       *[other] {""} { $left_out } older pictures did not fit into the file; their Original buttons bring them.
    }

# The presets as pictures.
presets =
    { $kind ->
        [style] <b>Styles</b>
        [light] <b>Light</b>
        [palette] <b>Palettes</b>
       *[view] <b>Views</b>
    }

    These are samples: each model paints them its own way. Tap one to see how to ask for it.
preset-asked-for =
    Add <code>{ $flag }</code> to any request. { $words ->
        [own] With your last words:
       *[example] For example:
    }

    <code>{ $command }</code>
kind-style = Styles
kind-light = Light
kind-palette = Palettes
kind-view = Views

# What is wrong with a request, and its right form. The names are those of bot.errors.
prompt-missing =
    What shall I draw? Write it after the command:
    <code>/draw a red fox in the snow</code>
prompt-too-long =
    That’s { $size } characters{ $presets ->
        [0] {""}
       *[other] , { $presets } of them added by --style, --light, --palette and --view
    }, and the model reads { $limit }: { $excess } too many.
help-wanted = All the flags are behind the button below.
negation-unsupported = There’s no flag to leave something out, but saying so in words usually works.
flag-unknown =
    There’s no flag <b>--{ $flag }</b>.{ $nearest ->
        [none] {""}
       *[other] {""} Did you mean <b>--{ $nearest }</b>?
    }
flag-repeated = <b>--{ $flag }</b> is there twice. I’d take the last one.
flags-clash = <b>--{ $first }</b> and <b>--{ $flag }</b> contradict each other. I’d take the last one.
flag-value-missing = <b>--{ $flag }</b> needs a value. You can also leave it out.
flag-value-unwanted = <b>--{ $flag }</b> works by itself, without “{ $value }”.
number-invalid = “{ $value }” isn’t a number of pictures. It has to be a whole number, 1 or more.
weight-invalid = “{ $value }” doesn’t work as a weight. Weights go from { $least } to { $most }.
markup-refused = “{ $markup }” is an instruction to the drawing server, not something to draw, so it has to go.
preset-unknown =
    There’s no { $flag ->
        [style] style
        [light] light
        [palette] palette
       *[view] view
    } “{ $value }”{ $elsewhere ->
        [none] .
       *[other] , but there is for <b>--{ $elsewhere }</b>.
    }{ $nearest ->
        [none] {""}
       *[other] {""} Closest: { $nearest }.
    } /styles shows them all.
seed-invalid = “{ $value }” doesn’t work as a seed. It has to be a whole number from 0 to 9223372036854775807.
seed-unsupported = { $model } doesn’t use seeds: each picture it draws is new.
ratio-invalid = “{ $value }” isn’t a shape. Say width to height, like 2:1, or a word like wide.
ratio-unsupported = { $value } is too long a shape for this model. It draws from { $narrowest } to { $widest }.
size-invalid = “{ $value }” isn’t a size. Say width and height in pixels, like 1024x1024.
choice-unsupported =
    { $model } doesn’t have { $flag ->
        [size] the size
        [quality] the quality
       *[other] the style
    } “{ $value }”, only: { $choices }.
option-unsupported =
    { $model } doesn’t let you choose { $flag ->
        [size] the size, only the shape
        [quality] the quality
       *[other] the style
    }, so <b>--{ $flag }</b> has to go.
model-unknown = I’m not sure which model “{ $value }” is. There’s { $choices }.
count-too-large = { $count } pictures at once are too many. I can draw up to { $limit }.
corrected =
    { $sentence }

    <code>{ $command }</code>
corrected-wordless = { $sentence } And what should I draw?
admins-only = Only this group’s admins can do that here. In our private chat, I’ll draw for you.
rights-unknown = Only this group’s admins can do that here, and Telegram isn’t telling me whether you’re one. Please try again in a minute.
quiet-now = It’s quiet hours here until { $until }. In our private chat, I draw at any time.
again-at =
    { $day ->
        [today] at { $time } ({ $zone })
        [tomorrow] tomorrow at { $time } ({ $zone })
       *[later] on { DATETIME($until, dateStyle: "long") }
    }
daily-limit-reached =
    This group can have { $limit ->
        [one] one picture
       *[other] { $limit } pictures
    } a day, { $left ->
        [0] and today’s are used up
        [one] and has one left
       *[other] and has { $left } left
    }. There will be more { again-at }. In our private chat, I may still draw.{ bought-too-few }
hour-used-up =
    You can have { $limit ->
        [one] one picture
       *[other] { $limit } pictures
    } an hour, { $left ->
        [0] and you’ve had them
        [one] and you have one left
       *[other] and you have { $left } left
    }. There will be more { again-at }.{ bought-too-few }
day-used-up =
    You can have { $limit ->
        [one] one picture
       *[other] { $limit } pictures
    } a day, { $left ->
        [0] and you’ve had today’s
        [one] and you have one left
       *[other] and you have { $left } left
    }. There will be more { again-at }.{ bought-too-few }
share-used-up =
    There are few pictures left for everyone today, { $left ->
        [0] so I’m saving them for others
        [one] and one of them is yours
       *[other] and { $left } of them are yours
    }. There will be more { again-at }.
service-used-up =
    { $left ->
        [0] Today’s pictures are all drawn.
        [one] There’s only one picture left for everyone today.
       *[other] There are only { $left } pictures left for everyone today.
    } There will be more { again-at }.
budget-used-up = The budget for pictures is used up. I’ll draw again { again-at }.
many-under-way =
    You can have { $limit ->
        [one] one picture
       *[other] { $limit } pictures
    } under way at once. I’ll draw more as soon as one is ready.
queue-full = Too many people are waiting right now. Please try again in a few minutes.
later-taken =
    { $day ->
        [soon] I’ll draw this as soon as one of your pictures is ready.
       *[other] I’ll draw this { again-at }.
    }
store-unavailable = I can’t take requests right now. Nothing was charged; please try again in a few minutes.
went-wrong = Something went wrong on my side, and nothing came of this. Please try again in a few minutes.

# To whatever is no request. The names are those of bot.drawing.policy.talk.Talk.
talk-hello =
    Hi! Tell me what you’d like to see, and I’ll draw it. For example:
    <code>/draw a red fox in the snow</code>
talk-thanks = You’re welcome! When you want another picture, just tell me what to draw.
talk-praise = Glad to hear it! To change a picture, reply to it and say what should be different.
talk-complaint = Sorry about that. Reply to the picture and say what should be different, and I’ll draw it again.
talk-assent =
    I only draw. Whenever you’re ready, tell me what you’d like to see:
    <code>/draw a red fox in the snow</code>
talk-bye = Bye! I’ll be here when you want a picture.
talk-link =
    I can’t open links. Describe what you’d like to see in words instead:
    <code>/draw a red fox in the snow</code>
talk-noise =
    I draw from words. Describe what you’d like to see:
    <code>/draw a red fox in the snow</code>
stray =
    { $kind ->
        [photo] No model here can take in a picture yet, so I can’t change or describe yours. I draw from words:
        [sticker] Nice sticker! But I draw from words:
        [voice] I can’t listen to voice messages. Please write what you’d like to see:
        [video] I can’t watch videos. Describe what you’d like to see in words:
        [document] I can’t read files. Describe what you’d like to see in words:
        [music] I can’t listen to music. Describe what you’d like to see in words:
        [location] I can’t look up places. Describe what you’d like to see in words:
        [contact] I have no use for contacts. Describe what you’d like to see in words:
        [game] I can’t play, I only draw. Tell me what you’d like to see:
       *[other] I draw from words only. Describe what you’d like to see:
    }
    <code>/draw a red fox in the snow</code>
stray-words =
    { $kind ->
        [photo] No model here can take in a picture yet. I can draw your words alone:
        [document] I can’t read files. I can draw your words alone:
       *[other] I draw from words only. I can draw yours alone:
    }
    <code>{ $command }</code>
picture-not-taken =
    No model here can take in a picture yet. Say in words what you’d like to see:
    <code>/draw a red fox in the snow</code>
picture-not-taken-words =
    No model here can take in a picture yet. I can draw the words alone:
    <code>{ $command }</code>
picture-not-taken-long = No model here can take in a picture yet. To draw the words alone, send them without it.
button-draw-words = Draw the words alone
picture-gone = I no longer know that picture, so I can’t draw it again.
meant-draw =
    There’s no command { $written }. Did you mean this?
    <code>{ $command }</code>
meant-draw-long = There’s no command { $written }. Did you mean /draw? Send the same words with it.
meant-command = There’s no command { $written }. Did you mean { $command }?
meant-setting = There’s no command { $written }. Did you mean this setting?
unknown-command = There’s no command { $written }. /draw and a few words make a picture; /help lists the rest.
unknown-command-words =
    There’s no command { $written }. Should I draw your words?
    <code>{ $command }</code>
change =
    { $talk ->
        [thanks] You’re welcome! Or did you mean a change to the picture? That would be:
        [praise] Glad you like it! Or did you mean a change to the picture? That would be:
        [complaint] Sorry about that. Did you mean a change to the picture? That would be:
       *[none] Should I draw this change?
    }
    <blockquote expandable>{ $prompt }</blockquote>
button-change = Draw this change
button-no-change = No
not-changed = The picture stays as it is.
words-changed = You changed your words. This is what I’d draw now: please press once more.
call-off =
    You’re waiting for { $count } requests here. Cancel them all?
button-call-off = Cancel all
button-go-on = Keep drawing
going-on = I’ll keep drawing.
called-off = { $count ->
        [one] Canceled.
       *[other] Canceled: { $count } requests.
    }
nothing-to-call-off = There’s nothing to cancel here.
not-asking = All right, I’m no longer waiting for your words.

# Why there is no picture. The names are those of bot.drawing.values.reasons.Reason.
reason-refused = The model won’t draw this. Other words may help.
reason-declined = The drawing service declined this request. It may be the words: try others, or try again later.
reason-unavailable = Drawing isn’t available right now, and the operator has to look into it. Please try again later.
reason-failed = The drawing service started, then stopped with an error. Please ask again.
reason-busy = The drawing service isn’t taking requests right now. I tried several times; please try again later.
reason-unreachable = I couldn’t reach the drawing service. Please try again later.
reason-silent = The drawing service took the request, then stopped answering. I tried several times; please try again later.
reason-outlasted = The drawing service took longer than I can wait. It may have drawn and billed this anyway. Please ask again if you like.
reason-unanswered = The drawing service didn’t answer, so I don’t know whether it took the request. Please ask again.
reason-interrupted = I was interrupted twice while asking for { $count ->
        [1] this picture
       *[other] these pictures
    }, so I stopped. Please ask again.
reason-lost = The drawing service has lost { $count ->
        [1] this picture
       *[other] these pictures
    }. Please ask again.
reason-undecoded = The drawing service sent something that isn’t a picture. I kept it for the operator to look at. Please ask again.
reason-broken = The drawing service sent something that isn’t a picture. Please ask again.
reason-missing = The model drew fewer pictures than I asked for. Please ask again.
reason-bug = Something went wrong on my side several times in a row, so I stopped. The operator knows. Please try again later.
reason-undeliverable = { $count ->
        [1] The picture is ready, but I couldn’t send it here.
       *[other] The pictures are ready, but I couldn’t send them here.
    }
reason-muted = I wasn’t allowed to write in the chat, so I didn’t start drawing. Please ask again once I am.
reason-withheld = { $count ->
        [1] The picture is ready, but I’m not allowed to send it to this chat.
       *[other] The pictures are ready, but I’m not allowed to send them to this chat.
    } { $brought ->
        [yes] I sent it to our private chat instead.
       *[other] Once an admin allows me to, press the button.
    }
reason-nowhere = { $count ->
        [1] The picture is ready, but I couldn’t send it here: please open our private chat once, then press the button.
       *[other] The pictures are ready, but I couldn’t send them here: please open our private chat once, then press the button.
    }
reason-not-shown = { $count ->
        [1] The picture is ready, but Telegram won’t show it here.
       *[other] The pictures are ready, but Telegram won’t show them here.
    } { $brought ->
        [yes] I sent it to our private chat instead.
       *[other] I can try once more.
    }
reason-uncertain = { $count ->
        [1] I was interrupted while sending the picture. If you don’t see it, I can send it again.
       *[other] I was interrupted while sending the pictures. If you don’t see them, I can send them again.
    }
reason-timeout = The drawing service took too long, so I stopped waiting. Its operation: <code>{ $operation }</code>

# To who asked in a chat where the bot may not write.
ending-in-private =
    You asked me to draw: <i>{ $prompt }</i>
    I’m not allowed to write in that chat, so I’m answering here. { $sentence }
picture-in-private =
    { $count ->
        [1] The chat where you asked for this picture won’t take it from me, so here it is.
       *[other] The chat where you asked for these pictures won’t take them from me, so here they are.
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
why-unavailable = drawing wasn’t available for { $count ->
        [1] one
       *[other] { $count }
    }
why-timeout = { $count ->
        [1] one
       *[other] { $count }
    } took too long
why-failed = the drawing service stopped with an error on { $count ->
        [1] one
       *[other] { $count }
    }
why-busy = the drawing service was too busy for { $count ->
        [1] one
       *[other] { $count }
    }
why-unreachable = I couldn’t reach the drawing service for { $count ->
        [1] one
       *[other] { $count }
    }
why-silent = the drawing service stopped answering on { $count ->
        [1] one
       *[other] { $count }
    }
why-outlasted = { $count ->
        [1] one took
       *[other] { $count } took
    } longer than I can wait
why-unanswered = the drawing service didn’t answer for { $count ->
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
    } fewer than I asked for
why-bug = something went wrong on my side with { $count ->
        [1] one
       *[other] { $count }
    }
why-cancelled = { $count ->
        [1] one was
       *[other] { $count } were
    } canceled

# What the operator is told.
alarm =
    <b>{ $model }</b> needs you: { $detail }

    { $stand_in ->
        [none] Until then, people are told that drawing isn’t available.
       *[other] Until then, { $stand_in } is drawing instead.
    } I’ll try { $model } again from time to time, and tell you about it at most once an hour.

# What the operator is told besides. The names are those of bot.drawing.values.incidents.Incident.
incident-bug = I ran into an error nobody foresaw: <code>{ $detail }</code>. A request that hits it three times in a row ends, and its person is told. The log has the rest; please report it. I’ll tell you about it at most once an hour.
incident-crashes = I kept crashing while working on the same request, so I ended it and told its person: <code>{ $detail }</code>. The log may say why; please report it.
incident-unreadable = Some requests in the database contradict themselves, so I ended them and told their people where I could: <code>{ $detail }</code>. Was the database edited, or partly restored?
incident-store = I can’t use the database: { $detail }. Until I can, I take no requests and say so; nothing that was accepted is lost as long as the database isn’t. A file that was moved can be put back; a file that was replaced is used only after a restart.

# Pictures for Telegram's Stars.
command-buy = Buy pictures
command-balance = The pictures you have bought
buy =
    Pick a pack of pictures. { $balance ->
        [0] You have none bought yet.
        [one] You have one bought picture.
       *[other] You have { $balance } bought pictures.
    }

    They’re used once the free ones run out, and they don’t expire. If one doesn’t come out, you get it back. By paying you agree to the /terms.
buy-in-private = You can buy pictures in our private chat.
button-buy = Buy pictures
button-pack = { $pictures ->
        [one] 1 picture
       *[other] { $pictures } pictures
    } · { $stars } ⭐
invoice-title = { $pictures ->
        [one] 1 picture
       *[other] { $pictures } pictures
    }
invoice-description = Used once your free pictures run out. They don’t expire, and a picture that doesn’t come out is given back.
receipt =
    Thank you! { $pictures ->
        [one] One more picture is yours
       *[other] { $pictures } more pictures are yours
    }, so you have { $balance } now.

    Receipt: { $stars } ⭐, payment <code>{ $payment_id }</code>. For help, send /paysupport.
receipt-late =
    Your payment only reached me now, sorry about that. { $pictures ->
        [one] One more picture is yours
       *[other] { $pictures } more pictures are yours
    }, so you have { $balance } now.

    Receipt: { $stars } ⭐, payment <code>{ $payment_id }</code>. For help, send /paysupport.
button-draw-now = Draw what I asked for
payment-returned = I couldn’t tell what this payment was for, so I gave it back: { $stars } ⭐. To buy pictures, send /buy.
payment-unrecorded = Your payment arrived, but I couldn’t write it down yet. I’ll do that myself within a few minutes, and nothing is lost. If /balance doesn’t show it in half an hour, send /paysupport.
given-back =
    Your { $stars } ⭐ were given back. { $taken ->
        [0] You keep what’s already drawn.
        [one] One picture was taken off your balance.
       *[other] { $taken } pictures were taken off your balance.
    }

    Payment: <code>{ $payment_id }</code>
balance =
    { $pictures ->
        [0] You have no bought pictures.
        [one] You have one bought picture.
       *[other] You have { $pictures } bought pictures.
    }{ $entries ->
        [none] {""}
       *[some] {""}

            { $lines }
    }{ $sells ->
        [no] {""}
       *[yes] {""}

            To buy more, send /buy.
    }
balance-entry = { DATETIME($at, dateStyle: "medium") }: { $sign ->
        [minus] −{ $pictures }
       *[plus] +{ $pictures }
    } { $kind ->
        [bought] bought for { $stars } ⭐
        [granted] { $sign ->
            [minus] taken back by the operator
           *[plus] a gift from the operator
        }
        [spent] drawn
        [returned] didn’t come out
       *[refunded] with { $stars } ⭐ given back
    }
pay-terms =
    <b>What you buy here</b>

    A pack is a number of pictures, paid in Telegram Stars. They’re used when the free pictures of the hour or day run out, and they don’t expire.

    You pay for pictures that were drawn. One that doesn’t come out is put back by itself; one you cancel after drawing has begun is not.

    Bought pictures don’t change the queue, how many you can have drawn at once, or what the model refuses to draw.

    For anything else, including your money back, send /paysupport. Telegram itself doesn’t decide about purchases in bots.{ $more ->
        [no] {""}
       *[yes] {""}

            The full terms: { $link }
    }
pay-support =
    For help with a payment, write to { $support }.

    Please include your receipt: it’s in the message you got after paying. /balance shows what you have.
note-paid =
    {""}

    { $where ->
        [others] { $paid ->
            [one] Paid with a bought picture.
           *[other] Paid with { $paid } bought pictures.
        }
       *[alone] Paid with { $paid } of your { $of } bought pictures.
    }
note-put-back =
    {""}

    { $count ->
        [one] The picture you paid with is back on your balance.
       *[other] The { $count } pictures you paid with are back on your balance.
    }
bought-too-few = { $bought ->
        [0] {""}
        [one] {" "}You also have one bought picture, which isn’t enough for this.
       *[other] {" "}You also have { $bought } bought pictures, which aren’t enough for this.
    }
gift =
    { $pictures ->
        [one] The operator gave you a picture
       *[other] The operator gave you { $pictures } pictures
    }, so you have { $balance } now.{ $said ->
        [no] {""}
       *[yes] {" "}{ $why }
    }
gift-taken =
    { $pictures ->
        [one] The operator took back a picture
       *[other] The operator took back { $pictures } pictures
    }, so you have { $balance } now.{ $said ->
        [no] {""}
       *[yes] {" "}{ $why }
    }
granted = { $person } has { $balance ->
        [one] one picture
       *[other] { $balance } pictures
    } now.{ $told ->
        [yes] {" "}I told them.
       *[no] {" "}I couldn’t tell them: they haven’t opened a chat with me, or have blocked me.
    }
give-back-ask =
    Give { $stars } ⭐ back to { $person }?

    { $used ->
        [0] All { $pictures } pictures come off their balance.
       *[other] Of the { $pictures } pictures, { $used } have been used; { $taken } come off their balance.
    } This can’t be undone.

    Payment: <code>{ $payment_id }</code>
button-give-back = Give it back
button-keep-payment = Keep it
give-back-not = The payment stays as it is.
give-back-done =
    { $stars } ⭐ were given back to { $person }, and { $taken ->
        [one] one picture was
       *[other] { $taken } pictures were
    } taken off their balance. They have { $balance } now.

    Payment: <code>{ $payment_id }</code>
give-back-ask-unbooked =
    Give this payment back to { $person }? It’s for no invoice of mine, so no pictures come off anybody’s balance.

    Payment: <code>{ $named }</code>
give-back-done-unbooked = The payment was given back to { $person }.
give-back-failed = Telegram didn’t confirm this. Press again in a minute: nobody gets their money back twice.
nothing-sold = There’s nothing to buy here. The pictures are free, within the limits.
pack-gone = This pack isn’t sold any more, at least not at this price. To see what is, send /buy.
payment-unknown = I don’t know a payment <code>{ $payment_id }</code>. The right form is the number from the receipt: <code>/refund stx…</code>, or /refund in reply to it.
refunded-already = This payment was given back before: <code>{ $payment_id }</code>
payment-unnamed = Which payment? Send /refund with the number from the receipt, or in reply to a receipt they forwarded to you.
gift-invalid = Who gets how many pictures? Send their number and how many, with a reason if you like: <code>/grant 1001 10 thank you</code>. Or send <code>/grant 10</code> in reply to a message of theirs.
gift-too-large = { $pictures } pictures can’t be given at once. It’s 1 to { $limit }, or −1 to −{ $limit } to take some back.
balance-too-small = They have { $balance ->
        [one] only one picture
       *[other] only { $balance } pictures
    }, so { $pictures } can’t be taken back.
privacy-credits =
    · What you bought and were given, and what of it you used: your number in Telegram, how many pictures and Stars, and when. No words. It’s kept for the accounts and for your money back, also after /forget.
forget-credits = Your { $credits ->
        [one] bought picture stays
       *[other] { $credits } bought pictures stay
    } yours: the record of payments is kept, without words.
incident-payment = A payment reached me that’s for no invoice of mine: <code>{ $detail }</code> (the payment, and who paid). If it belongs to no other program of yours, give it back with /refund and both numbers.

# Better words for a picture, before it is drawn.
button-improve = Improve
button-other-words = Other words
button-as-written = As I wrote it
improving =
    Looking for better words…

    <code>{ $written }</code>

    This takes a few seconds. If nothing comes, try again.
improving-still = I’m still looking.
improved =
    You wrote:

    <code>{ $written }</code>

    Here’s a fuller version:

    <code>{ $command }</code>

    Nothing is drawn until you tap.
improved-not =
    { $sentence }

    <code>{ $written }</code>
improve-unavailable = I can’t improve words here, but I can draw them as they are.
too-long-to-improve = These words are full enough already, so I’d draw them as they are.
words-not-improved = { $why ->
        [refused] The language model won’t work on these words.
        [slow] The language model took too long.
        [silent] The language model isn’t answering right now.
        [unfit] The language model’s answer wasn’t something to draw.
        [operator] The language model isn’t available right now, and the operator has to look into it.
        [busy] Too many words are being improved right now. Please try again in a minute.
        [lost] I can’t use my database right now. Please try again in a minute.
       *[bug] Something went wrong on my side.
    }
improving-used-up =
    { $whose ->
        [own] You can have words improved { $limit ->
            [one] once
           *[other] { $limit } times
        } an hour, and you’ve done that.
       *[all] Words have been improved { $limit ->
            [one] once
           *[other] { $limit } times
        } today, and that’s the limit for everyone.
    } It works again { again-at }.
privacy-improving = If you ask me to improve words, they go to a language model first, without saying who you are: { $service }. { $kept ->
        [kept] It may keep them, by its own rules.
       *[not-kept] I ask it not to keep them.
    }

# The owner: what is closed, statistics, what is found, messages to everybody.
accepting-paused = { $sentence ->
        [none] I’m not taking new requests at the moment. What I’ve already taken goes on; please try again later.
       *[other] { $sentence }
    }
model-off = { $value } is switched off for now. { $choices ->
        [none] Please pick another model.
       *[other] These draw: { $choices }.
    }
command-owner = The bot at a glance
command-stats = Pictures, people, money, times
command-find = Find a request or a person: /find 1001
command-pause = Take no new requests: /pause why
command-resume = Take requests again
command-broadcast = Write to everybody
command-grant = Give pictures: /grant 1001 10
command-refund = Give a payment back: /refund stx…
owner =
    <b>{ $state ->
        [open] I’m taking requests.
       *[paused] Paused: I’m taking no new requests.
    }</b>

    Today: { $drawn ->
        [one] one picture
       *[other] { $drawn } pictures
    } for { $people ->
        [one] one person
       *[other] { $people } people
    }, ${ $money } · waiting now: { $waiting }
owner-models = <b>Models</b>, with what they did today

    { $lines }

    Whoever asks for a model that is off is shown the others. What it was asked for before goes on.
owner-model = { $state ->
        [on] 🟢
       *[off] ⚪
    } <b>{ $title }</b> — { $numbers ->
        [none] nothing yet
       *[other] { $drawn } drawn, { $refused } refused, { $failed } failed; half within { $median } s
    }
owner-how-find =
    <b>Find</b>

    <code>/find 1001</code> — a person, by their number
    <code>/find 6f1c…</code> — a request, a picture or an operation, by its whole id

    Or send /find in reply to a message somebody forwarded to you, or that you forward to me. I keep no usernames.
owner-how-broadcast =
    <b>A message to everybody</b>

    Send /broadcast in reply to the message, with pictures and all, or <code>/broadcast words</code>. You see it first, and how many people get it.
button-owner-stats = 📊 Statistics
button-owner-find = Find
button-owner-broadcast = Broadcast
button-owner-models = Models
button-pause = Pause
button-resume = Resume
button-switch-off = Switch off { $model }
button-switch-on = Switch on { $model }
paused =
    <b>Paused.</b> Until you resume, people who ask read:

    { $sentence }

    What was accepted goes on. /resume ends it.
resumed = I’m taking requests again.
not-paused = I was taking requests all along.
switched-off = { $model } is off: nobody can ask for it. What it was asked for before goes on.
switched-on = { $model } is on again.
sentence-too-long = That’s { $size } characters; people can be told { $limit } at most. Send /pause with a shorter sentence, or alone for the usual one.
stats-today = Today
stats-week = 7 days
stats-month = 30 days
stats-pictures = Pictures
stats-people = People
stats-refused = Refused
stats-failed = Failed
stats-money = Money, $
stats-waited = Waited, s
stats-waited-95 = · 95 %
stats-took = Drawn in, s
stats-took-95 = · 95 %
stats =
    <pre>{ $table }</pre>
    Waiting now: { $waiting }
    { $models ->
        [none] Nothing in the last 30 days.
       *[other] <b>In 30 days</b>
        { $models }
    }
stats-model = { $title } ({ $account }): { $drawn } drawn, { $refused } refused, { $failed } failed, ${ $money }, half within { $median } s
stats-no-chart = The chart couldn’t be drawn; the log has the reason.
chart-title = The last 30 days
chart-pictures = Pictures a day
chart-drawn = drawn
chart-refused = refused
chart-failed = failed
chart-people = People a day
chart-money = Money a day, $
chart-times = Seconds: half, and 95 %, took no longer
chart-waited = waiting
chart-took = drawing
chart-took-95 = drawing, 95 %
chart-models = By model and account, in 30 days
life =
    <b>Request</b> <code>{ $id }</code>
    { $model } · { $shape } · { $where }
    Person <code>{ $person }</code> in chat <code>{ $chat }</code>

    <blockquote expandable>{ $prompt }</blockquote>

    { $lines }
life-where = { $where ->
        [private] private chat
        [inline] inline
       *[group] group
    }
life-accepted = { $at } · accepted{ $paid ->
        [0] {""}
       *[other] , { $paid } paid
    }
life-status = { $status ->
        [accepted] { $at } · waits for its placeholder
        [placed] { $at } · its person sees the placeholder
        [delivering] { $at } · being sent
        [delivered] { $at } · delivered
       *[ended] { $at } · ended: <code>{ $reason }</code>
    }{ $stumbles ->
        [0] {""}
       *[other] · stumbled { $stumbles } times
    }
life-generation =
    <b>{ $position }.</b> { $status ->
        [queued] queued
        [submitting] being submitted
        [pending] being drawn
        [drawn] drawn
        [failed] no picture: <code>{ $reason }</code>
        [cancelled] taken back
       *[expired] took too long
    } · { $model } ({ $account }) · ${ $money }
life-submitted = submitted { $at }, { $times ->
        [one] once
       *[other] { $times } times
    }
life-polled = last asked { $at }
life-drawn = drawn { $at }, in { $seconds } s
life-operation = operation <code>{ $operation }</code>
life-trouble = in trouble since { $at }: <code>{ $trouble }</code>, tried { $attempts } times
acquaintance =
    <b>Person</b> <code>{ $person }</code>
    { $started ->
        [yes] Can be written to.
       *[no] Never opened the chat, or blocked me.
    } Language: { $language }. Model: { $model }.
    Bought or given: { $pictures } · requests kept: { $requests }, originals: { $originals }

    { $lines }
acquaintance-request = { $number }. { $at } · { $status } · { $model }, { $count ->
        [one] one picture
       *[other] { $count } pictures
    }
acquaintance-nothing = No requests are kept.
sought-missing = Find what? <code>/find</code> and the number of a person, or the whole id of a request, a picture or an operation. Or send /find in reply to a message of theirs.
nothing-found = I know nothing by <code>{ $sought }</code>. Ids are found whole, people by their number: <code>/find 1001</code>. What was forgotten can’t be found.
message-missing = Write what? Send /broadcast in reply to the message everybody is to get, or with the words: <code>/broadcast New: pictures in 4K</code>
nobody-to-reach = Nobody has opened a chat with me yet, so there’s nobody to write to.
broadcast-ask = { $people ->
        [one] One person gets
       *[other] { $people } people get
    } the message above, at most 20 a second. Send it?
broadcast-progress = { $status ->
        [prepared] Not sent yet.
        [sending] Sending…
        [stopped] Stopped.
        [over] Sent.
       *[cancelled] Not sent to anybody else.
    } { $done } of { $people }: { $sent } have it{ $gone ->
        [0] {""}
       *[other] , { $gone } can’t be written to
    }{ $failed ->
        [0] {""}
       *[other] , { $failed } unsure or refused
    }.
broadcast-over = The message reached { $sent ->
        [one] one person
       *[other] { $sent } people
    } of { $people }.
broadcast-stopped = Telegram keeps refusing the message, so I stopped: { $sent } of { $people } have it. Is the message above still there? You can go on, or cancel.
button-broadcast-send = Send
button-broadcast-stop = Stop
button-broadcast-go-on = Go on
button-broadcast-cancel = Cancel
