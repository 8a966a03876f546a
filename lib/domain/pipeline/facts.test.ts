import { describe, expect, it } from 'vitest';
import { type Drift, driftOf, nameOfUse } from './drift.ts';
import { factsOfFile } from './facts.ts';
import { outcomesOfFile } from './outcomes.ts';
import { parsed, workflowOf } from './testing.ts';

const KNOWN = { tools: new Set(['trivy']) };
const factsOf = (text: string, path: string | null = null) => factsOfFile(parsed(text, path), KNOWN);

const RELEASE = `
on: [push, workflow_dispatch]
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm test
  image:
    runs-on: [self-hosted, linux]
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: docker/build-push-action@v6
      - uses: actions/attest-build-provenance@v2
        env:
          TOKEN: \${{ secrets.REGISTRY_TOKEN || secrets['OTHER'] }}
  ship:
    runs-on: ubuntu-latest
    environment: { name: production }
    permissions: write-all
    steps:
      - uses: ./local
      - run: kubectl apply -f k8s
`;

const GITLAB = `
include: { project: platform/ci, file: all.yml }
.hidden: { script: make }
build:
  stage: build
  image: node:24
  tags: [docker]
  script: [npm run build]
  artifacts: { paths: [dist] }
live:
  environment: { name: live }
  id_tokens: { AWS: { aud: aws } }
  script: [terraform apply -auto-approve]
`;

describe('what a file of a pipeline says of itself', () => {
  it('a workflow: what starts it, and of each job stages, rights, environment, machines, actions, secrets', () => {
    const facts = factsOf(RELEASE);
    expect(facts).toMatchObject({ events: ['push', 'workflow_dispatch'], permissions: { contents: 'read' } });
    expect(facts.jobs).toMatchObject([
      {
        name: 'test',
        stages: ['test'],
        permissions: { contents: 'read' },
        environment: null,
        oidc: false,
        secrets: [],
      },
      {
        ...{
          name: 'image',
          stages: ['build', 'artifact'],
          runners: ['linux', 'self-hosted'],
          oidc: true,
          attests: true,
        },
        uses: ['actions/attest-build-provenance@v2', 'docker/build-push-action@v6'],
        secrets: ['OTHER', 'REGISTRY_TOKEN'],
      },
      {
        name: 'ship',
        stages: ['deploy'],
        permissions: 'write-all',
        environment: 'production',
        production: true,
        uses: [],
      },
    ]);
  });

  it("a GitLab file: what it includes is each job's, templates are none", () => {
    expect(factsOf(GITLAB, '.gitlab-ci.yml').jobs).toMatchObject([
      {
        name: 'build',
        stages: ['build', 'artifact'],
        runners: ['docker'],
        uses: ['all.yml', 'node:24', 'platform/ci'],
      },
      { name: 'live', stages: ['deploy'], environment: 'live', production: true, oidc: true },
    ]);
  });

  it('a workflow without a word of rights has those of the organization', () => {
    const [job] = factsOf('on: push\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: ls }]\n').jobs;
    expect(job).toMatchObject({ permissions: 'unsaid', stages: [], oidc: false });
  });
});

describe('how rules come out in a file', () => {
  const outcomesOf = (text: string, failed: string[] = [], path: string | null = null) => {
    const file = parsed(text, path);
    return outcomesOfFile(file.kind, factsOfFile(file, KNOWN), new Set(failed));
  };

  it('what a rule is about must be in it: else it neither passes nor fails', () => {
    const plain = outcomesOf(workflowOf('push', '- run: ls'));
    expect(plain).toMatchObject({ 'template-injection': 'pass', 'excessive-permissions': 'pass' });
    for (const rule of ['untrusted-checkout', 'unpinned-uses', 'deploy-without-environment', 'provenance']) {
      expect(plain).not.toHaveProperty(rule);
    }
    expect(outcomesOf(workflowOf('pull_request_target', '- uses: a/b@v1'))).toMatchObject({
      ...{ 'untrusted-checkout': 'pass', 'unpinned-uses': 'pass', 'self-hosted-on-pull-request': 'pass' },
    });
  });

  it('a failure always shows; rules of GitLab are about its files alone', () => {
    expect(outcomesOf(workflowOf('push', '- run: ls'), ['untrusted-checkout'])['untrusted-checkout']).toBe('fail');
    const gitlab = Object.keys(outcomesOf(GITLAB, [], '.gitlab-ci.yml'));
    expect(gitlab).toContain('gitlab-production-without-gate');
    expect(gitlab.every((rule) => rule === 'provenance' || rule.startsWith('gitlab-'))).toBe(true);
  });

  it('what is published without a statement is unknown, not wrong: another file may make it', () => {
    expect(outcomesOf(RELEASE).provenance).toBe('pass');
    expect(outcomesOf(RELEASE.replace('actions/attest-build-provenance@v2', 'a/b@v1')).provenance).toBe('unknown');
  });
});

describe('drift', () => {
  const before = factsOf(RELEASE);
  const drift = (from: string, to: string): Omit<Drift, 'job'>[] =>
    gives(driftOf(before, factsOf(RELEASE.replace(from, to)))).map(({ kind, what }) => ({ kind, what }));
  const gives = (all: readonly Drift[]): Drift[] => all.filter(({ kind }) => kind !== 'edited');

  it.each([
    ['actions/checkout@v4', 'actions/checkout@v5', []],
    ['actions/checkout@v4', 'stranger/checkout@v4', [{ kind: 'new_action', what: 'stranger/checkout@v4' }]],
    [
      'permissions:\n  contents: read\njobs',
      'permissions:\n  contents: write\njobs',
      [{ kind: 'wider_permissions', what: 'contents: write' }],
    ],
    [
      'permissions:\n  contents: read\njobs',
      'permissions: read-all\njobs',
      [{ kind: 'wider_permissions', what: 'read-all' }],
    ],
    [
      'permissions:\n  contents: read\njobs',
      'jobs',
      [{ kind: 'wider_permissions', what: 'the default of the organization' }],
    ],
    ['permissions: write-all', 'permissions: {}', []],
    ['secrets.REGISTRY_TOKEN', 'secrets.NEW_ONE', [{ kind: 'new_secret', what: 'NEW_ONE' }]],
    [
      'runs-on: ubuntu-latest\n    steps:\n      - uses: actions',
      'runs-on: mine\n    steps:\n      - uses: actions',
      [{ kind: 'other_runner', what: 'mine' }],
    ],
    ['name: production', 'name: staging', [{ kind: 'environment', what: 'production → staging' }]],
  ])('%j → %j', (from, to, expected) => {
    expect(drift(from, to)).toEqual(expected);
  });

  it('what was there and is not, or was not and is', () => {
    expect(driftOf(before, null)).toEqual([{ kind: 'removed', job: null, what: '' }]);
    expect(gives(driftOf(null, before))).toEqual([{ kind: 'added', job: null, what: 'test, image, ship' }]);
    expect(driftOf(before, before)).toEqual([]);
  });

  it('another text, but for what is not seen; nothing of it is known where an older version read it', () => {
    const edited = { kind: 'edited', job: null, what: factsOf(`${RELEASE}# more`).digest };
    expect(driftOf(before, factsOf(`${RELEASE}# more`))).toEqual([edited]);
    expect(driftOf(null, factsOf(`${RELEASE}# more`))).toContainEqual(edited);
    expect(driftOf(before, factsOf(RELEASE.replaceAll('\n', ' \r\n')))).toEqual([]);
    const { digest: _digest, ...older } = before;
    expect(driftOf(older, factsOf(`${RELEASE}# more`))).toEqual([]);
    expect(driftOf(before, older)).toEqual([]);
  });

  it('a new job that may do more than any job of the file before', () => {
    const more = `${RELEASE}  extra:\n    permissions: { packages: write }\n    steps: [{ run: ls }]\n`;
    expect(gives(driftOf(before, factsOf(more)))).toEqual([
      { kind: 'wider_permissions', job: 'extra', what: 'packages: write' },
    ]);
  });

  it.each([
    ['actions/checkout@v4', 'actions/checkout'],
    ['Acme/Flows/.github/workflows/x.yml@main', 'acme/flows/.github/workflows/x.yml'],
    ['docker://alpine:3.8', 'docker://alpine'],
    ['node:22', 'node'],
    ['registry.example.com:5000/team/node:22@sha256:ab', 'registry.example.com:5000/team/node'],
    ['registry.example.com:5000/team/node', 'registry.example.com:5000/team/node'],
    ['https://example.com/ci.yml', 'https://example.com/ci.yml'],
  ])('%s is another version of %s', (use, name) => {
    expect(nameOfUse(use)).toBe(name);
  });
});
