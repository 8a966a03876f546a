import { Fault, messageOf } from '#lib/errors.ts';
import type { Io, Verb } from './verb.ts';
import { auditExport, auditVerify } from './verbs/audit.ts';
import { backup, backupVerify } from './verbs/backup.ts';
import { dbMigrate } from './verbs/db-migrate.ts';
import { demoLoad, demoRemove } from './verbs/demo.ts';
import { exportList } from './verbs/export.ts';
import { feedLoad } from './verbs/feed-load.ts';
import { gate } from './verbs/gate.ts';
import { organizationCreate, organizationDelete, organizationExport, organizationList } from './verbs/organization.ts';
import { recount } from './verbs/recount.ts';
import { restore } from './verbs/restore.ts';
import { setupLink } from './verbs/setup-link.ts';
import { tokenCreate } from './verbs/token-create.ts';
import { upload } from './verbs/upload.ts';
import { userDisable, userEnable } from './verbs/user-access.ts';
import { userCreate } from './verbs/user-create.ts';
import { userEmail } from './verbs/user-email.ts';
import { userList } from './verbs/user-list.ts';
import { userPassword } from './verbs/user-password.ts';
import { userRemove } from './verbs/user-remove.ts';
import { userResetSecondFactor } from './verbs/user-reset-second-factor.ts';
import { userRole } from './verbs/user-role.ts';
import { vexLoad } from './verbs/vex-load.ts';

/** One line per command. */
export const VERBS: readonly Verb[] = [
  tokenCreate,
  userCreate,
  userList,
  userRole,
  userDisable,
  userEnable,
  userRemove,
  userPassword,
  userEmail,
  organizationCreate,
  organizationList,
  userResetSecondFactor,
  organizationExport,
  organizationDelete,
  setupLink,
  upload,
  feedLoad,
  vexLoad,
  gate,
  exportList,
  recount,
  auditVerify,
  auditExport,
  backupVerify,
  backup,
  restore,
  demoLoad,
  demoRemove,
  dbMigrate,
];

export function help(): string {
  const verbs = VERBS.map((verb) => `  ${`${verb.words} ${verb.usage}`.trim()}\n      ${verb.help}`);
  return ['usage: plumbline COMMAND [OPTION]…   (or: npm run -s plumbline -- COMMAND …)', '', ...verbs].join('\n');
}

function find(argv: readonly string[]): { verb: Verb; args: string[] } | null {
  for (const verb of VERBS) {
    const words = verb.words.split(' ');
    if (words.every((word, index) => argv[index] === word)) return { verb, args: argv.slice(words.length) };
  }
  return null;
}

/** Runs one command and returns its exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  const asked = argv[0] === '--help' || argv[0] === '-h' || argv[0] === 'help';
  if (asked) {
    io.out(help());
    return 0;
  }
  const found = find(argv);
  if (found === null) {
    io.err(argv.length === 0 ? help() : `There is no command "${argv.slice(0, 2).join(' ')}".\n\n${help()}`);
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
