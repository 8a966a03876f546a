import { describe, expect, it } from 'vitest';
import { parsed } from '#lib/domain/pipeline/testing.ts';
import type { Workflow } from './repository-facts.ts';
import { workflowFacts } from './workflow-facts.ts';

function factsOf(text: string): Workflow | undefined {
  const file = parsed(text, '.github/workflows/ci.yml');
  if (file.kind === 'gitlab') throw new Error('not of GitHub');
  return workflowFacts(file)[0];
}

const job = (on: string, lines: readonly string[], steps: readonly string[] = ['run: make']) =>
  [
    `on: ${on}`,
    'permissions: {}',
    'jobs:',
    '  build:',
    ...lines.map((line) => `    ${line}`),
    '    steps:',
    ...steps.map((step) => `      - ${step}`),
    '',
  ].join('\n');

/** An expression of a workflow. */
const value = (body: string) => `\${{ ${body} }}`;

const HEAD = [
  `uses: actions/checkout@v4\n        with: { ref: "${value('github.event.pull_request.head.sha')}" }`,
  'run: make',
];
const ON = ['runs-on: ubuntu-latest'];

describe('workflowFacts', () => {
  it('code of a pull request that runs with the rights of the repository', () => {
    expect(factsOf(job('pull_request_target', ON, HEAD))).toMatchObject({
      runsForeignCode: true,
      environment: 'none',
      identityToken: false,
    });
    expect(factsOf(job('pull_request', ON, HEAD))).toMatchObject({ runsForeignCode: false });
    expect(factsOf(job('pull_request_target', ON, HEAD.slice(0, 1)))).toMatchObject({ runsForeignCode: null });
    expect(factsOf(job('pull_request_target', [...ON, 'environment: { name: review }'], HEAD))).toMatchObject({
      runsForeignCode: true,
      environment: 'review',
    });
    expect(factsOf(job('pull_request_target', [...ON, `environment: "${value('inputs.x')}"`], HEAD))).toMatchObject({
      environment: null,
    });
  });

  it('what the job gets', () => {
    expect(
      factsOf(
        job(
          'push',
          [...ON, 'permissions: { id-token: write }'],
          ['run: make', `run: x ${value('secrets.A')} ${value('secrets.B_2')}`],
        ),
      ),
    ).toMatchObject({
      ...{ identityToken: true, secrets: ['A', 'B_2'] },
    });
    expect(factsOf(job('push', ON, [`run: x "${value('toJSON(secrets)')}"`]))?.secrets).toBe('all');
    expect(factsOf(job('push', ON, [`run: x "${value("secrets['A']")}"`]))?.secrets).toBe('all');
    expect(factsOf(job('push', ON))?.secrets).toEqual([]);
  });

  it('machines: of GitHub, one’s own, or who knows', () => {
    const on = (event: string, runsOn: string) => factsOf(job(event, [`runs-on: ${runsOn}`]))?.ownMachines;
    expect(on('pull_request', 'ubuntu-latest')).toBe(false);
    expect(on('pull_request', '[self-hosted, linux]')).toBe(true);
    expect(on('pull_request', 'build-farm')).toBeNull();
    expect(on('pull_request', '{ group: big }')).toBeNull();
    expect(on('push', '[self-hosted]')).toBe(false);
  });

  it('a merge because of a name', () => {
    const merging = (event: string, condition: string, run: string) =>
      factsOf(job(event, [...ON, `if: ${condition}`], [`run: ${run}`]))?.trustsBotName;
    expect(merging('pull_request_target', "github.actor == 'dependabot[bot]'", 'gh pr merge --auto "$URL"')).toBe(true);
    expect(
      merging(
        'pull_request_target',
        "github.event.pull_request.user.login == 'dependabot[bot]'",
        'gh pr merge --auto "$URL"',
      ),
    ).toBe(false);
    expect(merging('pull_request_target', "github.actor == 'dependabot[bot]'", 'make')).toBe(false);
    expect(merging('push', "github.actor == 'dependabot[bot]'", 'gh pr merge --auto "$URL"')).toBe(false);
  });

  it('calls of workflows of other repositories', () => {
    const calls = (ref: string, secrets: string) =>
      factsOf(`on: push\njobs:\n  x:\n    uses: acme/ci/.github/workflows/x.yml@${ref}\n    secrets: ${secrets}\n`)
        ?.calls[0];
    const call = { repository: 'acme/ci', path: '.github/workflows/x.yml' };
    expect(calls('main', 'inherit')).toEqual({ ...call, branch: 'main', inheritsSecrets: true });
    expect(calls('a'.repeat(40), 'inherit')).toEqual({ ...call, branch: null, inheritsSecrets: true });
    expect(calls('main', `{ A: "${value('secrets.A')}" }`)).toEqual({ ...call, branch: 'main', inheritsSecrets: null });
  });
});
