import type { Member } from '../layer/tar-writer.js'

/** A file's bytes, which several names may share. `names`: all it ever had, in order. */
interface Inode {
  readonly bytes: number
  readonly names: string[]
}

type Node = Inode | 'directory' | 'other'

/** A file system made by applying layers one after the other, as simply as can be. */
export class ReferenceFileSystem {
  readonly nodes = new Map<string, Node>()

  /** Source: OCI image-spec, layer.md: "Whiteouts" are of the layers below, wherever they are in the archive. */
  apply(members: readonly Member[]): void {
    for (const { name } of members) {
      const [, directory = '', marker = ''] = /^(.*\/)\.wh\.(.*)$/.exec(`/${name}`) ?? []
      if (marker === '.wh..opq') this.removeBelow(directory.slice(0, -1))
      else if (marker !== '') this.remove(directory + marker)
    }
    for (const member of members) {
      if (!/(?:^|\/)\.wh\./.test(member.name)) this.put(member)
    }
  }

  private put({ name, type = '0', body = '', target = '' }: Member): void {
    const path = `/${name}`
    if (type === '5') {
      if (this.nodes.get(path) !== 'directory') this.replace(path, 'directory')
    } else if (type === '1') {
      const linked = this.nodes.get(`/${target}`)
      if (path === `/${target}`) return
      if (linked !== undefined && linked !== 'directory' && linked !== 'other') linked.names.push(path)
      this.replace(path, linked === undefined || linked === 'directory' ? 'other' : linked)
    } else {
      this.replace(path, type === '0' ? { bytes: body.length, names: [path] } : 'other')
    }
  }

  private replace(path: string, node: Node): void {
    this.remove(path)
    this.nodes.set(path, node)
  }

  private remove(path: string): void {
    this.nodes.delete(path)
    this.removeBelow(path)
  }

  private removeBelow(directory: string): void {
    for (const path of [...this.nodes.keys()]) if (path.startsWith(`${directory}/`)) this.nodes.delete(path)
  }

  /** Bytes of each file, those of hard links at the first name that still leads to them. */
  files(): ReadonlyMap<string, number> {
    const files = new Map<string, number>()
    for (const node of new Set(this.nodes.values())) {
      if (typeof node === 'string') continue
      const shown = node.names.find((name) => this.nodes.get(name) === node)
      if (shown !== undefined) files.set(shown, node.bytes)
    }
    return files
  }

  has(path: string): boolean {
    return path === '/' || this.nodes.has(path)
  }
}
