#!/bin/sh
# Collects the policy of a Conjur server, by its API, and delivers it to Plumbline. See docs/privileges.md. Needs jq, curl and awk.
# Reads the policy only, and no variable; sends nothing with --dry-run.
set -eu

usage() {
  cat <<'EOF_USAGE'
usage: collect-conjur.sh [--dry-run] [--strict] [--output FILE] [--branch POLICY] [--policy FILE] NAME

  NAME             what the server is called in Plumbline, such as conjur.example.com
  --branch POLICY  the policy that is read, with all below it; root where it is left out
  --policy FILE    take the policy from a file, and ask no server: of servers that do not tell their policy
  --dry-run        print the inventory, and deliver nothing
  --output FILE    keep the inventory in FILE too
  --strict         exit with 4 when something could not be read

CONJUR_APPLIANCE_URL and CONJUR_ACCOUNT say which server. Sign in with CONJUR_AUTHN_LOGIN and CONJUR_AUTHN_API_KEY, or give an access
token as CONJUR_TOKEN (base64). Who may read the policy sees all of it. Servers tell it since version 1.21 (Enterprise 13.4).
PLUMBLINE_URL and PLUMBLINE_TOKEN say where it goes. The token needs the scope conjur/NAME.
exit: 0 delivered, 1 wrong use or a tool is missing, 2 nothing could be read, 3 Plumbline refused it, 4 see --strict
EOF_USAGE
}

say() { printf '%s\n' "$*" >&2; }
die() { code=$1; shift; say "collect-conjur.sh: $*"; exit "$code"; }

DRY='' STRICT='' OUTPUT='' BRANCH=root POLICY='' NAME=''
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) DRY=yes ;;
    --strict) STRICT=yes ;;
    --output) [ $# -gt 1 ] || die 1 '--output needs a file'; OUTPUT=$2; shift ;;
    --branch) [ $# -gt 1 ] || die 1 '--branch needs a policy'; BRANCH=$2; shift ;;
    --policy) [ $# -gt 1 ] || die 1 '--policy needs a file'; POLICY=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 1 ;;
    *) [ -z "$NAME" ] || die 1 'one server at a time'; NAME=$1 ;;
  esac
  shift
done
[ -n "$NAME" ] || { usage >&2; exit 1; }
case $NAME in *[!A-Za-z0-9._-]*) die 1 "\"$NAME\" is no name: letters, digits, dots and dashes" ;; esac
for tool in jq curl awk; do command -v "$tool" >/dev/null || die 1 "$tool is not installed"; done
if [ -n "$POLICY" ]; then
  [ -r "$POLICY" ] || die 1 "$POLICY cannot be read"
else
  [ -n "${CONJUR_APPLIANCE_URL:-}" ] || die 1 'CONJUR_APPLIANCE_URL is not set (or use --policy)'
  [ -n "${CONJUR_ACCOUNT:-}" ] || die 1 'CONJUR_ACCOUNT is not set'
  [ -n "${CONJUR_TOKEN:-}" ] || { [ -n "${CONJUR_AUTHN_LOGIN:-}" ] && [ -n "${CONJUR_AUTHN_API_KEY:-}" ]; } || die 1 'set CONJUR_AUTHN_LOGIN and CONJUR_AUTHN_API_KEY, or CONJUR_TOKEN'
fi
if [ -z "$DRY" ]; then
  [ -n "${PLUMBLINE_URL:-}" ] || die 1 'PLUMBLINE_URL is not set (or use --dry-run)'
  [ -n "${PLUMBLINE_TOKEN:-}" ] || die 1 'PLUMBLINE_TOKEN is not set (or use --dry-run)'
fi

umask 077
T=$(mktemp -d "${TMPDIR:-/tmp}/plumbline.XXXXXX")
trap 'rm -rf "$T"' EXIT
trap 'exit 1' INT TERM
AT=$(date -u +%Y-%m-%dT%H:%M:%SZ)
uri() { jq -rn --arg text "$1" '$text | @uri'; }

# A policy has no values; annotations may. Members of these names lose theirs, here and once more by Plumbline.
strip() {
  awk '{
    match($0, /^[ ]*/); depth = RLENGTH
    if (inside && ($0 ~ /^[ ]*$/ || depth > below)) next
    inside = 0
    line = $0
    if (match(tolower(line), /^[ ]*(- )?["\047]?(value|token|password|secret|secretstring|secretvalue|api_key)["\047]?[ ]*:/)) {
      key = substr(line, 1, RLENGTH)
      below = depth + (key ~ /^ *- / ? 2 : 0); inside = 1
      print key " \"\""
      next
    }
    print line
  }' "$1"
}

HTTP='' REASON=''
fetch() { # CURL ARGUMENT...: $T/page has the answer
  HTTP=$(curl -sS -o "$T/page" -w '%{http_code}' "$@" 2>"$T/errors") || {
    HTTP='' REASON=$(head -n 1 "$T/errors" | cut -c 1-200)
    return 1
  }
  case $HTTP in 200) HTTP='' REASON=''; return 0 ;; esac
  REASON=$(jq -r '.error.message // empty' "$T/page" 2>/dev/null | head -n 1 | cut -c 1-200) || REASON=''
  [ -n "$REASON" ] || REASON='no reason was told'
  return 1
}

if [ -n "$POLICY" ]; then
  strip "$POLICY" >"$T/policy"
else
  API=${CONJUR_APPLIANCE_URL%/}
  ACCOUNT=$(uri "$CONJUR_ACCOUNT")
  SESSION=${CONJUR_TOKEN:-}
  if [ -z "$SESSION" ]; then
    # Keys stand in no list of processes: curl reads them from a file that goes with this run.
    printf '%s' "$CONJUR_AUTHN_API_KEY" >"$T/key"
    fetch -X POST -H 'Accept-Encoding: base64' -H 'Content-Type: text/plain' --data-binary "@$T/key" "$API/authn/$ACCOUNT/$(uri "$CONJUR_AUTHN_LOGIN")/authenticate" ||
      die 2 "signing in failed (${HTTP:+HTTP $HTTP, }$REASON)"
    rm -f "$T/key"
    SESSION=$(tr -d '\r\n' <"$T/page")
  fi
  case $SESSION in '' | *[!A-Za-z0-9+/=_-]*) die 2 'the access token is not base64' ;; esac
  printf 'header = "Authorization: Token token=\\"%s\\""\n' "$SESSION" >"$T/session"
  rm -f "$T/page"
  fetch --config "$T/session" -H 'Content-Type: application/x-yaml' "$API/policies/$ACCOUNT/policy/$(uri "$BRANCH")" ||
    die 2 "the policy could not be read: ${HTTP:+HTTP $HTTP, }$REASON (servers before version 1.21 do not tell it: use --policy)"
  strip "$T/page" >"$T/policy"
fi
grep -q '^[[:space:]]*- !' "$T/policy" || die 2 'this is not a policy: nothing in it has a tag, such as "- !host"'

jq -Rs --arg scope "$NAME" --arg at "$AT" '{
  schema: "inventory/v1", source: "conjur", scope: $scope, collected_at: $at, collector: "collect-conjur.sh 1",
  sections: {policy: {status: "ok", data: .}}
}' "$T/policy" >"$T/inventory.json"
[ -z "$OUTPUT" ] || cp "$T/inventory.json" "$OUTPUT"
say "$(grep -c '^[[:space:]]*- !' "$T/policy") statements read"

if [ -n "$DRY" ]; then
  cat "$T/inventory.json"
else
  # The token stands in no list of processes.
  CODE=$(printf 'header = "Authorization: Bearer %s"\n' "$PLUMBLINE_TOKEN" |
    curl -sS --config - -o "$T/answer" -w '%{http_code}' -H 'Content-Type: application/json' \
      --data-binary "@$T/inventory.json" "${PLUMBLINE_URL%/}/api/v1/inventories?source=conjur&system=$NAME&wait=30") ||
    die 3 "$PLUMBLINE_URL could not be reached"
  case $CODE in
    2*) jq -r '"delivered: \(.status), \(.introduced) new, \(.fixed) fixed, \(.url)"' "$T/answer" >&2 ;;
    *) die 3 "Plumbline refused it (HTTP $CODE): $(jq -r '.detail // .title // empty' "$T/answer" 2>/dev/null)" ;;
  esac
  # Statements that Plumbline could not read are named in its answer.
  SKIPPED=$(jq '[.sections[]?.skipped // 0] | add // 0' "$T/answer" 2>/dev/null) || SKIPPED=0
  [ "$SKIPPED" -eq 0 ] || say "$SKIPPED statements could not be read: what they are about is unknown"
  [ -z "$STRICT" ] || [ "$SKIPPED" -eq 0 ] || exit 4
fi
