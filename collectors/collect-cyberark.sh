#!/bin/sh
# Collects who may do what in a CyberArk vault, by the API of PVWA, and delivers it to Plumbline. See docs/privileges.md.
# Needs jq and curl. Reads only; asks for no password of any account; sends nothing with --dry-run.
set -eu

usage() {
  cat <<'EOF_USAGE'
usage: collect-cyberark.sh [--dry-run] [--strict] [--output FILE] NAME

  NAME           what the vault is called in Plumbline, such as vault-eu
  --dry-run      print the inventory, and deliver nothing
  --output FILE  keep the inventory in FILE too
  --strict       exit with 4 when a section could not be read

PVWA_URL is the address of PVWA, such as https://pvwa.example.com. Sign in with PVWA_USER and PVWA_PASSWORD, by the method
PVWA_AUTH (cyberark, ldap, radius or windows; cyberark when it is not set); or give a session that exists as PVWA_TOKEN
(of Privilege Cloud "Bearer …"). A user who audits (Audit users, and a member of the safes) sees all of it.
PLUMBLINE_URL and PLUMBLINE_TOKEN say where it goes. The token needs the scope cyberark/NAME.
exit: 0 delivered, 1 wrong use or a tool is missing, 2 nothing could be read, 3 Plumbline refused it, 4 see --strict
EOF_USAGE
}

say() { printf '%s\n' "$*" >&2; }
die() { code=$1; shift; say "collect-cyberark.sh: $*"; exit "$code"; }

DRY='' STRICT='' OUTPUT='' NAME=''
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) DRY=yes ;;
    --strict) STRICT=yes ;;
    --output) [ $# -gt 1 ] || die 1 '--output needs a file'; OUTPUT=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 1 ;;
    *) [ -z "$NAME" ] || die 1 'one vault at a time'; NAME=$1 ;;
  esac
  shift
done
[ -n "$NAME" ] || { usage >&2; exit 1; }
case $NAME in *[!A-Za-z0-9._-]*) die 1 "\"$NAME\" is no name: letters, digits, dots and dashes" ;; esac
for tool in jq curl; do command -v "$tool" >/dev/null || die 1 "$tool is not installed"; done
[ -n "${PVWA_URL:-}" ] || die 1 'PVWA_URL is not set'
[ -n "${PVWA_TOKEN:-}" ] || { [ -n "${PVWA_USER:-}" ] && [ -n "${PVWA_PASSWORD:-}" ]; } || die 1 'set PVWA_USER and PVWA_PASSWORD, or PVWA_TOKEN'
case ${PVWA_AUTH:=cyberark} in cyberark | ldap | radius | windows) ;; *) die 1 "PVWA_AUTH is \"$PVWA_AUTH\": cyberark, ldap, radius or windows" ;; esac
if [ -z "$DRY" ]; then
  [ -n "${PLUMBLINE_URL:-}" ] || die 1 'PLUMBLINE_URL is not set (or use --dry-run)'
  [ -n "${PLUMBLINE_TOKEN:-}" ] || die 1 'PLUMBLINE_TOKEN is not set (or use --dry-run)'
fi

umask 077
T=$(mktemp -d "${TMPDIR:-/tmp}/plumbline.XXXXXX")
API="${PVWA_URL%/}/PasswordVault/API"
SIGNED_IN=''
end() {
  if [ -n "$SIGNED_IN" ]; then curl -sS --config "$T/session" -o /dev/null -X POST -d '' "$API/auth/Logoff/" 2>/dev/null || :; fi
  rm -rf "$T"
}
trap end EXIT
trap 'exit 1' INT TERM
mkdir "$T/sections"
AT=$(date -u +%Y-%m-%dT%H:%M:%SZ)

# Members that may hold values of secrets are taken out here, and once more by Plumbline.
STRIP='def strip: if type == "object" then with_entries(select(.key | test("^(value|token|password|secretstring|secretvalue|secret)$"; "i") | not) | .value |= strip) elif type == "array" then map(strip) else . end;'

# Passwords and sessions stand in no list of processes: curl reads them from files that go with this run.
if [ -n "${PVWA_TOKEN:-}" ]; then
  SESSION=$PVWA_TOKEN
else
  jq -n '{username: env.PVWA_USER, password: env.PVWA_PASSWORD, concurrentSession: true}' >"$T/logon"
  CODE=$(curl -sS -o "$T/page" -w '%{http_code}' -H 'Content-Type: application/json' --data-binary "@$T/logon" "$API/auth/$PVWA_AUTH/Logon/" 2>"$T/errors") ||
    die 2 "$PVWA_URL could not be reached: $(head -n 1 "$T/errors" | cut -c 1-200)"
  rm -f "$T/logon"
  case $CODE in
    200) SESSION=$(jq -r 'if type == "string" then . else .CyberArkLogonResult // empty end' "$T/page" 2>/dev/null) || SESSION='' ;;
    *) die 2 "signing in failed (HTTP $CODE): $(jq -r '.ErrorMessage // empty' "$T/page" 2>/dev/null | cut -c 1-200)" ;;
  esac
  [ -n "$SESSION" ] || die 2 'signing in gave no session'
  SIGNED_IN=yes
fi
case $SESSION in *'"'* | *\\* | *'
'*) die 1 'the session has characters that no session has' ;; esac
printf 'header = "Authorization: %s"\n' "$SESSION" >"$T/session"
rm -f "$T/page"

# fetch PATH: asks PVWA; $T/page has the answer.
HTTP='' REASON=''
fetch() {
  HTTP=$(curl -sS --config "$T/session" -o "$T/page" -w '%{http_code}' -H 'Accept: application/json' "$API/$1" 2>"$T/errors") || {
    HTTP='' REASON=$(head -n 1 "$T/errors" | cut -c 1-200)
    return 1
  }
  case $HTTP in 200) HTTP='' REASON=''; return 0 ;; esac
  REASON=$(jq -r 'if type == "object" then .ErrorMessage // .Details // empty else empty end' "$T/page" 2>/dev/null | head -n 1 | cut -c 1-200) || REASON=''
  [ -n "$REASON" ] || REASON='no reason was told'
  return 1
}

# shape FILTER: $T/page as $T/data
shape() {
  if jq -c "$STRIP $1 | strip" "$T/page" >"$T/data" 2>"$T/errors"; then return 0; fi
  HTTP='' REASON='the answer was not what CyberArk documents'
  return 1
}

# all PATH: every page of a list, as $T/data
all() {
  offset=0
  : >"$T/pages"
  case $1 in *\?*) sign='&' ;; *) sign='?' ;; esac
  while :; do
    fetch "$1${sign}limit=1000&offset=$offset" || return 1
    shape 'if (.value | type) == "array" then .value else error("no value") end' || return 1
    cat "$T/data" >>"$T/pages"
    got=$(jq 'length' "$T/data")
    offset=$((offset + got))
    # The last page has no link to a next one.
    more=$(jq -r '.nextLink // empty' "$T/page")
    [ -n "$more" ] && [ "$got" -gt 0 ] || break
  done
  jq -sc 'add // []' "$T/pages" >"$T/data"
}

FAILED=0 READ=0 BAD=0
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
uri() { jq -rn --arg text "$1" '$text | @uri'; }

if all Safes; then keep safes; else lose safes; fi
if all Accounts; then keep accounts; else lose accounts; fi
if all 'UserGroups?includeMembers=true'; then keep groups; else lose groups; fi
if fetch Platforms && shape 'if (.Platforms | type) == "array" then .Platforms else error("no Platforms") end'; then keep platforms; else lose platforms; fi

if fetch 'Users?ExtendedDetails=true' && shape 'if (.Users | type) == "array" then .Users else error("no Users") end'; then
  cp "$T/data" "$T/list"
  : >"$T/details"
  jq -r '.[].id' "$T/list" >"$T/ids"
  while read -r id; do
    # Whether an account is enabled, and when it was last used, only its own address tells.
    if fetch "Users/$id" && shape 'if (.id | type) == "number" then {id, enableUser, suspended, expiryDate, lastSuccessfulLoginDate, authenticationMethod, groupsMembership} | with_entries(select(.value != null or .key == "expiryDate")) else error("no id") end'; then
      cat "$T/data" >>"$T/details"
    else BAD=$((BAD + 1)); fi
  done <"$T/ids"
  jq -sc --slurpfile list "$T/list" '(map({key: (.id | tostring), value: .}) | from_entries) as $known | $list[0] | map(. + ($known[.id | tostring] // {}))' "$T/details" >"$T/data"
  keep users
else lose users; fi
[ "$READ" -gt 0 ] || die 2 "nothing of $PVWA_URL could be read: may this user see safes and users?"

if jq -e '.section.status == "ok"' "$T/sections/safes.json" >/dev/null; then
  : >"$T/rows"
  jq -c '.section.data[] | {name: .safeName, address: (.safeUrlId // .safeName)}' "$T/sections/safes.json" >"$T/safes"
  while IFS= read -r safe; do
    name=$(printf '%s' "$safe" | jq -r .name)
    if all "Safes/$(uri "$(printf '%s' "$safe" | jq -r .address)")/Members"; then
      jq -c --arg safe "$name" '{safe: $safe, status: "ok", data: .}' "$T/data" >>"$T/rows"
    else
      jq -nc --arg safe "$name" --arg http "$HTTP" --arg reason "$REASON" \
        '{safe: $safe, status: "failed", reason: $reason} + if $http == "" then {} else {http: ($http | tonumber)} end' >>"$T/rows"
      BAD=$((BAD + 1))
    fi
  done <"$T/safes"
  jq -sc . "$T/rows" >"$T/data"
  keep safe_members
fi

jq -n --arg scope "$NAME" --arg at "$AT" '{
  schema: "inventory/v1", source: "cyberark", scope: $scope, collected_at: $at, collector: "collect-cyberark.sh 1",
  sections: (reduce inputs as $each ({}; .[$each.name] = $each.section))
}' "$T"/sections/*.json >"$T/inventory.json"
[ -z "$OUTPUT" ] || cp "$T/inventory.json" "$OUTPUT"
[ "$BAD" -eq 0 ] || say "$BAD answers about safes or users could not be read: what they are about is unknown"
say "$READ sections read, $FAILED could not be"

if [ -n "$DRY" ]; then
  cat "$T/inventory.json"
else
  # The token stands in no list of processes.
  CODE=$(printf 'header = "Authorization: Bearer %s"\n' "$PLUMBLINE_TOKEN" |
    curl -sS --config - -o "$T/answer" -w '%{http_code}' -H 'Content-Type: application/json' \
      --data-binary "@$T/inventory.json" "${PLUMBLINE_URL%/}/api/v1/inventories?source=cyberark&system=$NAME&wait=30") ||
    die 3 "$PLUMBLINE_URL could not be reached"
  case $CODE in
    2*) jq -r '"delivered: \(.status), \(.introduced) new, \(.fixed) fixed, \(.url)"' "$T/answer" >&2 ;;
    *) die 3 "Plumbline refused it (HTTP $CODE): $(jq -r '.detail // .title // empty' "$T/answer" 2>/dev/null)" ;;
  esac
fi
[ -z "$STRICT" ] || [ "$((FAILED + BAD))" -eq 0 ] || exit 4
