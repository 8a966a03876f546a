import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a GET or HEAD without the application; null when it has no answer. Other methods never come this far. */
export type ServeStatic = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void> | null;

/** Whether the client accepts answers in this encoding. */
export function takesEncoding({ headers }: IncomingMessage, encoding: 'br' | 'gzip'): boolean {
  return String(headers['accept-encoding'] ?? '')
    .split(',')
    .some((part) => {
      const [name, ...parameters] = part.split(';').map((text) => text.trim());
      return name === encoding && !parameters.some((parameter) => /^q\s*=\s*0(?:\.0*)?$/.test(parameter));
    });
}
