#!/bin/sh
# Collects who may do what in a GitLab group and delivers it to Plumbline. See docs/privileges.md.
# Needs glab (signed in), jq and curl. Reads only; holds no secret values; sends nothing with --dry-run.
set -eu

usage() {
  cat <<'EOF'
usage: collect-gitlab.sh [--dry-run] [--strict] [--output FILE] [--owners FILE] GROUP

  --dry-run      print the inventory, and deliver nothing
  --output FILE  keep the inventory in FILE too
  --owners FILE  who answers for machine accounts: [{"account": "release-bot", "owner": "rosa"}]
  --strict       exit with 4 when a section could not be read
  GROUP          its full path, acme/platform

PLUMBLINE_URL and PLUMBLINE_TOKEN say where it goes. The token needs the scope gitlab/GROUP.
exit: 0 delivered, 1 wrong use or a tool is missing, 2 nothing could be read, 3 Plumbline refused it, 4 see --strict
EOF
}

say() { printf '%s\n' "$*" >&2; }
die() { code=$1; shift; say "collect-gitlab.sh: $*"; exit "$code"; }

DRY='' STRICT='' OUTPUT='' OWNERS='' GROUP=''
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) DRY=yes ;;
    --strict) STRICT=yes ;;
    --output) [ $# -gt 1 ] || die 1 '--output needs a file'; OUTPUT=$2; shift ;;
    --owners) [ $# -gt 1 ] || die 1 '--owners needs a file'; OWNERS=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 1 ;;
    *) [ -z "$GROUP" ] || die 1 'one group at a time'; GROUP=$1 ;;
  esac
  shift
done
[ -n "$GROUP" ] || { usage >&2; exit 1; }
case $GROUP in *[!A-Za-z0-9._/-]* | /* | */) die 1 "\"$GROUP\" is no path of a group" ;; esac
for tool in glab jq curl; do command -v "$tool" >/dev/null || die 1 "$tool is not installed"; done
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

# Members that may hold values of secrets are taken out here, and once more by Plumbline.
STRIP='def strip: if type == "object" then with_entries(select(.key | test("^(value|token|runners_token|password|secretstring|secretvalue)$"; "i") | not) | .value |= strip) elif type == "array" then map(strip) else . end;'
LIST='map(if type == "array" then . else error("not a list") end) | add // []'
ONE='if length == 1 and (.[0] | type) == "object" then .[0] else error("not an object") end'

# fetch ARGUMENT...: asks GitLab; $T/page has the answer. glab prints bodies of errors as if they were data: never read then.
HTTP='' REASON=''
fetch() {
  if glab api "$@" >"$T/page" 2>"$T/errors"; then HTTP='' REASON=''; return 0; fi
  HTTP=$(sed -n 's/.*HTTP \([0-9][0-9][0-9]\).*/\1/p' "$T/errors" | head -n 1)
  REASON=$(jq -r 'if type == "object" then (.message // .error // empty) | tostring else empty end' "$T/page" 2>/dev/null | head -n 1) || REASON=''
  [ -n "$REASON" ] || REASON=$(grep -v '^ *$' "$T/errors" | head -n 1 | cut -c 1-200)
  return 1
}

# shape FILTER: $T/page, all of its pages, as $T/data
shape() {
  if jq -sc "$STRIP [.[] | strip] | $1" "$T/page" >"$T/data" 2>"$T/errors"; then return 0; fi
  HTTP='' REASON='the answer was not what GitLab documents'
  return 1
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
section() { # NAME FILTER ARGUMENT...
  name=$1 filter=$2
  shift 2
  if fetch "$@" && shape "$filter"; then keep "$name"; else lose "$name"; fi
}

# Rows of sections that are asked for each project: one answer each, with its own status.
good() { # NAME KEY OF: $T/data is the answer
  jq -c --arg key "$2" --arg of "$3" '{($key): $of, status: "ok", data: .}' "$T/data" >>"$T/rows.$1"
}
bad() { # NAME KEY OF
  jq -nc --arg key "$2" --arg of "$3" --arg http "$HTTP" --arg reason "$REASON" \
    '{($key): $of, status: "failed", reason: $reason} + if $http == "" then {} else {http: ($http | tonumber)} end' >>"$T/rows.$1"
  BAD=$((BAD + 1))
}
BAD=0
row() { # NAME KEY OF FILTER ARGUMENT...
  name=$1 key=$2 of=$3 filter=$4
  shift 4
  if fetch "$@" && shape "$filter"; then good "$name" "$key" "$of"; else bad "$name" "$key" "$of"; fi
}
rows() { # NAME...: makes sections of the rows
  for name in "$@"; do
    [ -f "$T/rows.$name" ] || : >"$T/rows.$name"
    jq -sc . "$T/rows.$name" >"$T/data"
    keep "$name"
  done
}
uri() { jq -rn --arg text "$1" '$text | @uri'; }

G=$(uri "$GROUP")
section group "$ONE" "groups/$G?with_projects=false"
[ "$READ" -gt 0 ] || die 2 "nothing of $GROUP could be read: is glab signed in (glab auth status), and may it read this group?"
section members "$LIST" --paginate "groups/$G/members/all?per_page=100"
section billable_members "$LIST" --paginate "groups/$G/billable_members?per_page=100"
section enterprise_users "$LIST" --paginate "groups/$G/enterprise_users?per_page=100"
section projects "$LIST" --paginate "groups/$G/projects?include_subgroups=true&with_shared=false&per_page=100"
section group_access_tokens "$LIST" --paginate "groups/$G/access_tokens?per_page=100"
section group_variables "$LIST" --paginate "groups/$G/variables?per_page=100"
section group_protected_environments "$LIST" --paginate "groups/$G/protected_environments?per_page=100"
if [ -n "$OWNERS" ]; then
  if jq -sc "$ONE" "$OWNERS" >/dev/null 2>&1 || ! jq -c . "$OWNERS" >"$T/data" 2>/dev/null; then die 1 "$OWNERS is not a list in JSON"; fi
  keep owners
fi

# Whom a group has invited, only its own address tells.
subgroups() {
  fetch --paginate "groups/$G/descendant_groups?per_page=100" && shape "$LIST" || return 1
  jq -r '.[].id' "$T/data" >"$T/groups"
  : >"$T/details"
  while read -r id; do
    fetch "groups/$id?with_projects=false" </dev/null && shape "$ONE" || return 1
    jq -c 'del(.projects, .shared_projects)' "$T/data" >>"$T/details"
  done <"$T/groups"
  jq -sc . "$T/details" >"$T/data"
}
if subgroups; then
  keep subgroups
  while read -r id; do
    {
      row group_members group "$id" "$LIST" --paginate "groups/$id/members?per_page=100"
      row subgroup_tokens group "$id" "$LIST" --paginate "groups/$id/access_tokens?per_page=100"
      row subgroup_variables group "$id" "$LIST" --paginate "groups/$id/variables?per_page=100"
    } </dev/null
  done <"$T/groups"
else
  lose subgroups
fi

# Which jobs a runner takes, only its own address tells.
runners() {
  fetch --paginate "groups/$G/runners?per_page=100" && shape "$LIST" || return 1
  jq -r '.[].id' "$T/data" >"$T/ids"
  : >"$T/details"
  while read -r id; do
    fetch "runners/$id" </dev/null && shape "$ONE" || return 1
    cat "$T/data" >>"$T/details"
  done <"$T/ids"
  jq -sc . "$T/details" >"$T/data"
}
if runners; then keep runners; else lose runners; fi

if jq -e '.section.status == "ok"' "$T/sections/projects.json" >/dev/null; then
  jq -r '.section.data[] | select(.archived | not) | .id' "$T/sections/projects.json" >"$T/projects"
  while read -r id; do
    {
      row project_members project "$id" "$LIST" --paginate "projects/$id/members?per_page=100"
      row project_access_tokens project "$id" "$LIST" --paginate "projects/$id/access_tokens?per_page=100"
      row deploy_keys project "$id" "$LIST" --paginate "projects/$id/deploy_keys?per_page=100"
      row protected_branches project "$id" "$LIST" --paginate "projects/$id/protected_branches?per_page=100"
      row approvals project "$id" "$ONE" "projects/$id/approvals"
      row approval_rules project "$id" "$LIST" --paginate "projects/$id/approval_rules?per_page=100"
      row environments project "$id" "$LIST" --paginate "projects/$id/environments?per_page=100"
      row protected_environments project "$id" "$LIST" --paginate "projects/$id/protected_environments?per_page=100"
      row project_variables project "$id" "$LIST" --paginate "projects/$id/variables?per_page=100"
      row job_token_scope project "$id" "$ONE" "projects/$id/job_token_scope"
      row job_token_projects project "$id" "$LIST" --paginate "projects/$id/job_token_scope/allowlist?per_page=100"
      row job_token_groups project "$id" "$LIST" --paginate "projects/$id/job_token_scope/groups_allowlist?per_page=100"
      row protected_tags project "$id" "$LIST" --paginate "projects/$id/protected_tags?per_page=100"
    } </dev/null
  done <"$T/projects"
  rows project_members project_access_tokens deploy_keys protected_branches approvals approval_rules environments protected_environments project_variables job_token_scope job_token_projects job_token_groups protected_tags
fi

# People of groups that were invited from elsewhere.
jq -rs '(map(select(.name == "subgroups") | .section.data // [] | .[].id)) as $own
  | [.[] | select(.name | IN("group", "subgroups", "projects")) | .section.data // [] | if type == "array" then .[] else . end
    | .shared_with_groups // [] | .[].group_id] | unique - $own | .[]' \
  "$T/sections/group.json" "$T/sections/subgroups.json" "$T/sections/projects.json" >"$T/invited"
while read -r id; do
  row group_members group "$id" "$LIST" --paginate "groups/$id/members/all?per_page=100" </dev/null
done <"$T/invited"
rows group_members subgroup_tokens subgroup_variables

jq -n --arg scope "$GROUP" --arg at "$AT" '{
  schema: "inventory/v1", source: "gitlab", scope: $scope, collected_at: $at, collector: "collect-gitlab.sh 1",
  sections: (reduce inputs as $each ({}; .[$each.name] = $each.section))
}' "$T"/sections/*.json >"$T/inventory.json"
[ -z "$OUTPUT" ] || cp "$T/inventory.json" "$OUTPUT"
[ "$BAD" -eq 0 ] || say "$BAD answers about projects could not be read: what they are about is unknown"
say "$READ sections read, $FAILED could not be"

if [ -n "$DRY" ]; then
  cat "$T/inventory.json"
else
  # The token stands in no list of processes.
  CODE=$(printf 'header = "Authorization: Bearer %s"\n' "$PLUMBLINE_TOKEN" |
    curl -sS --config - -o "$T/answer" -w '%{http_code}' -H 'Content-Type: application/json' \
      --data-binary "@$T/inventory.json" "${PLUMBLINE_URL%/}/api/v1/inventories?source=gitlab&system=$G&wait=30") ||
    die 3 "$PLUMBLINE_URL could not be reached"
  case $CODE in
    2*) jq -r '"delivered: \(.status), \(.introduced) new, \(.fixed) fixed, \(.url)"' "$T/answer" >&2 ;;
    *) die 3 "Plumbline refused it (HTTP $CODE): $(jq -r '.detail // .title // empty' "$T/answer" 2>/dev/null)" ;;
  esac
fi
[ -z "$STRICT" ] || [ "$((FAILED + BAD))" -eq 0 ] || exit 4
