import { Fault } from '#lib/errors.ts';

/** What guessers know about an account besides its password: e-mail address, names of person and organization. */
export interface PasswordOwner {
  email: string;
  names: readonly string[];
}

const PRODUCT = 'plumbline';
const ROWS = ['abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];
/** The best known passphrase; lists of single words do not have it. */
const FAMOUS = 'correcthorsebatterystaple';
/** Characters that must be left of a password when all that is known about its owner is taken out of it. */
const MIN_REST = 8;
const MIN_OWN_WORD = 3;

const LOOKALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '3': 'e',
  $: 's',
  '5': 's',
  '1': 'i',
};

const squashed = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

async function commonPasswords(): Promise<ReadonlySet<string>> {
  // Half a megabyte that only a process needs in which somebody chooses a password.
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common']);
}

/** The password without digits and signs at its ends, as written and with signs read as the letters they stand for. */
function coresOf(text: string): string[] {
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  const read = [...core].map((char) => LOOKALIKES[char] ?? char).join('');
  return [core, read].map((word) => /^(.+?)\1+$/.exec(word)?.[1] ?? word);
}

function isAboutOwner(text: string, { email, names }: PasswordOwner): boolean {
  const local = email.split('@', 1)[0] ?? '';
  const words = [PRODUCT, local, ...local.split(/[._+-]/), ...names, ...names.flatMap((name) => name.split(/\s/))];
  const known = words.map(squashed).filter((word) => word.length >= MIN_OWN_WORD);
  const all = squashed(text);
  const rest = known.sort((a, b) => b.length - a.length).reduce((left, word) => left.replaceAll(word, ''), all);
  return rest !== all && rest.length < MIN_REST;
}

async function isCommon(text: string): Promise<boolean> {
  if (squashed(text) === FAMOUS || ROWS.some((row) => row.includes(text))) return true;
  const common = await commonPasswords();
  return common.has(text) || coresOf(text).some((core) => core === '' || common.has(core));
}

/**
 * Refuses passwords that guessers try first: common ones, also with digits and signs around them, and those that are
 * made of the names of Plumbline, the organization or the person.
 * @throws Fault invalid_input
 */
export async function refuseGuessablePassword(password: string, owner: PasswordOwner): Promise<void> {
  const text = password.normalize('NFKC').trim().toLowerCase();
  if (isAboutOwner(text, owner))
    throw refusal('is made of names that others know. Choose three or four unrelated words');
  if (await isCommon(text))
    throw refusal('is one of those that are guessed first. Choose three or four unrelated words');
}

function refusal(message: string): Fault {
  return new Fault('invalid_input', `password: ${message}.`, { fields: [{ path: 'password', message }] });
}
