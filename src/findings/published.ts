import type { LayerView } from '../explain/file-system.js'
import type { LayerOwner } from '../image/measurement.js'
import type { PackageType } from '../packages/package.js'
import { commandOf } from './advice/instruction-text.js'
import { INSTALLERS } from './advice/tools-advice.js'

/** Where packages of distributions put files: what others install goes to /usr/local and /opt (FHS 3.0, chapters 3 to 5). */
const OF_DISTRIBUTION = /^\/(?:bin|etc|lib\w*|sbin|usr\/(?!local\/|src\/)|var\/(?:cache|lib)\/)/

/** Those of distributions, whose databases say of a layer that it installs some, whatever its instruction says. */
const DISTRIBUTIONS: readonly PackageType[] = ['deb', 'apk', 'rpm']

/** Whether files of a layer are as their distribution's packages have them: by the path of each. */
export function isOfDistribution({ layer, contents }: LayerView): (path: string) => boolean {
  const records = [...contents.packages.values()]
  const installs =
    records.some(({ packages: [first] }) => first !== undefined && DISTRIBUTIONS.includes(first.type)) ||
    commandOf(layer.owner.commands, INSTALLERS) !== null
  return (path) => installs && OF_DISTRIBUTION.test(path)
}

/**
 * Whether a file is of a Python distribution as it was published. Its libraries are moved about in their files to find each
 * other, and not all of them can be stripped after that (auditwheel and patchelf).
 */
export function isOfWheel(path: string, { commands, source }: LayerOwner): boolean {
  const made = source?.kind === 'instruction' ? source.commands : commands
  return /\/(?:site|dist)-packages\//.test(path) && !made.includes('--no-binary')
}
