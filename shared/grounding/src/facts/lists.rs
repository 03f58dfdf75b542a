//! The lists behind [`super::vocabulary`], in the eight languages, folded.
//!
//! A row is one meaning; its first name is what the meaning is called, also where that is a number.

use super::vocabulary::Table::{self, *};
use handrail_text::lexicon::lines;

pub(super) const TABLES: &[(Table, &str)] = &[
    (Month, handrail_text::months::NAMES),
    (
        Weekday,
        lines![
            "monday mondays montag montags lundi lundis lunes lunedi maandag maandags poniedzialek poniedzialku \
            poniedzialki",
            "tuesday tuesdays dienstag dienstags mardi mardis martes martedi dinsdag dinsdags wtorek wtorku wtorki",
            "wednesday wednesdays mittwoch mittwochs mercredi mercredis miercoles mercoledi woensdag woensdags sroda \
            srode srody",
            "thursday thursdays donnerstag donnerstags jeudi jeudis jueves giovedi donderdag donderdags czwartek \
            czwartku czwartki",
            "friday fridays freitag freitags vendredi vendredis viernes venerdi vrijdag vrijdags piatek piatku piatki",
            "saturday saturdays samstag samstags sonnabend samedi samedis sabado sabados sabato zaterdag zaterdags \
            sobota sobote soboty",
            "sunday sundays sonntag sonntags dimanche dimanches domingo domingos domenica zondag zondags niedziela \
            niedziele niedzieli",
        ],
    ),
    (
        WeekdayShort,
        lines![
            "mon mo lun seg ma pon pn",
            "tue tues di mar ter wt",
            "wed weds mi mer mie qua wo sr",
            "thu thur thurs do jeu jue gio qui czw",
            "fri fr ven vie sex vr pt",
            "sat sa sam sab za sob",
            "sun so dim dom zo nd ndz",
        ],
    ),
    (
        WeekdayWithFeira,
        lines!["segunda", "terca", "quarta", "quinta", "sexta"],
    ),
    (
        Unit,
        lines![
            "second seconds sec secs sekunde sekunden seconde secondes segundo segundos secondo secondi segundos \
            seconden sekund sekundy",
            "minute minutes min mins minuten minuto minutos minuti minuut minut minuty",
            "hour hours hr hrs h std stunde stunden heure heures hora horas ora ore uur uren godzin godziny godzina \
            godz",
            "day days tag tage tagen jour jours dia dias giorno giorni dag dagen dni dzien dnia",
            "workday workdays werktag werktage werktagen arbeitstag arbeitstage arbeitstagen werkdag werkdagen",
            "week weeks wk wks woche wochen semaine semaines semana semanas settimana settimane weken tydzien tygodni \
            tygodnie tygodniu",
            "fortnight fortnights",
            "decade decades",
            "month months monat monate monaten mois mes meses mese mesi maand maanden miesiac miesiace miesiecy",
            "year years yr yrs jahr jahre jahren an ans annee annees ano anos anni anno jaar jaren rok lata lat roku",
        ],
    ),
    (
        Measure,
        lines![
            "mg",
            "g gr gram grams gramme grammes gramm gramos grammi gramas gramow",
            "kg kgs kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramos chili kilogramow",
            "ton tons tonne tonnes tonnen",
            "lb lbs",
            "oz ounce ounces",
            "mm millimetres millimeters millimeter",
            "cm centimetre centimetres centimeter centimeters zentimeter centimetros centimetri centymetrow",
            "m metre metres meter meters metern metros metri metrow",
            "km kilometre kilometres kilometer kilometers kilometros chilometri kilometrow",
            "inch inches zoll pouces pulgadas pollici polegadas cali",
            "ft foot feet",
            "yd yards",
            "mile miles meilen",
            "ml millilitres milliliters",
            "cl",
            "l litre litres liter liters litros litri litrow",
            "watt watts",
            "kwh",
            "volt volts",
            "mah",
            "mb megabytes",
            "gb gigabytes",
            "tb terabytes",
            "degree degrees grad degres grados gradi graus graden stopni",
            "item items piece pieces pcs product products article articles unit units pair pairs artikel artikeln \
            stuck stucke produkte produkten teile paar produits paires articulos piezas productos unidades pares \
            articoli pezzi prodotti paia artigos pecas produtos unidades stuk stuks producten sztuk sztuki produktow \
            produkty par pary",
            "point points punkt punkte punkten puntos punti pontos punten punktow punkty pkt",
            "star stars sterne sternen etoiles estrellas stelle estrelas sterren gwiazdek",
            "person persons people personen leute personnes personas persone pessoas mensen osob osoby",
            "time times mal fois veces volte vezes keer razy",
        ],
    ),
    (
        Currency,
        lines![
            "$ dollar dollars dolar dolares dollari dolary dolarow bucks buck",
            "usd us$",
            "cad ca$ c$",
            "aud au$ a$",
            "eur € euro euros euri",
            "gbp £ pound pounds quid",
            "pence penny pennies",
            "chf sfr franken franc francs franchi francos frankow",
            "pln zł zl zloty zlotych zlote",
            "jpy ¥ yen",
            "inr ₹ rupees rupee",
            "brl r$ reais",
            "mxn mx$ pesos peso",
            "kr sek nok dkk kroner kronor kronen krona krone",
            "czk kč kc",
            "¢ cent cents centimes centavos centesimi centen groszy grosze",
            "krw ₩ won",
            "rub ₽",
            "₺ lira",
            "uah ₴",
            "ils ₪",
            "thb ฿ baht",
            "vnd ₫",
            "btc ₿ bitcoin bitcoins",
            "cny rmb yuan",
            "huf forint",
        ],
    ),
    (
        Numeral,
        lines![
            "0 zero cero nul null",
            "1 one eins ein eine einen einem einer un une una uno uma um een jeden jedna jedno jednego",
            "2 two zwei deux dos due dois duas twee dwa dwie dwoch",
            "3 three drei trois tres tre drie trzy trzech",
            "4 four vier quatre cuatro quattro quatro cztery czterech",
            "5 five funf cinq cinco cinque vijf piec pieciu",
            "6 six sechs seis sei zes szesc szesciu",
            "7 seven sieben sept siete sette sete zeven siedem siedmiu",
            "8 eight acht huit ocho otto oito osiem osmiu",
            "9 nine neun neuf nueve nove negen dziewiec dziewieciu",
            "10 ten zehn dix diez dieci dez tien dziesiec dziesieciu",
            "11 eleven elf onze once undici jedenascie jedenastu",
            "12 twelve zwolf douze doce dodici doze twaalf dwanascie dwunastu",
            "13 thirteen dreizehn treize trece tredici treze dertien trzynascie",
            "14 fourteen vierzehn quatorze catorce quattordici catorze veertien czternascie czternastu",
            "15 fifteen funfzehn quinze quince quindici vijftien pietnascie pietnastu",
            "16 sixteen sechzehn seize dieciseis sedici dezesseis dezasseis zestien szesnascie",
            "17 seventeen siebzehn diecisiete diciassette dezessete dezassete zeventien siedemnascie",
            "18 eighteen achtzehn diciotto dieciocho dezoito achttien osiemnascie",
            "19 nineteen neunzehn diecinueve diciannove dezenove dezanove negentien dziewietnascie",
            "20 twenty zwanzig vingt veinte venti vinte twintig dwadziescia dwudziestu",
            "21 veintiuno ventun",
            "30 thirty dreissig trente treinta trenta trinta dertig trzydziesci trzydziestu",
            "40 forty vierzig quarante cuarenta quaranta quarenta veertig czterdziesci",
            "50 fifty funfzig cinquante cincuenta cinquanta cinquenta vijftig piecdziesiat",
            "60 sixty sechzig soixante sesenta sessanta sessenta zestig szescdziesiat",
            "70 seventy siebzig septante setenta settanta zeventig siedemdziesiat",
            "80 eighty achtzig huitante ochenta ottanta oitenta tachtig osiemdziesiat",
            "90 ninety neunzig nonante noventa novanta negentig dziewiecdziesiat",
            "100 hundred hundert cent cien ciento cento cem honderd sto",
            "200 doscientos doscientas duzentos duzentas dwiescie",
            "300 trescientos trescientas trezentos trezentas trzysta",
            "400 quatrocentos quatrocentas czterysta",
            "500 quinientos quinientas quinhentos quinhentas piecset",
            "600 seiscentos seiscentas szescset",
            "700 setecientos setecientas setecentos siedemset",
            "800 oitocentos oitocentas osiemset",
            "900 novecientos novecientas novecentos dziewiecset",
            "1000 thousand tausend mille mil duizend tysiac",
        ],
    ),
    (
        Fraction,
        lines![
            "0.5 half halbe halbes halben halber demi demie media medio mezza mezzo meia meio halve pol",
            "1.5 anderthalb eineinhalb anderhalf anderhalve poltora poltorej",
        ],
    ),
    (
        Magnitude,
        lines![
            "e3 thousand k tausend tsd mille mil mila duizend tys tysiecy",
            "e6 million millions millionen mio millones milioni milhoes miljoen mln milionow",
            "e9 billion billions milliarden mrd milliards miliardi miljard mld",
        ],
    ),
    (
        RelativeDay,
        lines![
            "today tonight heute aujourd hoy oggi hoje vandaag dzis dzisiaj",
            "tomorrow morgen demain manana domani amanha jutro",
            "overmorrow ubermorgen overmorgen pojutrze dopodomani",
        ],
    ),
    (
        NamedHour,
        lines![
            "720 noon midday mittags mediodia mezzogiorno",
            "0 midnight mitternacht minuit medianoche mezzanotte middernacht",
        ],
    ),
    (
        Working,
        lines![
            "business working work ouvres ouvrables ouvre ouvrable habiles habil laborables laborable lavorativi \
            lavorativo uteis util robocze roboczych roboczy werk",
        ],
    ),
    (
        Filler,
        lines![
            "calendar full consecutive more whole kalender volle ganze calendaires naturales solari corridos \
            kalendarzowych pelne volledige additional extra",
        ],
    ),
    (
        Percent,
        lines!["percent percents prozent procent procenten procenta pct"],
    ),
    (
        JoinsRange,
        lines![
            "to and or until till through thru bis und oder a au et ou y o al e ate tot en of t do i lub x",
        ],
    ),
    (
        LeadsToMonth,
        lines![
            "in until till by since from before after through during im bis seit ab en depuis avant jusqu hasta desde \
            fino dal em ate tot sinds vanaf w do od",
        ],
    ),
    (
        SmallMonth,
        lines!["mai mars mei mayo maj marca augustus luty"],
    ),
    (
        PromisesDay,
        lines![
            "by until till before later end ends expire expires arrive arrives ship ships shipped sent deliver \
            delivered start starts close closes closed open valid only bis noch ab d hasta desde entro fino ate tot \
            nog do jeszcze",
        ],
    ),
    (
        MakesMorning,
        lines!["heute guten jeden am la una cada esta de goede elke iedere"],
    ),
    (
        Next,
        lines![
            "next nachste nachsten nachster nachstes kommende kommenden prochain prochaine proximo proxima prossimo \
            prossima volgende przyszly przyszlym nastepny nastepnym",
        ],
    ),
    (Count, lines!["item point star person time"]),
    (
        EverydayMonth,
        lines!["march mars marca mayo augustus marz luty sept"],
    ),
    (
        OneOfTime,
        lines!["hour day week fortnight month year decade"],
    ),
    (
        TakesTime,
        lines![
            "is was has takes lasts gets needs requires gives offers includes means plus adds within in for after of \
            over",
        ],
    ),
    (
        Named,
        lines![
            "order ticket invoice model parcel package shipment tracking case reference ref booking reservation rma \
            bestellung auftrag rechnung sendung paket modell vorgang bestellnummer auftragsnummer rechnungsnummer \
            sendungsnummer ticketnummer commande facture colis modele dossier pedido factura paquete modelo ordine \
            fattura pacco modello encomenda fatura pacote bestelling bestelnummer factuur factuurnummer pakket \
            zamowienie zamowienia faktura faktury paczka paczki przesylka przesylki",
        ],
    ),
    (
        NamedNumber,
        lines!["number no nr num numero n nummer numer id code"],
    ),
    (
        Times,
        lines!["2 double doppel doble doppio duplo dubbel", "3 triple"],
    ),
    (
        Part,
        lines![
            "2 half halves halbe halber halben halbes halfte moitie mitad medio media meta mezzo mezza metade meia \
            helft halve polowa polowe polowy pol",
            "3 third thirds drittel tiers tercio tercios terzo terzi terco tercos derde trzecia trzecie",
            "4 quarter quarters viertel quart quarts cuarto cuartos quarto quarti quartos kwart cwierc",
            "5 fifth fifths funftel cinquieme cinquiemes quinto quinti vijfde",
            "10 tenth tenths zehntel dixieme dixiemes decimo decimi tiende",
        ],
    ),
    (
        Reduced,
        lines![
            "off price prices priced discount discounted cheaper less reduction rabatt preis preise preises billiger \
            gunstiger nachlass ermassigung remise reduction prix descuento rebaja precio precios sconto prezzo prezzi \
            desconto preco precos korting prijs prijzen goedkoper rabat rabatu cena ceny cene taniej znizki",
        ],
    ),
    (
        OfPrice,
        lines![
            "of the a its your our in full original regular usual normal list des der dem den vom de du del della di \
            do da le la el il o van een het rabaty",
        ],
    ),
    (
        Costs,
        lines![
            "cost costs costing price priced fee pay pays paying paid charge charges charged save saves saving kostet \
            kosten koste preis zahlen zahlst zahlt bezahlen sparen sparst coute coutent prix payez payer economisez \
            cuesta cuestan precio pagar paga pagas ahorra ahorras costa costano prezzo risparmi custa custam preco \
            poupa kost prijs betalen betaalt betaal bespaart kosztuje kosztuja cena zaplacic placisz",
        ],
    ),
    (
        About,
        lines![
            "only just about around exactly nearly almost roughly at is are you us of be nur etwa genau ungefahr rund \
            circa ist sind seulement environ exactement est solo solamente cerca es exactamente circa apenas e \
            slechts maar ongeveer tylko okolo jedynie to",
        ],
    ),
    (
        AfterAmount,
        lines![
            "each apiece extra more less for per a an in and or if when with plus total altogether today now only pro \
            je fur oder und pour par ou et por y o e para za lub voor per en of in al",
        ],
    ),
    (Dot, lines!["dot kropka"]),
    (DotToo, lines!["punkt point punto ponto punt"]),
    (
        At,
        lines!["at arroba arobase chiocciola apenstaartje malpa klammeraffe chez bei"],
    ),
    (
        TopLevel,
        lines![
            "com net org info io biz eu example xyz fr nl pl ch cz dk fi gr hu ie jp kr nz ro ru sk tr ua uk br mx cl \
            cn hk tw vn za onion",
        ],
    ),
    (
        TopLevelToo,
        lines![
            "de au ca co se es pt us app dev shop store online site website web test invalid localhost tech cloud \
            email support help page pages link click pro name mobi asia travel jobs news blog art agency bank pay gov \
            edu mil top club live life world zone ai tv cc ws ly gl gg",
        ],
    ),
    (
        Article,
        lines![
            "a an the this that one der die das den dem ein eine einen le la un une ce el una este lo il uno o a um \
            uma het de een ten ta to",
        ],
    ),
    (Acts, lines!["to can could may i you we please je on vous"]),
];
