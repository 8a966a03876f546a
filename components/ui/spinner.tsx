/** An inline SVG, because the icon library would add client code even to server-rendered markup. */
export function Spinner({ label }: { label?: string }) {
  return (
    <>
      <svg
        aria-hidden="true"
        viewBox="0 0 24 24"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="size-3.5 animate-spin motion-reduce:animate-none"
      >
        <path d="M21 12a9 9 0 1 1-6.219-8.56" />
      </svg>
      {label === undefined ? null : <span className="sr-only">{label}</span>}
    </>
  );
}
