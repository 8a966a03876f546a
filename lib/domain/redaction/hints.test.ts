import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../../fixtures/shared.ts';
import { findInAddresses } from './find-addresses.ts';
import { findInHeaders } from './find-headers.ts';
import { findInCommands } from './find-in-commands.ts';
import { findNamed } from './find-named.ts';
import { findHinted, findSecrets } from './find-secrets.ts';
import { findTokens } from './find-tokens.ts';
import { HINT, hintsIn, hintsInBytes } from './hints.ts';
import { joinSpans, type Span } from './span.ts';

const WORDS =
  /pass|pwd|secret|token|key|credential|auth|bearer|basic|cookie|sess|sid|csrf|xsrf|connection|identified|\bpw\b|remember/i;
const OPTION = /(?:^|\s)(?:-[uU]|--(?:proxy-)?user)\b/;
const LONG = /\b[\w./+-]{14}|\b\d{4}[ -]\d{4,6}[ -]\d{4}|PRIVATE KEY/;

/** What is found when every pattern searches every text. */
function searchAll(text: string): readonly Span[] {
  if (text.length < 6) return [];
  const hasWord = WORDS.test(text);
  const hasUrl = text.includes('://');
  const all = hasUrl ? -1 : ~HINT.url;
  const spans: Span[] = [];
  if (text.length >= 14 && LONG.test(text)) spans.push(...findTokens(text, all));
  if (hasWord || hasUrl || text.includes('jdbc:')) spans.push(...findInAddresses(text, all));
  if (hasWord) spans.push(...findInHeaders(text, all));
  if (hasWord || OPTION.test(text)) spans.push(...findNamed(text, all));
  spans.push(...findInCommands(text, all));
  return joinSpans(spans);
}

function findInBytes(text: string): readonly Span[] {
  const bytes = Buffer.from(`"${text}"`);
  return findHinted(text, hintsInBytes(bytes, 1, bytes.length - 1));
}

/** Texts of a document: strings of JSON, what stands between tags, lines. */
function textsOf(document: string): string[] {
  const strings = (document.match(/"[^"\\\n]*(?:\\.[^"\\\n]*)*"/g) ?? []).map((quoted) => {
    try {
      return String(JSON.parse(quoted));
    } catch {
      return quoted;
    }
  });
  return [...strings, ...document.split(/[<>]/), ...document.split('\n')];
}

function documents(): string[] {
  const root = join(import.meta.dirname, '../../..');
  const own = globSync(['lib/scanners/*/fixtures/**/*', 'lib/domain/redaction/*.test.ts', 'fixtures/**/*'], {
    cwd: root,
    withFileTypes: true,
  });
  const shared = sharedFolder();
  const others =
    shared === null ? [] : globSync(['samples/**/*', 'badinputs/**/*'], { cwd: shared, withFileTypes: true });
  return [...own, ...others].filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
}

/** Parts of secrets and of what stands around them; any of them in any order. */
const PIECES =
  'pass password passwd passphrase passcode pwd secret api_key apikey access-token id_token accessKey signing_key credentials connection_string ConnectionString token pw _auth auth_key dbPw PASS_value monkey bearer Basic basic cookie Set-Cookie: csrf xsrf sessionid sess_id JSESSIONID sid remember authorization Authorization: identified by login machine ENV ARG setx x-api-key x- X-Vault-Token: curl mysql mysqldump sshpass docker redis-cli mongosh sqlcmd bcp ldapsearch unzip 7z unrar smbclient net -a -w -P -p -u -U u%pw77 --user --proxy-user --password -phunter22 name: value: key= value= <password> </password> < > : = == => := , ; & ? @ / // :// https:// jdbc: :thin: :oci8: hooks.slack.com/services/ discord.com/api/webhooks/123/ webhook.office.com/webhookb2/ code= ticket= sig= signature= jwt= key= " \' ` \\ ( ) [ ] hunter2 correcthorse b3tter!x abcdef123456 3f2a1b0c9d8e7f x-oauth-basic user:p@ss admin:pw YWRtaW46aHVudGVyMg== AKIAIOSFODNN7EXAMPLE A3TX wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY ghp_ github_pat_ glpat- glagent- GR1348941 xoxb- xapp- sk_live_ rk_test_ whsec_ eyJ AIza ya29. GOCSPX- npm_ pypi- rubygems_ dckr_pat_ SG. key- SK sk- hf_ hvs. dop_v1_ dapi dp.pt. lin_api_ glsa_ glc_ ATATT3 shpat_ sq0atp- AGE-SECRET-KEY-1 12345678:AA 0123456789abcdef0123456789abcdef A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v2W3x4Y5z6 4539578763621486 4539 5787 6362 1486 3782 822463 10005 -----BEGIN PRIVATE KEY----- -----END RSA PRIVATE KEY----- é \u2003 \u00a0 ●'.split(
    ' ',
  );
const piece = fc.constantFrom(...PIECES, ' ', ' ', '\n', '\t', '-', '_', '.');
const text = fc.array(piece, { minLength: 2, maxLength: 9 }).map((pieces) => pieces.join(''));

const HEX = '0123456789abcdef'.repeat(5);
const BODY = 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v2W3x4Y5z6';
/** The beginning of a token, how many characters follow, and which. Put together, so that no scanner takes them for real. */
const TOKENS: readonly (readonly [beginnings: string, length: number, of: string])[] = [
  ['A3TX AKIA ASIA ABIA ACCA AGPA AIDA AROA ANPA ANVA AIPA', 16, 'Q2W3E4R5T6Y7U8I9'],
  ['ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- gldt- glrt- glcbt- glptt- glft- glimt- glagent- gloas-', 20, BODY],
  ['glsoat- glffct- GR1348941 ya29. GOCSPX- pypi- dckr_pat_ hvs. hvb. hvr. dp.pt. dp.st. dp.ct. dp.sa.', 20, BODY],
  ['xoxb- xoxp- xapp- sk_live_ rk_test_ pk_live_', 9, BODY],
  ['whsec_ ATATT3 sk- sq0atp-', 22, BODY],
  ['AIza npm_ hf_ lin_api_ glsa_ glc_', 36, BODY],
  ['rubygems_', 48, HEX],
  ['key- SK dapi shpat_ shpca_ shppa_ shpss_', 32, HEX],
  ['doo_v1_ dop_v1_ dor_v1_ dot_v1_', 64, HEX],
  ['AGE-SECRET-KEY-1', 58, BODY.toUpperCase() + BODY.toUpperCase()],
  ['12345678:AA', 34, BODY],
  ['eyJ', 16, 'hbGciOi.eyJzdWIi'],
  ['SG.', 40, `${BODY.slice(0, 20)}.${BODY.slice(0, 20)}`],
];

/** A text for each way in which a secret may be written. */
const WRITTEN = [
  ...'password= passwd= passphrase= pwd= secret= token= api_key= auth= authorization= jwt= sig= signature='.split(' '),
  ...'credential= sessid= sess_id= sess-id= sessionid= session_id= session-id= session= sid= code= ticket='.split(' '),
]
  .map((name) => `https://x.example/?a=1&${name}abc123def456g7`)
  .concat(
    'https://hooks.slack.com/services/T0/B0/abcdef https://discord.com/api/webhooks/1/abcdefgh https://x.webhook.office.com/webhookb2/abcdefgh https://u:hunter2x@h/ jdbc:oracle:thin:scott/tiger@//h'.split(
      ' ',
    ),
    ['curl -u admin:pw7', 'curl\u00a0-u admin:pw7', 'curl --user admin:pw7', 'curl --proxy-user=admin:pw7'],
    ['x --password hunter22', '-token hunter22', 'X-Api-Key: abcdef123456', 'x-auth, abcdef123456'],
    ['ENV DB_PASSWORD hunter22', 'ARG API_KEY hunter22', 'setx SECRET hunter22', 'login u password hunter22'],
    ["identified by 'hunter'", '<token>hunter22</token>', '<a key="Pwd"\tvalue="hunter22"/>', 'pw = abc123'],
    ['Authorization: abc123def', 'got Bearer abc123def456', 'token\tabc123def456'],
    ['Basic YWRtaW46aHVudGVyMg==', 'Cookie: a=abc123', 'x.sid=abcdef123456789', 'csrf_token=abcdef123456789'],
    ['rememberme=abcdef1234567', '4539578763621486', '4539 5787 6362 1486', '4539-5787-6362-1486', '378282246310005'],
    [`${BODY}${BODY}`, `aws key AKIAQ2W3E4R5T6Y7U8I9 ${BODY.slice(0, 40)}`, `-----BEGIN RSA PRIVATE KEY-----\n${BODY}`],
    [
      'docker login -p hunter22',
      'redis-cli "-a" hunter22',
      "sqlcmd '-P' hunter22",
      'mongosh,-p,hunter22',
      '7z -phunter22',
    ],
    [
      'redis-cli,-a,hunter22',
      'ldapadd "-w" hunter22',
      'ldapadd,-w,hunter22',
      'smbclient x -U u%hunter22',
      'rar,-phunter',
    ],
    ['mariadb -phunter22', 'valkey-cli -a hunter22', 'cqlsh -p hunter22', 'bcp -P hunter22', 'ipmitool -P hunter22'],
    TOKENS.flatMap(([beginnings, length, of]) =>
      beginnings.split(' ').map((beginning) => `${beginning}${of.slice(0, length)} in a text`),
    ),
  );

/** How what is found differs, with and without hints; null where it does not. Millions of expectations take minutes. */
function difference(each: string, expected: readonly Span[]): string | null {
  const [all, found, inBytes] = [expected, findSecrets(each), findInBytes(each)].map((spans) => JSON.stringify(spans));
  return all === found && all === inBytes ? null : `${JSON.stringify(each)}: ${all}, ${found}, ${inBytes}`;
}

describe('hints', () => {
  it('are those of its bytes where a text is written without escapes', () => {
    const inBytes = (each: string): number => {
      const bytes = Buffer.from(`"${each}"`);
      return hintsInBytes(bytes, 1, bytes.length - 1);
    };
    for (const each of WRITTEN) expect(inBytes(each)).toBe(hintsIn(each));
    fc.assert(fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (each) => inBytes(each) === hintsIn(each)));
  });

  it('hide nothing in the texts of any report', () => {
    const seen = new Set<string>();
    const hidden: string[] = [];
    let secrets = 0;
    for (const file of documents()) {
      for (const each of textsOf(readFileSync(file, 'utf8'))) {
        if (each.length > 2000 || seen.has(each)) continue;
        seen.add(each);
        const expected = searchAll(each);
        secrets += expected.length;
        const differs = difference(each, expected);
        if (differs !== null) hidden.push(differs);
      }
    }
    expect(hidden).toEqual([]);
    expect(secrets).toBeGreaterThan(200);
  });

  it.each(WRITTEN)('hide nothing in %s', (each) => {
    expect(searchAll(each)).not.toEqual([]);
    for (const around of [each, `in "${each}" of`, `${each.toLowerCase()}`, `é ${each}`]) {
      expect(difference(around, searchAll(around))).toBeNull();
    }
  });

  it('hide nothing in whatever is put together of secrets and their surroundings', () => {
    const numRuns = 5000;
    fc.assert(
      fc.property(text, (each) => difference(each, searchAll(each)) === null),
      { numRuns },
    );
  });
});
