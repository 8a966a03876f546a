/** The tier that GitLab gives an environment by its name, where nobody says which. */
export function tierOf(name: string): string {
  if (/dev|review|trunk/i.test(name)) return 'development';
  if (/test|tst|int|ac(?:ce|)pt|qa|qc|control|quality/i.test(name)) return 'testing';
  if (/st(?:a|)g|mod(?:e|)l|pre|demo|non/i.test(name)) return 'staging';
  return /pr(?:o|)d|live/i.test(name) ? 'production' : 'other';
}
