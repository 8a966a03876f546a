#!/bin/sh
# Collects who may take which password from a BeyondTrust Password Safe, by its API, and delivers it to Plumbline. See
# docs/privileges.md. Needs jq and curl. Reads only; asks for no password of any account; sends nothing with --dry-run.
set -eu

usage() {
  cat <<'EOF_USAGE'
usage: collect-beyondtrust.sh [--dry-run] [--strict] [--output FILE] NAME

  NAME           what the Password Safe is called in Plumbline, such as safe-eu
  --dry-run      print the inventory, and deliver nothing
  --output FILE  keep the inventory in FILE too
  --strict       exit with 4 when a section could not be read

BT_URL is the address of the server, such as https://safe.example.com. Sign in with BT_KEY, a key of the API, and BT_RUNAS, a user that
may use it (domain\user); BT_PASSWORD where the key asks for that of the user. The user needs to read Password Safe's system
and account management, user accounts and its audit.
PLUMBLINE_URL and PLUMBLINE_TOKEN say where it goes. The token needs the scope beyondtrust/NAME.
exit: 0 delivered, 1 wrong use or a tool is missing, 2 nothing could be read, 3 Plumbline refused it, 4 see --strict
EOF_USAGE
}

say() { printf '%s\n' "$*" >&2; }
die() { code=$1; shift; say "collect-beyondtrust.sh: $*"; exit "$code"; }

DRY='' STRICT='' OUTPUT='' NAME=''
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) DRY=yes ;;
    --strict) STRICT=yes ;;
    --output) [ $# -gt 1 ] || die 1 '--output needs a file'; OUTPUT=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 1 ;;
    *) [ -z "$NAME" ] || die 1 'one Password Safe at a time'; NAME=$1 ;;
  esac
  shift
done
[ -n "$NAME" ] || { usage >&2; exit 1; }
case $NAME in *[!A-Za-z0-9._-]*) die 1 "\"$NAME\" is no name: letters, digits, dots and dashes" ;; esac
for tool in jq curl; do command -v "$tool" >/dev/null || die 1 "$tool is not installed"; done
[ -n "${BT_URL:-}" ] || die 1 'BT_URL is not set'
[ -n "${BT_KEY:-}" ] && [ -n "${BT_RUNAS:-}" ] || die 1 'set BT_KEY and BT_RUNAS'
if [ -z "$DRY" ]; then
  [ -n "${PLUMBLINE_URL:-}" ] || die 1 'PLUMBLINE_URL is not set (or use --dry-run)'
  [ -n "${PLUMBLINE_TOKEN:-}" ] || die 1 'PLUMBLINE_TOKEN is not set (or use --dry-run)'
fi
case "$BT_KEY$BT_RUNAS${BT_PASSWORD:-}" in *'
'*) die 1 'BT_KEY, BT_RUNAS and BT_PASSWORD must not have line ends' ;; esac

umask 077
T=$(mktemp -d "${TMPDIR:-/tmp}/plumbline.XXXXXX")
API="${BT_URL%/}/BeyondTrust/api/public/v3"
SIGNED_IN=''
end() {
  if [ -n "$SIGNED_IN" ]; then curl -sS --config "$T/session" -b "$T/cookies" -o /dev/null -X POST -d '' "$API/Auth/Signout" 2>/dev/null || :; fi
  rm -rf "$T"
}
trap end EXIT
trap 'exit 1' INT TERM
mkdir "$T/sections"
AT=$(date -u +%Y-%m-%dT%H:%M:%SZ)

# Members that may hold values of secrets are taken out here, and once more by Plumbline.
STRIP='def strip: if type == "object" then with_entries(select(.key | test("^(value|token|password|secretstring|secretvalue|secret|privatekey|passphrase)$"; "i") | not) | .value |= strip) elif type == "array" then map(strip) else . end;'

# Keys and passwords stand in no list of processes: curl reads them from a file that goes with this run, in which \ and " are escaped.
HEADER="PS-Auth key=$BT_KEY; runas=$BT_RUNAS;"
[ -z "${BT_PASSWORD:-}" ] || HEADER="$HEADER pwd=[$BT_PASSWORD];"
printf 'header = "Authorization: %s"\n' "$(printf '%s' "$HEADER" | sed 's/[\\"]/\\&/g')" >"$T/session"

HTTP='' REASON=''
# fetch PATH: asks Password Safe; $T/page has the answer.
fetch() {
  HTTP=$(curl -sS --config "$T/session" -b "$T/cookies" -o "$T/page" -w '%{http_code}' -H 'Accept: application/json' "$API/$1" 2>"$T/errors") || {
    HTTP='' REASON=$(head -n 1 "$T/errors" | cut -c 1-200)
    return 1
  }
  case $HTTP in 200) HTTP='' REASON=''; return 0 ;; esac
  REASON=$(jq -r 'if type == "object" then .Message // .message // empty elif type == "string" then . else empty end' "$T/page" 2>/dev/null | head -n 1 | cut -c 1-200) || REASON=''
  [ -n "$REASON" ] || REASON='no reason was told'
  return 1
}

# rows: the list in $T/page as $T/data
rows() {
  if jq -c "$STRIP"' (if type == "array" then . elif (.Data | type) == "array" then .Data else error("no list") end) | strip' "$T/page" >"$T/data" 2>/dev/null; then return 0; fi
  HTTP='' REASON='the answer was not what BeyondTrust documents'
  return 1
}

# all PATH: a whole list as $T/data; what comes in pages says how many there are.
all() {
  offset=0
  : >"$T/pages"
  case $1 in *\?*) sign='&' ;; *) sign='?' ;; esac
  while :; do
    fetch "$1${sign}limit=1000&offset=$offset" || return 1
    rows || return 1
    cat "$T/data" >>"$T/pages"
    got=$(jq 'length' "$T/data")
    offset=$((offset + got))
    total=$(jq 'if type == "object" then .TotalCount // 0 else 0 end' "$T/page")
    [ "$got" -gt 0 ] && [ "$offset" -lt "$total" ] || break
  done
  if [ "$offset" -lt "$total" ]; then REASON="only $offset of $total rows were told"; return 1; fi
  jq -sc 'add // []' "$T/pages" >"$T/data"
}

FAILED=0 READ=0
keep() { # NAME: $T/data is the section
  jq -c --arg name "$1" '{name: $name, section: {status: "ok", data: .}}' "$T/data" >"$T/sections/$1.json"
  READ=$((READ + 1))
}
lose() { # NAME
  jq -nc --arg name "$1" --arg http "$HTTP" --arg reason "$REASON" \
    '{name: $name, section: ({status: "failed", reason: $reason} + if $http == "" then {} else {http: ($http | tonumber)} end)}' >"$T/sections/$1.json"
  FAILED=$((FAILED + 1))
  say "section $1 could not be read: ${HTTP:+HTTP $HTTP, }$REASON"
}

CODE=$(curl -sS --config "$T/session" -c "$T/cookies" -o "$T/page" -w '%{http_code}' -X POST -d '' "$API/Auth/SignAppin" 2>"$T/errors") ||
  die 2 "$BT_URL could not be reached: $(head -n 1 "$T/errors" | cut -c 1-200)"
[ "$CODE" = 200 ] || die 2 "signing in failed (HTTP $CODE)"
SIGNED_IN=yes

if all ManagedSystems; then
  keep managed_systems
  jq -r '.[] | .ManagedSystemID // empty' "$T/data" >"$T/systems"
  : >"$T/accounts"
  LOST=''
  while read -r system; do
    # Rows of some systems without those of others would say that accounts are gone.
    if all "ManagedSystems/$system/ManagedAccounts"; then cat "$T/data" >>"$T/accounts"; else LOST=$system; break; fi
  done <"$T/systems"
  if [ -z "$LOST" ]; then
    jq -sc 'add // []' "$T/accounts" >"$T/data"
    keep managed_accounts
  else
    REASON="of system $LOST: $REASON"
    lose managed_accounts
  fi
else
  lose managed_systems
  lose managed_accounts
fi
if all UserGroups; then keep user_groups; else lose user_groups; fi
if all Users; then keep users; else lose users; fi
if all Entitlements; then keep entitlements; else lose entitlements; fi
if all 'Requests?status=all'; then keep requests; else lose requests; fi
[ "$READ" -gt 0 ] || die 2 "nothing of $BT_URL could be read: may this user manage systems, accounts and users?"

jq -n --arg scope "$NAME" --arg at "$AT" '{
  schema: "inventory/v1", source: "beyondtrust", scope: $scope, collected_at: $at, collector: "collect-beyondtrust.sh 1",
  sections: (reduce inputs as $each ({}; .[$each.name] = $each.section))
}' "$T"/sections/*.json >"$T/inventory.json"
[ -z "$OUTPUT" ] || cp "$T/inventory.json" "$OUTPUT"
say "$READ sections read, $FAILED could not be"

if [ -n "$DRY" ]; then
  cat "$T/inventory.json"
else
  # The token stands in no list of processes.
  CODE=$(printf 'header = "Authorization: Bearer %s"\n' "$PLUMBLINE_TOKEN" |
    curl -sS --config - -o "$T/answer" -w '%{http_code}' -H 'Content-Type: application/json' \
      --data-binary "@$T/inventory.json" "${PLUMBLINE_URL%/}/api/v1/inventories?source=beyondtrust&system=$NAME&wait=30") ||
    die 3 "$PLUMBLINE_URL could not be reached"
  case $CODE in
    2*) jq -r '"delivered: \(.status), \(.introduced) new, \(.fixed) fixed, \(.url)"' "$T/answer" >&2 ;;
    *) die 3 "Plumbline refused it (HTTP $CODE): $(jq -r '.detail // .title // empty' "$T/answer" 2>/dev/null)" ;;
  esac
fi
[ -z "$STRICT" ] || [ "$FAILED" -eq 0 ] || exit 4
