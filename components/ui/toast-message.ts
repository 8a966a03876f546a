export interface ToastMessage {
  title: string;
  description?: string;
  /** `failed` is announced at once and stays until closed. */
  tone?: 'neutral' | 'failed';
  /** One way back, such as undo. */
  action?: { label: string; run: () => void };
  /** Milliseconds; 6000 unless told, 10000 with an action. */
  duration?: number;
}
