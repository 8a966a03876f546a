#!/bin/sh
# Collects who may do what in a GitHub organization and delivers it to Plumbline. See docs/privileges.md.
# Needs gh (signed in), jq and curl. Reads only; holds no secret values; sends nothing with --dry-run.
set -eu

usage() {
  cat <<'EOF'
usage: collect-github.sh [--dry-run] [--strict] [--output FILE] [--owners FILE] ORGANIZATION

  --dry-run      print the inventory, and deliver nothing
  --output FILE  keep the inventory in FILE too
  --owners FILE  who answers for machine accounts: [{"account": "release-bot", "owner": "rosa"}]
  --strict       exit with 4 when a section could not be read

PLUMBLINE_URL and PLUMBLINE_TOKEN say where it goes. The token needs the scope github/ORGANIZATION.
exit: 0 delivered, 1 wrong use or a tool is missing, 2 nothing could be read, 3 Plumbline refused it, 4 see --strict
EOF
}

say() { printf '%s\n' "$*" >&2; }
die() { code=$1; shift; say "collect-github.sh: $*"; exit "$code"; }

DRY='' STRICT='' OUTPUT='' OWNERS='' ORG=''
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) DRY=yes ;;
    --strict) STRICT=yes ;;
    --output) [ $# -gt 1 ] || die 1 '--output needs a file'; OUTPUT=$2; shift ;;
    --owners) [ $# -gt 1 ] || die 1 '--owners needs a file'; OWNERS=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    -*) usage >&2; exit 1 ;;
    *) [ -z "$ORG" ] || die 1 'one organization at a time'; ORG=$1 ;;
  esac
  shift
done
[ -n "$ORG" ] || { usage >&2; exit 1; }
case $ORG in *[!A-Za-z0-9._-]*) die 1 "\"$ORG\" is no name of an organization" ;; esac
for tool in gh jq curl; do command -v "$tool" >/dev/null || die 1 "$tool is not installed"; done
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
TAB=$(printf '\t')

# Members that may hold values of secrets are taken out here, and once more by Plumbline.
STRIP='def strip: if type == "object" then with_entries(select(.key | test("^(value|token|password|secretstring|secretvalue)$"; "i") | not) | .value |= strip) elif type == "array" then map(strip) else . end;'
LIST='map(if type == "array" then . else error("not a list") end) | add // []'
ONE='if length == 1 and (.[0] | type) == "object" then .[0] else error("not an object") end'

# fetch ARGUMENT...: asks GitHub; $T/page has the answer. gh prints bodies of errors as if they were data: never read then.
HTTP='' REASON=''
fetch() {
  if gh api "$@" >"$T/page" 2>"$T/errors"; then HTTP='' REASON=''; return 0; fi
  HTTP=$(sed -n 's/.*(HTTP \([0-9][0-9][0-9]\)).*/\1/p' "$T/errors" | head -n 1)
  REASON=$(jq -r 'if type == "object" then .message // empty else empty end' "$T/page" 2>/dev/null | head -n 1) || REASON=''
  [ -n "$REASON" ] || REASON=$(head -n 1 "$T/errors" | cut -c 1-200)
  return 1
}

# shape FILTER: $T/page, all of its pages, as $T/data
shape() {
  if jq -sc "$STRIP [.[] | strip] | $1" "$T/page" >"$T/data" 2>"$T/errors"; then return 0; fi
  HTTP='' REASON='the answer was not what GitHub documents'
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

# Rows of sections that are asked for each repository or team: one answer each, with its own status.
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

# What is given to chosen repositories, with these: left out of a row where they could not be read.
chosen_section() { # NAME FILTER KEY ADDRESS
  if ! fetch --paginate "orgs/$ORG/$4?per_page=100" || ! shape "$2"; then lose "$1"; return 0; fi
  cp "$T/data" "$T/list"
  jq -r --arg key "$3" '.[] | select(.visibility == "selected") | .[$key]' "$T/list" >"$T/ids"
  while IFS= read -r id; do
    if fetch --paginate "orgs/$ORG/$4/$(uri "$id")/repositories?per_page=100" </dev/null && shape '[.[].repositories[] | {id, full_name}]'; then
      jq -c --arg key "$3" --arg id "$id" --slurpfile chosen "$T/data" 'map(if (.[$key] | tostring) == $id then .selected_repositories = $chosen[0] else . end)' "$T/list" >"$T/more"
      mv "$T/more" "$T/list"
    else
      BAD=$((BAD + 1))
    fi
  done <"$T/ids"
  cp "$T/list" "$T/data"
  keep "$1"
}
# Roles of the organization, each with who has it.
organization_roles() {
  if ! fetch "orgs/$ORG/organization-roles" || ! shape '[.[].roles[]]'; then lose organization_roles; return 0; fi
  cp "$T/data" "$T/list"
  jq -r '.[].id' "$T/list" >"$T/ids"
  for kind in users teams; do
    while read -r id; do
      if fetch --paginate "orgs/$ORG/organization-roles/$id/$kind?per_page=100" </dev/null && shape 'map(if type == "array" then . else error("not a list") end) | add // [] | map({id, login, slug})'; then
        jq -c --arg id "$id" --arg kind "$kind" --slurpfile holders "$T/data" 'map(if (.id | tostring) == $id then .[$kind] = $holders[0] else . end)' "$T/list" >"$T/more"
        mv "$T/more" "$T/list"
      else
        BAD=$((BAD + 1))
      fi
    done <"$T/ids"
  done
  cp "$T/list" "$T/data"
  keep organization_roles
}

section organization "$ONE" "orgs/$ORG"
section members "$LIST" --paginate "orgs/$ORG/members?per_page=100"
[ "$READ" -gt 0 ] || die 2 "nothing of $ORG could be read: is gh signed in (gh auth status), and may it read this organization?"
section admins "$LIST" --paginate "orgs/$ORG/members?role=admin&per_page=100"
# shellcheck disable=SC2016
section members_mfa '[.[].data.organization.membersWithRole.edges[]]' graphql --paginate -F "org=$ORG" -f 'query=query($org: String!, $endCursor: String) { organization(login: $org) { membersWithRole(first: 100, after: $endCursor) { pageInfo { hasNextPage endCursor } edges { role hasTwoFactorEnabled node { login databaseId } } } } }'
section outside_collaborators "$LIST" --paginate "orgs/$ORG/outside_collaborators?per_page=100"
section teams "$LIST" --paginate "orgs/$ORG/teams?per_page=100"
section repositories "$LIST" --paginate "orgs/$ORG/repos?per_page=100"
chosen_section organization_secrets '[.[].secrets[]]' name actions/secrets
chosen_section organization_dependabot_secrets '[.[].secrets[]]' name dependabot/secrets
section runners '[.[].runners[]]' --paginate "orgs/$ORG/actions/runners?per_page=100"
chosen_section runner_groups '[.[].runner_groups[]]' id actions/runner-groups
section actions_permissions "$ONE" "orgs/$ORG/actions/permissions"
section workflow_permissions "$ONE" "orgs/$ORG/actions/permissions/workflow"
section fork_pr_approval "$ONE" "orgs/$ORG/actions/permissions/fork-pr-contributor-approval"
section fork_pr_private "$ONE" "orgs/$ORG/actions/permissions/fork-pr-workflows-private-repos"
section custom_repository_roles '{custom_roles: [.[].custom_roles[]]}' --paginate "orgs/$ORG/custom-repository-roles?per_page=100"
organization_roles
section custom_property_schema "$LIST" "orgs/$ORG/properties/schema"
section installations '[.[].installations[]]' --paginate "orgs/$ORG/installations?per_page=100"
section personal_access_tokens "$LIST" --paginate "orgs/$ORG/personal-access-tokens?per_page=100"
section credential_authorizations "$LIST" --paginate "orgs/$ORG/credential-authorizations?per_page=100"
section hooks "$LIST" --paginate "orgs/$ORG/hooks?per_page=100"
if [ -n "$OWNERS" ]; then
  if jq -sc "$ONE" "$OWNERS" >/dev/null 2>&1 || ! jq -c . "$OWNERS" >"$T/data" 2>/dev/null; then die 1 "$OWNERS is not a list in JSON"; fi
  keep owners
fi

if [ -f "$T/sections/admins.json" ] && jq -e '.section.status == "ok"' "$T/sections/admins.json" >/dev/null; then
  jq -r '.section.data[].login' "$T/sections/admins.json" >"$T/admins"
  LOST=''
  while read -r login; do
    row audit_log actor "$login" "$LIST" "orgs/$ORG/audit-log?include=all&per_page=1&phrase=$(uri "actor:$login")" </dev/null
    [ "$BAD" -eq 0 ] || LOST=yes
  done <"$T/admins"
  # Without Enterprise Cloud there is no such log: that is one failure, not one for each owner.
  if [ -n "$LOST" ]; then lose audit_log; else rows audit_log; fi
  BAD=0
fi

if jq -e '.section.status == "ok"' "$T/sections/teams.json" >/dev/null; then
  jq -r '.section.data[].slug' "$T/sections/teams.json" >"$T/teams"
  while read -r team; do
    row team_members team "$team" "$LIST" --paginate "orgs/$ORG/teams/$(uri "$team")/members?per_page=100" </dev/null
    row team_repositories team "$team" "$LIST" --paginate "orgs/$ORG/teams/$(uri "$team")/repos?per_page=100" </dev/null
  done <"$T/teams"
  rows team_members team_repositories
fi

rulesets() { # REPOSITORY: with whom each lets through, which only its own address tells
  if ! fetch --paginate "repos/$1/rulesets?includes_parents=true&per_page=100" || ! shape "$LIST"; then bad rulesets repo "$1"; return 0; fi
  jq -r '.[].id' "$T/data" >"$T/ids"
  : >"$T/details"
  while read -r id; do
    if ! fetch "repos/$1/rulesets/$id" </dev/null || ! shape "$ONE"; then bad rulesets repo "$1"; return 0; fi
    cat "$T/data" >>"$T/details"
  done <"$T/ids"
  jq -sc . "$T/details" >"$T/data"
  good rulesets repo "$1"
}
protection() { # REPOSITORY BRANCH
  if fetch "repos/$1/branches/$(uri "$2")/protection"; then
    if shape "$ONE"; then good branch_protection repo "$1"; else bad branch_protection repo "$1"; fi
  elif [ "$HTTP" = 404 ] && [ "$REASON" = 'Branch not protected' ]; then
    echo null >"$T/data"
    good branch_protection repo "$1"
  else bad branch_protection repo "$1"; fi
}
# All rules of branches with their patterns, which only GraphQL has; more than a hundred actors of one are not asked for.
ACTORS='(first: 100) { totalCount nodes { actor { __typename ... on User { databaseId login } ... on Team { databaseId slug } ... on App { databaseId slug } } } }'
protection_rules() { # REPOSITORY
  row branch_protection_rules repo "$1" '[.[].data.repository.branchProtectionRules.nodes[]]' graphql --paginate -f "owner=${1%%/*}" -f "name=${1#*/}" \
    -f "query=query(\$owner: String!, \$name: String!, \$endCursor: String) { repository(owner: \$owner, name: \$name) { branchProtectionRules(first: 50, after: \$endCursor) { pageInfo { hasNextPage endCursor } nodes { databaseId pattern isAdminEnforced lockBranch restrictsPushes blocksCreations requiresApprovingReviews requiredApprovingReviewCount requiresCodeOwnerReviews requireLastPushApproval dismissesStaleReviews pushAllowances$ACTORS bypassPullRequestAllowances$ACTORS } } } }"
}
codeowners() { # REPOSITORY: the first of GitHub's three places that has the file
  for path in .github/CODEOWNERS CODEOWNERS docs/CODEOWNERS; do
    if fetch -H 'Accept: application/vnd.github.raw' "repos/$1/contents/$path"; then
      jq -Rsc . "$T/page" >"$T/data"
      good codeowners repo "$1"
      return 0
    fi
    [ "$HTTP" = 404 ] || { bad codeowners repo "$1"; return 0; }
  done
  # Not found is also what GitHub says to who may not read the code.
  if fetch "repos/$1/contents/"; then echo null >"$T/data"; good codeowners repo "$1"; else bad codeowners repo "$1"; fi
}
environments() { # REPOSITORY
  if ! fetch --paginate "repos/$1/environments?per_page=100" || ! shape '[.[].environments[]]'; then
    bad environments repo "$1"
    bad environment_secrets repo "$1"
    bad deployment_branch_policies repo "$1"
    return 0
  fi
  good environments repo "$1"
  jq -r '.[].name' "$T/data" >"$T/names"
  jq -r '.[] | select(.deployment_branch_policy.custom_branch_policies == true) | .name' "$T/data" >"$T/custom"
  details deployment_branch_policies "$1" deployment-branch-policies '[.[].branch_policies[]]' "$T/custom"
  details environment_secrets "$1" secrets '[.[].secrets[]]' "$T/names"
}
# For each environment that a file names, one list of all of their rows.
details() { # NAME REPOSITORY ADDRESS FILTER FILE
  : >"$T/details"
  while IFS= read -r environment; do
    if ! fetch --paginate "repos/$2/environments/$(uri "$environment")/$3?per_page=100" </dev/null || ! shape "$4"; then
      bad "$1" repo "$2"
      return 0
    fi
    jq -c --arg environment "$environment" '.[] | {environment: $environment} + .' "$T/data" >>"$T/details"
  done <"$5"
  jq -sc . "$T/details" >"$T/data"
  good "$1" repo "$2"
}

if jq -e '.section.status == "ok"' "$T/sections/repositories.json" >/dev/null; then
  jq -r '.section.data[] | select(.archived | not) | [.full_name, .default_branch] | @tsv' "$T/sections/repositories.json" >"$T/repositories"
  while IFS=$TAB read -r repo branch; do
    {
      row collaborators repo "$repo" "$LIST" --paginate "repos/$repo/collaborators?affiliation=direct&per_page=100"
      row deploy_keys repo "$repo" "$LIST" --paginate "repos/$repo/keys?per_page=100"
      row branch_rules repo "$repo" "$LIST" --paginate "repos/$repo/rules/branches/$(uri "$branch")?per_page=100"
      row repository_secrets repo "$repo" '{secrets: [.[].secrets[]]}' --paginate "repos/$repo/actions/secrets?per_page=100"
      row dependabot_secrets repo "$repo" '{secrets: [.[].secrets[]]}' --paginate "repos/$repo/dependabot/secrets?per_page=100"
      row branches repo "$repo" 'map(if type == "array" then . else error("not a list") end) | add // [] | map({name, protected})' --paginate "repos/$repo/branches?per_page=100"
      row repository_actions repo "$repo" "$ONE" "repos/$repo/actions/permissions"
      row repository_workflow_permissions repo "$repo" "$ONE" "repos/$repo/actions/permissions/workflow"
      row oidc_subject repo "$repo" "$ONE" "repos/$repo/actions/oidc/customization/sub"
      protection "$repo" "$branch"
      protection_rules "$repo"
      rulesets "$repo"
      codeowners "$repo"
      environments "$repo"
    } </dev/null
  done <"$T/repositories"
  rows collaborators deploy_keys branch_rules branches repository_actions repository_workflow_permissions oidc_subject repository_secrets dependabot_secrets \
    branch_protection branch_protection_rules rulesets codeowners environments environment_secrets deployment_branch_policies
fi

jq -n --arg scope "$ORG" --arg at "$AT" '{
  schema: "inventory/v1", source: "github", scope: $scope, collected_at: $at, collector: "collect-github.sh 3",
  sections: (reduce inputs as $each ({}; .[$each.name] = $each.section))
}' "$T"/sections/*.json >"$T/inventory.json"
[ -z "$OUTPUT" ] || cp "$T/inventory.json" "$OUTPUT"
[ "$BAD" -eq 0 ] || say "$BAD answers about repositories or teams could not be read: what they are about is unknown"
say "$READ sections read, $FAILED could not be"

if [ -n "$DRY" ]; then
  cat "$T/inventory.json"
else
  # The token stands in no list of processes.
  CODE=$(printf 'header = "Authorization: Bearer %s"\n' "$PLUMBLINE_TOKEN" |
    curl -sS --config - -o "$T/answer" -w '%{http_code}' -H 'Content-Type: application/json' \
      --data-binary "@$T/inventory.json" "${PLUMBLINE_URL%/}/api/v1/inventories?source=github&system=$ORG&wait=30") ||
    die 3 "$PLUMBLINE_URL could not be reached"
  case $CODE in
    2*) jq -r '"delivered: \(.status), \(.introduced) new, \(.fixed) fixed, \(.url)"' "$T/answer" >&2 ;;
    *) die 3 "Plumbline refused it (HTTP $CODE): $(jq -r '.detail // .title // empty' "$T/answer" 2>/dev/null)" ;;
  esac
fi
[ -z "$STRICT" ] || [ "$((FAILED + BAD))" -eq 0 ] || exit 4
