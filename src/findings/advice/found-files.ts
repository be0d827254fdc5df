import type { FileKind } from '../kinds/file-kind.js'

/** Files of one kind that one instruction brought. */
export interface FoundFiles extends Omit<FileKind, 'root'> {
  /** The directories that hold them, the largest first; one at least. */
  readonly roots: readonly string[]
}
