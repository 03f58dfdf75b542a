use super::{check, check_after};

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

/// A made-up body for a key: letters and digits of some length, in two halves so that no scanner
/// takes the whole for a real one.
fn key(prefix: &str, length: usize) -> String {
    let body: String = "a1B2c3D4e5F6g7H8j9K0"
        .chars()
        .cycle()
        .take(length)
        .collect();
    format!("{prefix}{body}")
}

#[test]
fn keys_of_services() {
    for (prefix, length) in [
        ("sk-ant-api03-", 40),
        ("sk-", 32),
        ("sk_live_", 24),
        ("pk_live_", 24),
        ("rk_live_", 24),
        ("whsec_", 32),
        ("ghp_", 36),
        ("gho_", 36),
        ("ghs_", 36),
        ("github_pat_", 40),
        ("glpat-", 20),
        ("xoxb-", 30),
        ("xapp-1-", 30),
        ("AIza", 35),
        ("ya29.", 40),
        ("GOCSPX-", 28),
        ("SG.", 40),
        ("npm_", 36),
        ("pypi-", 60),
        ("dop_v1_", 64),
        ("shpat_", 32),
        ("hf_", 34),
        ("sq0atp-", 22),
        ("EAAC", 60),
        ("key-", 32),
        ("dckr_pat_", 27),
        ("hvs.", 24),
        ("lin_api_", 40),
    ] {
        let key = key(prefix, length);
        check(&[
            &format!("I pasted {{secret|{key}}} by mistake"),
            &format!("{{secret|{key}}}"),
            &format!("KEY={{secret|{key}}}"),
            &format!("\"{{secret|{key}}}\","),
        ]);
    }
}

#[test]
fn secrets_in_links_and_configurations() {
    check(&[
        "https://shop.example/reset?token={secret|b7Qe91kd02}&lang=en",
        "https://shop.example/a?x=1&access_token={secret|zzTop99}#top",
        "https://shop.example/cb?code={secret|4a7f90bc21}&state={secret|9xk2mm41q}",
        "https://files.example/f?X-Amz-Signature={secret|0f9e8d7c6b5a}",
        "https://files.example/f?sig={secret|abc%2Bdef%3D}",
        "https://shop.example/?password={secret|sommer}",
        "postgres://shop:{secret|s3cr3t-Pw}@db.example.com:5432/orders",
        "redis://:{secret|hunter2}@cache.example.com",
        "DB_PASSWORD={secret|correct-horse}",
        "export AWS_SECRET_ACCESS_KEY={secret|wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz}",
        r#""client_secret": "{secret|q8W7e6R5t4}","#,
        "Authorization: Basic {secret|QWxhZGRpbjpvcGVuc2VzYW1l}",
        "Authorization: Bearer {secret|abcDefGhiJklMnoPqrSt}",
        "https://hooks.slack.com/services/{secret|T00000000/B00000000/XXXXXXXXXXXXXXXX}",
        "https://discord.com/api/webhooks/{secret|1234567890/abcDEF_ghiJKL}",
    ]);
}

#[test]
fn what_looks_random_and_is_no_secret() {
    check(&[
        "https://shop.example/?page=2&sort=price&code=summer",
        "id 123e4567-e89b-12d3-a456-426614174000",
        "commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "https://shop.example/products/blue-shirt-2024-large-42",
        "token_type: bearer, expires_in: 3600",
        "API_KEY=<your-key>",
        "the secret: ingredients of the best coffee",
        "sku: SHOE-2024-BLUE-42-WIDE",
        "at 10:30, ratio 3:4, a=b",
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
fn passwords_in_more_words() {
    check(&[
        "pswd {password|7895}",
        "my passwrd is {password|moon77}",
        "password is {password|20 iod}",
        "password is {password|ak 45 fg}",
        "{password|4821} ist meine PIN",
        "{password|4821} es mi pin",
        "Einmalcode: {password|771203}",
        "mon code de vérification est {password|771203}",
        "el código de verificación es {password|771203}",
        "il codice di verifica è {password|771203}",
        "o código de verificação é {password|771203}",
        "mijn verificatiecode is {password|771203}",
        "kod weryfikacyjny to {password|771203}",
        "palavra-passe: {password|girassol9}",
    ]);
}

#[test]
fn passwords_as_answers() {
    check_after(
        &["Please enter your PIN."],
        &[
            "{password|4821}",
            "sure, {password|4821}",
            "it is {password|ak45fg}",
        ],
    );
    check_after(
        &["What is your password?"],
        &["I paid 300 dollars", "no idea", "order 5512"],
    );
}

#[test]
fn no_passwords_near_misses() {
    check(&[
        "password must have 8 characters",
        "the password is 8 characters long",
        "my password is not 12 or 13",
        "pass the salt 2 times",
        "4012 is the error code",
        "SUMMER20 is my promo code",
        "code 10 for 10 percent off",
        "passwords are safe with us",
        "le mot de passe est oublié",
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
