import { STATE_SHIFT, wordTable } from './word-table.ts';

/**
 * What may be in a text, each a bit. Every pattern that finds secrets needs some of these, so that most texts need not be
 * searched. Where a pattern matches, its hints are there; the hints may be there without a match.
 */
export const HINT = {
  /** A word that headers and named values have. */
  word: 1 << 0,
  /** `pw`, which is such a word only where it stands alone. */
  pw: 1 << 1,
  /** What the names of secrets end with. */
  name: 1 << 2,
  /** `:` or `=` */
  assigns: 1 << 3,
  /** An option of a command. */
  dash: 1 << 4,
  /** ` -u`, ` --user` */
  option: 1 << 5,
  /** What secrets follow in files and statements without a sign between. */
  setting: 1 << 6,
  element: 1 << 7,
  value: 1 << 8,
  authorization: 1 << 9,
  bearer: 1 << 10,
  basic: 1 << 11,
  cookie: 1 << 12,
  session: 1 << 13,
  url: 1 << 14,
  at: 1 << 15,
  hook: 1 << 16,
  jdbc: 1 << 17,
  /** A parameter of a query that may be secret. */
  query: 1 << 18,
  /** How tokens begin. */
  token: 1 << 19,
  privateKey: 1 << 20,
  digits: 1 << 21,
  /** 20 letters, digits, `_`, `-` in a row. */
  name20: 1 << 22,
  /** 34 of them. */
  name34: 1 << 23,
  /** 40 letters, digits, `+`, `/` in a row. */
  base64: 1 << 24,
  backslash: 1 << 25,
  /** A command that takes a password in a short option. */
  command: 1 << 26,
  /** Such an option. */
  letter: 1 << 27,
} as const;

const WORDS: Readonly<Record<string, number>> = {
  'pass pwd secret token key credential auth bearer basic cookie sess sid csrf xsrf connection identified remember':
    HINT.word,
  pw: HINT.pw,
  'pass pwd secret token key credential connectionstring connection_string connection-string pw _auth': HINT.name,
  ': =': HINT.assigns,
  '␣-': HINT.dash,
  '␣-u ␣--user ␣--proxy-user': HINT.option,
  'x- env␣ arg␣ setx␣ login␣ identified␣': HINT.setting,
  'mysql mariadb sshpass login redis-cli valkey-cli mongo cqlsh sqlcmd bcp ipmitool zip ldap 0z rar smbclient rpcclient':
    HINT.command,
  '␣-p "-p \'-p ,-p ␣-a "-a \'-a ,-a ␣-w "-w \'-w ,-w ␣-u': HINT.letter,
  '<': HINT.element,
  value: HINT.value,
  authorization: HINT.authorization,
  'bearer␣ token␣': HINT.bearer,
  'basic␣': HINT.basic,
  cookie: HINT.cookie,
  'sess sid csrf xsrf auth remember': HINT.session,
  '://': HINT.url,
  '@': HINT.at,
  hook: HINT.hook,
  'jdbc:': HINT.jdbc,
  'pass= password= passwd= passphrase= pwd= secret= token= key= auth= authorization= jwt= sig= signature= credential= sessid= sess_id= sess-id= sessionid= session_id= session-id= session= sid= code= ticket=':
    HINT.query,
  'a0t akia asia abia acca agpa aida aroa anpa anva aipa ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- gldt- glrt- glcbt- glptt- glft- glimt- glagent- gloas- glsoat- glffct- gr0000000 xox xapp- k_live_ k_test_ whsec_ eyj aiza ya00. gocspx- npm_ pypi- rubygems_ dckr_pat_ sg. key-0 key-a key-b key-c key-d key-e key-f sk- hf_ hvs. hvb. hvr. doo_v0_ dop_v0_ dor_v0_ dot_v0_ dapi dp. lin_api_ glsa_ glc_ atatt0 shpat_ shpca_ shppa_ shpss_ sq0 age-secret-key 0:aa':
    HINT.token,
  'private␣key': HINT.privateKey,
  '\\': HINT.backslash,
  '00000000 0000␣0000 0000-0000': HINT.digits,
};

const TABLE = wordTable(
  Object.entries(WORDS).flatMap(([words, says]) =>
    words.split(' ').map((word): [string, number] => [word.replaceAll('␣', ' '), says]),
  ),
);
const { classOf, underscore, plus, blank, next, says, firstSaying, start } = TABLE;

/**
 * The hints in a text. One pass, some nanoseconds for each character: most texts of a report need no more.
 */
export function hintsIn(text: string): number {
  let state = start;
  let hints = 0;
  let nameFrom = 0;
  let base64From = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const char = code < 256 ? (classOf[code] ?? blank) : blank;
    state = next[state + char] ?? 0;
    if (state >= firstSaying) hints |= says[state >> STATE_SHIFT] ?? 0;
    if (char < underscore) continue;
    if (char >= plus) {
      if (at - nameFrom >= 20) hints |= ofNames(at - nameFrom);
      nameFrom = at + 1;
    }
    if (char < plus || char >= blank) {
      if (at - base64From >= 40) hints |= HINT.base64;
      base64From = at + 1;
    }
  }
  if (text.length - nameFrom >= 20) hints |= ofNames(text.length - nameFrom);
  return text.length - base64From >= 40 ? hints | HINT.base64 : hints;
}

/** The same for text in UTF-8. Written twice, because one function for both takes several times as long. */
export function hintsInBytes(bytes: Uint8Array, from: number, to: number): number {
  let state = start;
  let hints = 0;
  let nameFrom = from;
  let base64From = from;
  for (let at = from; at < to; at += 1) {
    const char = classOf[bytes[at] ?? 0] ?? blank;
    state = next[state + char] ?? 0;
    if (state >= firstSaying) hints |= says[state >> STATE_SHIFT] ?? 0;
    if (char < underscore) continue;
    if (char >= plus) {
      if (at - nameFrom >= 20) hints |= ofNames(at - nameFrom);
      nameFrom = at + 1;
    }
    if (char < plus || char >= blank) {
      if (at - base64From >= 40) hints |= HINT.base64;
      base64From = at + 1;
    }
  }
  if (to - nameFrom >= 20) hints |= ofNames(to - nameFrom);
  return to - base64From >= 40 ? hints | HINT.base64 : hints;
}

const ofNames = (length: number): number => (length >= 34 ? HINT.name20 | HINT.name34 : HINT.name20);
