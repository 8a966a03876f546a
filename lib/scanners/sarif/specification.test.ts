import { describe, expect, it } from 'vitest';
import { parse as parseRun } from './testing.ts';

type Json = Record<string, unknown>;

const parse = (result: Json, run: Json = {}) => parseRun('x', result, null, run);

async function pathOf(artifactLocation: Json, run: Json) {
  const { observations } = await parse({ ruleId: 'r', locations: [{ physicalLocation: { artifactLocation } }] }, run);
  return observations[0]?.locations[0]?.path;
}

describe('sarif as the specification says', () => {
  it('puts a base that is relative to another one before the path, whatever its name (§3.14.14)', async () => {
    const originalUriBaseIds = { SRCROOT: { uri: 'service/', uriBaseId: 'TOP' }, TOP: {} };
    expect(await pathOf({ uri: 'a.py', uriBaseId: 'SRCROOT' }, { originalUriBaseIds })).toBe('service/a.py');
  });

  it('takes the root from what the version control is mapped to (§3.23.8), before where the tool was started', async () => {
    const run = {
      originalUriBaseIds: { HERE: { uri: 'file:///D:/w/repo/' }, BIN: { uri: 'file:///D:/w/repo/out/' } },
      versionControlProvenance: [{ repositoryUri: 'https://example.com/r', mappedTo: { uriBaseId: 'HERE' } }],
      invocations: [{ executionSuccessful: true, workingDirectory: { uri: 'file:///D:/w/repo/sub' } }],
    };
    expect(await pathOf({ uri: 'a.dll', uriBaseId: 'BIN' }, run)).toBe('out/a.dll');
    expect(await pathOf({ uri: 'file:///d:/w/repo/sub/a.cs' }, run)).toBe('sub/a.cs');
    expect(await pathOf({ uri: 'D:\\w\\repo\\sub\\a.cs' }, run)).toBe('sub/a.cs');
  });

  it('keeps the folder that a tool was started in, where the checkout is known', async () => {
    // /home/runner/work/web/web is the folder into which GitHub's hosted runners check out the repository `web`.
    const workingDirectory = { uri: 'file:///home/runner/work/web/web/api' };
    const uri = 'file:///home/runner/work/web/web/api/src/a.ts';
    expect(await pathOf({ uri }, { invocations: [{ executionSuccessful: true, workingDirectory }] })).toBe(uri);
  });

  it('finds weaknesses by id, index or GUID, in results and in relationships of rules (§3.52)', async () => {
    const taxonomies = [
      { name: 'OWASP', taxa: [{ id: 'A1' }] },
      { name: 'CWE', guid: 'G-1', taxa: [{ id: '79', guid: 'T-79' }, { id: 'CWE-89' }] },
    ];
    const rule = {
      id: 'r',
      relationships: [
        { target: { index: 0, toolComponent: { index: 1 } }, kinds: ['superset'] },
        { target: { id: 'A1', toolComponent: { name: 'OWASP' } } },
      ],
    };
    const tool = { driver: { name: 'x', rules: [rule] } };
    const byGuid = { ruleId: 'r', taxa: [{ index: 1, toolComponent: { guid: 'G-1' } }] };
    expect((await parse(byGuid, { tool, taxonomies })).observations[0]?.cwes).toEqual([79, 89]);
    const byTaxon = { ruleId: 's', taxa: [{ guid: 't-79', toolComponent: { name: 'CWE' } }] };
    expect((await parse(byTaxon, { tool, taxonomies })).observations[0]?.cwes).toEqual([79]);
  });

  it.each([
    ['Error', 'high'],
    ['WARNING', 'medium'],
    ['info', 'info'],
    ['critical', 'critical'],
    ['3', 'medium'],
  ])('the level %s is %s', async (level, severity) => {
    expect((await parse({ ruleId: 'r', level })).observations[0]?.severity).toBe(severity);
  });

  it('reads links whose words have brackets (§3.11.6)', async () => {
    const text = 'Flows from [items\\[0\\]](1) to [the query](2).';
    expect((await parse({ ruleId: 'r', message: { text } })).observations[0]?.message).toBe(
      'Flows from items[0] to the query.',
    );
  });

  it.each([
    [[{ kind: 'InSource', status: 'Accepted' }], 'in_code'],
    [[{ kind: 'external' }], 'external'],
    [
      [
        { kind: 'external', status: 'accepted' },
        { kind: 'external', status: 'underReview' },
      ],
      null,
    ],
    [[{ kind: 'external', status: 'rejected' }], null],
    [[], null],
  ])('suppressions %j: %s', async (suppressions, kind) => {
    const { observations } = await parse({ ruleId: 'r', suppressions });
    expect(observations[0]?.suppression?.kind ?? null).toBe(kind);
  });

  it.each([
    [{ results: null }, 'a run of x holds no list of results: nothing was scanned'],
    [{ results: undefined }, 'a run of x holds no list of results: nothing was scanned'],
    [
      {
        results: [],
        externalPropertyFileReferences: { results: [{ location: { uri: 'r.sarif-external-properties' } }] },
      },
      'x keeps results in other files (externalPropertyFileReferences): they were not delivered',
    ],
    [{ invocations: [{ processStartFailureMessage: 'no such file' }] }, 'x could not be started: no such file'],
    [
      { invocations: [{ executionSuccessful: 'False' }] },
      'x says that it did not run to its end (executionSuccessful: false)',
    ],
  ])('%j closes nothing', async (run, reason) => {
    expect((await parse({ ruleId: 'r' }, run)).summary.reasons).toEqual([reason]);
  });

  it('takes the level of a notification from its kind, where it has none of its own (§3.58.6)', async () => {
    const notifications = [{ id: 'unread-file', defaultConfiguration: { level: 'error' } }, { id: 'hint' }];
    const tool = { driver: { name: 'x', notifications } };
    const given = [{ descriptor: { index: 0 }, message: { text: 'a.c' } }, { descriptor: { id: 'hint' } }];
    const invocations = [{ executionSuccessful: true, toolExecutionNotifications: given }];
    expect((await parse({ ruleId: 'r' }, { tool, invocations })).summary.reasons).toEqual(['x reports an error: a.c']);
  });
});

describe('Semgrep: what it could not look at', () => {
  const gaps = async (id: string, text: string, level = 'warning') => {
    const notification = { descriptor: { id }, level, message: { text } };
    const run = { invocations: [{ executionSuccessful: true, toolExecutionNotifications: [notification] }] };
    return (await parseRun('semgrep', { ruleId: 'r', message: { text: 'm' } }, null, run)).summary.reasons;
  };

  it('is told by the kind of a notification', async () => {
    for (const id of ['OOM', 'InternalMatchingError', 'AstBuilderError', 'Timeout']) {
      expect(await gaps(id, 'src/a.ts')).toHaveLength(1);
    }
  });

  it('is not told by a notification of the level `none`', async () => {
    expect(await gaps('Timeout', 'src/a.ts', 'none')).toEqual([]);
    expect(await gaps('Timeout', 'src/a.ts', 'note')).toHaveLength(1);
  });

  it('is not told by a path that sounds like it', async () => {
    expect(await gaps('Note', 'src/internal/classroom-builder.ts has no rules')).toEqual([]);
  });
});
