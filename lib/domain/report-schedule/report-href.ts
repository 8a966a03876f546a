/** Where the report of a period is made, with its days filled in. */
export const reportHref = ({ from, to }: { from: string; to: string }): string =>
  `/reports?${new URLSearchParams({ from, to })}`;
