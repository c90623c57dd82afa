#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| factledger_fuzz::salvage(bytes));
