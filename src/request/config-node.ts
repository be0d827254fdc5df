import type { Document, LineCounter, Node } from 'yaml'
import type { Written } from './value.js'
import { quote, type Problem } from './problem.js'

type Yaml = typeof import('yaml')

/** A key of a map with its value; `value` is null for `key:` with nothing behind it. */
export interface ConfigEntry {
  readonly key: string
  readonly at: Node | null
  readonly value: Node | null
}

/** Reads the nodes of one YAML document and notes what is wrong with them at their line and column. */
export class ConfigNodes {
  readonly problems: Problem[] = []
  readonly #yaml: Yaml
  readonly #path: string
  readonly #document: Document.Parsed
  readonly #lines: LineCounter

  constructor(yaml: Yaml, path: string, text: string) {
    this.#yaml = yaml
    this.#path = path
    this.#lines = new yaml.LineCounter()
    this.#document = yaml.parseDocument(text, { lineCounter: this.#lines, prettyErrors: false })
    for (const error of this.#document.errors) {
      this.problems.push({ where: this.#place(error.pos[0]), message: `this is not YAML: ${error.message}` })
    }
  }

  /** The document's content; null where it is empty or not YAML. */
  root(): Node | null {
    return this.problems.length > 0 ? null : this.resolve(this.#document.contents)
  }

  /** Notes a problem at `node` (the file's start for null) with the dotted `keys` that lead there. */
  problem(node: Node | null, keys: readonly string[], message: string): void {
    this.problems.push({ where: this.where(node, keys), message })
  }

  /** `.github/size-gate.yml:4:12 images.api.file`. */
  where(node: Node | null, keys: readonly string[]): string {
    return [this.#place(node?.range?.[0] ?? 0), ...(keys.length > 0 ? [keys.join('.')] : [])].join(' ')
  }

  /** The entries of a map; null, with a problem noted, where `node` is none. */
  entries(node: Node | null, keys: readonly string[], expected: string): readonly ConfigEntry[] | null {
    if (!this.#yaml.isMap(node)) {
      this.problem(node, keys, `${this.#describe(node)} stands here. Write ${expected}.`)
      return null
    }
    return node.items.map((pair) => {
      const key = this.resolve(pair.key)
      return {
        key: this.#yaml.isScalar(key) ? scalarText(key) : String(key),
        at: key,
        value: this.resolve(pair.value),
      }
    })
  }

  /** A scalar as it was written, a list or map of such; null, with a problem noted, for anything else. */
  written(node: Node | null, keys: readonly string[]): Written | null {
    if (this.#yaml.isScalar(node) && node.value !== null) return scalarText(node)
    if (this.#yaml.isSeq(node)) return this.#list(node.items, node, keys)
    if (this.#yaml.isMap(node)) return this.#map(node, keys)
    this.problem(node, keys, `${this.#describe(node)} stands here. Write a value, or take the key away.`)
    return null
  }

  isMap(node: Node | null): boolean {
    return this.#yaml.isMap(node)
  }

  /** Whether `node` is a YAML boolean, and not text that reads like one. */
  isBoolean(node: Node | null): boolean {
    return this.#yaml.isScalar(node) && typeof node.value === 'boolean'
  }

  /** The node itself, or what an alias stands for. */
  resolve(node: unknown): Node | null {
    if (this.#yaml.isAlias(node)) return node.resolve(this.#document) ?? null
    return this.#yaml.isNode(node) ? node : null
  }

  #list(items: readonly unknown[], node: Node, keys: readonly string[]): Written | null {
    const texts = items.map((item) => this.#text(item))
    if (texts.every((text) => text !== null)) return texts
    this.problem(node, keys, 'the list holds something other than single values.')
    return null
  }

  #map(node: Node, keys: readonly string[]): Written | null {
    const texts = (this.entries(node, keys, 'a map') ?? []).map(
      ({ key, value }): readonly [string, string | null] | null => {
        if (value === null || (this.#yaml.isScalar(value) && value.value === null)) return [key, null]
        const text = this.#text(value)
        return text === null ? null : [key, text]
      },
    )
    if (texts.every((text) => text !== null)) return Object.fromEntries(texts)
    this.problem(node, keys, 'the map holds something other than single values.')
    return null
  }

  #text(item: unknown): string | null {
    const node = this.resolve(item)
    return this.#yaml.isScalar(node) && node.value !== null ? scalarText(node) : null
  }

  #describe(node: Node | null): string {
    if (this.#yaml.isMap(node)) return 'a map'
    if (this.#yaml.isSeq(node)) return 'a list'
    if (this.#yaml.isScalar(node) && node.value !== null) return quote(scalarText(node))
    return 'nothing'
  }

  #place(offset: number): string {
    const { line, col } = this.#lines.linePos(offset)
    return `${this.#path}:${Math.max(line, 1)}:${Math.max(col, 1)}`
  }
}

/** As written, so that `1.10` stays `1.10`; text without its quotes. */
function scalarText(node: { readonly value: unknown; readonly source?: string }): string {
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value))
}
