/** What went wrong with the whole form; announced when it appears. */
export function FormMessage({ text }: { text: string | null }) {
  return (
    <div role="alert" className="-mb-4 has-[p]:mb-0">
      {text === null ? null : (
        <p className="rounded-control border border-failed bg-failed-soft px-3 py-2 text-13 text-failed">{text}</p>
      )}
    </div>
  );
}
