# Тексты по-русски. Аргументы уже экранированы; разметка — HTML Телеграма.

start =
    Я рисую то, что вы опишете. Нажмите, чтобы скопировать, и отправьте:

    <code>/draw маяк в шторм --seed 17 --ar 2:1</code>

    /tips — как описывать, /help — параметры, /settings — что можно выбрать раз и навсегда.

    Сервис рисования может сохранять запросы, чтобы становиться лучше: пожалуйста, без личных данных.
start-group =
    Я рисую здесь то, что опишет любой из вас. Нажмите, чтобы скопировать, и отправьте:

    <code>/draw маяк в шторм --seed 17 --ar 2:1</code>

    Сервис рисования может сохранять запросы, чтобы становиться лучше: пожалуйста, без личных данных.
help =
    <b>/draw</b> <i>что нарисовать</i>, а дальше, если хочется, параметры:

    <b>--ar</b> <i>Ш:В</i> — форма, от 1:4 до 4:1, или словом: квадрат, портрет, пейзаж, широкий, высокий
    <b>--seed</b> <i>число</i> — те же слова с тем же зерном дают ту же картинку
    <b>--style</b>, <b>--light</b>, <b>--palette</b>, <b>--view</b> — масло, мягкий, тёплая, крупно и другие
    <b>--n</b> <i>число</i> — несколько картинок сразу, одним сообщением
    <b>--file</b> — файлом, без сжатия · <b>--spoiler</b> — скрыть, пока не нажмут
    <b>--model</b>, <b>--size</b>, <b>--quality</b> — где есть выбор

    <code>/draw рыжая лиса в снегу --style акварель --ar широкий</code>

    В ответ на чьи-то слова /draw рисует их. Ответьте на мою картинку словами, и я нарисую её заново с ними. /again повторяет вашу последнюю картинку, /history показывает все.

    Сервис рисования может сохранять запросы, чтобы становиться лучше: пожалуйста, без личных данных.
tips =
    Хорошее описание говорит о пяти вещах: <b>что</b> нарисовано, какие <b>стиль</b>, <b>свет</b>, <b>цвета</b> и <b>композиция</b>.

    Вместо <i>библиотека</i>:
    <code>/draw уютная библиотека с высокими деревянными полками, на столе открытая книга и чашка чая, фотореализм, мягкий свет из окна, тёплые осенние тона, общий план</code>

    Или параметрами:
    <code>/draw уютная библиотека, открытая книга и чашка чая --style фото --light мягкий --palette тёплая --view панорама</code>

    Веса говорят, что важнее: <code>/draw кот::2 собака::1</code>

    Сервис рисования может сохранять запросы, чтобы становиться лучше: пожалуйста, без личных данных.

command-draw = Нарисовать: /draw рыжая лиса в снегу
command-again = Последняя картинка ещё раз, с новым зерном
command-history = Ваши картинки
command-settings = Модель, форма, стиль, язык
command-tips = Как описать картинку
command-help = Все параметры

drawing = Рисую… Обычно это занимает около { duration }.
drawing-queued = Рисую… Вы в очереди под номером { $position }.
drawing-progress = Рисую… { $bar } { $passed } из примерно { $usual }
drawing-longer = Рисую… Немного дольше обычного: уже { $passed }.
drawing-late = Рисую… Это занимает намного больше времени, чем обычно. Я жду и принесу картинку сюда, как только она будет готова.
ready = { $count ->
        [1] Ваша картинка готова.
       *[other] Ваши картинки готовы.
    }
cancelled = Отменено.
resending = Несу ещё раз.
retrying = Прошу ещё раз.
again = Рисую другую.
again-all = Рисую другие.
reshaping = Рисую в этой форме.
restyling = Рисую в этом стиле.
another-picture = { $model } не знает зёрен: это будет другая картинка.
showing = Несу целиком.
bringing-file = Несу файл.
bringing-files = Несу файлы.
file-copy = Оригинал уже не хранится. Это копия из Telegram, она сжата.
deleted = Удалено.
not-deleted = Telegram не даёт мне удалять такие старые сообщения. Вы можете удалить его сами.
offer = Нарисовать это?
offer-taken = Рисую.
ask-words = Что нарисовать? Ответьте на это сообщение.
ask-other-words =
    Ответьте новыми словами. Зерно и настройки останутся. Вот прежние слова:

    <code>{ $prompt }</code>
ask-placeholder = рыжая лиса в снегу
nothing-yet =
    Ваших картинок ещё нет. Нажмите, чтобы скопировать, и отправьте:
    <code>/draw рыжая лиса в снегу</code>
button-cancel = Отменить
button-resend = Отправить ещё раз
button-retry = Ещё раз
button-again = Ещё
button-ratios = Форма
button-styles = Стиль
button-edit = Правка
button-file = Файл
button-files = Все файлами
button-seed = Зерно
button-delete = Удалить
button-link = Ссылка
button-own = Нарисовать своё
button-back-inline = Назад в чат
inline-start = Сначала откройте наш чат, потом рисуйте где угодно
inline-title = Нарисовать это
inline-own = Ваша картинка
inline-styled = Нарисовать это: { $style }
inline-placeholder =
    Рисую… { $prompt }
shared-caption = <blockquote expandable>{ $prompt }</blockquote>
linked =
    С вами поделились словами этой картинки:

    <blockquote expandable>{ $prompt }</blockquote>
    { $details }
example-lighthouse = маяк в шторм, масляная живопись
example-fox = рыжая лиса в снегу, мягкий свет
example-city = город будущего ночью, неон
button-back = Назад
button-help = Как просить
button-draw = Нарисовать
button-newer = Новее
button-older = Старше
no-style = без стиля
settings =
    <b>Что действует для всех ваших картинок</b>

    Модель: { $model }
    Форма: { $ratio }
    Стиль: { $style }
    Язык: { $spoken }
    Картинки приходят как { $form }
group-settings =
    <b>Что действует для всех в этой группе</b>

    Кто может рисовать: { $draws }
    Модель: { $model }
    Картинок в день: { $daily }
    Язык: { $spoken }
    Тихие часы: { $quiet } ({ $zone })
    Картинки: { $spoiler }
setting-admins_only = Кто рисует
setting-daily = Картинок в день
setting-quiet = Тихие часы
setting-zone = Часовой пояс
setting-spoiler = Скрывать ли
draws-everybody = все
draws-admins = администраторы
everybodys-own = у каждого свой выбор
unlimited = сколько угодно
never = нет
spoiler-no = видны сразу
spoiler-yes = скрыты, пока не нажмут
setting-model = Модель
setting-ratio = Форма
setting-style = Стиль
setting-language = Язык
setting-as_file = Фото или файл
form-photo = фото
form-file = файл
language-name = русский
telegrams-language = как в Telegram
chosen = Выбрано.
not-yours = Это может только тот, кто просил.
too-late = Это уже позади.
not-drawn-yet = Картинка { $number } ещё рисуется. { $seconds ->
        [0] Она вот-вот будет готова.
       *[other] Она будет готова примерно через { $seconds } с.
    }
not-drawn = Картинки { $number } не будет.
not-kept = Эта картинка уже не хранится.
shown-already = Картинка { $number } уже есть в этом чате.
duration = { $minutes ->
        [0] { $seconds } с
       *[other] { $minutes } мин { $seconds } с
    }
caption =
    <blockquote expandable>{ $prompt }</blockquote>
    { $details }{ $notes }
caption-unfinished =
    <blockquote expandable>{ $prompt }</blockquote>
    Готово { $shown } из { $count }{ $why ->
        [none] .
       *[other] ; { $why }.
    }
    { $news }
remembered =
    <blockquote expandable>{ $prompt }</blockquote>
    { $details }

    { $number } из { $size }
detail-seed = <i>зерно</i> <code>{ $seed }</code>
detail-seeds = <i>зёрна</i> { $seeds }
note-stand-in =
    {""}

    { $asked } сейчас недоступна, поэтому рисовала { $model }.
note-came =
    {""}

    Получилось { $came } из { $count }: { $why }.
note-revised =
    {""}

    <blockquote expandable>Нарисовано так: { $prompt }</blockquote>
resized = { $ratio } → { $size }

# Что не так с просьбой и как правильно. Имена — из bot.errors.
prompt-missing =
    Что нарисовать? Напишите это после команды:
    <code>/draw рыжая лиса в снегу</code>
prompt-too-long =
    { $size ->
        [one] Здесь { $size } символ
        [few] Здесь { $size } символа
       *[many] Здесь { $size } символов
    }{ $presets ->
        [0] {""}
       *[other] , из них { $presets } добавили --style, --light, --palette и --view
    }, а модель читает не больше { $limit }. Сократите, пожалуйста, на { $excess }.
flag-unknown =
    Я не знаю параметра <b>--{ $flag }</b>. { $nearest ->
        [none] Есть такие: --seed, --ar, --n, --style, --light, --palette, --view, --size, --quality, --model, --file, --spoiler.
       *[other] Может быть, --{ $nearest }?
    }
    <code>/draw рыжая лиса --seed 17 --ar 2:1</code>
flag-repeated =
    Параметр <b>--{ $flag }</b> указан дважды. Какой из них верный? Оставьте один:
    <code>/draw рыжая лиса --seed 17 --ar 2:1</code>
flags-clash =
    <b>--{ $first }</b> и <b>--{ $flag }</b> говорят об одном и том же. Какой из них верный? Оставьте один:
    <code>/draw рыжая лиса --seed 17 --ar 2:1</code>
flag-value-missing =
    Параметру <b>--{ $flag }</b> нужно значение:
    <code>/draw рыжая лиса --seed 17 --ar 2:1</code>
flag-value-unwanted =
    Параметру <b>--{ $flag }</b> значение «{ $value }» не нужно:
    <code>/draw рыжая лиса --{ $flag }</code>
number-invalid =
    «{ $value }» — не число картинок. Это целое число, не меньше 1:
    <code>/draw рыжая лиса --n 2</code>
weight-invalid =
    «{ $value }» — не вес. Вес — число от { $least } до { $most }, сразу после двух двоеточий:
    <code>/draw рыжая лиса::2 снег::0.5</code>
preset-unknown =
    { $flag ->
        [style] Стиля
        [light] Света
        [palette] Палитры
       *[view] Вида
    } «{ $value }» нет{ $nearest ->
        [none] .
       *[other] . Может быть, { $nearest }?
    } Есть такие: { $choices }
    <code>/draw рыжая лиса --{ $flag } …</code>
seed-invalid =
    «{ $value }» — не зерно. Зерно — целое число от 0 до 9223372036854775807:
    <code>/draw рыжая лиса --seed 17</code>
seed-unsupported =
    { $model } не знает зёрен: каждая её картинка новая, повторить её нельзя. Правильно без этого параметра:
    <code>/draw рыжая лиса --ar 2:1</code>
ratio-invalid =
    «{ $value }» — не соотношение сторон. Это ширина к высоте, два целых числа через двоеточие:
    <code>/draw рыжая лиса --ar 2:1</code>
ratio-unsupported =
    { $value } — слишком вытянуто: эта модель рисует от { $narrowest } до { $widest }:
    <code>/draw рыжая лиса --ar 2:1</code>
size-invalid =
    «{ $value }» — не размер. Это ширина и высота в пикселях:
    <code>/draw рыжая лиса --size 1024x1024</code>
choice-unsupported =
    У { $model } есть такие { $flag ->
        [size] размеры
        [quality] варианты качества
       *[other] стили
    }: { $choices }. «{ $value }» среди них нет:
    <code>/draw рыжая лиса --{ $flag } …</code>
option-unsupported =
    У { $model } нельзя выбрать { $flag ->
        [size] размер; она рисует по --ar
        [quality] качество
       *[other] стиль
    }. Без --{ $flag } всё верно:
    <code>/draw рыжая лиса --ar 2:1</code>
model-unknown =
    Модели «{ $value }» здесь нет, а есть: { $choices }
    <code>/draw рыжая лиса --model …</code>
count-too-large =
    { $count ->
        [one] { $count } картинка
        [few] { $count } картинки
       *[many] { $count } картинок
    } сразу — это слишком много, самое большее — { $limit }:
    <code>/draw рыжая лиса --n { $limit }</code>
admins-only = Здесь это могут только администраторы группы. В нашем личном чате я рисую и для вас: просто напишите мне там.
quiet-now = Здесь тихие часы до { $until }. В нашем личном чате я рисую в любое время.
daily-limit-reached =
    { $limit ->
        [one] { $limit } картинка этой группы на сегодня уже нарисована.
        [few] { $limit } картинки этой группы на сегодня уже нарисованы.
       *[many] { $limit } картинок этой группы на сегодня уже нарисованы.
    } В нашем личном чате я рисую дальше.
store-unavailable = Сейчас я не могу принимать просьбы. Ничего не списано; попробуйте, пожалуйста, через несколько минут.

# Почему нет картинки. Имена — из bot.drawing.values.reasons.Reason.
reason-refused = Модель отказывается это рисовать. Попробуйте другие слова.
reason-unavailable = Рисование сейчас недоступно, нужна помощь владельца бота. Попробуйте, пожалуйста, позже.
reason-unreachable = Сервис рисования недоступен. Попробуйте, пожалуйста, позже.
reason-unanswered = Сервис рисования не ответил, и я не знаю, принял ли он просьбу. Пожалуйста, попросите ещё раз.
reason-interrupted = Меня дважды прервали, пока я просил { $count ->
        [1] эту картинку
       *[other] эти картинки
    }, и я остановился. Пожалуйста, попросите ещё раз.
reason-lost = Сервис рисования потерял { $count ->
        [1] эту картинку
       *[other] эти картинки
    }. Пожалуйста, попросите ещё раз.
reason-broken = Сервис рисования прислал не картинку. Пожалуйста, попросите ещё раз.
reason-missing = Модель нарисовала меньше картинок, чем я просил. Пожалуйста, попросите ещё раз.
reason-undeliverable = { $count ->
        [1] Картинка готова, но принести её сюда не получилось.
       *[other] Картинки готовы, но принести их сюда не получилось.
    }
reason-nowhere = { $count ->
        [1] Картинка готова, но я не смог принести её сюда: откройте, пожалуйста, один раз наш личный чат и нажмите кнопку.
       *[other] Картинки готовы, но я не смог принести их сюда: откройте, пожалуйста, один раз наш личный чат и нажмите кнопку.
    }
reason-not-shown = { $count ->
        [1] Картинка готова, но Телеграм её здесь не показывает.
       *[other] Картинки готовы, но Телеграм их здесь не показывает.
    }
reason-uncertain = { $count ->
        [1] Меня прервали, когда я отправлял картинку. Если вы её не видите, я могу отправить её ещё раз.
       *[other] Меня прервали, когда я отправлял картинки. Если вы их не видите, я могу отправить их ещё раз.
    }
reason-timeout = Сервис рисования слишком долго не отвечал, и я перестал ждать. Его операция: <code>{ $operation }</code>

# Почему не все из нескольких картинок получились, частью предложения. Имена — тех же причин.
why-refused = модель отказалась рисовать { $count ->
        [1] одну
       *[other] { $count }
    }
why-unavailable = рисование было недоступно для { $count ->
        [1] одной
       *[other] { $count }
    }
why-timeout = { $count ->
        [1] одна рисовалась
       *[other] { $count } рисовались
    } слишком долго
why-unreachable = сервис рисования был недоступен для { $count ->
        [1] одной
       *[other] { $count }
    }
why-unanswered = сервис рисования не ответил про { $count ->
        [1] одну
       *[other] { $count }
    }
why-interrupted = меня прервали, пока я просил { $count ->
        [1] одну
       *[other] { $count }
    }
why-lost = сервис рисования потерял { $count ->
        [1] одну
       *[other] { $count }
    }
why-broken = вместо { $count ->
        [1] одной
       *[other] { $count }
    } сервис рисования прислал не картинку
why-missing = модель нарисовала на { $count ->
        [1] одну
       *[other] { $count }
    } меньше, чем я просил
why-cancelled = { $count ->
        [1] одна отменена
       *[other] { $count } отменены
    }

# Что говорится оператору.
alarm =
    <b>{ $model }</b> требует вашего внимания: { $detail }

    { $stand_in ->
        [none] До тех пор люди читают, что рисование недоступно.
       *[other] До тех пор вместо неё рисует { $stand_in }.
    } Я время от времени пробую { $model } снова и говорю об этом не чаще раза в час.
