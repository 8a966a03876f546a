#!/bin/sh
# Collects who may do what in an AWS account and delivers it to Plumbline. See docs/privileges.md.
# Needs aws (signed in), jq and curl. Reads only; holds no secret values; sends nothing with --dry-run.
set -eu

usage() {
  cat <<'EOF'
usage: collect-aws.sh [--dry-run] [--strict] [--output FILE] [--regions "REGION..."] [ACCOUNT]

  --dry-run      print the inventory, and deliver nothing
  --output FILE  keep the inventory in FILE too
  --regions      of whose secrets; without it the region that aws is set to
  --strict       exit with 4 when a section could not be read
  ACCOUNT        the number that the account must have

PLUMBLINE_URL and PLUMBLINE_TOKEN say where it goes. The token needs the scope aws/ACCOUNT.
exit: 0 delivered, 1 wrong use or a tool is missing, 2 nothing could be read, 3 Plumbline refused it, 4 see --strict
EOF
}

say() { printf '%s\n' "$*" >&2; }
die() { code=$1; shift; say "collect-aws.sh: $*"; exit "$code"; }

DRY='' STRICT='' OUTPUT='' REGIONS='' ACCOUNT=''
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) DRY=yes ;;
    --strict) STRICT=yes ;;
    --output) [ $# -gt 1 ] || die 1 '--output needs a file'; OUTPUT=$2; shift ;;
    --regions) [ $# -gt 1 ] || die 1 '--regions needs names of regions'; REGIONS=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 1 ;;
    *) [ -z "$ACCOUNT" ] || die 1 'one account at a time'; ACCOUNT=$1 ;;
  esac
  shift
done
case $ACCOUNT in *[!0-9]*) die 1 "\"$ACCOUNT\" is no number of an account" ;; esac
case $REGIONS in *[!a-z0-9\ -]*) die 1 "\"$REGIONS\" are no names of regions" ;; esac
for tool in aws jq curl; do command -v "$tool" >/dev/null || die 1 "$tool is not installed"; done
if [ -z "$DRY" ]; then
  [ -n "${PLUMBLINE_URL:-}" ] || die 1 'PLUMBLINE_URL is not set (or use --dry-run)'
  [ -n "${PLUMBLINE_TOKEN:-}" ] || die 1 'PLUMBLINE_TOKEN is not set (or use --dry-run)'
fi

umask 077
T=$(mktemp -d "${TMPDIR:-/tmp}/plumbline.XXXXXX")
trap 'rm -rf "$T"' EXIT
trap 'exit 1' INT TERM
mkdir "$T/sections"
AT=$(date -u +%Y-%m-%dT%H:%M:%SZ)
export AWS_PAGER=''

# Labels become an object, since a member "Value" would be taken out: members that may hold values of secrets are, here
# and once more by Plumbline.
SHAPE='def tags: if type == "object" then with_entries(.value |= tags) | if (.Tags | type) == "array" then .Tags |= (map({(.Key): .Value}) | add // {}) else . end elif type == "array" then map(tags) else . end;
def strip: if type == "object" then with_entries(select(.key | test("^(value|token|password|secretstring|secretvalue)$"; "i") | not) | .value |= if type == "object" or type == "array" then strip else . end) elif type == "array" then map(strip) else . end;'

# fetch ARGUMENT...: asks AWS; $T/page has the answer, or REASON why there is none.
REASON=''
fetch() {
  if aws "$@" --output json >"$T/page" 2>"$T/errors"; then return 0; fi
  REASON=$(grep -v '^ *$' "$T/errors" | head -n 1 | cut -c 1-200)
  return 1
}
shape() { # FILTER: $T/page as $T/data
  if jq -c "$SHAPE tags | strip | $1" "$T/page" >"$T/data" 2>"$T/errors"; then return 0; fi
  REASON='the answer was not what AWS documents'
  return 1
}
FAILED=0 READ=0
keep() { # NAME: $T/data is the section
  jq -c --arg name "$1" '{name: $name, section: {status: "ok", data: .}}' "$T/data" >"$T/sections/$1.json"
  READ=$((READ + 1))
}
lose() { # NAME
  jq -nc --arg name "$1" --arg reason "$REASON" '{name: $name, section: {status: "failed", reason: $reason}}' >"$T/sections/$1.json"
  FAILED=$((FAILED + 1))
  say "section $1 could not be read: $REASON"
}

fetch sts get-caller-identity || die 2 "aws is not signed in: $REASON"
SIGNED=$(jq -r '.Account // empty' "$T/page")
[ -z "$ACCOUNT" ] || [ "$ACCOUNT" = "$SIGNED" ] || die 2 "aws is signed in to the account $SIGNED, and not to $ACCOUNT"
ACCOUNT=$SIGNED

credential_report() {
  tries=0
  # It is made anew at most every four hours, and that takes some seconds.
  while fetch iam generate-credential-report; do
    [ "$(jq -r .State "$T/page")" != COMPLETE ] || break
    tries=$((tries + 1))
    if [ "$tries" -ge 30 ]; then REASON='AWS did not finish the report within a minute'; return 1; fi
    sleep 2
  done
  fetch iam get-credential-report && shape 'if .Content then . else error("no report") end'
}
if credential_report; then keep credential_report; else lose credential_report; fi
if fetch iam get-account-authorization-details && shape 'if .RoleDetailList then . else error("no details") end'; then
  keep authorization_details
else
  lose authorization_details
fi

secrets() { # REGION...
  : >"$T/secrets"
  for region in "$@"; do
    if [ "$region" = default ]; then set --; else set -- --region "$region"; fi
    if ! fetch secretsmanager list-secrets "$@" || ! shape '.SecretList | if . then .[] else error("no list") end'; then
      [ "$region" = default ] || REASON="$region: $REASON"
      return 1
    fi
    cat "$T/data" >>"$T/secrets"
  done
  jq -sc '{SecretList: .}' "$T/secrets" >"$T/data"
}
# shellcheck disable=SC2086 # names of regions, checked above
if secrets ${REGIONS:-default}; then keep secrets; else lose secrets; fi
[ "$READ" -gt 0 ] || die 2 "nothing of $ACCOUNT could be read: see the permissions in docs/privileges.md"

jq -n --arg scope "$ACCOUNT" --arg at "$AT" '{
  schema: "inventory/v1", source: "aws", scope: $scope, collected_at: $at, collector: "collect-aws.sh 1",
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
      --data-binary "@$T/inventory.json" "${PLUMBLINE_URL%/}/api/v1/inventories?source=aws&system=$ACCOUNT&wait=30") ||
    die 3 "$PLUMBLINE_URL could not be reached"
  case $CODE in
    2*) jq -r '"delivered: \(.status), \(.introduced) new, \(.fixed) fixed, \(.url)"' "$T/answer" >&2 ;;
    *) die 3 "Plumbline refused it (HTTP $CODE): $(jq -r '.detail // .title // empty' "$T/answer" 2>/dev/null)" ;;
  esac
fi
[ -z "$STRICT" ] || [ "$FAILED" -eq 0 ] || exit 4
