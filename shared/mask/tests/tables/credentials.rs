use super::check;

#[test]
fn secrets() {
    check(&[
        "key {secret|sk-proj-abcdEFGH1234ijklMNOP5678qrst}",
        "{secret|ghp_0123456789abcdefghijABCDEFGHIJ456789}",
        "AWS {secret|AKIAIOSFODNN7EXAMPLQ}",
        "slack {secret|xoxb-123456789012-abcdefABCDEF}",
        "{secret|eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl}",
        "Authorization: Bearer {secret|9f8c7b6a5d4e3f2a1b0c}",
        "api key: {secret|Zx81kLmN92qRsT44}",
        "{secret|-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----} ok",
        "token={secret|a1b2c3d4e5f6a7b8c9}",
    ]);
}

#[test]
fn no_secrets() {
    check(&[
        "skate-boarding and sk-8 shoes",
        "the key to happiness",
        "commit 9f8c7b6a5d4e3f2a1b0c",
        "my API key does not work",
        "keyboard-layout-us-international-2024-edition",
    ]);
}

#[test]
fn passwords() {
    check(&[
        "my password is {password|hunter2}",
        "password: {password|correcthorse}",
        "pwd={password|S3cr3t!}",
        "my pin is {password|4821}",
        "PIN {password|4821}",
        "{password|4821} is my pin",
        "otp {password|482910}",
        "the verification code is {password|482910}",
        "my one-time code: {password|482910}",
        "Mein Passwort ist {password|Sommer2024!}",
        "Kennwort: {password|geheim99}",
        "mon mot de passe est {password|soleil75}",
        "mi contraseña es {password|girasol88}",
        "la mia password è {password|girasole7}",
        "minha senha é {password|girassol9}",
        "mijn wachtwoord is {password|zonnebloem1}",
        "moje hasło to {password|slonecznik3}",
        "password {password|yyu 05}",
        "the password is \"{password|let me in}\"",
        "Password:\n{password|Tr0ub4dor&3}",
    ]);
}

#[test]
fn no_passwords() {
    check(&[
        "my password is not working",
        "I forgot my password and my pin",
        "password reset link expired",
        "the password is incorrect",
        "is my password wrong?",
        "my password is being rejected",
        "pin 2 of the connector",
        "error code 4012",
        "promo code is SUMMER20",
        "I entered the password 3 times",
        "Mein Passwort ist falsch",
        "mi contraseña no funciona",
        "mon mot de passe est incorrect",
        "I need help resetting my passcode to access my app.",
        "can you pin this message",
    ]);
}
