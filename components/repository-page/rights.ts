/** What the caller may do on the page of a repository. */
export interface RepositoryRights {
  release: boolean;
  retire: boolean;
  settings: boolean;
  exempt: boolean;
  triage: { request: boolean; decide: boolean; work: boolean };
}
