/** What stands where a secret stood. */
export const MASK = '●●●●';

type Shape = readonly [pattern: RegExp, replacement: string];

/** A token with a prefix of its own: `(?<![…])` so that it starts a word, every repetition bounded. */
const token = (pattern: string): Shape => [new RegExp(`(?<![A-Za-z0-9_])(?:${pattern})`, 'g'), MASK];

const KEYWORD =
  'pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|signing[_-]?key|encryption[_-]?key|credentials?|auth[_-]?key';

const SHAPES: readonly Shape[] = [
  [
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    MASK,
  ],
  // The rest of a key whose first line was cut off.
  [/(?:[A-Za-z0-9+/=]{16,200}(?:\s|\\[nr]){1,8}){1,200}-----END [A-Z0-9 ]{0,40}PRIVATE KEY/g, MASK],
  token('(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA|ANPA|ANVA|AIPA)[A-Z0-9]{16}(?![A-Z0-9])'),
  token('gh[pousr]_[A-Za-z0-9]{16,255}|github_pat_[A-Za-z0-9_]{16,255}'),
  token('(?:gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-|GR1348941)[A-Za-z0-9_.-]{16,255}'),
  token('xox[a-z]-[A-Za-z0-9-]{8,255}|xapp-[A-Za-z0-9-]{8,255}'),
  [/(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9/_-]{8,255}/g, MASK],
  token('[rsp]k_(?:live|test)_[A-Za-z0-9]{8,255}|whsec_[A-Za-z0-9+/=]{16,255}'),
  token('eyJ[A-Za-z0-9_-]{6,4096}\\.[A-Za-z0-9_-]{6,8192}(?:\\.[A-Za-z0-9_-]{0,4096})?'),
  token('AIza[0-9A-Za-z_-]{30,60}|ya29\\.[0-9A-Za-z_-]{16,512}|GOCSPX-[A-Za-z0-9_-]{16,64}'),
  token('npm_[A-Za-z0-9]{30,60}|pypi-[A-Za-z0-9_-]{16,512}|rubygems_[a-f0-9]{48}|dckr_pat_[A-Za-z0-9_-]{16,64}'),
  token('SG\\.[A-Za-z0-9_-]{16,64}\\.[A-Za-z0-9_-]{16,64}|key-[0-9a-f]{32}|SK[0-9a-f]{32}'),
  token('sk-[A-Za-z0-9_-]{20,255}|hf_[A-Za-z0-9]{30,60}|hv[sbr]\\.[A-Za-z0-9_-]{20,255}'),
  token(
    'do[oprt]_v1_[a-f0-9]{64}|dapi[a-f0-9]{32}|dp\\.(?:pt|st|ct|sa)\\.[A-Za-z0-9]{20,64}|lin_api_[A-Za-z0-9]{30,60}',
  ),
  token(
    'gls[a]_[A-Za-z0-9_]{30,64}|ATATT3[A-Za-z0-9_=-]{20,255}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|sq0[a-z]{3}-[A-Za-z0-9_-]{20,64}',
  ),
  token('AGE-SECRET-KEY-1[0-9A-Z]{58}|\\d{8,10}:AA[A-Za-z0-9_-]{32,36}'),
  // user:password@ in an address.
  [/(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@:"'<>]{0,200}:[^\s/@"'<>]{1,200}@/gi, `$1${MASK}@`],
  [
    /([?&;](?:pass(?:word|wd)?|pwd|secret|(?:access_|refresh_|id_)?token|api[_-]?key|auth|sig|signature|key|code|client_secret)=)[^&\s"'<>#]{1,2000}/gi,
    `$1${MASK}`,
  ],
  [/(\b(?:bearer|basic)[ \t]{1,5})[A-Za-z0-9._~+/=-]{16,4096}/gi, `$1${MASK}`],
  // password = "…", "token": '…', secret: `…`
  [
    new RegExp(
      `((?:${KEYWORD})[\\w.-]{0,40}["'\\]]{0,2}\\s{0,5}(?::=|=>|[:=])\\s{0,5}[bru]?)(["'\`])(?!\\2)[^\\n]{1,1000}?\\2`,
      'gi',
    ),
    `$1$2${MASK}$2`,
  ],
  // PASSWORD=…, token: …: only what has a digit and calls nothing, so that code stays readable.
  [
    new RegExp(
      `((?:${KEYWORD})[\\w.-]{0,40}["'\\]]{0,2}(?:=|\\s{0,5}[:=]\\s{1,5}))(?=[^\\s"'\`]{0,60}\\d)(?![^\\s"'\`]{0,200}[([{])[^\\s"'\`,;]{6,500}`,
      'gi',
    ),
    `$1${MASK}`,
  ],
];

// Long base64 with all three kinds of characters is key material, unless it says that it is a checksum.
const KEY_MATERIAL = /(sha(?:1|256|384|512)[-:])?[A-Za-z0-9+/]{60,}={0,2}/g;

function maskKeyMaterial(found: string, checksum: string | undefined): string {
  if (checksum !== undefined) return found;
  return /[a-z]/.test(found) && /[A-Z]/.test(found) && /\d/.test(found) ? MASK : found;
}

// One look decides for most texts; every shape above contains one of these.
const WORTH_A_LOOK =
  /PRIVATE|A3T|A[KSBC][IC]A|AGPA|AIDA|AROA|AN[PV]A|AIPA|gh[pousr]_|_pat_|gl[a-z]{2,5}-|GR13|xox|xapp|slack|k_live|k_test|whsec|eyJ|AIza|ya29|GOCSPX|npm_|pypi-|rubygems_|SG\.|key-|SK[0-9a-f]|sk-|hf_|hv[sbr]\.|_v1_|dapi|dp\.|lin_api|glsa_|ATATT|shp|sq0|AGE-|:AA|:\/\/|[?&;]|bearer|basic|pass|pwd|secret|token|key|credential|auth/i;

/** Masks everything that looks like a secret, whoever reported it. Linear in the length of the text. */
export function redactShapes(text: string): string {
  let result = text;
  if (WORTH_A_LOOK.test(text)) {
    for (const [pattern, replacement] of SHAPES) result = result.replace(pattern, replacement);
  }
  return result.length < 60 ? result : result.replace(KEY_MATERIAL, maskKeyMaterial);
}

const LITERAL = /(["'`])(?:(?!\1)[^\\\n]|\\.){1,1000}\1/g;

/** Masks every quoted text: for rules about hard-coded credentials, where the quoted text is the finding. */
export function redactLiterals(text: string): string {
  return text.replace(LITERAL, `$1${MASK}$1`);
}
