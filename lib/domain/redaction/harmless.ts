import { isMark } from './secret-mark.ts';

const MASKED = /^●+$/;
const PLACEHOLDER = [
  /^(?:[*.•#?_-]+|x{3,}|<.*>|\[.*\]|\{.*\}|\$.*|%.*%|%[sdvq]|@\w+@|\.{3}.*|.{0,40}\.{3}|.{0,8}\*{3}.{0,8})$/i,
  /^(?:your|my|the|an?|some|example|sample|dummy|change|insert|put)(?:[-_ ]\w+){1,4}$/i,
  /^\W{0,3}(?:redacted|masked|hidden|removed|placeholder|changeme|example|not[ _-]?set|unset|empty)\W{0,3}$/i,
];
const LITERAL =
  /^(?:true|false|null|none|nil|undefined|yes|no|on|off|string|str|bytes?|int(?:eger)?|number|bool(?:ean)?|any|object|void|optional|required|char|text|varchar|self|this|env|file|default|auto|basic|bearer|digest|plain|enabled|disabled|new|const|let|var|await|and|or|not|is|if|in|of|to|for|with|the|a|an|must|should|can|may|was|has|will|be)\W{0,3}$/i;
const ADVISORY = /^(?:CVE|GHSA|PYSEC|RUSTSEC|GO|SNYK|CWE|OSV|DSA|DLA|USN|RHSA|ALAS|ELSA|TEMP|GMS|CKV\w*|AVD|SA)[-_]\w/i;
const VERSION =
  /^[v^~<>=]{0,3}\d{1,10}(?:[.:]\d{1,10}){0,4}(?:[-+~.]?(?:alpha|beta|rc|dev|post|final|ga|r|p|build|snapshot)?[.-]?\d{0,10}){0,3}$/i;
/** `config.password`, `os.environ["X"]`, `getPassword()`, `Foo::bar`: code that says where the value comes from. */
const CODE = /[([]|^[\w$]+(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*)+;?$|=>/;
/** A name that says what it is for is a name, not the value. */
const OWN_NAME =
  /^[\w.-]*(?:pass(?:word|wd|phrase)?|pwd|secret|token|credential|(?:api|access|private|secret)[_-]?key)s?[\w.-]*$/i;
/** `projects/acme/secrets/db`: where it is kept, not what it is. */
const NAME_PATH = /^(?:[A-Za-z][A-Za-z_.-]{0,60}|v?\d{1,3})(?:\/(?:[A-Za-z][A-Za-z_.-]{0,60}|v?\d{1,3})){2,12}$/;
const WORD = /^[A-Za-z][A-Za-z_-]*$/;
const PATH = /^(?:[a-z]+:\/\/|\.{0,2}\/|~\/|[A-Z]:\\)/i;

/** What stands where a secret could stand but is none: a placeholder, code, a version, the id of an advisory. */
export function isHarmless(value: string): boolean {
  if (value.length > 400) return false;
  const bare = value.trim();
  return (
    bare.length < 2 ||
    isMark(bare) ||
    MASKED.test(bare) ||
    LITERAL.test(bare) ||
    PLACEHOLDER.some((pattern) => pattern.test(bare)) ||
    ADVISORY.test(bare) ||
    VERSION.test(bare) ||
    NAME_PATH.test(bare)
  );
}

/** `newPassword`, `DB_PASSWORD`: without quotes these are names of variables, unless digits or signs are in it. */
export function isOwnName(value: string): boolean {
  return OWN_NAME.test(value) && !/\d/.test(value);
}

/** A dotted name with digits at its end (`s.abcdEF1234`) is a token rather than a field. */
export function isCode(value: string): boolean {
  return CODE.test(value) && !/^\w{1,3}\.(?=\w{0,60}\d)\w{10,}$/.test(value);
}

export function isPlainWord(value: string): boolean {
  return WORD.test(value);
}

/** Words and small numbers with signs between them: `aes-256-cbc`, `application/json`, `read_only`. */
const WORDY = /^(?:(?:[A-Za-z]{1,30}\d{0,4}|v?\d{1,4})[-_. /:,]{1,2}){0,12}(?:[A-Za-z]{1,30}\d{0,4}|v?\d{1,4})$/;
const CAMEL = /^[A-Z]?[a-z]+(?:[A-Z]{1,4}[a-z]+|\d{1,2}[a-z]+)*\d{0,4}$|^[A-Z_\d]+$|^[a-z]+$|^[\W\d]+$/;

/**
 * Whether a value is a secret wherever it stands. Words and short values are no secret elsewhere: a password `production`
 * must not blacken every "production" of a report.
 */
export function isDistinctive(value: string): boolean {
  const bare = value.trim();
  if (/^\d{13,19}$/.test(bare)) return true;
  if (bare.length < 8 || isHarmless(bare) || PATH.test(bare)) return false;
  if (!WORDY.test(bare) && !/^[\s\d.,:/+-]+$/.test(bare)) return true;
  const isMixed = /\d/.test(bare) && /[A-Z]/.test(bare) && /[a-z]/.test(bare);
  return bare.length >= 16 && isMixed && bare.split(/[-_. /:,]/).some((part) => !CAMEL.test(part));
}

const KEYWORD = /^(?:pass(?:word|wd|phrase)?|pwd|secret|token|key|credentials?)$/i;
const LABEL = /pass|secret|token|key|credential|must|should|please|enter|your/i;

/** Words for people: `password: "Enter your password"`, `token: "Token"`. */
export function isLabel(text: string): boolean {
  return KEYWORD.test(text) || (/\s/.test(text) && /^[A-Z]|[.?!:]$|\S\s+\S+\s+\S/.test(text) && LABEL.test(text));
}
