/** What Next hands to an error boundary. */
export interface BoundaryProps {
  error: unknown;
  retry: () => void;
}

/** The id under which the server wrote the error into its log; null for an error of the browser. */
export function digestOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('digest' in error)) return null;
  return typeof error.digest === 'string' ? error.digest : null;
}
