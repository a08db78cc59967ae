import { z } from 'zod'
import type { Credentials } from '../../engine/ports/secrets.ts'
import type { Vault } from './vault.ts'

/** A Windows credential holds 2,560 bytes. What is longer is split over numbered entries. */
const longestEntry = 2_400

const credentials = z.strictObject({
  apiKey: z.string(),
  secret: z.string(),
  password: z.string().nullable(),
})
/** In place of credentials: they are in so many entries of this generation. */
const spread = z.strictObject({ generation: z.int().min(1), parts: z.int().min(1).max(100) })
type Spread = z.infer<typeof spread>
const head = z.union([credentials, spread])

const isSpread = (value: z.infer<typeof head>): value is Spread => 'parts' in value

/** One byte per character, so that parts can be counted in characters. */
const asciiJson = (value: object): string =>
  JSON.stringify(value).replaceAll(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const partsOf = (name: string, { generation, parts }: Spread): readonly string[] =>
  Array.from({ length: parts }, (_, index) => `${name}/${generation}.${index + 1}`)

/** What is kept under a name; null when that is nothing, or nothing that can be read. */
const headOf = async (vault: Vault, name: string): Promise<z.infer<typeof head> | null> => {
  const text = await vault.get(name)
  return text === null ? null : parsed(head, text)
}

const parsed = <T>(schema: z.ZodType<T>, text: string): T | null => {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    // The error would quote the text.
    return null
  }
}

/** Takes effect with one write, of the entry that has the name itself: whatever happens, old or new is read. */
export const writeEntry = async (vault: Vault, name: string, value: Credentials): Promise<void> => {
  const before = await headOf(vault, name)
  const old = before !== null && isSpread(before) ? before : null
  const text = asciiJson(value)
  if (text.length <= longestEntry) await vault.set(name, text)
  else {
    const fresh = { generation: (old?.generation ?? 0) + 1, parts: Math.ceil(text.length / longestEntry) }
    for (const [index, part] of partsOf(name, fresh).entries()) {
      await vault.set(part, text.slice(index * longestEntry, (index + 1) * longestEntry))
    }
    await vault.set(name, asciiJson(fresh))
  }
  if (old !== null) for (const part of partsOf(name, old)) await vault.remove(part)
}

export const readEntry = async (vault: Vault, name: string): Promise<Credentials | null> => {
  const found = await headOf(vault, name)
  if (found === null || !isSpread(found)) return found
  const texts: string[] = []
  for (const part of partsOf(name, found)) {
    const text = await vault.get(part)
    if (text === null) return null
    texts.push(text)
  }
  return parsed(credentials, texts.join(''))
}

export const removeEntry = async (vault: Vault, name: string): Promise<void> => {
  const found = await headOf(vault, name)
  await vault.remove(name)
  if (found !== null && isSpread(found)) for (const part of partsOf(name, found)) await vault.remove(part)
}
