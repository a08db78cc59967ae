import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'

// Field positions: PKWARE's APPNOTE.TXT, sections 4.3.7 (local header), 4.3.12 (directory), 4.3.16 (end).
const localSignature = 0x04034b50
const directorySignature = 0x02014b50
const endSignature = 0x06054b50
const endBytes = 22
const longestCommentBytes = 0xffff

/** @typedef {{ name: string, method: number, packedBytes: number, bytes: number, offset: number, mode: number }} ZipEntry */
/** @typedef {import('node:fs/promises').FileHandle} FileHandle */

const readAt = async (
  /** @type {FileHandle} */ file,
  /** @type {number} */ position,
  /** @type {number} */ length,
) => {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  if (bytesRead !== length) throw new Error('the archive ends too early')
  return buffer
}

const findEnd = async (/** @type {FileHandle} */ file) => {
  const { size } = await file.stat()
  const length = Math.min(size, endBytes + longestCommentBytes)
  const tail = await readAt(file, size - length, length)
  for (let at = length - endBytes; at >= 0; at--) {
    if (tail.readUInt32LE(at) === endSignature) return tail.subarray(at)
  }
  throw new Error('this is no zip archive')
}

/** @returns {Promise<ZipEntry[]>} */
const readDirectory = async (/** @type {FileHandle} */ file) => {
  const end = await findEnd(file)
  const count = end.readUInt16LE(10)
  const offset = end.readUInt32LE(16)
  if (count === 0xffff || offset === 0xffffffff) throw new Error('zip64 archives are not supported')
  const directory = await readAt(file, offset, end.readUInt32LE(12))
  /** @type {ZipEntry[]} */
  const entries = []
  for (let at = 0; entries.length < count; ) {
    if (directory.readUInt32LE(at) !== directorySignature)
      throw new Error('the archive has a damaged directory')
    const nameLength = directory.readUInt16LE(at + 28)
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
      mode: directory.readUInt32LE(at + 38) >>> 16,
    })
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return entries
}

/** A name that would leave the target folder is an attack or a damaged archive, never something to repair. */
const assertInside = (/** @type {string} */ name) => {
  if (name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')) {
    throw new Error(`the archive has an entry outside its folder: ${name}`)
  }
}

const extractEntry = async (
  /** @type {string} */ archive,
  /** @type {FileHandle} */ file,
  /** @type {ZipEntry} */ entry,
  /** @type {string} */ target,
  /** @type {(bytes: number) => void} */ onBytes,
) => {
  const header = await readAt(file, entry.offset, 30)
  if (header.readUInt32LE(0) !== localSignature)
    throw new Error(`the archive has a damaged entry: ${entry.name}`)
  if (entry.method !== 0 && entry.method !== 8) throw new Error(`unknown compression of ${entry.name}`)
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28)
  let written = 0
  const counter = new Transform({
    transform(chunk, _encoding, done) {
      written += chunk.length
      onBytes(chunk.length)
      done(null, chunk)
    },
  })
  const packed =
    entry.packedBytes === 0
      ? Readable.from([])
      : createReadStream(archive, { start, end: start + entry.packedBytes - 1, highWaterMark: 1 << 20 })
  const output = createWriteStream(target)
  await (entry.method === 8
    ? pipeline(packed, createInflateRaw({ chunkSize: 1 << 18 }), counter, output)
    : pipeline(packed, counter, output))
  if (written !== entry.bytes) throw new Error(`the archive has a damaged entry: ${entry.name}`)
  const permissions = entry.mode & 0o777
  if (permissions !== 0) await chmod(target, permissions)
}

/**
 * Extracts a zip archive, entry by entry and without holding a file in memory. Content is not checked against
 * the archive's checksums: callers check the whole archive's hash before.
 * @param {string} archive
 * @param {string} folder
 * @param {{ rename?: (name: string) => string | undefined, onBytes?: (bytes: number) => void }} options
 *   `rename` maps an entry's name to where it goes, undefined leaves it out; `onBytes` hears what was written
 * @returns {Promise<number>} the number of files written
 */
export const extractZip = async (archive, folder, { rename = (name) => name, onBytes = () => {} } = {}) => {
  const file = await open(archive)
  try {
    let files = 0
    for (const entry of await readDirectory(file)) {
      if (entry.name.endsWith('/')) continue
      const name = rename(entry.name)
      if (name === undefined) continue
      assertInside(name)
      const target = join(folder, name)
      await mkdir(dirname(target), { recursive: true })
      await extractEntry(archive, file, entry, target, onBytes)
      files++
    }
    return files
  } finally {
    await file.close()
  }
}
