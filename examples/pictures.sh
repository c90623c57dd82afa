#!/usr/bin/env bash
# Makes docs/report.png, the picture of a report in the README: examples/pictures.sh
# It needs Chromium, and takes what it shows from the fixtures.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo build --locked
program=$(realpath "${CARGO_TARGET_DIR:-target}/debug/factledger")
picture=$PWD/docs/report.png
articles=$PWD/fixtures/articles
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
minutes=0
ledger() {
    minutes=$((minutes + 1))
    FACTLEDGER_NOW=$(printf '2026-11-23T08:%02d:00Z' "$minutes") \
        "$program" --quiet --keys "$folder/keys" --as "$@"
}
printf 'Minutes of the works committee, 5 November 2024.\nFor the contract: 17 votes of 19.\n' >minutes.txt
ledger ana import "$articles/harbour-bridge.html"
ledger ana evidence add C20 minutes.txt --stance refutes --kind primary \
    --origin 'Town of Port Ardelle' --quote 'For the contract: 17 votes of 19.'
ledger ana mark C20 disputed -m 'The minutes count 17 votes of 19.'
ledger ben mark C20 disputed -m 'The minutes say so, and the town clerk confirmed them.'
ledger ana mark C8 corroborated -m 'The invoice of the firm, page 2.'
ledger ben mark C8 disputed -m 'The invoice is of 2023, before the change of plan.'
ledger ana mark C1 corroborated -m 'log of the harbour office'
ledger ben mark C2 corroborated -m 'accounts of 2024, page 11; two origins'
ledger ben mark C5 corroborated -m 'register of accidents at work'
ledger ana mark C9 corroborated -m 'measured on the map of the land office'
ledger ana dismiss C3 -m 'nothing that could be checked'
ledger ana export -o report.html
chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=1 \
    --window-size=1180,1320 --screenshot="$picture" "file://$folder/report.html" 2>/dev/null
