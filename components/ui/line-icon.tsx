import type { ReactElement } from 'react';

/** A drawing in lines, as Lucide's are, without its components: these load code in the browser, and take long in hundreds of cells. */
export const lineIcon = (path: string, className?: string): ReactElement => (
  <svg
    aria-hidden="true"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    className={className}
  >
    <path d={path} />
  </svg>
);
