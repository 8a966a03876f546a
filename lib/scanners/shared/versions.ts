const VERSION = /^[\w.+~:-]{1,100}$/;

/** `1.2.3, 2.0.1` as its versions: what is no version (`No fix available`) is left out. */
export function versionsIn(text: string): string[] {
  return text.split(/[,\s[\]]+/).filter((version) => VERSION.test(version) && /\d/.test(version));
}
