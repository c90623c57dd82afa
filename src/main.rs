use std::process::ExitCode;

fn main() -> ExitCode {
    factledger::run(std::env::args_os())
}
