use std::io;

/// Ask for a passphrase on the terminal, whatever the standard streams are. It is not shown.
pub fn ask(question: &str) -> io::Result<String> {
    rpassword::prompt_password(format!("{question}: "))
}
