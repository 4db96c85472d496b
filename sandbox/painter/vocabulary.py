"""What the painter knows by name, in English and Russian: the one place to add a word.

A row is a concept and the words for it. Plain words are matched whole, English ones also in the plural. `лис*` is a
Russian stem that takes the endings of nouns and adjectives, `син~` one that takes those of adjectives only: so "лису"
is a fox and "лист" is not, "голубая" is a color and "голубь" a bird. `coffee_shop` is two words in a row, hyphens
aside; it goes before each of them alone. The letter ё is written е.
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
    "squirrel": "squirrel chipmunk белк* белоч* белочк* белок бельчонок бельчат* бурундук*",
    "hamster": "hamster хомяк* хомяч* хомячк* хомячок",
    "hedgehog": "hedgehog еж ежа ежу ежом еже ежи ежей ежик*",
    "koala": "koala коал*",
    "leopard": "leopard cheetah jaguar леопард* гепард* ягуар* барс*",
    "monkey": "monkey ape chimpanzee обезьян* обезьянк* мартышк*",
    "pig": "pig piglet свинь* свинк* поросенок поросят* хрюшк*",
    "sheep": "sheep lamb ram овц* овец овеч* овечк* баран* барашек барашк* ягненок ягнят*",
    "horse": "horse pony stallion лошад* лошадк* конь коня коню конем кони коней пони",
    "unicorn": "unicorn единорог*",
    "zebra": "zebra зебр*",
    "cow": "cow bull calf коров* коровк* бык быка быки быков теленок телят*",
    "goat": "goat коз* козел козл* козлик* козочк* козленок козлят*",
    "deer": "deer stag moose reindeer олен* лось лося лоси лосей",
    "elephant": "elephant mammoth слон* слоник* слоненок слонят* мамонт*",
    "turtle": "turtle tortoise черепах* черепашк* черепашек",
    "frog": "frog toad лягушк* лягушек лягушон* жаб*",
    "snowman": "snowman snowmen снеговик*",
    "owl": "owl сов* филин* совен* совенок совят*",
    "bird": "bird sparrow parrot robin dove pigeon птиц* птичк* птичек воробей воробь* попуга* попугай снегир* голубь "
    "голубя голуби голубей голубем синиц*",
    "penguin": "penguin пингвин*",
    "duck": "duck duckling утк* уток уточк* утенок утят*",
    "swan": "swan goose geese лебед* гус* гусь гуси гусей",
    "fish": "fish goldfish рыб* рыбк* рыбок",
    "whale": "whale orca кит кита киту китом ките киты китов китами",
    "dolphin": "dolphin дельфин*",
    "octopus": "octopus octopi осьминог* осьминожк*",
    "bee": "bee bumblebee пчел* пчелк* шмел* шмель",
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
    "strawberry": "strawberry strawberries клубник* клубничк* земляник*",
    "watermelon": "watermelon арбуз*",
    "lemon": "lemon lime citrus лимон* лайм*",
    "tangerine": "tangerine mandarin clementine апельсин* мандарин*",
    "pizza": "pizza пицц*",
    "cake": "cake pie cupcake muffin торт* тортик* пирог* пирож* пирожн* кекс*",
    "icecream": "icecream ice_cream gelato sundae морожен~ пломбир*",
    "burger": "burger hamburger cheeseburger sandwich бургер* гамбургер* чизбургер* бутерброд*",
    "donut": "donut doughnut пончик* бублик*",
    "sushi": "sushi суши роллы роллов",
    "cup": "coffee coffee_cup tea_cup cup_of_coffee cup_of_tea cup tea mug espresso cappuccino latte чашк* чашек "
    "кружк* кружек кофе чай чая чаем капучино",
    "book": "book novel книг* книжк* книжек",
    "balloon": "balloon шар* шарик* аэростат*",
    "rocket": "rocket ракет*",
    "spaceship": "spaceship spacecraft starship space_ship space_station shuttle звездолет* космическ~_корабл* "
    "космическ~_станци*",
    "boat": "boat sailboat yacht лодк* лодок лодочк* яхт* парусник*",
    "ship": "ship frigate galleon корабл* кораблик* фрегат* парус*",
    "car": "car автомобил* машин* машинк*",
    "lighthouse": "lighthouse маяк*",
    "kremlin": "kremlin moscow_kremlin red_square кремл* московск~_кремл* красн~_площад* спасск~_башн*",
    "castle": "castle palace fortress замок замк* дворец дворц* крепост*",
    "house": "house cottage cabin hut village home дом* домик* изб* избушк* хижин* деревн* деревушк*",
    "bridge": "bridge мост* мостик*",
    "windmill": "windmill mill мельниц*",
    "tree": "tree oak дерев* дуб* яблон*",
    "pine": "pine spruce fir сосн* ель ели елк* елок елочк*",
    "birch": "birch берез* березк* березов~",
    "palm": "palm пальм*",
    "planet": "planet saturn планет* сатурн*",
    "jupiter": "jupiter юпитер*",
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
    "cafe": "cafe coffee_shop coffee_house coffeeshop coffeehouse restaurant кофейн* кофеен кафе ресторан*",
    "room": "room bedroom living_room kitchen interior sofa couch armchair windowsill fireplace комнат* спальн* кухн* "
    "интерьер* диван* кресл* подоконник* камин*",
    "roof": "roof rooftop крыш*",
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
    "dark": "dark gloomy gothic dramatic_light dramatic_lighting темн~ мрачн~ темнот* драматичн~_освещени* "
    "драматичн~_свет*",
    "sunset": "sunset sundown golden_hour backlit закат* закатн~ золот~_час* контров~_свет*",
    "dawn": "dawn sunrise morning рассвет* утр* утренн~",
    "day": "day noon bright summer daylight natural_light естественн~_свет* естественн~_освещени* "
    "день днем дня дневн~ ярк~ лето лета лету летом летн~",
    "storm": "storm stormy tempest шторм* штормов~ буря бури буре бурю бурей ураган*",
    "fog": "fog foggy mist misty haze diffused_light туман* туманн~ дымк* рассеянн~_свет*",
    "winter": "winter frost frosty icy ice christmas зим* зимн~ мороз* морозн~ лед льда ледян~ новогодн~",
    "autumn": "autumn autumnal fall осен* осенн~",
    "spring": "spring весн* весенн~",
    "pastel": "pastel soft soft_light gentle tender пастел* пастельн~ нежн~ мягк~ мягк~_свет* мягк~_освещени*",
    "neon": "neon cyberpunk vaporwave synthwave неон* неонов~ киберпанк*",
    "warm": "warm cozy cosy hot candle candlelight тепл~ уютн~ жарк~ уют* свеч* свечей",
    "cold": "cold chilly cool холодн~ холод* прохладн~",
    "happy": "happy cheerful joyful fun funny vibrant vivid насыщенн~ радостн~ весел~ счастлив~ счасть* радость смешн~",
    "sad": "sad melancholy lonely melancholic muted приглушенн~ грустн~ печальн~ одинок~ грусть печаль",
    "space": "cosmic galactic",
}

#: Color words: a web code, then the words.
COLORS = {
    "red": ("#d8402f", "red scarlet crimson ruby красн~ ал~ багров~ багрян~ пунцов~"),
    "ginger": ("#e2762f", "ginger рыж~ рыженьк~"),
    "orange": ("#f08a3c", "orange оранжев~"),
    "golden": ("#edb23e", "gold golden amber золот~ золотист~ золото янтарн~"),
    "yellow": ("#f5cf4b", "yellow желт~ лимонн~"),
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

#: How it is painted; each is a finish in `styles`.
STYLES = {
    "watercolor": "watercolor watercolour aquarelle акварел* акварель акварелью акварельн~",
    "oil": "oil oils oil_painting oil_paint масло маслом маслян~ маслян~_живопис* маслян~_краск*",
    "impressionism": "impressionism impressionist impressionistic monet импрессионизм* импрессионист* импрессионистск~",
    "pencil": "pencil sketch pencil_sketch graphite карандаш* карандашн~ набросок наброск* эскиз* карандашн~_набросок",
    "ink": "ink ink_drawing тушь тушью туши чернил*",
    "engraving": "engraving etching woodcut гравюр* офорт*",
    "pixel": "pixel pixel_art 8_bit 8bit пиксел* пиксель пиксельн~ пиксель_арт*",
    "comic": "comic comics comic_book comic_book_art pop_art комикс* поп_арт*",
    "cartoon": "cartoon cartoonish disney pixar мультик* мультфильм* мультяшн~ кадр_из_мультфильм*",
    "anime": "anime manga ghibli аниме манг*",
    "poster": "poster vintage_poster плакат* постер* винтажн~_плакат*",
    "vector": "vector flat_vector flat_design векторн~ вектор* плоск~_векторн~_иллюстраци*",
    "deco": "artdeco art_deco ар_деко ардеко",
    "clay": "clay claymation plasticine пластилин* пластилинов~ пластилинов~_анимаци*",
    "render": "3d 3d_render render 3д рендер* 3d_график*",
    "photo": "photo photograph photorealistic realistic photography фото фотограф* фотографи* фотореалистичн~ "
    "реалистичн~ фотореализм*",
}

#: What becomes of all colors at the end; each is a tone in `styles`.
TONES = {
    "bw": "black_and_white black_white bw monochromatic черно_бел~ чб",
    "mono": "monochrome монохром* монохромн~",
    "sepia": "sepia сепи*",
}

#: From where it is seen; each is a view in `views`.
VIEWS = {
    "closeup": "close_up closeup крупн~_план* крупно",
    "macro": "macro macro_shot макро макросъемк*",
    "portrait": "portrait head_and_shoulders headshot портрет* портрет*_по_плечи",
    "panorama": "panorama panoramic панорам* панорамн~",
    "wide": "wide_angle wide_shot широкоугольн~ широкоугольн~_объектив*",
    "low": "low_angle from_below worm_eye вид_снизу снизу",
    "top": "top_view top_down from_above overhead flat_lay вид_сверху сверху",
    "aerial": "aerial aerial_view birds_eye bird_eye bird_s_eye_view drone_shot drone с_высоты "
    "с_высоты_птичьего_полета аэрофото* аэросъемк* дрон*",
    "pattern": "pattern seamless ornament узор* орнамент* паттерн*",
}

#: How many, up to the most that are drawn.
NUMBERS = {
    "1": "1 one single один одна одно одну одного одной",
    "2": "2 two pair couple twin both два две двух двум двумя двое пара пару парой парочк* оба обе",
    "3": "3 three trio several few три трех трем тремя трое троиц* несколько",
    "4": "4 four четыре четырех четырьмя четверо",
    "5": "5 6 7 8 9 10 five six seven eight nine ten many herd flock pack swarm bunch пять пяти пятью пятеро шесть "
    "семь восемь девять десять много стая стаю стаей стаи стадо стада табун* куч*",
}

#: What is said not to be there follows these.
DENIALS = "no not without never minus except без не нет ни кроме минус"

#: What says that nothing is the matter, and is of no matter itself.
ABSTRACT = "abstract abstraction abstract_painting abstract_picture абстрактн~ абстракц* абстракци* абстрактн~_картин*"

#: Words that say nothing about what is drawn; so they are neither unknown nor part of a composition.
FILLER = """
a an the of in on at and or with by from to for his her its my your some very as is are it this that into near over
under against between around there full not_only
draw paint please make me show picture image painting drawing illustration art artwork style styled wallpaper
background high quality best detailed details detail sharp focus hd uhd 4k 8k light lighting lit color colors colour
colours tones tone palette mood scene view shot angle studio studio_lighting isometric isometric_view side_view
full_length full_length_view scenic beautiful nice pretty little small big large tiny huge old young cute lovely
и в во на с со у к по за под над из от до для о об а но или не_только как это его ее их мой моя твой очень
нарисуй нарисуйте покажи сделай картина картину картинк* картинку рисунок изображени* иллюстраци* живопис* стиль стиле
обои фон качеств* детальн~ детал* деталей четк~ фокус* глубин* кадр* сложн~ множеств* высок~ высокого разн~ сорт*
сортов цветн~ цвет цвета цветов~ тон* тона свет* освещени* гамм* студийн~ студийн~_свет* изометри* вид вид_сбоку
в_полный_рост красив~ мал~ маленьк~ больш~ огромн~ стар~ молод~ мил~
"""
