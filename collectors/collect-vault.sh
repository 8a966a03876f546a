#!/bin/sh
# Collects how old the secrets of a HashiCorp Vault are, and whom its roles let in, and delivers it to Plumbline. See
# docs/privileges.md. Needs vault (signed in), jq and curl. Reads metadata only, no secret; sends nothing with --dry-run.
set -eu

usage() {
  cat <<'EOF_USAGE'
usage: collect-vault.sh [--dry-run] [--strict] [--output FILE] [--kv MOUNT]... [--jwt MOUNT]... [--approle MOUNT]... NAME

  NAME             what the Vault is called in Plumbline, such as vault.example.com
  --kv MOUNT       a KV store of version 2, all paths below it (may be given again)
  --jwt MOUNT      a JWT method, all of its roles (may be given again)
  --approle MOUNT  an AppRole method, all of its roles (may be given again)
  --dry-run        print the inventory, and deliver nothing
  --output FILE    keep the inventory in FILE too
  --strict         exit with 4 when something could not be read

PLUMBLINE_URL and PLUMBLINE_TOKEN say where it goes. The token needs the scope vault/NAME.
exit: 0 delivered, 1 wrong use or a tool is missing, 2 nothing could be read, 3 Plumbline refused it, 4 see --strict
EOF_USAGE
}

say() { printf '%s\n' "$*" >&2; }
die() { code=$1; shift; say "collect-vault.sh: $*"; exit "$code"; }

umask 077
T=$(mktemp -d "${TMPDIR:-/tmp}/plumbline.XXXXXX")
trap 'rm -rf "$T"' EXIT
trap 'exit 1' INT TERM
mkdir "$T/sections"

DRY='' STRICT='' OUTPUT='' NAME=''
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) DRY=yes ;;
    --strict) STRICT=yes ;;
    --output) [ $# -gt 1 ] || die 1 '--output needs a file'; OUTPUT=$2; shift ;;
    --kv | --jwt | --approle)
      [ $# -gt 1 ] || die 1 "$1 needs a mount"
      case $2 in '' | *[!A-Za-z0-9._/-]* | -*) die 1 "\"$2\" is no mount" ;; esac
      printf '%s\n' "${2%/}" >>"$T/mounts$1"
      shift
      ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 1 ;;
    *) [ -z "$NAME" ] || die 1 'one Vault at a time'; NAME=$1 ;;
  esac
  shift
done
[ -n "$NAME" ] || { usage >&2; exit 1; }
case $NAME in *[!A-Za-z0-9._-]*) die 1 "\"$NAME\" is no name: letters, digits, dots and dashes" ;; esac
[ -f "$T/mounts--kv" ] || [ -f "$T/mounts--jwt" ] || [ -f "$T/mounts--approle" ] || die 1 'say what to read: --kv, --jwt or --approle with a mount'
for tool in vault jq curl; do command -v "$tool" >/dev/null || die 1 "$tool is not installed"; done
if [ -z "$DRY" ]; then
  [ -n "${PLUMBLINE_URL:-}" ] || die 1 'PLUMBLINE_URL is not set (or use --dry-run)'
  [ -n "${PLUMBLINE_TOKEN:-}" ] || die 1 'PLUMBLINE_TOKEN is not set (or use --dry-run)'
fi
AT=$(date -u +%Y-%m-%dT%H:%M:%SZ)

# Members that may hold values of secrets are taken out here, and once more by Plumbline.
STRIP='def strip: if type == "object" then with_entries(select(.key | test("^(value|token|password|secretstring|secretvalue|secret_id)$"; "i") | not) | .value |= strip) elif type == "array" then map(strip) else . end;'

FAILED=0 READ=0 BAD=0 REASON=''
ask() { # ARGUMENT...: $T/page has the answer
  if vault "$@" >"$T/page" 2>"$T/errors" </dev/null; then return 0; fi
  REASON=$(tr '\n' ' ' <"$T/errors" | cut -c 1-200)
  [ -n "$REASON" ] || REASON='no reason was told'
  return 1
}
answer() { # KEY OF MOUNT: $T/page as a row
  if jq -c --arg key "$1" --arg of "$2" --arg mount "$3" "$STRIP {(\$key): \$of, mount: \$mount, data: (.data // error(\"no data\") | strip)}" "$T/page" >"$T/row" 2>/dev/null; then
    cat "$T/row" >>"$T/rows"
  else
    REASON='the answer was not what Vault documents'
    refused "$1" "$2" "$3"
  fi
}
refused() { # KEY OF MOUNT
  jq -nc --arg key "$1" --arg of "$2" --arg mount "$3" --arg reason "$REASON" '{($key): $of, mount: $mount, status: "failed", reason: $reason}' >>"$T/rows"
  BAD=$((BAD + 1))
}
keep() { # NAME
  jq -sc --arg name "$1" '{name: $name, section: {status: "ok", data: .}}' "$T/rows" >"$T/sections/$1.json"
  READ=$((READ + 1))
}
lose() { # NAME
  jq -nc --arg name "$1" --arg reason "$REASON" '{name: $name, section: {status: "failed", reason: $reason}}' >"$T/sections/$1.json"
  FAILED=$((FAILED + 1))
  say "section $1 could not be read: $REASON"
}

# Folders end with a slash; what they hold is asked for in turn.
secrets() { # MOUNT
  printf '\n' >"$T/folders"
  while [ -s "$T/folders" ]; do
    : >"$T/next"
    while IFS= read -r folder; do
      if ! ask kv list -format=json "$1/$folder"; then
        # Nothing below a mount is an answer: an empty store.
        if [ -z "$folder" ] && [ "$(tr -d ' \n' <"$T/page")" = '{}' ]; then return 0; fi
        [ -n "$folder" ] || return 1
        refused path "$folder" "$1"
        continue
      fi
      jq -r --arg folder "$folder" '.[] | $folder + .' "$T/page" >"$T/names" || return 1
      grep '/$' "$T/names" >>"$T/next" || :
      grep -v '/$' "$T/names" >"$T/paths" || :
      while IFS= read -r path; do
        if ask kv metadata get -format=json "$1/$path"; then answer path "$path" "$1"; else refused path "$path" "$1"; fi
      done <"$T/paths"
    done <"$T/folders"
    mv "$T/next" "$T/folders"
  done
}
roles() { # MOUNT
  ask list -format=json "auth/$1/role" || return 1
  jq -r '.[]' "$T/page" >"$T/names" || return 1
  while IFS= read -r role; do
    if ask read -format=json "auth/$1/role/$role"; then answer role "$role" "$1"; else refused role "$role" "$1"; fi
  done <"$T/names"
}
section() { # NAME FLAG READ
  [ -f "$T/mounts$2" ] || return 0
  : >"$T/rows"
  while IFS= read -r mount; do
    if ! "$3" "$mount"; then lose "$1"; return 0; fi
  done <"$T/mounts$2"
  keep "$1"
}

section kv_metadata --kv secrets
section jwt_roles --jwt roles
section approle_roles --approle roles
[ "$READ" -gt 0 ] || die 2 "nothing of $NAME could be read: are you signed in (vault token lookup), and may you list it?"

jq -n --arg scope "$NAME" --arg at "$AT" '{
  schema: "inventory/v1", source: "vault", scope: $scope, collected_at: $at, collector: "collect-vault.sh 1",
  sections: (reduce inputs as $each ({}; .[$each.name] = $each.section))
}' "$T"/sections/*.json >"$T/inventory.json"
[ -z "$OUTPUT" ] || cp "$T/inventory.json" "$OUTPUT"
[ "$BAD" -eq 0 ] || say "$BAD answers about paths or roles could not be read: what they are about is unknown"
say "$READ sections read, $FAILED could not be"

if [ -n "$DRY" ]; then
  cat "$T/inventory.json"
else
  # The token stands in no list of processes.
  CODE=$(printf 'header = "Authorization: Bearer %s"\n' "$PLUMBLINE_TOKEN" |
    curl -sS --config - -o "$T/answer" -w '%{http_code}' -H 'Content-Type: application/json' \
      --data-binary "@$T/inventory.json" "${PLUMBLINE_URL%/}/api/v1/inventories?source=vault&system=$NAME&wait=30") ||
    die 3 "$PLUMBLINE_URL could not be reached"
  case $CODE in
    2*) jq -r '"delivered: \(.status), \(.introduced) new, \(.fixed) fixed, \(.url)"' "$T/answer" >&2 ;;
    *) die 3 "Plumbline refused it (HTTP $CODE): $(jq -r '.detail // .title // empty' "$T/answer" 2>/dev/null)" ;;
  esac
fi
[ -z "$STRICT" ] || [ "$((FAILED + BAD))" -eq 0 ] || exit 4
