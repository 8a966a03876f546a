import { describe, expect, it } from 'vitest';
import { factsOfFile } from '#lib/domain/pipeline/facts.ts';
import { KNOWN, parsed } from '#lib/domain/pipeline/testing.ts';
import type { Workflow } from './repository-facts.ts';
import { workflowsOf } from './workflows-of.ts';

const FILE = '.github/workflows/x.yml';
const read = (text: string): Workflow[] => workflowsOf(FILE, factsOfFile(parsed(text, FILE), KNOWN));
const job = (on: string, more: string, steps: string): string =>
  `on: ${on}\njobs:\n  build:\n    runs-on: ubuntu-latest\n${more}    steps:\n${steps}`;
const HEAD = `      - uses: actions/checkout@v4\n        with: { ref: "\${{ github.event.pull_request.head.sha }}" }\n`;
const RUN = '      - run: make test\n';
const BOT = "      - if: github.actor == 'dependabot[bot]'\n        run: gh pr merge --auto $URL\n";

describe('what workflow files let in', () => {
  it.each<[string, string, Partial<Workflow>[]]>([
    [
      'a head that is run',
      job('pull_request_target', '', HEAD + RUN),
      [{ runsForeignCode: true, environment: 'none', identityToken: false }],
    ],
    ['a head that is only looked at', job('pull_request_target', '', HEAD), []],
    [
      'the merge of a pull request',
      job(
        'pull_request_target',
        '',
        `      - run: |\n          git fetch origin refs/pull/7/merge\n          git checkout FETCH_HEAD\n${RUN}`,
      ),
      [{ runsForeignCode: true }],
    ],
    [
      'by the command line',
      job('issue_comment', '', `      - run: gh pr checkout 7\n${RUN}`),
      [{ runsForeignCode: true }],
    ],
    [
      'of a run before it',
      job('workflow_run', '', HEAD.replace('pull_request.head.sha', 'workflow_run.head_sha') + RUN),
      [{ runsForeignCode: true }],
    ],
    [
      'a label gate stops nobody',
      job('pull_request_target', "    if: contains(github.event.pull_request.labels.*.name, 'safe')\n", HEAD + RUN),
      [{ runsForeignCode: true }],
    ],
    [
      'who asks for members is unknown',
      job(
        'issue_comment',
        "    if: github.event.comment.author_association == 'MEMBER'\n",
        `      - run: gh pr checkout 7\n${RUN}`,
      ),
      [{ runsForeignCode: null }],
    ],
    [
      'forks are kept out',
      job(
        'pull_request_target',
        '    if: github.event.pull_request.head.repo.full_name == github.repository\n',
        HEAD + RUN,
      ),
      [],
    ],
    [
      'rights and an environment',
      job('pull_request_target', '    environment: prod\n    permissions: { id-token: write }\n', HEAD + RUN),
      [{ environment: 'prod', identityToken: true }],
    ],
    [
      'an environment that is computed',
      job('pull_request_target', `    environment: "\${{ inputs.env }}"\n`, HEAD + RUN),
      [{ environment: null }],
    ],
    [
      'secrets by name',
      job('pull_request_target', `    env: { A: "\${{ secrets.PROD_KEY }}" }\n`, HEAD + RUN),
      [{ secrets: ['PROD_KEY'] }],
    ],
    [
      'all secrets',
      job('pull_request_target', `    env: { A: "\${{ toJSON(secrets) }}" }\n`, HEAD + RUN),
      [{ secrets: 'all' }],
    ],
    [
      'a secret whose name is computed',
      job('pull_request_target', `    env: { A: "\${{ secrets[matrix.name] }}" }\n`, HEAD + RUN),
      [{ secrets: 'all' }],
    ],
    [
      'own machines',
      job('pull_request', '', RUN).replace('ubuntu-latest', '[self-hosted, x]'),
      [{ ownMachines: true, runsForeignCode: false }],
    ],
    ['a label of somebody', job('pull_request', '', RUN).replace('ubuntu-latest', 'gpu'), [{ ownMachines: null }]],
    ["GitHub's machines", job('pull_request', '', RUN), []],
    ['own machines on pushes', job('push', '', RUN).replace('ubuntu-latest', 'self-hosted'), []],
    ['merges for the name of a bot', job('pull_request_target', '', BOT), [{ trustsBotName: true }]],
    [
      'merges for the author of the pull request',
      job('pull_request_target', '', BOT.replace('github.actor', 'github.event.pull_request.user.login')),
      [],
    ],
    ["a bot's own run has no rights", job('pull_request', '', BOT), []],
    [
      'calls a branch with all secrets',
      'on: push\njobs:\n  a:\n    uses: acme/ci/.github/workflows/d.yml@main\n    secrets: inherit\n',
      [{ calls: [{ repository: 'acme/ci', path: '.github/workflows/d.yml', branch: 'main', inheritsSecrets: true }] }],
    ],
    [
      'calls a commit',
      `on: push\njobs:\n  a:\n    uses: acme/ci/.github/workflows/d.yml@${'a'.repeat(40)}\n    secrets: inherit\n`,
      [{ calls: [{ repository: 'acme/ci', path: '.github/workflows/d.yml', branch: null, inheritsSecrets: true }] }],
    ],
    [
      'calls a branch with some secrets',
      `on: push\njobs:\n  a:\n    uses: acme/ci/.github/workflows/d.yml@main\n    secrets: { A: "\${{ secrets.A }}" }\n`,
      [{ calls: [{ repository: 'acme/ci', path: '.github/workflows/d.yml', branch: 'main', inheritsSecrets: null }] }],
    ],
    ['calls a branch with none', 'on: push\njobs:\n  a:\n    uses: acme/ci/.github/workflows/d.yml@main\n', []],
  ])('%s', (_, text, expected) => {
    expect(read(text)).toMatchObject(expected);
    expect(read(text)).toHaveLength(expected.length);
  });

  it('are unknown where the file could not be read, or was looked at before this was asked', () => {
    expect(workflowsOf(FILE, null)).toMatchObject([{ runsForeignCode: null, ownMachines: null, secrets: null }]);
    const facts = factsOfFile(parsed(job('pull_request_target', '', RUN), FILE), KNOWN);
    const older = { ...facts, jobs: facts.jobs.map(({ strangers: _, ...rest }) => rest) };
    expect(workflowsOf(FILE, older)).toMatchObject([{ runsForeignCode: null }]);
    expect(workflowsOf(FILE, { ...older, events: ['push'] })).toEqual([]);
  });
});
