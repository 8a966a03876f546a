import { describe, expect, it } from 'vitest';
import { ACTION_KINDS } from './key.ts';
import { type ActionSubject, actionSteps } from './steps.ts';

const subject = (given: Partial<ActionSubject>): ActionSubject => ({
  ...{ kind: 'code', effortKind: 'code', target: null, packages: [], images: [], files: [], rules: [], advice: null },
  ...given,
});
const texts = (given: Partial<ActionSubject>) => actionSteps(subject(given)).map(({ text }) => text);
const commands = (given: Partial<ActionSubject>) => actionSteps(subject(given)).flatMap(({ command }) => command ?? []);
const LODASH = { ecosystem: 'npm', name: 'lodash', versions: ['4.17.15', '4.17.20'] };

describe('the steps of an action', () => {
  it.each(ACTION_KINDS)('of kind %s end with what confirms it, and hold without any facts', (kind) => {
    const steps = actionSteps(subject({ kind }));
    expect(steps.length).toBeGreaterThan(1);
    expect(steps.at(-1)?.text).toMatch(kind === 'watch' ? /becomes an upgrade by itself/ : /findings close when/);
    for (const { text } of steps) expect(text).toMatch(/^[A-Z][^{}]*[.:\w]$/);
  });

  it('of an upgrade say from where to where, and how', () => {
    const upgrade = { kind: 'upgrade', effortKind: 'patch', target: '4.17.21', packages: [LODASH] } as const;
    const files = ['web/yarn.lock'];
    expect(texts({ ...upgrade, files })[0]).toBe(
      'Raise lodash from 4.17.15 and 4.17.20 to 4.17.21 or newer (web/yarn.lock).',
    );
    expect(commands({ ...upgrade, files })).toEqual(['yarn up lodash@4.17.21', 'yarn why lodash']);
    expect(texts({ ...upgrade, effortKind: 'major' }).join()).toContain('new major version');
    expect(texts(upgrade).join()).not.toContain('new major version');
    expect(texts({ ...upgrade, target: null })[0]).toContain('no report names one');
  });

  it('of an image build it again, and name the packages that a base without fixes needs', () => {
    const of = (ecosystem: string, name: string) => ({ ecosystem, name, versions: [] });
    const build = 'docker build --pull --no-cache -t acme/web:new .';
    const image = { kind: 'image', images: ['acme/web'] } as const;
    expect(commands({ ...image, packages: [of('deb', 'openssl'), of('deb', 'tar')] })).toEqual([
      build,
      'RUN apt-get update && apt-get install --only-upgrade --yes openssl tar',
    ]);
    // No one command raises packages of several systems.
    expect(commands({ ...image, packages: [of('deb', 'openssl'), of('npm', 'tar')] })).toEqual([build]);
  });

  it('of a secret revoke it first, and name its files in quotes that a shell needs', () => {
    const given = { kind: 'rotate', files: ["a b/it's.env", 'b\u202e.env', 'deploy.yml'] } as const;
    expect(texts(given)[0]).toMatch(/^Revoke/);
    expect(commands(given)).toEqual([
      [
        "git log --oneline --all -- 'a b/it'\\''s.env'",
        'git log --oneline --all -- deploy.yml',
        "git filter-repo --invert-paths --path 'a b/it'\\''s.env' --path deploy.yml",
      ].join('\n'),
    ]);
  });

  it('of an unpinned action ask for its commits', () => {
    const checkout = { ecosystem: 'github', name: 'actions/checkout', versions: ['v4'] };
    const steps = { kind: 'pin', packages: [checkout], files: ['.github/workflows/ci.yml'] } as const;
    expect(commands(steps)).toEqual(['git ls-remote --tags https://github.com/actions/checkout']);
    expect(texts(steps).join()).toContain('uses: actions/checkout@<commit>');
  });

  it('of code and settings begin with the advice of the scanner, name few files and the rule when it is one', () => {
    const files = ['a.ts', 'b.ts', 'c.ts', 'd.ts'];
    expect(texts({ kind: 'iac', files, rules: ['AVD-1'], advice: ' Set it to true. ' }).slice(0, 2)).toEqual([
      "The scanner's advice: Set it to true.",
      'Change the settings in a.ts, b.ts and 2 more so that AVD-1 passes.',
    ]);
    expect(texts({ kind: 'iac', rules: ['x', 'y'] })[0]).toBe(
      'Change the settings where the findings say so that the check passes.',
    );
    expect(texts({ kind: 'code', advice: 'y'.repeat(2000) })[0]?.length).toBeLessThan(700);
  });
});
