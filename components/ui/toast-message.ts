export interface ToastMessage {
  /** A newer message with the same id takes its place: "undo" is about the last thing done. */
  id?: string;
  title: string;
  description?: string;
  /** `failed` is announced at once and stays until closed. */
  tone?: 'neutral' | 'failed';
  /** One action, such as undo. */
  action?: { label: string; run: () => void };
  /** Milliseconds; by default 6000, or 10000 with an action. */
  duration?: number;
}
