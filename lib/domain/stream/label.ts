/** What tells a stream from others of its pipeline, scanner and ref: the sender's label, else the folder that was scanned. */
export function streamLabel({ label, root }: { label: string; root: string }): string {
  return label === '' ? root : label;
}
