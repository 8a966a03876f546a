import { Fault, messageOf } from '#lib/errors.ts';
import type { Io, Verb } from './verb.ts';

/** One line per command, with the words that find it. It is loaded when it is asked for: loading all takes a second. */
const COMMANDS: readonly (readonly [words: string, load: () => Promise<Verb>])[] = [
  ['token create', async () => (await import('./verbs/token-create.ts')).tokenCreate],
  ['user create', async () => (await import('./verbs/user-create.ts')).userCreate],
  ['user list', async () => (await import('./verbs/user-list.ts')).userList],
  ['user role', async () => (await import('./verbs/user-role.ts')).userRole],
  ['user disable', async () => (await import('./verbs/user-access.ts')).userDisable],
  ['user enable', async () => (await import('./verbs/user-access.ts')).userEnable],
  ['user remove', async () => (await import('./verbs/user-remove.ts')).userRemove],
  ['user password', async () => (await import('./verbs/user-password.ts')).userPassword],
  ['user email', async () => (await import('./verbs/user-email.ts')).userEmail],
  ['organization create', async () => (await import('./verbs/organization.ts')).organizationCreate],
  ['organization list', async () => (await import('./verbs/organization.ts')).organizationList],
  ['user reset-second-factor', async () => (await import('./verbs/user-reset-second-factor.ts')).userResetSecondFactor],
  ['organization export', async () => (await import('./verbs/organization.ts')).organizationExport],
  ['organization delete', async () => (await import('./verbs/organization.ts')).organizationDelete],
  ['setup link', async () => (await import('./verbs/setup-link.ts')).setupLink],
  ['upload', async () => (await import('./verbs/upload.ts')).upload],
  ['feed load', async () => (await import('./verbs/feed-load.ts')).feedLoad],
  ['vex load', async () => (await import('./verbs/vex-load.ts')).vexLoad],
  ['commits', async () => (await import('./verbs/commits.ts')).commits],
  ['gate', async () => (await import('./verbs/gate.ts')).gate],
  ['export', async () => (await import('./verbs/export.ts')).exportList],
  ['recount', async () => (await import('./verbs/recount.ts')).recount],
  ['audit verify', async () => (await import('./verbs/audit.ts')).auditVerify],
  ['audit export', async () => (await import('./verbs/audit.ts')).auditExport],
  ['backup verify', async () => (await import('./verbs/backup.ts')).backupVerify],
  ['backup', async () => (await import('./verbs/backup.ts')).backup],
  ['restore', async () => (await import('./verbs/restore.ts')).restore],
  ['demo load', async () => (await import('./verbs/demo.ts')).demoLoad],
  ['demo remove', async () => (await import('./verbs/demo.ts')).demoRemove],
  ['verify', async () => (await import('./verbs/verify.ts')).verify],
  ['signing-key rotate', async () => (await import('./verbs/signing-key.ts')).signingKeyRotate],
  ['db migrate', async () => (await import('./verbs/db-migrate.ts')).dbMigrate],
];

/** All of them, with the words that find them. */
export const commands = (): Promise<(readonly [words: string, verb: Verb])[]> =>
  Promise.all(COMMANDS.map(async ([words, load]) => [words, await load()] as const));

async function help(): Promise<string> {
  const verbs = (await commands()).map(([words, verb]) => `  ${`${words} ${verb.usage}`.trim()}\n      ${verb.help}`);
  return ['usage: plumbline COMMAND [OPTION]…   (or: npm run -s plumbline -- COMMAND …)', '', ...verbs].join('\n');
}

async function find(argv: readonly string[]): Promise<{ verb: Verb; args: string[] } | null> {
  for (const [name, load] of COMMANDS) {
    const words = name.split(' ');
    if (words.every((word, index) => argv[index] === word))
      return { verb: await load(), args: argv.slice(words.length) };
  }
  return null;
}

/** Runs one command and returns its exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const asked = argv[0] === '--help' || argv[0] === '-h' || argv[0] === 'help';
  if (asked) {
    io.out(await help());
    return 0;
  }
  const found = await find(argv);
  if (found === null) {
    io.err(
      argv.length === 0 ? await help() : `There is no command "${argv.slice(0, 2).join(' ')}".\n\n${await help()}`,
    );
    return 2;
  }
  if (found.args.includes('--help') || found.args.includes('-h')) {
    io.out(`usage: plumbline ${found.verb.words} ${found.verb.usage}\n${found.verb.help}`);
    return 0;
  }
  try {
    return await found.verb.run(found.args, io);
  } catch (error) {
    io.err(`plumbline: ${error instanceof Fault ? error.sentence : messageOf(error)}`);
    return 2;
  }
}
