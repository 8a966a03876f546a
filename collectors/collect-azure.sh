#!/bin/sh
# Collects who may do what in an Azure subscription and delivers it to Plumbline. See docs/privileges.md.
# Needs az (signed in), jq and curl. Reads only; holds no secret values; sends nothing with --dry-run.
set -eu

usage() {
  cat <<'EOF'
usage: collect-azure.sh [--dry-run] [--strict] [--output FILE] [SUBSCRIPTION]

  --dry-run      print the inventory, and deliver nothing
  --output FILE  keep the inventory in FILE too
  --strict       exit with 4 when a section could not be read
  SUBSCRIPTION   its id or name; without it the one that az is set to

PLUMBLINE_URL and PLUMBLINE_TOKEN say where it goes. The token needs the scope azure/ID.
exit: 0 delivered, 1 wrong use or a tool is missing, 2 nothing could be read, 3 Plumbline refused it, 4 see --strict
EOF
}

say() { printf '%s\n' "$*" >&2; }
die() { code=$1; shift; say "collect-azure.sh: $*"; exit "$code"; }

DRY='' STRICT='' OUTPUT='' SUBSCRIPTION=''
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) DRY=yes ;;
    --strict) STRICT=yes ;;
    --output) [ $# -gt 1 ] || die 1 '--output needs a file'; OUTPUT=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 1 ;;
    *) [ -z "$SUBSCRIPTION" ] || die 1 'one subscription at a time'; SUBSCRIPTION=$1 ;;
  esac
  shift
done
for tool in az jq curl; do command -v "$tool" >/dev/null || die 1 "$tool is not installed"; done
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

# What a credential asks for is no secret, and becomes a text; members that may hold values of secrets are taken out, here
# and once more by Plumbline.
SHAPE='def asks: if type == "object" then with_entries(.value |= asks) | if (.claimsMatchingExpression | type) == "object" then .claimsMatchingExpression |= .value else . end elif type == "array" then map(asks) else . end;
def strip: if type == "object" then with_entries(select(.key | test("^(value|token|password|secretstring|secretvalue|secrettext)$"; "i") | not) | .value |= strip) elif type == "array" then map(strip) else . end;'

# fetch ARGUMENT...: asks Azure; $T/page has the answer, or REASON why there is none.
REASON=''
fetch() {
  if az "$@" -o json >"$T/page" 2>"$T/errors" </dev/null; then return 0; fi
  REASON=$(grep -v '^ *$' "$T/errors" | head -n 1 | cut -c 1-200)
  return 1
}
shape() { # FILTER: $T/page as $T/data
  if jq -c "$SHAPE asks | strip | $1" "$T/page" >"$T/data" 2>"$T/errors"; then return 0; fi
  REASON='the answer was not what az documents'
  return 1
}
LIST='if type == "array" then . else error("no list") end'
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
section() { # NAME FILTER ARGUMENT...
  name=$1 filter=$2
  shift 2
  if fetch "$@" && shape "$filter"; then keep "$name"; else lose "$name"; fi
}

fetch account show ${SUBSCRIPTION:+--subscription "$SUBSCRIPTION"} || die 2 "az is not signed in: $REASON"
ID=$(jq -r '.id // empty' "$T/page")
[ -n "$ID" ] || die 2 'az did not say which subscription it is signed in to'

section role_assignments "$LIST" role assignment list --all --include-inherited --subscription "$ID"
section service_principals "$LIST | map({id, appId, displayName, servicePrincipalType, accountEnabled})" ad sp list --all
section applications "$LIST | map({appId, displayName, passwordCredentials})" ad app list --all

BAD=0
if jq -e '.section.status == "ok"' "$T/sections/applications.json" >/dev/null; then
  jq -r '.section.data[].appId' "$T/sections/applications.json" >"$T/apps"
  : >"$T/rows"
  while read -r app; do
    if fetch ad app federated-credential list --id "$app" && shape "$LIST"; then
      jq -c --arg app "$app" '{app: $app, status: "ok", data: .}' "$T/data" >>"$T/rows"
    else
      jq -nc --arg app "$app" --arg reason "$REASON" '{app: $app, status: "failed", reason: $reason}' >>"$T/rows"
      BAD=$((BAD + 1))
    fi
  done <"$T/apps"
  jq -sc . "$T/rows" >"$T/data"
  keep app_federated_credentials
fi

identities() {
  fetch identity list --subscription "$ID" && shape "$LIST" || return 1
  jq -r '.[] | [.name, .resourceGroup] | @tsv' "$T/data" >"$T/identities"
  : >"$T/rows"
  while IFS=$(printf '\t') read -r name group; do
    fetch identity federated-credential list --identity-name "$name" --resource-group "$group" --subscription "$ID" && shape "$LIST" || return 1
    jq -c '.[]' "$T/data" >>"$T/rows"
  done <"$T/identities"
  jq -sc . "$T/rows" >"$T/data"
}
if identities; then keep identity_federated_credentials; else lose identity_federated_credentials; fi

# A vault that does not answer leaves all of them unknown: what is in it would look as if it were gone.
vaults() {
  fetch keyvault list --subscription "$ID" && shape "$LIST" || return 1
  jq -r '.[].name' "$T/data" >"$T/vaults"
  : >"$T/rows"
  while read -r vault; do
    if ! fetch keyvault secret list --vault-name "$vault" || ! shape "$LIST"; then REASON="$vault: $REASON"; return 1; fi
    jq -c '.[]' "$T/data" >>"$T/rows"
  done <"$T/vaults"
  jq -sc . "$T/rows" >"$T/data"
}
if vaults; then keep vault_secrets; else lose vault_secrets; fi
[ "$READ" -gt 0 ] || die 2 "nothing of $ID could be read: see the permissions in docs/privileges.md"

jq -n --arg scope "$ID" --arg at "$AT" '{
  schema: "inventory/v1", source: "azure", scope: $scope, collected_at: $at, collector: "collect-azure.sh 1",
  sections: (reduce inputs as $each ({}; .[$each.name] = $each.section))
}' "$T"/sections/*.json >"$T/inventory.json"
[ -z "$OUTPUT" ] || cp "$T/inventory.json" "$OUTPUT"
[ "$BAD" -eq 0 ] || say "$BAD answers about applications could not be read: what they are about is unknown"
say "$READ sections read, $FAILED could not be"

if [ -n "$DRY" ]; then
  cat "$T/inventory.json"
else
  # The token stands in no list of processes.
  CODE=$(printf 'header = "Authorization: Bearer %s"\n' "$PLUMBLINE_TOKEN" |
    curl -sS --config - -o "$T/answer" -w '%{http_code}' -H 'Content-Type: application/json' \
      --data-binary "@$T/inventory.json" "${PLUMBLINE_URL%/}/api/v1/inventories?source=azure&system=$ID&wait=30") ||
    die 3 "$PLUMBLINE_URL could not be reached"
  case $CODE in
    2*) jq -r '"delivered: \(.status), \(.introduced) new, \(.fixed) fixed, \(.url)"' "$T/answer" >&2 ;;
    *) die 3 "Plumbline refused it (HTTP $CODE): $(jq -r '.detail // .title // empty' "$T/answer" 2>/dev/null)" ;;
  esac
fi
[ -z "$STRICT" ] || [ "$((FAILED + BAD))" -eq 0 ] || exit 4
