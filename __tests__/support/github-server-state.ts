/** Who is talking: the token's identity, or somebody else on the pull request. */
export interface Person {
  readonly login: string
  readonly id: number
  readonly type: 'User' | 'Bot'
}

export const ACTIONS_BOT: Person = { login: 'github-actions[bot]', id: 41898282, type: 'Bot' }

export interface StoredComment {
  readonly id: number
  readonly issue: number
  readonly author: Person
  body: string
  updated: number
}

export interface StoredLabeling {
  readonly id: number
  readonly event: 'labeled' | 'unlabeled'
  readonly label: string
  readonly by: Person
  readonly at: string
}

export interface StoredPull {
  readonly labels: string[]
  readonly events: StoredLabeling[]
  locked: boolean
}

/** What the stand-in knows: pull requests by number, all comments in the order they were made. */
export interface GithubState {
  readonly pulls: Map<number, StoredPull>
  readonly comments: StoredComment[]
  nextId: number
}

export function emptyState(pulls: readonly number[]): GithubState {
  return {
    pulls: new Map(pulls.map((number) => [number, { labels: [], events: [], locked: false }])),
    comments: [],
    nextId: 1,
  }
}

export function addComment(state: GithubState, issue: number, author: Person, body: string): StoredComment {
  const comment = { id: 1000 + state.nextId++, issue, author, body, updated: 0 }
  state.comments.push(comment)
  return comment
}

export function addLabel(state: GithubState, issue: number, label: string, by: Person, at: string): void {
  const pull = state.pulls.get(issue)
  if (pull === undefined) throw new Error(`no pull request ${issue}`)
  if (!pull.labels.includes(label)) pull.labels.push(label)
  pull.events.push({ id: state.nextId++, event: 'labeled', label, by, at })
}

export function removeLabel(state: GithubState, issue: number, label: string, by: Person, at: string): void {
  const pull = state.pulls.get(issue)
  if (pull === undefined) throw new Error(`no pull request ${issue}`)
  pull.labels.splice(pull.labels.indexOf(label), 1)
  pull.events.push({ id: state.nextId++, event: 'unlabeled', label, by, at })
}

export function commentJson(comment: StoredComment, slug: string, apiUrl: string): object {
  const repository = `${apiUrl}/repos/${slug}`
  return {
    id: comment.id,
    node_id: `IC_${comment.id}`,
    url: `${repository}/issues/comments/${comment.id}`,
    html_url: `https://github.com/${slug}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${repository}/issues/${comment.issue}`,
    body: comment.body,
    user: personJson(comment.author),
    created_at: instant(0),
    updated_at: instant(comment.updated),
    author_association: comment.author.type === 'Bot' ? 'NONE' : 'CONTRIBUTOR',
    performed_via_github_app: null,
  }
}

export function labelJson(name: string, slug: string, apiUrl: string): object {
  const url = `${apiUrl}/repos/${slug}/labels/${encodeURIComponent(name)}`
  return { id: 7, node_id: 'LA_7', url, name, description: null, color: 'ededed', default: false }
}

export function labelingJson(labeling: StoredLabeling, slug: string, apiUrl: string): object {
  return {
    id: labeling.id,
    node_id: `LE_${labeling.id}`,
    url: `${apiUrl}/repos/${slug}/issues/events/${labeling.id}`,
    actor: personJson(labeling.by),
    event: labeling.event,
    commit_id: null,
    commit_url: null,
    created_at: labeling.at,
    label: { name: labeling.label, color: 'ededed' },
    performed_via_github_app: null,
  }
}

export function viewerJson(person: Person): object {
  return {
    ...personJson(person),
    user_view_type: 'public',
    name: null,
    company: null,
    blog: null,
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: 1,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: instant(0),
    updated_at: instant(0),
  }
}

function personJson({ login, id, type }: Person): object {
  const url = `https://api.github.com/users/${encodeURIComponent(login)}`
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}`,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${encodeURIComponent(login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: false,
  }
}

/** An instant some seconds after the start of a made-up day. */
function instant(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().replace('.000', '')
}
