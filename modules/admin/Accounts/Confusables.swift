/// What Unicode's table of confusables (UTS 39; © Unicode, Inc., unicode.org/license.txt) says of letters and digits that names may
/// hold, each with the letter that it looks like: single letters that stay what they are in compatibility form.
extension NameShape {
  static let confusables: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [:]
    for pair in lines.unicodeScalars.split(whereSeparator: { " \n".unicodeScalars.contains($0) }) {
      if let first = pair.first { table[first] = String(String.UnicodeScalarView(pair.dropFirst())) }
    }
    return table
  }()

  private static let lines = """
    0O 1l Il ÆAE ÐD ØO æae øo ĐD đd ĦH ħh ıi ŁL łl ŒOE œoe ŦT ŧt ƀb Ƃb ƃb Ƅb ƉD ƌd ƍg ƑF ƒf Ɩl Ɨl ƙk
    ƚl ƝN ƞn ƟO ƥp ƦR Ƨ2 ƭt ƮT ƴy ƵZ ƶz Ʒ3 ƻ2 Ƽ5 ƽs ƿþ ǀl ǁll ǤG ǥg Ȝ3 Ȣ8 ȣ8 ȤZ ȥz ȼc ȾT ɄU ɆE ɇe ɈJ
    ɉj ɍr ɎY ɏy ɑa ɓb ɖd ɗd əǝ ɛꞓ ɠg ɡg ɣy ɦh ɨi ɩi ɪi ɫl ɭl ɮlȝ ɯw ɱrn ɲn ɳn ɵo ɶoᴇ ɼr ɽr ʂs ʋu ʏy
    ʐz ʒȝ ʠq ʣdz ʤdȝ ʥdʑ ʦts ʧtʃ ʨtɕ ʩfŋ ʪls ʫlz ʿՙ ͰⱵ ͶИ ͷᴎ ͻɔ ͿJ ΑA ΒB ΕE ΖZ ΗH ΘO Ιl ΚK ΛɅ ΜM ΝN
    ΟO ΡP ΣƩ ΤT ΥY ΧX αa βß γy δẟ εꞓ ηn θO ιi κĸ νv οo ρp σo τᴛ υu φɸ ϛς ϜF Ϩ2 ϩƨ ϳj ϷÞ ϸþ ϺM ϽƆ ЄꞒ
    ЅS Іl ЈJ АA Бb ВB ГΓ ЕE З3 КK ЛɅ МM НH ОO ПΠ РP СC ТT УY ФΦ ХX Ыbl Ьb ЮlO аa б6 вʙ гr еe зɜ иᴎ
    кĸ мʍ нʜ оo пπ рp сc тᴛ уy фɸ хx ъˉb ыƅi ьƅ єꞓ ѕs іi јj ћh ѡw Ѣb ѣb ѰΨ ѱψ ѲO ѳo ѴV ѵv ҊИ ҋи Ҍb
    ҍb ҒΓ ғr ҖЖ җж Ҙ3 ҙɜ ҚK қĸ ҞK ҟĸ ҢH ңʜ ҪC ҫc ҬT ҭᴛ ҮY үy ҰY ұy ҲX һh ҽe ҾҼ ҿe Ӏl ӅɅ ӆл ӇH ӈʜ ӉH
    ӊʜ ӋҶ ӌҷ ӍM ӎʍ ӏi ӔAE ӕae ӘƏ әǝ Ӡ3 ӡȝ ӨO өo ԁd ԊǶ ԌG ԍɢ ԐƐ ԑꞓ ԛq ԜW ԝw ՍU ՏS ՓΦ ՕO աw գq զq ծẟ
    հh յȷ ոn պɰ ռn սu ցg քf օo וl טv ןl סo װll اl ؽى هo يى ١l ٥o ٧V ٨Ʌ ٮى ٯڡ ٲlٴ ڒر ڧف کك ڪك ڵل ںى
    ھo ہo ۃة ۆو ۇو ۉو یى ێى ېٻ ےى ەo ۮد ۯر ۱l ۲٢ ۳٣ ۴٤ ۵o ۶٦ ۷V ۸Ʌ ۹٩ ۿo ݖى ݢڬ ݧݔ ݩن ݾس ߀O ߊl ࢩݔ ࢮد
    ࢯص ࢰگ ࢱو ࢲز ࢹر ࢺى ࢻڡ ࢼڡ ࢽى ०o १٩ ০O ৪8 ৭9 ੦o ੧9 ੪8 ઽऽ ૦o ૨२ ૩३ ૪४ ૮८ ଠO ୦O ୨9 ஊஉள ஜஐ ரஈ ௦o ௧க ௨உ
    ௪ச ௭எ ௮அ ఢడ భబ షవ ౦o ಅఅ ಆఆ ಇఇ ಒఒ ಜజ ಞఞ ಣణ ಯయ ಱఱ ಲల ೦o ೧౧ ೨౨ ೯౯ ഉஉ ജஐ ഠo ണண റര ഴழ ശஶ ൎॱ ൟoരo ൡഞ
    ൦o ൭9 ෪ජ ෫ද ฃข ซช ฏฎ ดค ตค ทฑ มฆ ฦภ แเเ ๅา ๐o ຈจ ຍย ບบ ປป ຝฝ ພพ ຟฟ ໐o ཪར ဝo ၀o ၥ၁ ყy ჳȝ ჿo ሀU ሆՄ
    ሣɰ ቀΦ በՈ ቡՌ ኔձ ኮԻ ዐO ጣՊ ᎠD ᎡR ᎢT Ꭵi ᎨⱵ ᎩY ᎪA ᎫJ ᎬE ᎰⱵ ᎱΓ ᎳW ᎷM ᎻH ᎽY ᎾO Ꮏƫ ᏀG Ꮒh ᏃZ ᏇѠ ᏋƐ ᏌU Ꮞ4
    Ꮟb ᏒR ᏔW ᏕS ᏙV ᏚS ᏞL ᏟC ᏢP ᏦK Ꮷd ᏫO Ꮾ6 Ᏸß Ᏺh ᏳG ᏴB ᏻɢ ᏼʙ ᐃΔ ᐫᐁᐠ ᐬΔᐠ ᐭᐅᐠ ᐮᐊᐠ ᐯV ᐱɅ ᑌU ᑎՈ ᑭP ᑯd ᑲb
    ᑳb ᒍJ ᒥΓ ᒪL ᒿ2 ᓑᐡ ᔍᔋᑕ ᔎᔋb ᔏᔋᒐ ᕀᐩ ᕁx ᕷẟ ᕼH ᕽx ᕾᕐᑬ ᕿᕐP ᖀᕐᑮ ᖁᕐd ᖂᕐᑰ ᖃᕐb ᖄᕐb ᖅᕐᒃ ᖇR ᖎᖕᒊ ᖏᖕᒋ ᖐᖕᒌ ᖑᖕJ
    ᖒᖕᒎ ᖓᖕᒐ ᖔᖕᒑ ᖯb ᖴF ᖵℲ ᖷꟻ ᗄⱯ ᗅA ᗞD ᗪD ᗯѠ ᗰM ᗷB ᘂᒐ ᘃᒉ ᘄᓓ ᘇᓚ ᘢᕃ ᘣᕆ ᘤᕊ ᘮƱ ᘯΩ ᘴƱ ᘵΩ ᙯᕐᑫ ᙰᖕᒉ ᙱᖖᒋ ᙲᖖᒌ
    ᙳᖖJ ᙴᖖᒎ ᙵᖖᒐ ᙶᖖᒑ ᚷX ᛁl ᛂᚽ ᛕK ᛖM ᛘΨ ᛡᚼ ឣអ ᡕᠵ ᢖᡜ ᣛᣵ ᣜᣟᐞ ᣝᐞᣟ ᣳˡ ᣴʳ ᧐ᦞ ᧑ᦱ ᪀ᩅ ᪐ᩅ ᭒ᬍ ᭓ᬑ ᭘ᬨ ᴄc ᴈɜ ᴋĸ ᴍʍ
    ᴏo ᴐɔ ᴑo ᴔǝo ᴙя ᴜu ᴠv ᴡw ᴢz ᴤƨ ᴦr ᴧʌ ᴨπ ᴩᴘ ᴫл ᵫue ᵮf ᵯrn ᵰn ᵲr ᵳɾ ᵴs ᵵt ᵶz ᵻi ᵼi ᵽp ᵾu ᵿʊ ᶃg ᶌy
    ᶐɋ ẝf ỿy ↃƆ ↄɔ ⱧH ⱩK ⲄΓ ⲅr ⲆΔ ⲈꞒ ⲉꞓ ⲎH Ⲓl ⲔK ⲕĸ Ⲗλ ⲘM ⲚN ⲞO ⲟo ⲠΠ ⲢP ⲣp ⲤC ⲥc ⲦT ⲨY ⲪΦ ⲫɸ ⲬX ⲭχ
    ⲮΨ ⲱω ⲼШ ⲽш Ⳋ9 Ⳍ3 ⳍȝ ⳐL ⳑʟ Ⳓ6 ⳜϬ ⳤϗ ⴱO ⴷɅ ⴸV ⴹE ⴺƎ ⵁO ⵉƩ ⵏl ⵔO ⵕQ ⵙʘ ⵝX ⵠΔ イ亻 エ工 カ力 タ夕 ト卜 ニ二 ハ八
    ヘへ ロ口 㦳㘽 䎛㖈 䐠㬻 一ー 倂併 值値 啟啓 囗口 填塡 士土 壿墫 嬀媯 帲帡 幐㬺 戸戶 搉㩁 晣䀿 晩晚 曶㫚 朦䑃 柿杮 槩㮣 樧榝 潙溈 硏研 絶絕 肦朌 胊朐 胐朏 胶㬵
    脁朓 脧朘 腁胼 膧朣 蔿蒍 虁蘷 訞䚶 詽訮 讏讆 豣豜 趆赿 跺跥 躛躗 輧軿 郞郎 鎮鎭 隸隷 鹃鹂 黒黑 鿃䀹 ꓐB ꓑP ꓒd ꓓD ꓔT ꓖG ꓗK ꓙJ ꓚC ꓛƆ ꓜZ ꓝF
    ꓞℲ ꓟM ꓠN ꓡL ꓢS ꓣR ꓥɅ ꓦV ꓧH ꓪW ꓫX ꓬY ꓭᙠ ꓮA ꓯⱯ ꓰE ꓱƎ ꓲl ꓳO ꓴU ꓵՈ ꓷᗡ Ꙅ2 ꙅƨ ꙇi ꙍω ꙐЪl ꙑˉbi Ꙩʘ ꚕh ꚘOO
    ꚙoo Ꚛ𐊨 ꚡИ ꚰᚹ ꚱⱵ ꛍʡ ꛎɅ ꛛΠ ꛟV ꜨT3 ꜩtȝ ꜱs ꜲAA ꜳaa ꜴAO ꜵao ꜶAU ꜷau ꜸAV ꜹav ꜺAV ꜻav ꜼAY ꜽay ꜾϿ ꜿͽ ꝀK
    ꝊO ꝋo ꝎOO ꝏoo Ꝛ2 ꝡw Ꝫ3 ꝫȝ Ꝯ9 ꝷtf ꝺꝹ ꞆႠ ꞕꜧ ꞘF ꞙf ꞝʚ Ꞟꓤ ꞟu Ɜ3 Ʇꓕ ꞲJ ꞳX ꞴB ꞵß ꞶꙌ ꞷω ꟷー ꦒⰿ ꦣꦝ ꧏ٢ ꩓ꨁ
    ꩖ꨣ ꬲe ꬵf ꬽo ꬾo ꬿɔ ꭁǝo ꭂǝo ꭇr ꭈr ꭍʃ ꭎu ꭑm ꭒu ꭓχ ꭕχ ꭚy ꭠљ ꭢɔe ꭣuo ꭰᴅ ꭱʀ ꭲᴛ ꭴo ꭵi ꭺᴀ ꭻᴊ ꭼᴇ ꭾɂ ꮀⱶ ꮁr
    ꮃw ꮇʍ ꮋʜ ꮎo ꮐɢ ꮓz ꮛꞓ ꮜu ꮟƅ ꮢʀ ꮩv ꮪs ꮮʟ ꮯc ꮲᴘ ꮶĸ ꮻo 𐊂B 𐊅Δ 𐊆E 𐊇F 𐊊l 𐊍Ʌ 𐊐X 𐊒O 𐊔ᛜ 𐊕P 𐊖S 𐊗T 𐊠A 𐊡B 𐊢C
    𐊣Δ 𐊥F 𐊫O 𐊭Ϙ 𐊰M 𐊱T 𐊲Y 𐊳Φ 𐊴X 𐊵Ψ 𐊶Ω 𐊸ⵀ 𐋏H 𐌁B 𐌂C 𐌉l 𐌑M 𐌒Ϙ 𐌕T 𐌗X 𐌚8 𐐁Ɛ 𐐄O 𐐑ꓶ 𐐒Ꞛ 𐐕C 𐐛L 𐐟Ɒ 𐐠S 𐐣Ɔ 𐐥И 𐐩ꞓ
    𐐪ʚ 𐐬o 𐐺ꞛ 𐐽c 𐐿ɷ 𐑂ɞ 𐑃ʟ 𐑈s 𐑋ɔ 𐑍ᴎ 𐒠𐒆 𐒰Ʌ 𐒴R 𐒼Ӄ 𐓂O 𐓃ʘ 𐓄Þ 𐓍Ћ 𐓎U 𐓐ᛦ 𐓑Ψ 𐓒7 𐓘ʌ 𐓛λ 𐓪o 𐓫ꙩ 𐓶u 𐓹ψ 𐔓N 𐔖O 𐔘K 𐔜C
    𐔝V 𐔥F 𐔦L 𐔧X 𑇜ꣻ 𑒒ঘ 𑒔চ 𑒖জ 𑒘ঞ 𑒙ট 𑒛ড 𑒝ল 𑒞ত 𑒟থ 𑒠দ 𑒡ধ 𑒢ন 𑒣প 𑒧ম 𑒨য 𑒩ব 𑒪ণ 𑒫র 𑒭ষ 𑒮স 𑓄ঽ 𑓅w 𑓐O 𑓑১ 𑓒২ 𑓖৬ 𑗘𑖂
    𑗙𑖂 𑗚𑖃 𑗛𑖄 𑜀rn 𑜆v 𑜊w 𑜎w 𑜏w 𑢠V 𑢢F 𑢣L 𑢤Y 𑢦E 𑢩Z 𑢬9 𑢮E 𑢯4 𑢲L 𑢵O 𑢷ᛜ 𑢸U 𑢻5 𑢼T 𑣀v 𑣁s 𑣂F 𑣃i 𑣄z 𑣆7 𑣈o 𑣊3 𑣌9
    𑣎ꞓ 𑣕6 𑣖9 𑣗o 𑣘u 𑣜y 𑣠O 𑣣rn 𑣤٩ 𑣥Z 𑣦W 𑣩C 𑫦𑫥𑫯 𑫧𑫥𑫰 𑫨𑫥𑫥 𑫩𑫥𑫥𑫯 𑫪𑫥𑫥𑫰 𑫬𑫫𑫯 𑫭𑫫𑫫 𑫮𑫫𑫫𑫯 𑫴𑫳𑫯 𑫵𑫳𑫰 𑫶𑫳𑫳 𑫷𑫳𑫳𑫯 𑫸𑫳𑫳𑫰 𒀸𐎚
    𓋹𐦞 𖼇Γ 𖼈V 𖼊T 𖼖L 𖼚Δ 𖼜Ꙙ 𖼦ꓶ 𖼨l 𖼭Ɛ 𖼵R 𖼺S 𖼻3 𖼽Ʌ 𖽀A 𖽂U 𖽃Y
    """
}
