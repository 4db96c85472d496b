"""What the painter knows by name, in English and Russian: the one place to add a word.

A row is a concept and the words for it. Plain words are matched whole, English ones also in the plural. `лис*` is a
Russian stem that takes the endings of nouns and adjectives, `син~` one that takes those of adjectives only: so "лису"
is a fox and "лист" is not, "голубая" is a colour and "голубь" a bird. The letter ё is written е.
"""

#: What a picture is of; each is a painter in `subjects`.
SUBJECTS = {
    "fox": "fox vixen лис* лисиц* лисичк* лисичек лисен* лисенок лисят*",
    "wolf": "wolf wolves волк* волч* волчиц* волчат* волчонок",
    "cat": "cat kitten kitty кот* кошк* кошек кошач* котик* котен* котенок котенк* котят*",
    "dog": "dog puppy hound corgi собак* собачк* пес пса псу псом псы псов щен* щенк* щенок щенят* корги",
    "bear": "bear медвед* медвежонок медвежат* медвежь* мишк*",
    "panda": "panda панд*",
    "rabbit": "rabbit bunny hare кролик* крольчонок заяц зайц* зайчик* зайчонок",
    "tiger": "tiger тигр* тигренок тигрят*",
    "lion": "lion лев льв* львенок львят*",
    "mouse": "mouse mice мышь мыши мышью мышей мышк* мышонок",
    "raccoon": "raccoon енот* енотик*",
    "horse": "horse pony stallion лошад* лошадк* конь коня коню конем кони коней пони",
    "unicorn": "unicorn единорог*",
    "deer": "deer stag moose reindeer олен* лось лося лоси лосей",
    "owl": "owl сов* филин* совен* совенок совят*",
    "bird": "bird sparrow parrot robin dove pigeon птиц* птичк* птичек воробей воробь* попуга* попугай снегир* голубь "
    "голубя голуби голубей голубем синиц*",
    "penguin": "penguin пингвин*",
    "fish": "fish goldfish рыб* рыбк* рыбок",
    "whale": "whale orca кит кита киту китом ките киты китов китами",
    "dolphin": "dolphin дельфин*",
    "butterfly": "butterfly moth бабочк* бабочек мотыл* мотылек мотыльк*",
    "dragon": "dragon дракон* дракончик*",
    "robot": "robot android робот*",
    "person": "person man woman girl boy child human people wanderer traveller traveler человек* люд* девушк* девочк* "
    "мальчик* мужчин* женщин* ребен* ребенок дет* путник* странник*",
    "knight": "knight рыцар*",
    "astronaut": "astronaut cosmonaut космонавт* астронавт*",
    "flowers": "flower rose tulip daisy poppy sunflower lavender bouquet blossom цветок цветк* цветы цветов цветами "
    "цветах цветочн* роза розы розу тюльпан* ромашк* ромашек мак маки маков подсолнух* лаванд* букет*",
    "cactus": "cactus cacti кактус*",
    "succulents": "succulent суккулент* алоэ",
    "mushrooms": "mushroom toadstool гриб* грибоч* мухомор* грибн~",
    "apple": "apple fruit яблок* яблоч* яблочк* фрукт*",
    "cup": "coffee cup tea mug espresso cappuccino latte чашк* чашек кружк* кружек кофе чай чая чаем капучино",
    "book": "book novel книг* книжк* книжек",
    "balloon": "balloon шар* шарик* аэростат*",
    "rocket": "rocket spaceship spacecraft ракет* звездолет*",
    "boat": "boat sailboat yacht лодк* лодок лодочк* яхт* парусник*",
    "ship": "ship frigate galleon корабл* кораблик* фрегат* парус*",
    "car": "car автомобил* машин* машинк*",
    "lighthouse": "lighthouse маяк*",
    "castle": "castle palace fortress замок замк* дворец дворц* крепост*",
    "house": "house cottage cabin hut village home дом* домик* изб* избушк* хижин* деревн* деревушк*",
    "bridge": "bridge мост* мостик*",
    "windmill": "windmill mill мельниц*",
    "tree": "tree oak дерев* дуб* яблон*",
    "pine": "pine spruce fir сосн* ель ели елк* елок елочк*",
    "birch": "birch берез* березк* березов~",
    "palm": "palm пальм*",
    "planet": "planet saturn планет* сатурн*",
}

#: Where it happens; each is a backdrop or a ground.
PLACES = {
    "mountains": "mountain alps peak everest гор* горн~ вершин* скал* альп*",
    "hills": "hill valley холм* долин*",
    "meadow": "meadow field grass garden park луг* лугов~ поле поля полю полем полях полян* трав* сад* парк*",
    "forest": "forest wood woods woodland jungle grove лес* лесн~ рощ* джунгл* тайг* чащ*",
    "sea": "sea ocean bay coast seascape мор* морск~ океан* залив* побереж* волн* wave surf",
    "beach": "beach seaside shore island пляж* берег* остров*",
    "lake": "lake pond озер* пруд*",
    "river": "river stream creek waterfall рек* речк* руче* ручей ручь* водопад*",
    "desert": "desert dune sahara пустын* дюн* песок песк*",
    "city": "city town street skyscraper downtown tokyo moscow london paris город* городск~ улиц* небоскреб* москв* "
    "петербург* токио лондон* париж*",
    "road": "road path highway trail дорог* дорожк* тропинк* тропа тропе тропу шоссе",
    "space": "space galaxy cosmos universe nebula orbit космос* космическ~ галактик* вселенн* туманность орбит*",
    "library": "library bookshelf bookshop библиотек* книжн~",
    "underwater": "underwater reef coral подводн~ риф* коралл*",
}

#: What hangs in or falls from the sky.
SKY = {
    "sun": "sun sunny sunshine солнц* солнечн~ солнышк*",
    "moon": "moon moonlit moonlight лун* лунн~ месяц*",
    "stars": "star starry звезд* звездн~",
    "clouds": "cloud cloudy облак* облачн~ облачк* туч* небо неба небе небес* sky",
    "rainbow": "rainbow радуг*",
    "aurora": "aurora сияни*",
    "lightning": "lightning thunder thunderstorm молни* гроз* грозов~",
    "snow": "snow snowy snowfall blizzard snowflake снег* снежн~ снегопад* метел* вьюг* заснежен~ снежинк*",
    "rain": "rain rainy drizzle дожд* дождлив~ ливень ливн*",
}

#: Words that set the palette; each is a palette.
MOODS = {
    "night": "night midnight evening dusk twilight ночь ночи ночью ночам ночн~ полночь вечер* вечерн~ сумерк*",
    "dark": "dark gloomy gothic темн~ мрачн~ темнот*",
    "sunset": "sunset sundown закат* закатн~",
    "dawn": "dawn sunrise morning рассвет* утр* утренн~",
    "day": "day noon bright summer день днем дня дневн~ ярк~ лето лета лету летом летн~",
    "storm": "storm stormy tempest шторм* штормов~ буря бури буре бурю бурей ураган*",
    "fog": "fog foggy mist misty haze туман* туманн~ дымк*",
    "winter": "winter frost frosty icy ice christmas зим* зимн~ мороз* морозн~ лед льда ледян~ новогодн~",
    "autumn": "autumn autumnal fall осен* осенн~",
    "spring": "spring весн* весенн~",
    "pastel": "pastel soft gentle tender пастел* пастельн~ нежн~ мягк~",
    "neon": "neon cyberpunk vaporwave synthwave неон* неонов~ киберпанк*",
    "warm": "warm cozy cosy hot тепл~ уютн~ жарк~ уют*",
    "cold": "cold chilly cool холодн~ холод* прохладн~",
    "happy": "happy cheerful joyful fun funny радостн~ весел~ счастлив~ счасть* радость смешн~",
    "sad": "sad melancholy lonely melancholic грустн~ печальн~ одинок~ грусть печаль",
    "space": "cosmic galactic",
}

#: Colour words: a web code, then the words.
COLOURS = {
    "red": ("#d8402f", "red scarlet crimson ruby красн~ ал~ багров~ багрян~ пунцов~"),
    "ginger": ("#e2762f", "ginger рыж~ рыженьк~"),
    "orange": ("#f08a3c", "orange оранжев~"),
    "golden": ("#edb23e", "gold golden amber золот~ золотист~ золото янтарн~"),
    "yellow": ("#f5cf4b", "yellow lemon желт~ лимонн~"),
    "green": ("#4b9f5a", "green emerald зелен~ изумрудн~"),
    "turquoise": ("#35b3a9", "turquoise teal mint cyan бирюзов~ мятн~"),
    "lightblue": ("#78bfe8", "azure голуб~ лазурн~"),
    "blue": ("#3269c4", "blue navy indigo син~"),
    "purple": ("#8452b8", "purple violet lilac фиолетов~ сиренев~ пурпурн~ лилов~"),
    "pink": ("#f08db0", "pink розов~"),
    "brown": ("#8a5636", "brown chocolate коричнев~ бур~ шоколадн~ кариев~ гнед~"),
    "grey": ("#8d97a3", "grey gray silver silvery сер~ серебрян~ серебрист~"),
    "black": ("#2b2a35", "black черн~"),
    "white": ("#f4f1ea", "white бел~ белоснежн~"),
}
