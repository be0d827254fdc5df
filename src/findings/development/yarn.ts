import type { NodeManifest, YarnIntegrity, YarnLock } from '../../packages/dependencies.js'
import { parentOf } from '../../posix-path.js'
import { type DependencyFiles, ofKind, type Spare } from './dependency-files.js'
import { nodeTree, type NodeTree, notNeeded } from './node-tree.js'
import { type Projects, spareInLock } from './yarn-graph.js'

/** Left in `node_modules` by others than Yarn, which then say themselves what is for development, or not. */
const OTHERS = ['.package-lock.json', '.modules.yaml', '.pnpm']
const MODULES = '/node_modules/'
const STATE = '.yarn-state.yml'
const INTEGRITY = '.yarn-integrity'

/**
 * Packages that Yarn installed into `node_modules`, by its lock file and the manifests beside it: those that the lock file
 * has for development only, at the version that is installed, and that nothing else in the tree needs. `has` tells whether
 * the image shows something at a path.
 */
export function spareOfYarn(files: DependencyFiles, has: (path: string) => boolean): readonly Spare[] {
  const manifests = ofKind(files, 'node-manifest')
  const integrity = ofKind(files, 'yarn-integrity')
  return [...ofKind(files, 'yarn-lock')].flatMap(([path, lock]): readonly Spare[] => {
    const root = parentOf(path)
    const modules = `${root}/node_modules`
    if (OTHERS.some((name) => has(`${modules}/${name}`)) || !manifests.has(`${root}/package.json`)) return []
    const note = integrity.get(`${modules}/${INTEGRITY}`)
    const isInstalled = lock.generation === 'berry' ? has(`${modules}/${STATE}`) : note?.isProduction === false
    const tree = isInstalled ? nodeTree(root, manifests) : null
    if (tree === null) return []
    const projects =
      lock.generation === 'berry' ? berryProjects(root, lock, tree) : classicProjects(root, lock, tree, note)
    if (projects === null) return []
    const spare = spareInLock(lock, projects)
    const directories = [...projects.keys()]
      .map((project) => (project === '.' ? root : `${root}/${project}`))
      .filter((directory) => directory === root || !isOnItsOwn(directory, has))
    const candidates = listedIn(new Set(directories), tree, spare)
    const by = lock.generation === 'berry' ? 'yarn-berry' : 'yarn'
    return [...notNeeded(tree, candidates)].map((directory) => ({ by, path: directory, place: directory }))
  })
}

/** What was installed for a project below by itself is not told by the lock file above. */
function isOnItsOwn(directory: string, has: (path: string) => boolean): boolean {
  const marks = [...OTHERS, STATE, INTEGRITY].map((name) => `node_modules/${name}`)
  return ['yarn.lock', ...marks].some((name) => has(`${directory}/${name}`))
}

function berryProjects(root: string, { packages }: YarnLock, { projects }: NodeTree): Projects {
  const found = packages.flatMap(({ workspace }): readonly (readonly [string, NodeManifest])[] => {
    const directory = workspace === null || workspace === '.' ? root : `${root}/${workspace}`
    const manifest = workspace === null ? undefined : projects.get(directory)
    return workspace === null || manifest === undefined ? [] : [[workspace, manifest]]
  })
  return new Map(found)
}

/** null where a project of the workspace is not in the image: the lock file does not tell what that one needs. */
function classicProjects(
  root: string,
  lock: YarnLock,
  { projects }: NodeTree,
  note: YarnIntegrity | undefined,
): Projects | null {
  const locked = new Set(lock.packages.flatMap(({ answers }) => answers))
  const missing = new Set((note?.asked ?? []).filter((ask) => !locked.has(ask) && !ask.includes('@link:')))
  const found = new Map<string, NodeManifest>()
  for (const [directory, manifest] of projects) {
    const isOne = missing.delete(`${manifest.name ?? ''}@${manifest.version ?? ''}`)
    if (isOne || directory === root) found.set(directory === root ? '.' : directory.slice(root.length + 1), manifest)
  }
  return missing.size === 0 ? found : null
}

/** Right in the `node_modules` of these projects, by what a package is: it may be installed under another name. */
function listedIn(
  projects: ReadonlySet<string>,
  { installed }: NodeTree,
  spare: ReadonlySet<string>,
): readonly string[] {
  return [...installed].flatMap(([path, { name, version }]) => {
    const end = path.indexOf(MODULES)
    const isRight = projects.has(path.slice(0, end)) && path.lastIndexOf(MODULES) === end
    return isRight && spare.has(`${name ?? ''}@${version ?? ''}`) ? [path] : []
  })
}
