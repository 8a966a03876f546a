/** The supervisor's own lines, on stdout beside those of the processes that it runs. */
export function say(line: string): void {
  process.stdout.write(`plumbline: ${line}\n`);
}
