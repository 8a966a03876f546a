import { isCode, isHarmless } from './harmless.ts';
import { HINT } from './hints.ts';
import { type Span, SpanFinder } from './span.ts';

/** Arguments stand one after another in a shell, and quoted with commas between in a Dockerfile. */
const BETWEEN = '[ \\t"\',]{1,5}';
const VALUE = '(?![-\\s"\'])([^\\s"\',]{2,200})';

const option = (commands: string, letters: string, gap: string): SpanFinder =>
  new SpanFinder(new RegExp(`\\b(?:${commands})\\b[^\\n;|]{0,200}?[ \\t"',]-(?:${letters})${gap}${VALUE}`));

/**
 * Short options mean something else in every command (`-p` is a port, a project, a path), so that only commands are
 * listed whose option is documented to be a password.
 */
const OPTIONS: readonly SpanFinder[] = [
  option('mysql|mysqldump|mysqladmin|mysqlimport|mysqlsh|mariadb|mariadb-dump|mariadb-admin', 'p', ''),
  option('sshpass', 'p', '[ \\t"\',]{0,5}'),
  option(
    '(?:docker|podman|nerdctl|buildah|skopeo|oras|crane|helm|oc|az|cf|argocd)\\b[^\\n;|]{0,80}?\\blogin',
    'p',
    BETWEEN,
  ),
  option('redis-cli|valkey-cli', 'a', BETWEEN),
  option('mongo|mongosh|mongodump|mongorestore|mongoexport|mongoimport|cqlsh|ipmitool user set', 'p', BETWEEN),
  option('sqlcmd|bcp|ipmitool|zip|unzip', 'P', BETWEEN),
  option('ldapsearch|ldapadd|ldapmodify|ldapdelete|ldappasswd|ldapwhoami', 'w', BETWEEN),
  option('7z|7za|7zr|rar|unrar', 'p', ''),
  // user%password
  new SpanFinder(
    /\b(?:smbclient|rpcclient|net)\b[^\n;|]{0,200}?[ \t]-U[ \t]{0,5}["']?[^\s%"']{1,100}%([^\s"']{2,200})/,
  ),
];

const COMMAND =
  /mysql|mariadb|sshpass|\blogin\b|(?:redis|valkey)-cli|mongo|cqlsh|sqlcmd|bcp|ipmitool|zip|ldap|7z|\brar\b|smbclient|rpcclient/;

/** Passwords in short options of well-known commands: `docker login -p …`, `mysql -p…`, `redis-cli -a …`. */
export function findInCommands(text: string, hints: number): Span[] {
  if ((hints & HINT.command) === 0 || (hints & HINT.letter) === 0 || !COMMAND.test(text)) return [];
  return OPTIONS.flatMap((finder) => finder.find(text, (value) => !isHarmless(value) && !isCode(value)));
}
