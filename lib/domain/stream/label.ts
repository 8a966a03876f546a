/**
 * What tells a stream from others of its pipeline, scanner and ref: the sender's label, else the folder that was scanned
 * and what the report itself names as its subject.
 */
export function streamLabel({ label, root }: { label: string; root: string }, subject: string): string {
  return label === '' ? [root, subject].filter((part) => part !== '').join(' ') : label;
}
