interface Delivery {
  /** Where this installation is reached: `https://plumbline.example.com`. */
  address: string;
  file: string;
  /** Parameters of the upload, each with a word of the shell: `"$GITHUB_REF"`. */
  fields: readonly (readonly [name: string, word: string])[];
}

/** The text as one word of a POSIX shell. */
export const quoted = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/**
 * Sends a report, as lines of a POSIX shell; every snippet sends like this. curl tries again with growing pauses, or after
 * the time that the server names, and fails with the server's answer. The token goes through a pipe: other users of the
 * machine can read a command line. Form fields need no escaping, whatever a branch is called.
 */
export function deliveryLines({ address, file, fields }: Delivery): string[] {
  return [
    `printf 'Authorization: Bearer %s\\n' "$PLUMBLINE_TOKEN" |`,
    '  curl --fail-with-body --no-progress-meter --retry 5 --retry-connrefused --retry-max-time 600 --header @- \\',
    ...fields.map(([name, word]) => `    --form-string ${name}=${word} \\`),
    `    --form file=@${file} \\`,
    `    ${quoted(`${address}/api/v1/uploads`)}`,
  ];
}

/** Stops with a sentence when there is no token; CI systems hand an unknown secret on as an empty variable. */
export const needs = (variable: string, where: string): string =>
  `: "\${${variable}:?is not set. ${where.replaceAll(/["`$\\}]/g, '')}}"`;
