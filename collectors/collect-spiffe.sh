#!/bin/sh
# Collects which workloads have an identity in a SPIFFE trust domain, from a SPIRE server, and delivers it to Plumbline. See
# docs/privileges.md. Needs spire-server (on the server, or with a socket of it) and jq and curl. Reads only; sends nothing with --dry-run.
set -eu

usage() {
  cat <<'EOF_USAGE'
usage: collect-spiffe.sh [--dry-run] [--strict] [--output FILE] [--socket PATH] DOMAIN

  DOMAIN         the trust domain, such as prod.example.com
  --socket PATH  the server's API socket, where it is not the usual one
  --dry-run      print the inventory, and deliver nothing
  --output FILE  keep the inventory in FILE too
  --strict       exit with 4 when something could not be read

PLUMBLINE_URL and PLUMBLINE_TOKEN say where it goes. The token needs the scope spiffe/DOMAIN.
exit: 0 delivered, 1 wrong use or a tool is missing, 2 nothing could be read, 3 Plumbline refused it, 4 see --strict
EOF_USAGE
}

say() { printf '%s\n' "$*" >&2; }
die() { code=$1; shift; say "collect-spiffe.sh: $*"; exit "$code"; }

umask 077
T=$(mktemp -d "${TMPDIR:-/tmp}/plumbline.XXXXXX")
trap 'rm -rf "$T"' EXIT
trap 'exit 1' INT TERM

DRY='' STRICT='' OUTPUT='' SOCKET='' NAME=''
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) DRY=yes ;;
    --strict) STRICT=yes ;;
    --output) [ $# -gt 1 ] || die 1 '--output needs a file'; OUTPUT=$2; shift ;;
    --socket) [ $# -gt 1 ] || die 1 '--socket needs a path'; SOCKET=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 1 ;;
    *) [ -z "$NAME" ] || die 1 'one trust domain at a time'; NAME=$1 ;;
  esac
  shift
done
[ -n "$NAME" ] || { usage >&2; exit 1; }
case $NAME in *[!A-Za-z0-9._-]*) die 1 "\"$NAME\" is no trust domain: letters, digits, dots and dashes" ;; esac
for tool in spire-server jq curl; do command -v "$tool" >/dev/null || die 1 "$tool is not installed"; done
if [ -z "$DRY" ]; then
  [ -n "${PLUMBLINE_URL:-}" ] || die 1 'PLUMBLINE_URL is not set (or use --dry-run)'
  [ -n "${PLUMBLINE_TOKEN:-}" ] || die 1 'PLUMBLINE_TOKEN is not set (or use --dry-run)'
fi
AT=$(date -u +%Y-%m-%dT%H:%M:%SZ)

# Values of selectors, and members that may hold values of secrets, are taken out here, and once more by Plumbline.
STRIP='def strip: if type == "object" then with_entries(select(.key | test("^(value|token|password|secretstring|secretvalue|secret)$"; "i") | not) | .value |= strip) elif type == "array" then map(strip) else . end;'

set -- entry show -output json
[ -z "$SOCKET" ] || set -- "$@" -socketPath "$SOCKET"
if ! spire-server "$@" >"$T/page" 2>"$T/errors" </dev/null; then
  REASON=$(tr '\n' ' ' <"$T/errors" | cut -c 1-200)
  die 2 "nothing of $NAME could be read: ${REASON:-no reason was told}"
fi
# One that answers in pages and is not asked for all of them told a part.
jq -c "$STRIP"' if (.entries | type) == "array" and ((.next_page_token // "") == "") then {entries: (.entries | strip)} else error("no entries") end' "$T/page" >"$T/data" 2>/dev/null ||
  die 2 "nothing of $NAME could be read: the answer was not what SPIRE documents"
OTHER=$(jq --arg domain "$NAME" '[.entries[] | .spiffe_id | select(. != null) | (if type == "object" then .trust_domain else (tostring | ltrimstr("spiffe://") | split("/")[0]) end) | select(ascii_downcase != ($domain | ascii_downcase))] | length' "$T/data")
[ "$OTHER" -eq 0 ] || die 2 "$OTHER entries are of another trust domain than $NAME"

jq -n --arg scope "$NAME" --arg at "$AT" '{
  schema: "inventory/v1", source: "spiffe", scope: $scope, collected_at: $at, collector: "collect-spiffe.sh 1",
  sections: {entries: {status: "ok", data: input}}
}' "$T/data" >"$T/inventory.json"
[ -z "$OUTPUT" ] || cp "$T/inventory.json" "$OUTPUT"
say "$(jq '.sections.entries.data.entries | length' "$T/inventory.json") entries read"

if [ -n "$DRY" ]; then
  cat "$T/inventory.json"
else
  # The token stands in no list of processes.
  CODE=$(printf 'header = "Authorization: Bearer %s"\n' "$PLUMBLINE_TOKEN" |
    curl -sS --config - -o "$T/answer" -w '%{http_code}' -H 'Content-Type: application/json' \
      --data-binary "@$T/inventory.json" "${PLUMBLINE_URL%/}/api/v1/inventories?source=spiffe&system=$NAME&wait=30") ||
    die 3 "$PLUMBLINE_URL could not be reached"
  case $CODE in
    2*) jq -r '"delivered: \(.status), \(.introduced) new, \(.fixed) fixed, \(.url)"' "$T/answer" >&2 ;;
    *) die 3 "Plumbline refused it (HTTP $CODE): $(jq -r '.detail // .title // empty' "$T/answer" 2>/dev/null)" ;;
  esac
fi
# What Plumbline will skip is not known.
SKIPPED=$(jq '[.sections.entries.data.entries[] | select(.spiffe_id == null)] | length' "$T/inventory.json")
[ "$SKIPPED" -eq 0 ] || say "$SKIPPED entries have no SPIFFE id: what they are about is unknown"
[ -z "$STRICT" ] || [ "$SKIPPED" -eq 0 ] || exit 4
