import type { GithubFile } from '#lib/domain/pipeline/model.ts';
import { lineAt, type TextNode } from '#lib/domain/pipeline/node.ts';
import { GITHUB_DOCS, type Match, type Rule } from '#lib/domain/pipeline/rule.ts';

export const pipedDownload: Rule = {
  of: 'github',
  id: 'piped-download',
  title: 'Something from the network is run as it comes',
  why: 'Nothing says that it is what it was yesterday: whoever controls the server, the domain or the connection runs commands in this job.',
  fix: 'Download to a file, compare it with a checksum that stands in the workflow, then run it; or use a package with a version.',
  severity: 'medium',
  controls: ['CICD-SEC-3', 'CICD-SEC-9', 'CIS 2.3', 'CIS 3.1'],
  cwes: [494, 829],
  references: [GITHUB_DOCS.secureUse],
  check: inFile,
};

const SUDO = '(?:sudo\\s+(?:-\\S+\\s+){0,4})?';
const SHELL = `${SUDO}(?:env\\s+(?:\\S+=\\S*\\s+){0,6})?(?:/(?:usr/)?bin/)?(?:ba|z|da|k|a)?sh`;
const INTERPRETER = `${SUDO}(?:python[\\d.]*|perl|ruby|node|php|pwsh)`;
const LOADS = '(?:curl|wget)\\b';

const SHAPES: readonly RegExp[] = [
  // curl … | sudo bash -s
  new RegExp(`\\b${LOADS}[^\\n|;&]{1,600}\\|\\s*(?:tee\\s+\\S+\\s*\\|\\s*)?${SHELL}(?=\\s|$|[;&|)"'])`, 'i'),
  // curl … | python3 -: what stands behind it is a program of its own, that reads data.
  new RegExp(`\\b${LOADS}[^\\n|;&]{1,600}\\|\\s*${INTERPRETER}\\s*(?:-\\s*)?(?:$|[;&|)"'])`, 'i'),
  // bash <(curl …)
  new RegExp(`(?:^|[\\s;&|(])(?:${SHELL}|${INTERPRETER}|source|\\.)\\s+(?:-\\S+\\s+){0,4}<\\(\\s*${LOADS}`, 'i'),
  // sh -c "$(curl …)", eval "$(curl …)"
  new RegExp(`(?:(?:ba|z|da|k|a)?sh\\s+(?:-\\S+\\s+){0,3}-\\w*c|eval)\\s+["']?(?:\\$\\(|\`)\\s*${LOADS}`, 'i'),
  // iwr … | iex, iex (iwr …), iex ((New-Object Net.WebClient).DownloadString('…'))
  /\b(?:iwr|irm|curl|wget|Invoke-WebRequest|Invoke-RestMethod)\b[^\n|;]{1,600}\|\s*(?:iex|Invoke-Expression)\b/i,
  /\b(?:iex|Invoke-Expression)\b[^\n]{0,60}\(?\s*(?:iwr|irm|Invoke-WebRequest|Invoke-RestMethod|\(?\(?New-Object\s+(?:System\.)?Net\.WebClient\)?\.DownloadString)/i,
];

/** A command that is only shown: in a comment, or in the text of an echo. */
const ONLY_SHOWN = /^\s*(?:#|(?:echo|printf|Write-Host|cat\s*<<)\b)/i;

/** Where a script runs what it loads: the offset and the text of each such line. */
export function pipedDownloads(text: TextNode): { line: number; command: string }[] {
  const found: { line: number; command: string }[] = [];
  let offset = 0;
  // A line that goes on is one command.
  for (const whole of text.value.replaceAll('\\\n', '  ').slice(0, 500_000).split('\n')) {
    const command = whole.slice(0, 4000);
    if (!ONLY_SHOWN.test(command) && SHAPES.some((shape) => shape.test(command))) {
      found.push({ line: lineAt(text, offset), command: command.trim() });
    }
    offset += whole.length + 1;
  }
  return found;
}

/** The host that it comes from, where the command names one. */
export const hostOf = (command: string): string =>
  /https?:\/\/([\w.-]{1,200})/i.exec(command)?.[1] ?? 'an address that is put together when it runs';

function inFile(file: GithubFile): Match[] {
  return file.jobs.flatMap((job) =>
    job.steps.flatMap((step) =>
      (step.run === null ? [] : pipedDownloads(step.run)).map(({ line, command }) => ({
        line,
        job: job.key,
        step: step.key,
        message: `What ${hostOf(command)} sends is run at once, unchecked.`,
        shared: { check: 'piped-download' as const, about: hostOf(command).toLowerCase() },
      })),
    ),
  );
}
