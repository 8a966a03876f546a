import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CODE_HOSTS, type CodeHost, codePlaceOfRun, codeUrl, runUrlOf } from './code-host.ts';

const COMMIT = '3f2a9c1d4e5f60718293a4b5c6d7e8f901234567';
const lines = { path: 'src/a b/#main.ts', commit: COMMIT, startLine: 10, endLine: 12 };

describe('the repository that a run belongs to', () => {
  it.each([
    ['https://github.com/acme/web/actions/runs/88/job/1', 'github', 'https://github.com/acme/web'],
    ['https://gitlab.com/acme/group/web/-/pipelines/9', 'gitlab', 'https://gitlab.com/acme/group/web'],
    ['https://bitbucket.org/acme/web/pipelines/results/4', 'bitbucket', 'https://bitbucket.org/acme/web'],
    ['https://bitbucket.org/acme/web/addon/pipelines/home#!/results/4', 'bitbucket', 'https://bitbucket.org/acme/web'],
    ['https://codeberg.org/acme/web/actions/runs/4', 'gitea', 'https://codeberg.org/acme/web'],
  ])('is read from the addresses of well-known hosts: %s', (run, host, url) => {
    expect(codePlaceOfRun(run)).toEqual({ host, url });
  });

  it.each([
    'http://github.com/acme/web/actions/runs/88',
    'https://github.com.evil.example/acme/web/actions/runs/88',
    'https://evil.example/acme/web/actions/runs/88',
    'https://github.com@evil.example/acme/web/actions/runs/88',
    'https://user@github.com/acme/web/actions/runs/88',
    'https://github.com:8443/acme/web/actions/runs/88',
    'https://github.com/acme/web/issues/88',
    'https://github.com/acme/..%2f/actions/runs/88',
    'javascript:alert(1)//github.com/acme/web/actions/runs/88',
    'https://ci.example/job/web/12/',
    '',
  ])('is nobody for what else an address may be: %s', (run) => {
    expect(codePlaceOfRun(run)).toBeNull();
  });
});

describe('the address of a run that nobody said', () => {
  const AZURE = 'https://dev.azure.com/acme/project/_git/web';
  const GITHUB_FILE = '.github/workflows/ci.yml';

  it.each<[CodeHost, string, string, string | null]>([
    ['github', GITHUB_FILE, '88', '/actions/runs/88'],
    ['gitlab', '.gitlab-ci.yml#scan', '88', '/-/pipelines/88'],
    ['gitlab', '.gitlab-ci.yml', '88', '/-/pipelines/88'],
    ['bitbucket', 'bitbucket-pipelines.yml', '88', '/pipelines/results/88'],
    // Code of a host that its own CI did not run, as far as the pipeline's name says.
    ['github', 'web-nightly', '88', null],
    ['github', 'default', '88', null],
    ['github', '.gitlab-ci.yml#scan', '88', null],
    ['gitlab', GITHUB_FILE, '88', null],
    ['gitlab', 'tools/.gitlab-ci.yml', '88', null],
    ['gitea', GITHUB_FILE, '88', null],
    ['bitbucket_server', 'bitbucket-pipelines.yml', '88', null],
    // What is no number of a run.
    ['github', GITHUB_FILE, '88/../../settings', null],
    ['github', GITHUB_FILE, '088', null],
    ['github', GITHUB_FILE, '', null],
    ['github', GITHUB_FILE, '9'.repeat(20), null],
  ])('at %s, of %s, run %s: %j', (host, pipeline, id, rest) => {
    const url = 'https://x.example/acme/web';
    const expected = rest === null ? null : `${url}${rest}`;
    expect(runUrlOf({ host, url }, { pipeline, id, attempt: 1 })).toBe(expected);
    expect(runUrlOf({ host, url: url.replace('https', 'http') }, { pipeline, id, attempt: 1 })).toBeNull();
  });

  it('names the attempt where the host has one, and the project where runs are of that', () => {
    const run = { id: '88', attempt: 2 };
    const github = { host: 'github', url: 'https://github.com/acme/web' } as const;
    expect(runUrlOf(github, { ...run, pipeline: GITHUB_FILE })).toBe(`${github.url}/actions/runs/88/attempts/2`);
    const azure = { ...run, pipeline: 'azure-pipelines.yml' };
    expect(runUrlOf({ host: 'azure', url: AZURE }, azure)).toBe(
      'https://dev.azure.com/acme/project/_build/results?buildId=88',
    );
    expect(runUrlOf({ host: 'azure', url: 'https://dev.azure.com/acme' }, azure)).toBeNull();
  });
});

describe('the address of a line', () => {
  it.each([
    ['github', `https://x.example/acme/web/blob/${COMMIT}/src/a%20b/%23main.ts#L10-L12`],
    ['gitlab', `https://x.example/acme/web/-/blob/${COMMIT}/src/a%20b/%23main.ts#L10-12`],
    ['bitbucket', `https://x.example/acme/web/src/${COMMIT}/src/a%20b/%23main.ts#lines-10:12`],
    ['bitbucket_server', `https://x.example/acme/web/browse/src/a%20b/%23main.ts?at=${COMMIT}#10-12`],
    ['gitea', `https://x.example/acme/web/src/commit/${COMMIT}/src/a%20b/%23main.ts#L10-L12`],
    [
      'azure',
      `https://x.example/acme/web?path=/src/a%20b/%23main.ts&version=GC${COMMIT}&line=10&lineEnd=13&lineStartColumn=1&lineEndColumn=1`,
    ],
  ] as const)('is written as %s does', (host, expected) => {
    expect(codeUrl({ host, url: 'https://x.example/acme/web' }, lines)).toBe(expected);
  });

  it('names one line, or the file, where the report does not say more', () => {
    const place = { host: 'github', url: 'https://github.com/acme/web' } as const;
    expect(codeUrl(place, { ...lines, endLine: 10 })).toMatch(/main\.ts#L10$/);
    expect(codeUrl(place, { ...lines, startLine: null, endLine: null })).toMatch(/main\.ts$/);
  });

  it.each(['../../other/file', 'a/./b', '/etc/passwd', 'C:/Users/x', 'a//b', ''])('is none for the path %s', (path) => {
    expect(codeUrl({ host: 'github', url: 'https://github.com/acme/web' }, { ...lines, path })).toBeNull();
  });

  it('stays at its host and in its repository whatever a report holds', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CODE_HOSTS),
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.oneof(fc.constant(COMMIT), fc.string({ maxLength: 20 })),
        (host, path, commit) => {
          const link = codeUrl({ host, url: 'https://x.example/acme/web' }, { ...lines, path, commit });
          if (link === null) return;
          const { origin, pathname } = new URL(link);
          expect(origin).toBe('https://x.example');
          expect(pathname === '/acme/web' || pathname.startsWith('/acme/web/')).toBe(true);
        },
      ),
    );
  });
});
