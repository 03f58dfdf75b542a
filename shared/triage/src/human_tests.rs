use super::*;
use crate::lang::Lang;

fn check(lang: Lang, positives: &[&str], near_misses: &[&str]) {
    let missed: Vec<_> = positives
        .iter()
        .filter(|text| human_request(text).is_none())
        .collect();
    let wrong: Vec<_> = near_misses
        .iter()
        .filter_map(|text| human_request(text).map(|found| (text, found.phrase)))
        .collect();
    assert!(
        missed.is_empty() && wrong.is_empty(),
        "{lang:?}\nmissed {missed:#?}\nwrong {wrong:#?}"
    );
}

#[test]
fn english() {
    check(
        Lang::En,
        &[
            "human please",
            "Human",
            "agent",
            "AGENT!!!",
            "representative",
            "operator",
            "real person",
            "let me talk to someone",
            "Let me speak to a human.",
            "I want a person",
            "I want to talk to a real person",
            "can I speak with a representative?",
            "Can i speak to someone about my refund",
            "could I talk to somebody please",
            "connect me to an agent",
            "Please transfer me to customer service",
            "get me a human",
            "I need a human being, not a bot",
            "I'd like to speak to your manager",
            "i need to talk to a live agent",
            "put me through to a person",
            "is there a real person I can talk to?",
            "Is anyone there? I want to chat with a human",
            "I don't want to talk to a bot",
            "I don't want a bot, I want a human",
            "why can't I talk to a person",
            "Why don't you let me talk to a human",
            "how do I talk to a human",
            "speak to a person",
            "talk to agent",
            "can someone call me",
            "customer service please",
            "live chat",
            "hello, agent please",
            "this isn't helping, give me a real person",
            "talk to a human about order [ORDER_1]",
            "My name is [NAME_1], can I please talk to a person?",
            "wanna talk to someone real",
            "I would prefer to speak with a human",
            "escalate this to a supervisor",
        ],
        &[
            "my travel agent booked the wrong size",
            "is this person allowed to collect my parcel?",
            "Are you a human or a bot?",
            "human hair wig",
            "do you have a customer service e-mail?",
            "I don't want a human",
            "no human please",
            "no need to talk to a person",
            "I want to return it without talking to a person",
            "I never asked to talk to a human",
            "Your agent told me the refund takes 5 days",
            "I already spoke to an agent yesterday",
            "They told me to talk to someone at the bank",
            "How many people fit in the tent?",
            "I want a two person tent",
            "Do I need a person to sign for it?",
            "which person ordered this?",
            "Can I become a support agent?",
            "what are your customer service hours",
            "Can someone else use my gift card?",
            "someone stole my parcel",
            "someone else paid for it",
            "cleaning agent for leather",
            "Do your agents speak German?",
            "is the person at the door going to help carry it up",
            "I talked to my wife about the colour",
            "How do I contact the courier?",
            "human rights policy",
            "The delivery person left it outside",
            "I need a manager account for my company",
            "What is your support for Linux?",
            "no person was home when the parcel came",
        ],
    );
}

#[test]
fn german() {
    check(
        Lang::De,
        &[
            "Mitarbeiter sprechen",
            "Ich möchte mit einem Menschen sprechen",
            "Kann ich mit einem Mitarbeiter reden?",
            "Bitte verbinden Sie mich mit einem Mitarbeiter",
            "Mensch bitte",
            "ich will mit jemandem sprechen",
            "Ich brauche einen Menschen",
            "ich möchte mit einer echten Person chatten",
            "Kundenservice",
            "Ich will nicht mit einem Bot reden",
            "Verbinde mich mit dem Kundenservice",
            "kann mich jemand anrufen?",
        ],
        &[
            "Ich will nicht mit einem Mitarbeiter sprechen",
            "kein Mensch bitte",
            "Ihr Mitarbeiter hat gesagt, es dauert drei Tage",
            "Ich habe gestern mit einem Mitarbeiter gesprochen",
            "Gibt es Mitarbeiterrabatte?",
            "Wie viele Personen passen in das Zelt?",
            "Wann kommt mein Paket?",
            "Kann jemand anders das Paket annehmen?",
            "Die Person an der Tür war freundlich",
            "Bist du ein Mensch?",
            "Wie erreiche ich die Post?",
            "ohne mit jemandem zu sprechen",
        ],
    );
}

#[test]
fn french() {
    check(
        Lang::Fr,
        &[
            "je veux parler à un conseiller",
            "Je voudrais parler à quelqu'un",
            "Puis-je parler à un humain ?",
            "humain svp",
            "un conseiller s'il vous plaît",
            "Passez-moi un conseiller",
            "mettez-moi en relation avec un agent",
            "Je veux une vraie personne",
            "conseiller",
            "je ne veux pas parler à un robot",
            "Est-ce que je peux discuter avec une vraie personne",
            "J'ai besoin d'un humain",
        ],
        &[
            "Je ne veux pas parler à un conseiller",
            "pas d'humain",
            "J'ai déjà parlé à un conseiller hier",
            "On m'a dit de parler à quelqu'un à la banque",
            "Une autre personne peut-elle retirer le colis ?",
            "Combien de personnes dans la tente ?",
            "Où est mon colis ?",
            "Quelqu'un a volé mon colis",
            "perruque en cheveux humains",
            "sans parler à un conseiller",
            "Êtes-vous un humain ?",
            "agent immobilier",
        ],
    );
}

#[test]
fn spanish() {
    check(
        Lang::Es,
        &[
            "quiero hablar con una persona",
            "Quiero hablar con un agente",
            "¿Puedo hablar con alguien?",
            "humano por favor",
            "agente",
            "necesito un humano",
            "Pásame con un agente",
            "comuníqueme con un representante",
            "no quiero hablar con un robot",
            "¿Hay alguien real ahí?",
            "Quisiera hablar con atención al cliente",
            "persona real por favor",
        ],
        &[
            "no quiero hablar con una persona",
            "Ya hablé con un agente ayer",
            "¿Otra persona puede recoger el paquete?",
            "peluca de cabello humano",
            "¿Cuántas personas caben en la tienda?",
            "¿Dónde está mi pedido?",
            "Me dijeron que hablara con el banco",
            "agente de viajes",
            "Alguien robó mi paquete",
            "sin hablar con nadie",
            "¿Eres un humano?",
            "El precio por persona",
        ],
    );
}

#[test]
fn italian() {
    check(
        Lang::It,
        &[
            "vorrei parlare con un operatore",
            "Posso parlare con qualcuno?",
            "operatore",
            "operatore per favore",
            "voglio parlare con una persona reale",
            "Mi passi un operatore",
            "ho bisogno di una persona",
            "non voglio parlare con un bot",
            "umano grazie",
            "Mi metta in contatto con un operatore",
            "C'è qualcuno con cui posso parlare?",
            "Vorrei parlare con il servizio clienti",
        ],
        &[
            "non voglio parlare con un operatore",
            "Ho già parlato con un operatore",
            "Un'altra persona può ritirare il pacco?",
            "parrucca di capelli umani",
            "Dov'è il mio ordine?",
            "Quanto costa per persona?",
            "agente immobiliare",
            "Qualcuno ha rubato il mio pacco",
            "Mi hanno detto di parlare con la banca",
            "Sei un umano?",
            "senza parlare con un operatore",
            "La persona alla porta era gentile",
        ],
    );
}

#[test]
fn portuguese() {
    check(
        Lang::Pt,
        &[
            "quero falar com um atendente",
            "Posso falar com alguém?",
            "atendente",
            "humano por favor",
            "Quero falar com uma pessoa real",
            "preciso de um atendente",
            "Me transfira para um atendente",
            "não quero falar com um robô",
            "Gostaria de falar com um humano",
            "atendimento humano",
            "tem alguém aí que possa me ajudar",
            "falar com o suporte",
        ],
        &[
            "não quero falar com um atendente",
            "Já falei com um atendente ontem",
            "Outra pessoa pode receber a encomenda?",
            "peruca de cabelo humano",
            "Onde está o meu pedido?",
            "quanto custa por pessoa",
            "agente de viagens",
            "Alguém roubou minha encomenda",
            "Me disseram para falar com o banco",
            "Você é humano?",
            "sem falar com ninguém",
            "A pessoa na porta foi simpática",
        ],
    );
}

#[test]
fn dutch() {
    check(
        Lang::Nl,
        &[
            "ik wil met een medewerker praten",
            "Kan ik iemand spreken?",
            "medewerker graag",
            "mens alsjeblieft",
            "Ik wil een echt persoon spreken",
            "verbind me door met een medewerker",
            "kan ik met een mens praten",
            "Ik wil niet met een bot praten",
            "klantenservice",
            "is er iemand die mij kan helpen",
            "kan iemand mij bellen",
            "praten met een echte medewerker",
        ],
        &[
            "ik wil niet met een medewerker praten",
            "Ik heb gisteren met een medewerker gesproken",
            "Kan een andere persoon het pakket ophalen?",
            "pruik van mensenhaar",
            "Waar is mijn bestelling?",
            "hoeveel personen passen in de tent",
            "Iemand heeft mijn pakket gestolen",
            "De bezorger liet het buiten staan",
            "Ben je een mens?",
            "zonder met iemand te praten",
            "vier persoons tent",
            "Een medewerker zei dat het drie dagen duurt",
        ],
    );
}

#[test]
fn polish() {
    check(
        Lang::Pl,
        &[
            "chcę rozmawiać z człowiekiem",
            "Czy mogę porozmawiać z konsultantem?",
            "konsultant",
            "człowiek proszę",
            "połącz mnie z konsultantem",
            "Proszę połączyć z konsultantem",
            "potrzebuję konsultanta",
            "chcę porozmawiać z kimś",
            "nie chcę rozmawiać z botem",
            "poproszę konsultanta",
            "obsługa klienta",
            "chciałbym porozmawiać z prawdziwą osobą",
        ],
        &[
            "nie chcę rozmawiać z konsultantem",
            "Rozmawiałem już z konsultantem",
            "Czy inna osoba może odebrać paczkę?",
            "Gdzie jest moje zamówienie?",
            "ile osób zmieści się w namiocie",
            "Ktoś ukradł moją paczkę",
            "konsultant powiedział, że to potrwa trzy dni",
            "agent nieruchomości",
            "prawa człowieka",
            "Czy jesteś człowiekiem?",
            "bez rozmowy z konsultantem",
            "Osoba przy drzwiach była miła",
        ],
    );
}
