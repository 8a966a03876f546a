import { describe, expect, it } from 'vitest';
import { factsOfFile } from './facts.ts';
import { parsed } from './testing.ts';

const trusts = (uses: string): boolean | undefined => {
  const text = `
on: pull_request_target
jobs:
  merge:
    runs-on: ubuntu-latest
    if: github.actor == 'dependabot[bot]'
    steps:
      - uses: ${uses}
`;
  return factsOfFile(parsed(text), { tools: new Set() }).jobs[0]?.strangers?.trustsBotName;
};

describe('a job that merges because of who seems to ask', () => {
  it.each([
    ['pascalgn/automerge-action@v0', true],
    ['fastify/github-action-merge-dependabot@v3', true],
    ['ahmadnassri/action-dependabot-auto-merge@v2', true],
    ['hmarr/auto-approve-action@v4', true],
    ['peter-evans/enable-pull-request-automerge@v3', true],
    ['reitermarkus/automerge@v2', true],
    ['actions/checkout@v4', false],
    ['acme/merge-reports@v1', false],
    ['acme/approve@v1', false],
  ])('is known by what the action is called: %s, %s', (uses, expected) => {
    expect(trusts(uses)).toBe(expected);
  });
});
