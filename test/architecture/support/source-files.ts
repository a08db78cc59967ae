import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync } from 'vite'

const root = join(import.meta.dirname, '../../..')

export interface Import {
  /** Path from the project's root, or the name as written for a package. */
  readonly target: string
  readonly isFile: boolean
  readonly typeOnly: boolean
  readonly line: number
}

export interface SourceFile {
  readonly path: string
  readonly text: string
  readonly lines: number
  readonly program: SyntaxNode
  readonly imports: readonly Import[]
}

/** A node of the syntax tree; which fields it has depends on its type. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Calls for every node of a tree with the node that holds it and the field that it stands in. */
export const walk = (
  node: SyntaxNode,
  visit: (node: SyntaxNode, parent: SyntaxNode | null, field: string) => void,
  parent: SyntaxNode | null = null,
  field = '',
): void => {
  visit(node, parent, field)
  for (const [name, value] of Object.entries(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) walk(child, visit, node, name)
    }
  }
}

export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length

const importOf = (
  path: string,
  text: string,
  request: { value: string; start: number },
  typeOnly: boolean,
) => {
  const isFile = request.value.startsWith('.')
  const written = request.value.replace(/\?.*$/, '')
  return {
    target: isFile ? posix.join(posix.dirname(path), written) : written,
    isFile,
    typeOnly,
    line: lineAt(text, request.start),
  }
}

/** Reads a source text; every way of importing counts, `import type`, `export from` and `import()` included. */
export const sourceFile = (path: string, text: string): SourceFile => {
  const { module, program, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const imports = [
    ...module.staticImports.map(({ moduleRequest, entries }) =>
      importOf(path, text, moduleRequest, entries.length > 0 && entries.every((entry) => entry.isType)),
    ),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest === null ? [] : [importOf(path, text, moduleRequest, isType)],
      ),
    ),
    // What is computed at run time has no target that a table could hold.
    ...module.dynamicImports
      .filter(({ moduleRequest: { start } }) => /['"`]/.test(text.charAt(start)))
      .map(({ moduleRequest: { start, end } }) =>
        importOf(path, text, { value: text.slice(start + 1, end - 1), start }, false),
      ),
  ]
  const lines = text.split('\n').length - 1
  return { path, text, lines, program: program as unknown as SyntaxNode, imports }
}

/** Every TypeScript file below the folders, by path. */
export const readSources = (...folders: readonly string[]): readonly SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
      .filter((path) => /\.tsx?$/.test(path))
      .sort()
      .map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8'))),
  )

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8')
