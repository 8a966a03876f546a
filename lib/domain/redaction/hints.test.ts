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
import { HINT, hintsInBytes } from './hints.ts';
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
  const strings = (document.match(/"(?:[^"\\\n]|\\.)*"/g) ?? []).map((quoted) => {
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

/** How what is found differs, with and without hints; null where it does not. Millions of expectations take minutes. */
function difference(each: string, expected: readonly Span[]): string | null {
  const [all, found, inBytes] = [expected, findSecrets(each), findInBytes(each)].map((spans) => JSON.stringify(spans));
  return all === found && all === inBytes ? null : `${JSON.stringify(each)}: ${all}, ${found}, ${inBytes}`;
}

describe('hints', () => {
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

  it('hide nothing in whatever is put together of secrets and their surroundings', () => {
    const numRuns = 5000;
    fc.assert(
      fc.property(text, (each) => difference(each, searchAll(each)) === null),
      { numRuns },
    );
  });
});
