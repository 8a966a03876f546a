/** The logo, a plumb line. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className={className}>
      <path d="M5 3.25h14" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <path d="M12 3.5V11" stroke="currentColor" strokeWidth="1.5" />
      <path
        d="M9.5 10.5h5a.75.75 0 0 1 .75.75v3.1L12 21.75l-3.25-7.4v-3.1a.75.75 0 0 1 .75-.75z"
        fill="var(--accent)"
      />
    </svg>
  );
}
