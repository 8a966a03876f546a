import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A machine of CI as far as snippets see it: a checkout, a home, and tools on the path. */
export interface Workplace {
  /** Runs lines of a shell as a CI system does; never throws. */
  run(lines: string, env?: Record<string, string>, shell?: readonly string[]): Promise<Done>;
  remove(): void;
}

export interface Done {
  code: number;
  /** Standard output and errors. */
  output: string;
}

export interface StandIn {
  /** The name of the tool's program. */
  program: string;
  /** What it writes, as a real one wrote it. */
  report: string | Buffer;
  /** Where, when the command names it; else to standard output. */
  file: string;
  /** With this exit code. */
  exit?: number;
}

/** Writes the report to where its command line says; leaves none where `exit` is 99. */
const scannerScript = ({ file, exit = 0 }: StandIn, report: string): string => `#!/bin/sh
[ ${exit} -eq 99 ] && { echo 'the tool broke' >&2; exit 99; }
case " $* " in
  *"${file}"*) cp '${report}' '${file}' ;;
  *) cat '${report}' ;;
esac
exit ${exit}
`;

/** Programs that fetch tools, answering as if they had. Everything else of the machine is real, curl and git too. */
function installers(bin: string, program: string): Record<string, string> {
  const scanner = join(bin, program);
  const realCurl = execFileSync('sh', ['-c', 'command -v curl'], { encoding: 'utf8' }).trim();
  const pip = `#!/bin/sh\nln -sf '${scanner}' "$(dirname "$0")/${program}"\n`;
  return {
    python3: `#!/bin/sh\nmkdir -p "$3/bin"\nprintf '%s' '${pip.replaceAll("'", "'\\''")}' > "$3/bin/pip"\nchmod +x "$3/bin/pip"\n`,
    go: `#!/bin/sh\nmkdir -p "$GOBIN"\nln -sf '${scanner}' "$GOBIN/${program}"\n`,
    npm: `#!/bin/sh\n[ "$1" = audit ] || exit 0\nexec '${scanner}' "$@"\n`,
    npx: `#!/bin/sh\nexec '${scanner}' "$@"\n`,
    docker: `#!/bin/sh\nexec '${scanner}' "$@"\n`,
    apk: '#!/bin/sh\nexit 0\n',
    curl: `#!/bin/sh\ncase " $* " in *" https://github.com/"*) exit 0 ;; *"/api/issues/search?"*) exec '${scanner}' "$@" ;; esac\nexec '${realCurl}' "$@"\n`,
    sha256sum: '#!/bin/sh\ncat > /dev/null\n',
    tar: `#!/bin/sh\nln -sf '${scanner}' "$4/$5"\n`,
  };
}

function program(file: string, text: string): void {
  writeFileSync(file, text);
  chmodSync(file, 0o755);
}

/** The commit that a CI system would name. */
export const COMMIT = '3f1c0de5b8a94d27a1b0c2d3e4f5061728394a5b';

/** A place with an empty checkout of `repo`, in which `standIn` is what every installation brings. */
export function makeWorkplace(repo: string, standIn: StandIn): Workplace {
  const root = mkdtempSync(join(tmpdir(), 'plumbline-ci-'));
  const [bin, checkout] = [join(root, 'bin'), join(root, 'checkout')];
  for (const folder of [bin, checkout]) mkdirSync(folder);
  for (const [name, text] of Object.entries(installers(bin, standIn.program))) program(join(bin, name), text);
  const report = join(root, 'report');
  writeFileSync(report, standIn.report);
  program(join(bin, standIn.program), scannerScript(standIn, report));
  const git = (...words: string[]) => execFileSync('git', words, { cwd: checkout });
  git('init', '--quiet', '--initial-branch=main');
  git('remote', 'add', 'origin', `https://git.example.com/${repo}.git`);
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '--quiet', '--allow-empty', '-m', 'first');
  mkdirSync(join(root, 'home'));
  const env = { PATH: `${bin}:${process.env.PATH ?? ''}`, HOME: join(root, 'home') };
  return {
    run: (lines, more = {}, shell = ['bash', '-e']) => {
      const [command = 'sh', ...words] = shell;
      const file = join(root, 'step.sh');
      writeFileSync(file, lines);
      const options = {
        cwd: checkout,
        env: { ...process.env, ...env, ...more },
        timeout: 60_000,
        maxBuffer: 64 * 1024 * 1024,
      };
      return new Promise((resolve) => {
        execFile(command, [...words, file], options, (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
          resolve({ code, output: `${stdout}${stderr}` });
        });
      });
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
