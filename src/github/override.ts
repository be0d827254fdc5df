import type { GithubClient } from './client.js'
import type { PullRequest } from './event.js'

/** Who accepted a breach by putting the override label on: `by` and `at` (ISO 8601) are null where GitHub did not tell. */
export interface Override {
  /** As it is spelled on the pull request. */
  readonly label: string
  readonly by: string | null
  readonly at: string | null
}

/**
 * The override on a pull request, asked for at judging time: the event may be older than the label. Where GitHub can't be
 * asked, the event's labels count. Null when the label is not there. Names of labels have no case on GitHub.
 * Never throws for what GitHub, the network or the token does.
 */
export async function findOverride(
  label: string,
  pullRequest: Pick<PullRequest, 'number' | 'labels'>,
  client: GithubClient | null,
): Promise<Override | null> {
  const wanted = label.toLowerCase()
  const fresh = await client?.labels(pullRequest.number)
  const labels = fresh?.ok === true ? fresh.value : pullRequest.labels
  const present = labels.find((name) => name.toLowerCase() === wanted)
  if (present === undefined) return null
  const labelings = fresh?.ok === true ? await client?.labelings(pullRequest.number) : undefined
  const last =
    labelings?.ok === true ? labelings.value.findLast((each) => each.label.toLowerCase() === wanted) : undefined
  return { label: present, by: last?.by ?? null, at: last?.at ?? null }
}
