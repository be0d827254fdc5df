import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import ts from 'typescript'

export interface Import {
  /** Path of the importing file below src/. */
  readonly file: string
  /** A package or builtin as it is written, or the path of a file below src/. */
  readonly target: string
  /** Gone when the program runs. */
  readonly typeOnly: boolean
}

export interface SourceFile {
  /** Below src/, as `report/text.ts`. */
  readonly path: string
  readonly imports: readonly Import[]
  /** Names of what is used without being a property of something: `process`, `Buffer`, … */
  readonly globals: ReadonlySet<string>
  readonly text: string
}

/** Every file of src/, read with the compiler's own parser. */
export function readSources(): readonly SourceFile[] {
  return readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative('src', join(entry.parentPath, entry.name)))
    .map((path) => readSource(path))
}

/** The folder of a file below src/; the file itself where it stands at the top. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.indexOf('/')) : path
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join('src', path), 'utf8')
  const imports: Import[] = []
  const globals = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node.importClause))
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined)
      add(node.moduleSpecifier, isTypeExport(node))
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments
      if (specifier !== undefined) add(specifier, false)
    }
    if (ts.isIdentifier(node) && !isMember(node)) globals.add(node.text)
    ts.forEachChild(node, visit)
  }
  const add = (specifier: ts.Expression, typeOnly: boolean): void => {
    if (!ts.isStringLiteralLike(specifier)) return
    const own = specifier.text.startsWith('.')
    const target = own ? posix.join(dirname(path), specifier.text).replace(/\.js$/, '.ts') : specifier.text
    imports.push({ file: path, target, typeOnly })
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  return { path, imports, globals, text }
}

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true
  const { namedBindings } = clause
  if (clause.name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false
  return namedBindings.elements.every((element) => element.isTypeOnly)
}

function isTypeExport(node: ts.ExportDeclaration): boolean {
  if (node.isTypeOnly) return true
  const { exportClause } = node
  return (
    exportClause !== undefined &&
    ts.isNamedExports(exportClause) &&
    exportClause.elements.every((one) => one.isTypeOnly)
  )
}

/** `b` of `a.b`, a key of an object, a name that is being declared. */
function isMember(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  if (ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) return parent.name === node
  return ts.isBindingElement(parent) || ts.isParameter(parent) || ts.isTypeReferenceNode(parent)
}
