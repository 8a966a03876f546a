import { needs, quoted } from './delivery.ts';
import { type BuiltSnippet, fromRemote, groovy, indent } from './parts.ts';
import type { System } from './snippets.ts';

export interface GateInput {
  /** Where this installation is reached: `https://plumbline.example.com`. */
  address: string;
  /** `owner/name`; null: the CI system, or the checkout's remote, knows it. */
  repo: string | null;
}

/** Each a word of the shell. */
interface Asked {
  repo: string;
  ref: string;
  commit: string;
}

/** Reports that are delivered are read within seconds; a queue of many takes longer. */
const TRIES = 60;

/**
 * Asks what the policy makes of all reports of a ref, as lines of a POSIX shell: waits while reports are read, leaves the
 * answer as Markdown, and says no by an exit code. As for deliveries the token goes through a pipe.
 */
function askLines(address: string, { repo, ref, commit }: Asked): string[] {
  return [
    `repo=${repo}`,
    `ref=${ref}`,
    `commit=${commit}`,
    `body="{\\"repo\\":\\"$repo\\",\\"ref\\":\\"$(printf %s "$ref" | sed 's/"/\\\\"/g')\\",\\"commit\\":\\"$commit\\"}"`,
    'ask() {',
    `  printf 'Authorization: Bearer %s\\n' "$PLUMBLINE_TOKEN" |`,
    '    curl --fail-with-body --no-progress-meter --retry 5 --retry-connrefused --retry-max-time 600 --header @- \\',
    `      --header 'Content-Type: application/json' --data "$body" ${quoted(`${address}/api/v1/gate`)}"?format=$1"`,
    '}',
    'tries=0',
    `while ask json > plumbline.json && grep -q '"outcome":"pending"' plumbline.json; do`,
    '  tries=$((tries + 1))',
    `  [ "$tries" -lt ${TRIES} ] || { echo 'Reports are still being read: the gate is not known' >&2; exit 2; }`,
    '  sleep 5',
    'done',
    'ask markdown > plumbline.md || { cat plumbline.md >&2; exit 2; }',
    'cat plumbline.md',
  ];
}

/** Last: fails the job where the policy does not pass. */
const VERDICT = `grep -q '"passed":true' plumbline.json`;

/** What to add behind the scans, so that the policy decides whether a run may go on. */
export function gateSnippetFor(system: System, input: GateInput): BuiltSnippet {
  switch (system) {
    case 'github':
      return githubGate(input);
    case 'gitlab':
      return gitlabGate(input);
    case 'jenkins':
      return jenkinsGate(input);
    case 'shell':
      return shellGate(input);
  }
}

function githubGate({ address, repo }: GateInput): BuiltSnippet {
  const ask = askLines(address, {
    repo: repo === null ? '"$GITHUB_REPOSITORY"' : quoted(repo),
    ref: '"$GITHUB_REF"',
    commit: '"$GITHUB_SHA"',
  });
  const lines = [
    '      - name: Ask the policy',
    `        if: \${{ !cancelled() && steps.scan.outcome != 'skipped' }}`,
    '        env:',
    `          PLUMBLINE_TOKEN: \${{ secrets.PLUMBLINE_TOKEN }}`,
    '        run: |',
    indent([...ask, 'cat plumbline.md >> "$GITHUB_STEP_SUMMARY"', 'ask sarif > plumbline.sarif', VERDICT], 10),
    '      - name: Annotate what the branch adds',
    `        if: \${{ !cancelled() && hashFiles('plumbline.sarif') != '' }}`,
    '        uses: github/codeql-action/upload-sarif@v4',
    '        with:',
    '          sarif_file: plumbline.sarif',
    '          category: plumbline',
    '      - name: Comment on the pull request',
    `        if: \${{ !cancelled() && github.event_name == 'pull_request' && hashFiles('plumbline.md') != '' }}`,
    '        env:',
    `          GH_TOKEN: \${{ github.token }}`,
    `          PULL: \${{ github.event.pull_request.number }}`,
    '        run: gh pr comment "$PULL" --edit-last --create-if-none --body-file plumbline.md',
  ];
  return {
    title: 'Steps behind the last delivery of a job',
    code: `${lines.join('\n')}\n`,
    secrets:
      'The workflow needs on: pull_request, and security-events: write for annotations and pull-requests: write for the comment under permissions; leave out the steps that you do not want.',
  };
}

function gitlabGate({ address, repo }: GateInput): BuiltSnippet {
  const ask = askLines(address, {
    repo: repo === null ? '"$CI_PROJECT_PATH"' : quoted(repo),
    ref: `"\${CI_MERGE_REQUEST_REF_PATH:-$CI_COMMIT_REF_NAME}"`,
    commit: '"$CI_COMMIT_SHA"',
  });
  const lines = [
    'plumbline-gate:',
    '  stage: .post',
    '  image: curlimages/curl:8.17.0',
    '  script:',
    '    - |',
    indent([needs('PLUMBLINE_TOKEN', 'Store it under Settings > CI/CD > Variables'), ...ask, VERDICT], 6),
    '  artifacts:',
    '    when: always',
    '    expose_as: What the policy says',
    '    paths: [plumbline.md]',
  ];
  return {
    title: '.gitlab-ci.yml, one more job',
    code: `${lines.join('\n')}\n`,
    secrets: 'It runs when all jobs that deliver are done. Merge requests link to what it says.',
  };
}

function jenkinsGate({ address, repo }: GateInput): BuiltSnippet {
  const ask = askLines(address, {
    repo: repo === null ? fromRemote('echo "$GIT_URL"') : quoted(repo),
    ref: `"\${BRANCH_NAME:-\${GIT_BRANCH#origin/}}"`,
    commit: '"$GIT_COMMIT"',
  });
  const lines = [
    "    stage('Gate') {",
    '      steps {',
    "        withCredentials([string(credentialsId: 'plumbline-token', variable: 'PLUMBLINE_TOKEN')]) {",
    `          ${groovy([...ask, VERDICT], 10)}`,
    '        }',
    '      }',
    "      post { always { archiveArtifacts artifacts: 'plumbline.md', allowEmptyArchive: true } }",
    '    }',
  ];
  return {
    title: 'Jenkinsfile, one more stage',
    code: `${lines.join('\n')}\n`,
    secrets: 'Behind the stages that deliver reports.',
  };
}

function shellGate({ address, repo }: GateInput): BuiltSnippet {
  const ask = askLines(address, {
    repo: repo === null ? fromRemote('git remote get-url origin') : quoted(repo),
    ref: '"$(git rev-parse --abbrev-ref HEAD)"',
    commit: '"$(git rev-parse HEAD)"',
  });
  const body = ['set -eu', needs('PLUMBLINE_TOKEN', 'Export it first'), ...ask, VERDICT];
  return {
    title: 'plumbline-gate.sh',
    code: `(\n${indent(body, 2)}\n)\n`,
    secrets: 'Behind the deliveries. It exits with 1 where the policy does not pass, with 2 where that is not known.',
  };
}
