import { isNode, readText, type SourceFile, type SyntaxNode, sourceFile, walk } from './source-files.ts'

const literalsIn = (node: SyntaxNode): readonly string[] => {
  const found: string[] = []
  walk(node, (inner) => {
    if (inner.type === 'Literal' && typeof inner.value === 'string') found.push(inner.value)
  })
  return found
}

/** The texts that a declared type lists, such as those of `type Side = 'buy' | 'sell'`. */
export const listOfType = (path: string, name: string): readonly string[] => {
  const { program } = sourceFile(path, readText(path))
  const found: string[] = []
  walk(program, (node) => {
    const declares = node.type === 'TSTypeAliasDeclaration' || node.type === 'TSInterfaceDeclaration'
    if (declares && isNode(node.id) && node.id.name === name) found.push(...literalsIn(node))
  })
  if (found.length === 0) throw new Error(`${path} declares no list ${name}`)
  return found
}

/** Every text in the arguments of calls of a function, and in values of properties of a name. */
export const literalsGivenTo = (file: SourceFile, call: string, property: string): readonly string[] => {
  const found: string[] = []
  walk(file.program, (node) => {
    if (node.type === 'CallExpression' && isNode(node.callee) && node.callee.name === call) {
      const [first] = node.arguments as readonly unknown[]
      if (isNode(first)) found.push(...literalsIn(first))
    }
    const isProperty = node.type === 'Property' && isNode(node.key) && node.key.name === property
    if (isProperty && isNode(node.value)) found.push(...literalsIn(node.value))
  })
  return found
}

/** Every text of a file that matches. */
export const literalsLike = (file: SourceFile, like: RegExp): readonly string[] =>
  literalsIn(file.program).filter((text) => like.test(text))
