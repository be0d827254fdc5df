import type { Phrase } from './phrase.js'

/** What a report consists of, before it is markdown or terminal text: both print the same blocks in the same order. */
export type Block =
  | { readonly kind: 'words'; readonly words: Phrase }
  | { readonly kind: 'list'; readonly items: readonly Phrase[] }
  | {
      readonly kind: 'table'
      readonly title: Phrase | null
      readonly columns: readonly Column[]
      readonly rows: readonly Cells[]
      /** How many rows were cut off, and their sum. */
      readonly more: Phrase | null
    }
  /** Lines that a build wrote. */
  | { readonly kind: 'log'; readonly lines: readonly string[] }
  /** Lines of ours to be pasted. */
  | { readonly kind: 'paste'; readonly language: string; readonly lines: readonly string[] }
  /** What a reader opens on demand. */
  | { readonly kind: 'fold'; readonly summary: Phrase; readonly blocks: readonly Block[] }
  | { readonly kind: 'footer'; readonly words: Phrase }

export interface Column {
  readonly title: string
  readonly align: 'left' | 'right'
  /** What gives way first where a table is too wide: nothing, the middle of paths and the end of the text, or the text goes on below. */
  readonly narrow: 'no' | 'cut' | 'wrap'
}

/** One phrase for each column. */
export type Cells = readonly Phrase[]

/** How much of each part is shown. */
export interface Detail {
  readonly rows: number
  readonly unchanged: number
  readonly stages: number
  /** Tables of causes shown, and shown folded; rows in each. */
  readonly causes: { readonly open: number; readonly folded: number; readonly rows: number }
  /** Rows of each table of files and of packages. */
  readonly files: number
  readonly packages: number
  readonly findings: number
  readonly notes: number
  readonly failures: number
  readonly logLines: number
  readonly method: boolean
}

/** All that a comment shows where there is room. */
export const FULL: Detail = {
  rows: 100,
  unchanged: 100,
  stages: 100,
  causes: { open: 3, folded: 20, rows: 10 },
  files: 13,
  packages: 20,
  findings: 20,
  notes: 20,
  failures: 5,
  logLines: 20,
  method: true,
}
