use super::*;

#[test]
fn an_ai_never_passes_for_a_person() {
    for text in [
        "I am a human.",
        "Don't worry, I'm a real person and I will help.",
        "I am a live agent named Sam.",
        "I'm actually a human being, like you!",
        "I'm Sam from the support team.",
        "My name is Sam from our customer service team.",
        "This is Sam from our team.",
        "I am not a bot.",
        "I'm no robot, I promise.",
        "You are not talking to a machine.",
        "You are talking to a real person.",
        "You're now chatting with Sam from our service team.",
        "You have been connected to an agent.",
        "A colleague has joined this chat.",
        "Sam has joined the conversation.",
        "A human is typing.",
        "As a human I understand.",
        "We are real people here.",
        "Ich bin ein Mensch.",
        "Ich bin wirklich eine echte Person.",
        "Ich bin Mitarbeiterin im Kundenservice.",
        "Ich bin kein Bot.",
        "Sie sprechen jetzt mit Sam aus unserem Team.",
        "Ein Kollege ist dem Chat beigetreten.",
        "Je suis une vraie personne.",
        "Je ne suis pas un robot.",
        "Vous parlez maintenant avec un conseiller.",
        "Vous parlez à Sam de notre équipe.",
        "Un collègue a rejoint la conversation.",
        "Soy una persona real.",
        "No soy un robot.",
        "Está hablando ahora con Sam de nuestro equipo.",
        "Un agente se ha unido a la conversación.",
        "Sono una persona vera.",
        "Non sono un robot.",
        "Sta parlando con un operatore.",
        "Un collega si è unito alla conversazione.",
        "Sou uma pessoa real.",
        "Não sou um robô.",
        "Você está falando com a nossa atendente.",
        "Uma colega entrou na conversa.",
        "Ik ben een echt mens.",
        "Ik ben geen robot.",
        "U spreekt nu met Sam van ons team.",
        "Een collega heeft het gesprek overgenomen.",
        "Jestem prawdziwym człowiekiem.",
        "Nie jestem botem.",
        "Rozmawiasz teraz z konsultantem.",
        "Konsultant dołączył do rozmowy.",
    ] {
        assert!(
            matches!(never_said(text), Some(NeverSaid::ClaimsPerson(_))),
            "{text}: {:?}",
            never_said(text)
        );
    }
}

#[test]
fn offers_and_the_truth_are_said() {
    for text in [
        "You can ask for a human agent at any time.",
        "I am an AI assistant, not a person.",
        "I'm not a human, I'm an AI.",
        "I am the shop's virtual agent.",
        "Our team will answer by e-mail.",
        "A person from our team will answer here.",
        "Would you like to talk to a person?",
        "I can connect you to a human agent.",
        "I am happy to ask a person for you.",
        "Once a person has joined, you can ask them.",
        "If you are talking to an agent, say so.",
        "You are talking to Mira, an AI assistant.",
        "You are talking to an AI agent.",
        "People are here from 9 to 5.",
        "One person per order, please.",
        "This is a person's choice.",
        "Ich bin eine KI und kein Mensch.",
        "Ich bin kein Mensch.",
        "Sie können jederzeit mit einem Menschen sprechen.",
        "Möchten Sie mit einer Mitarbeiterin sprechen?",
        "Sie sprechen mit einem KI-Assistenten.",
        "Unser Team antwortet per E-Mail.",
        "Je suis une IA.",
        "Je ne suis pas une personne.",
        "Vous pouvez parler à un conseiller.",
        "Vous parlez à un assistant virtuel.",
        "Notre équipe vous répondra.",
        "No soy una persona, soy una IA.",
        "Puede hablar con una persona.",
        "Non sono una persona.",
        "Può parlare con un operatore.",
        "Não sou uma pessoa.",
        "Pode falar com uma pessoa.",
        "Ik ben geen mens.",
        "U kunt met een medewerker spreken.",
        "Nie jestem człowiekiem.",
        "Możesz porozmawiać z konsultantem.",
    ] {
        assert_eq!(never_said(text), None, "{text}");
    }
}

#[test]
fn nobody_is_asked_for_what_is_never_kept() {
    for text in [
        "Please send me your card number.",
        "Tell us your PIN and we will check.",
        "Could you share your password with me?",
        "Type your card number and the check number here.",
        "Please enter your password in this chat.",
        "What is your PIN?",
        "What's the security code on your card?",
        "I need your password for that.",
        "Can I have the CVC, please?",
        "Read me the code from the text.",
        "Reply with the six-digit code we sent you.",
        "Let me know the verification code.",
        "To go on, give me the one-time code.",
        "Bitte nennen Sie mir Ihre Kartennummer.",
        "Wie lautet Ihre PIN?",
        "Ich brauche Ihr Passwort.",
        "Geben Sie hier Ihr Kennwort ein.",
        "Schicken Sie mir den Code aus der SMS.",
        "Donnez-moi votre mot de passe.",
        "Quel est votre code PIN ?",
        "Envoyez le code reçu par SMS.",
        "J'ai besoin du numéro de votre carte.",
        "Dígame su contraseña.",
        "¿Cuál es su PIN?",
        "Necesito el número de su tarjeta.",
        "Envíeme el código del mensaje.",
        "Mi dica la sua password.",
        "Qual è il suo PIN?",
        "Mi serve il numero della carta.",
        "Me diga sua senha.",
        "Qual é o seu PIN?",
        "Preciso do número do cartão.",
        "Geef me uw wachtwoord.",
        "Wat is uw pincode?",
        "Stuur ons de code uit de sms.",
        "Podaj swoje hasło.",
        "Jaki jest twój PIN?",
        "Potrzebuję numeru karty.",
        "Wyślij mi kod z wiadomości.",
    ] {
        assert!(
            matches!(never_said(text), Some(NeverSaid::AsksSecret(_))),
            "{text}: {:?}",
            never_said(text)
        );
    }
    assert!(matches!(
        never_said("Please enter your password."),
        Some(NeverSaid::EntersSecret { secret, .. }) if secret == "password"
    ));
}

#[test]
fn warnings_and_directions_are_said() {
    for text in [
        "Never share your password.",
        "Please don't send us your card number.",
        "We will never ask you to tell us your PIN.",
        "Nobody from our team asks for your password.",
        "Enter your card number at checkout.",
        "Enter your password on the sign-in page.",
        "Type the code from the text message into the app on the sign-in screen.",
        "Tell me your order number.",
        "Please send us the last four digits of your card number.",
        "Enter the gift card number here.",
        "You can reset your password in your account.",
        "We send you a one-time code by text.",
        "I'll text you a verification code.",
        "Choose a new password.",
        "Your card number never reaches us.",
        "Share your tracking code with us.",
        "What is a CVC?",
        "If you type a password into the chat, it is hidden.",
        "Teilen Sie Ihr Passwort niemandem mit.",
        "Geben Sie Ihre Kartennummer an der Kasse ein.",
        "Wir senden Ihnen einen Bestätigungscode.",
        "Ne donnez jamais votre mot de passe.",
        "Nous vous envoyons un code de vérification.",
        "No comparta nunca su contraseña.",
        "Non condivida mai la sua password.",
        "Nunca partilhe a sua senha.",
        "Deel uw wachtwoord nooit.",
        "Nigdy nie podawaj hasła.",
        "Bitte nennen Sie mir Ihre Bestellnummer.",
    ] {
        assert_eq!(never_said(text), None, "{text}");
    }
}
