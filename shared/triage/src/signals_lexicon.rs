//! The words of frustration, anger and a wish to leave, by language.

use handrail_text::{lang::Lang, lexicon::lines};

/// Language, frustration, anger, wish to leave.
type Table = (Lang, &'static str, &'static str, &'static str);

pub(super) const TABLES: &[Table] = &[
    (
        Lang::En,
        lines![
            "[so|very|really|extremely|getting]? frustrat*",
            "[this|that|it|you|youre|bot|chat|site|app|service|thats|still]? [is|s|are|re]? ..1 [useless|ridiculous|unacceptable|pathetic|infuriating|hopeless|unbelievable]",
            "[doesnt|didnt|does not|did not|not|isnt|wasnt] [help*|work* at all|answer* my question|what i asked|understand*]",
            "you [dont|do not] understand",
            "[waste|wasting] [of|my] time",
            "[same|this] [answer|question|thing] [again|over and over]",
            "i [already|just] [told|said|asked|answered]",
            "[keep|kept|keeps] [saying|asking|telling|repeating|getting the same]",
            "how many times",
            "[fed up|sick of|tired of|had enough|ive had it]",
            "[for the] [second|third|fourth|fifth|tenth|hundredth] time",
            "[going|go] [round|around] in circles",
            "[angry|annoyed|annoying|furious|disappointed|upset]",
            "[terrible|horrible|awful|worst] [service|support|experience|company|chat|bot|help]",
        ],
        lines![
            "[fuck*|wtf|bullshit|stfu]",
            "[worst|shittiest] [company|service|support|bot|experience] ..3 ever",
            "[you|this] [is|are|s|re] ..2 [scam*|liar*|fraud*|thie*]",
            "[stupid|dumb|idiot*|damn|bloody|shit|shitty|crap] [bot|chatbot|robot|machine|ai|assistant|thing|chat|service|company]",
        ],
        lines![
            "cancel [my|the|our|this]? [account|subscription|membership|contract|plan|service]",
            "[close|delete|deactivate|terminate] [my|our|this] [account|subscription|membership|contract]",
            "[switch|switching|move|moving|going] to [a|another|your|the]? [competitor*|different company|other company|provider]",
            "[never|not] [buy*|order*|shop*|use|using] ..3 [again|anymore]",
            "[lost|losing|lose] [me|a customer] ..2 customer?",
            "take my business elsewhere",
            "unsubscribe me",
        ],
    ),
    (
        Lang::De,
        lines![
            "[frustrier*|nervt|nervig|argerlich|enttausch*|unverschamt*|lacherlich|sauer]",
            "[hilft|bringt|klappt|funktioniert] ..2 [nicht|nichts] [weiter|mehr]?",
            "[nutzlos|unbrauchbar|sinnlos|zeitverschwendung]",
            "[schon|bereits] [gesagt|gefragt|geschrieben|beantwortet]",
            "[immer|schon] wieder [das|die] [gleiche|selbe|dasselbe]",
            "[zum] [zweiten|dritten|vierten|funften|x ten] mal",
            "[verstehst|verstehen] [du|sie|mich] ..2 nicht",
            "ich [habe|hab] [es|die nase|genug] [satt|voll|davon]",
            "[schlechter|schrecklicher|miserabler] [service|support|kundendienst]",
        ],
        lines![
            "[scheiss*|verdammt*|verarsch*|beschissen*]",
            "[bloder|dummer|dammlicher] [bot|roboter|chat*]",
            "[betruger|abzocke|saftladen]",
        ],
        lines![
            "[konto|abo|abonnement|vertrag|mitgliedschaft] ..2 [kundig*|losch*|schliess*|beend*]",
            "[kundige|kundigen|losche|loschen] ..3 [konto|abo|abonnement|vertrag|mitgliedschaft]",
            "nie wieder ..2 [bestell*|kauf*]",
            "[zur konkurrenz|anbieter wechseln]",
        ],
    ),
    (
        Lang::Fr,
        lines![
            "[frustr*|enerv*|agace*|inadmissible|inacceptable|ridicule|decu|decue|marre]",
            "[ca|cela|ce] ne [m]? [aide|repond|marche|sert] [pas|a rien]",
            "[inutile|perte de temps]",
            "[deja] [dit|demande|repondu|explique]",
            "[toujours|encore] la meme [chose|reponse|question]",
            "[vous|tu] ne [comprenez|comprends] [pas|rien]",
            "pour la [deuxieme|troisieme|quatrieme|enieme] fois",
        ],
        lines![
            "[putain|merde|connerie*]",
            "[bot|robot] [stupide|debile|de merde]",
            "[escroc*|arnaque*|voleurs]",
        ],
        lines![
            "[annuler|resilier|supprimer|fermer|cloturer] [mon|ma|le|l|cet]? [compte|abonnement|contrat|adhesion]",
            "[resiliation|desabonne*]",
            "[plus jamais] ..2 [commander*|acheter*]",
        ],
    ),
    (
        Lang::Es,
        lines![
            "[frustrad*|frustrante|indignante|inaceptable|ridiculo|decepcionad*|harto|harta|molesto|molesta]",
            "[no] [me]? [ayuda|ayudas|sirve|sirves|funciona]",
            "[inutil|perdida de tiempo]",
            "[ya] [te|se|lo|les]? [lo]? [dije|he dicho|pregunte|conteste]",
            "[siempre|otra vez] [lo mismo|la misma]",
            "no [me]? [entiendes|entiende|entendes]",
            "por [segunda|tercera|cuarta|enesima] vez",
            "[pesimo|horrible|terrible|mal] [servicio|soporte|atencion]",
        ],
        lines![
            "[mierda|joder|puta|carajo]",
            "[bot|robot] [estupido|tonto|inutil]",
            "[estafa|estafadores|ladrones]",
        ],
        lines![
            "[cancelar|cerrar|eliminar|borrar|dar de baja] [mi|la|el|de]? [cuenta|suscripcion|contrato|membresia]",
            "darme de baja",
            "[nunca mas|no volvere a] ..2 [comprar*|pedir*]",
        ],
    ),
    (
        Lang::It,
        lines![
            "[frustrat*|frustrante|inaccettabile|ridicol*|delus*|arrabbiat*|stufo|stufa]",
            "non [mi]? [aiuta|aiuti|serve a niente|funziona|risponde*]",
            "[inutile|perdita di tempo]",
            "[gia] [detto|chiesto|scritto|risposto]",
            "[sempre|ancora] la stessa [cosa|risposta|domanda]",
            "non [mi]? [capisci|capisce|capite]",
            "per la [seconda|terza|quarta|ennesima] volta",
            "[pessimo|terribile|orribile] [servizio|supporto|assistenza]",
        ],
        lines![
            "[merda|cazzo|vaffanculo]",
            "[bot|robot] [stupido|idiota]",
            "[truffa|truffatori|ladri]",
        ],
        lines![
            "[cancellare|chiudere|eliminare|disdire] [il|la|l|mio|mia]? [mio|mia]? [account|conto|abbonamento|contratto]",
            "[disdetta|disdico]",
            "mai piu ..2 [compr*|ordin*]",
        ],
    ),
    (
        Lang::Pt,
        lines![
            "[frustrad*|frustrante|inaceitavel|ridiculo|decepcionad*|irritad*|farto|farta|cansado disso]",
            "nao [me]? [ajuda|ajudou|serve|funciona|adianta|resolve|resolveu]",
            "[inutil|perda de tempo]",
            "[ja] [disse|falei|perguntei|respondi]",
            "[sempre|de novo] [a mesma|o mesmo]",
            "[voce]? nao [me]? [entende|entendeu]",
            "pela [segunda|terceira|quarta|enesima] vez",
            "[pessimo|horrivel|terrivel] [servico|atendimento|suporte]",
        ],
        lines![
            "[merda|porra|caralho]",
            "[bot|robo] [burro|estupido|idiota]",
            "[golpe|golpistas|ladroes]",
        ],
        lines![
            "[cancelar|encerrar|fechar|excluir|apagar] [a|o|minha|meu]? [minha|meu]? [conta|assinatura|contrato|plano]",
            "nunca mais ..2 [compr*|ped*]",
        ],
    ),
    (
        Lang::Nl,
        lines![
            "[gefrustreerd|frustrerend|belachelijk|onacceptabel|teleurgesteld|irritant|boos|zat]",
            "[helpt|werkt] ..2 niet",
            "[nutteloos|waardeloos|tijdverspilling]",
            "[al|net] [gezegd|gevraagd|verteld|geantwoord]",
            "[steeds|weer|altijd] hetzelfde",
            "[begrijpt|begrijp|snapt|snap] [je|u|me|mij] ..2 niet",
            "voor de [tweede|derde|vierde|zoveelste] keer",
            "[slechte|vreselijke|belabberde] [service|klantenservice]",
        ],
        lines![
            "[kut*|godverdomme|klote*]",
            "[stomme|domme] [bot|robot|chatbot]",
            "[oplichters|oplichting|dieven]",
        ],
        lines![
            "[account|abonnement|contract|lidmaatschap] ..2 [opzeg*|annuler*|verwijder*|beeindig*]",
            "[opzeggen|annuleer|verwijder] ..2 [account|abonnement|contract|lidmaatschap]",
            "nooit meer ..2 [bestel*|koop|kopen]",
        ],
    ),
    (
        Lang::Pl,
        lines![
            "[sfrustrowan*|frustruj*|niedopuszczaln*|smieszne|rozczarowan*|zdenerwowan*|wkurz*]",
            "[to]? nie [pomaga|pomogl*|dziala]",
            "[bezuzyteczn*|strata czasu]",
            "juz [mowilem|mowilam|pisalem|pisalam|pytalem|pytalam]",
            "[ciagle|znowu|wciaz] to samo",
            "nie rozumie*",
            "po raz [drugi|trzeci|czwarty|kolejny]",
            "[fatalna|okropna|najgorsza] [obsluga|firma]",
        ],
        lines![
            "[kurwa|cholera|gowno]",
            "[glupi|durny] [bot|robot]",
            "[oszusci|zlodzieje|oszustwo]",
        ],
        lines![
            "[usunac|zamknac|skasowac|anulowac|zrezygnowac] [z]? [moje|swoje|mojego|moja]? [konto|konta|subskrypcje|subskrypcji|umowe|umowy|abonament|abonamentu]",
            "[rezygnuje|wypowiadam]",
            "nigdy wiecej ..2 [kup*|zamow*]",
        ],
    ),
];
