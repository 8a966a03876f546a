import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness, tick } from '../testing.ts';
import { inProcessReader } from '../upload/read/in-process.ts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness(undefined, { readers: inProcessReader });
});
afterAll(() => harness.close());

type Vulnerability = readonly [number: number, severity: string, installed: string, fixed: string];

/** Vulnerabilities of one package of npm, as Trivy reports them. */
const trivy = (...found: Vulnerability[]) =>
  JSON.stringify({
    SchemaVersion: 2,
    ArtifactName: '.',
    ArtifactType: 'repository',
    Results: [
      {
        Target: 'package-lock.json',
        Class: 'lang-pkgs',
        Type: 'npm',
        Vulnerabilities: found.map(([number, severity, installed, fixed]) => ({
          VulnerabilityID: `CVE-2031-${60_000 + number}`,
          PkgName: 'acme-yaml',
          InstalledVersion: installed,
          FixedVersion: fixed,
          Severity: severity,
        })),
      },
    ],
  });

const actions = () => harness.admin`select title, target, effort_kind, open from actions order by number`;

const FIRST: Vulnerability = [1, 'HIGH', '1.0.0', '1.0.1'];
const SECOND: Vulnerability = [2, 'HIGH', '1.1.0', '1.1.1'];
const THIRD: Vulnerability = [3, 'LOW', '1.1.0', '1.1.1'];

describe('an action', () => {
  it('is described by its first open finding, and leads to a version that fixes all that are open', async () => {
    await harness.deliver({}, trivy(FIRST, SECOND, THIRD));
    const all = { title: 'Upgrade acme-yaml to 1.1.1', target: '1.1.1', effortKind: 'minor', open: 3 };
    expect(await actions()).toEqual([all]);
    tick(harness, 60);
    await harness.deliver({}, trivy(SECOND, THIRD));
    expect(await actions()).toEqual([{ ...all, effortKind: 'patch', open: 2 }]);
    tick(harness, 60);
    await harness.deliver({}, trivy(FIRST));
    const other = { title: 'Upgrade acme-yaml to 1.0.1', target: '1.0.1', effortKind: 'patch', open: 1 };
    expect(await actions()).toEqual([other]);
  });
});
