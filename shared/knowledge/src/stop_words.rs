//! Words that say nothing about a subject, in the eight languages, folded.
//!
//! Words that are a stop word in one language and a thing in another ("hat", "van", "pour", "once") are left out.

use std::sync::LazyLock;

use handrail_text::WordMap;

/// Whether a folded word says nothing about a subject.
pub(crate) fn is_stop_word(word: &str) -> bool {
    static WORDS: LazyLock<WordMap<()>> =
        LazyLock::new(|| WordMap::of_words(&STOP_WORDS.join(" ")));
    (word.len() == 1 && !word.as_bytes()[0].is_ascii_digit()) || WORDS.contains(word)
}

const STOP_WORDS: [&str; 8] = [
    // en
    "a an the and or but if then so as at by for from in into of off on onto to with without about after before between is \
     are was were be been being am do does did doing done have has had having can could may might must shall should will \
     would i me my mine we us our ours you your yours he him his she her hers it its they them their this that these those \
     there here what which who whom whose when where why how all any both each few some such no not only own same than too \
     very just also please hi hello hey thanks thank ok okay yes let lets get got want wanted need like know tell help im \
     ive id ill dont doesnt didnt cant cannot couldnt isnt arent wasnt wont wouldnt s t ll ve re d m way ways able anyone \
     someone something anything possible question there else still now ever use using time times someone everyone sure really going go come",
    // de
    "der die das dem des ein eine einen einem einer eines und oder aber wenn dann als am an auf aus bei bis durch fur gegen \
     im ins mit nach ob ohne seit uber um unter vom von vor wahrend wegen wie zu zum zur ich mich mir mein meine meinen \
     meinem meiner du dich dir dein deine deinen er ihn ihm sie ihr ihre ihren ihrem ihrer es wir uns unser unsere euch euer \
     eure sich ist sind sein bist waren wird werden wurde wurden kann konnen konnte konnt kannst muss mussen soll sollte \
     darf durfen mochte mochten will wollen habe haben hatte hatten was wer wen wem wo wann warum wieso welche welcher \
     welches nicht kein keine keinen nur noch schon auch sehr bitte hallo danke ja nein mal denn doch da hier gibt",
    // fr
    "le la les l un une des du de d au aux et ou mais si que qu qui quoi dont quand comment pourquoi combien quel quelle \
     quels quelles est sont suis es etes etre ete etait ai as avez avons ont avoir j je tu il elle on nous vous ils elles me \
     te se moi toi lui leur mon ma mes ton ta tes ses notre nos votre vos ce cet cette ces ca cela c y en dans sur sous \
     avec sans par pas ne n plus tres peux peut puis pouvez veux voudrais faut fait faire bonjour merci svp oui",
    // es
    "el los las una unos unas y e o u pero como cuando donde porque que quien cual cuales cuanto cuanta cuantos cuantas es \
     son soy eres esta estan estoy ser estar fue ha han he has hay tengo tiene tienen puedo puede pueden quiero necesito yo \
     tu usted ella nosotros ustedes ellos mi mis su sus nuestro lo le les se te nos este esta esto estos estas ese esa eso \
     al del con para por entre hasta muy mas ya si hola gracias favor",
    // it
    "il lo gli uno di dello della dei degli delle da dal dalla dai nel nella nei con su sul sulla tra fra ed ma se che chi \
     cui quale quali quanto quanta quanti quante quando dove perche sono sei siamo siete essere ho hai abbiamo avete hanno \
     avere posso puoi possiamo potete vorrei voglio mio mia miei mie tuo tua suo sua nostro vostro io noi voi loro mi ti ci \
     vi si non piu anche questo questa questi queste quello quella ciao grazie",
    // pt
    "os um uma uns umas do da dos das no na nos nas ao aos pelo pela em com sem ate mas quem qual quais quanto quanta \
     quantos quantas quando onde sao sou estou estao foi tem tenho ter posso pode podem quero preciso eu voce voces ele eles \
     meu minha meus minhas seu sua seus suas nosso isso isto aquele nao mais muito tambem ja ola oi obrigado obrigada",
    // nl
    "het een en van der te met voor door naar uit om dat dit deze die er hoe wat wie waar wanneer waarom welke ik je jij u \
     hij zij ze wij jullie mij mijn jouw uw zijn haar ons onze ben bent was waren wordt worden heb hebt heeft hebben kan \
     kunnen kunt moet moeten mag mogen wil willen zou zal zullen niet geen ook nog maar wel al heel graag hallo dank aub",
    // pl
    "i oraz lub albo ale ze zeby jak jaki jaka jakie kiedy gdzie dlaczego czemu co kto czy ile jest sa byl byla bylo byc moge \
     mozna moze mozesz musze chce chcialbym chcialabym mam masz ma maja ja ty on ona ono my wy oni mnie mi moj moja moje \
     mojego mojej twoj wasz nasz sie w we z ze na do od za po przed przez pod dla bez o u ten ta te tego tej tym to nie tak \
     juz jeszcze tylko bardzo prosze dzien dobry dziekuje",
];

#[cfg(test)]
mod tests {
    use super::*;
    use handrail_text::word_map::collisions;

    #[test]
    fn listed_words_differ_in_their_hash() {
        let words = STOP_WORDS.iter().flat_map(|words| words.split(' '));
        assert_eq!(collisions(words), Vec::<&str>::new());
        assert!(is_stop_word("the") && is_stop_word("x") && !is_stop_word("7"));
    }
}
