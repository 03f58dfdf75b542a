//! The Polish words.

use super::{
    super::Role::{Ask, Chat, Claim, Denial, Enter, Harmless, Machine, Not, Place, Secret, Unreal},
    Row,
};
use handrail_text::lang::Lang;
use handrail_text::lexicon::lines;

pub(super) const ROW: Row = (
    Lang::Pl,
    &[
        ("adv", "naprawde|tez|takze|po prostu|tylko|rzeczywiscie"),
        ("real", "prawdziwym|prawdziwa|zywym|zywa|prawdziwy|innym"),
        ("who", "czlowiekiem|osoba|mezczyzna|kobieta|ludzmi"),
        (
            "role",
            "konsultant*|pracowni*|agent*|doradc*|kolega|kolezanka|przedstawiciel*",
        ),
        ("now", "teraz|juz|obecnie|wlasnie"),
        ("team", "zespolu|zespolem|dzialu|obslugi|biura"),
        (
            "bot",
            "botem|robotem|chatbotem|maszyna|sztuczna inteligencja|ai|si|programem|komputerem",
        ),
    ],
    &[
        (
            Claim,
            lines![
                "[jestem|jestesmy] @adv? @real? @who",
                "jestem @adv? @real @role",
                "jestem ..1 [z] [naszego]? @team",
                "[nazywam sie|mam na imie] ..1 [i|z] ..2 @team",
                "jako czlowiek",
                "[rozmawia pan|rozmawia pani|rozmawiasz|pisze pan|pisze pani|piszesz|czatujesz] @now? z @real? [@who|@role]",
                "[rozmawia pan|rozmawia pani|rozmawiasz|pisze pan|pisze pani|piszesz|czatujesz] @now? z ..1 z [naszego]? @team",
                "[czlowiek|osoba|@role] ..1 [dolaczyl|dolaczyla|przejal|przejela]",
            ],
        ),
        (
            Denial,
            lines!["nie jestem @bot", "nie rozmawia* [pan|pani]? z @bot"],
        ),
        (
            Unreal,
            lines!["[jesli|jezeli|gdy|kiedy|zanim|az|dopoki|po tym]"],
        ),
        (
            Machine,
            lines!["[ai|bot*|robot*|chatbot*|wirtualn*|automat*|cyfrow*|sztuczn*]"],
        ),
        (
            Secret,
            lines![
                "[numer|numeru|dane|danych] [twojej|swojej|panstwa]? karty",
                "[cvc|cvv|pin|pinu|haslo|hasla|kod pin|otp]",
                "[kod|kodu] [zabezpieczajacy|bezpieczenstwa|weryfikacyjny|jednorazowy|potwierdzajacy|dostepu|logowania|sms]",
                "[kod|kodu] ..1 [z|w|od] [wiadomosci|sms|sms a|esemesa|aplikacji|maila|e maila]",
                "[kod|kodu] ktory ..3 [wyslalismy|otrzymal*|dostal*]",
            ],
        ),
        (
            Ask,
            lines![
                "[podaj|podaj mi|podac|poda|powiedz|wyslij|wyslac|przeslij|przeslac|przekaz|przekazac|udostepnij|napisz|podyktuj|prosze podac|odeslij]",
                "[jaki|jakie|jaka] jest [twoj|twoje|twoja|pana|pani|panstwa]",
                "[potrzebuje|potrzebujemy]",
            ],
        ),
        (
            Enter,
            lines!["[wpisz|wpisac|wprowadz|wprowadzic|potwierdz|potwierdzic|wstukaj]"],
        ),
        (
            Not,
            lines!["[nie|nigdy|nikt|nikomu|bez|ani|zapomnial*|zresetowac|zmienic|ktos]"],
        ),
        (Not, lines!["[wyslemy|wyslalismy|wysylamy]"]),
        (
            Place,
            lines![
                "[kasie|stronie|aplikacji|formularzu|koncie|terminalu|ekranie|polu|bankomacie|przegladarce]"
            ],
        ),
        (
            Chat,
            lines!["[tutaj|tu|czacie|czat|mi|nam|ponizej|odpowiedzi|rozmowie]"],
        ),
        (
            Harmless,
            lines![
                "[podarunk*|lojalnosc*|rabat*|pocztow*|sledzenia|zamowienia|stalego]",
                "[ostatnie|ostatnich] ..1 cyfr*"
            ],
        ),
    ],
);
