import { deflateRawSync } from 'node:zlib'

export interface ZipContent {
  readonly name: string
  readonly text: string
  readonly mode?: number
  readonly stored?: boolean
}

const header = (signature: number, length: number): Buffer => {
  const buffer = Buffer.alloc(length)
  buffer.writeUInt32LE(signature)
  return buffer
}

/** A zip archive as an ordinary packer writes it, checksums aside. */
export const makeZip = (contents: readonly ZipContent[]): Buffer => {
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, text, mode = 0o644, stored = false } of contents) {
    const data = Buffer.from(text)
    const packed = stored ? data : deflateRawSync(data)
    const nameBytes = Buffer.from(name)
    // an extra field that stands only in the local header, so that both lengths have to be read
    const extra = Buffer.from([0x55, 0x54, 0, 0])
    const front = header(0x04034b50, 30)
    front.writeUInt16LE(stored ? 0 : 8, 8)
    front.writeUInt32LE(packed.length, 18)
    front.writeUInt32LE(data.length, 22)
    front.writeUInt16LE(nameBytes.length, 26)
    front.writeUInt16LE(extra.length, 28)
    const entry = header(0x02014b50, 46)
    entry.writeUInt16LE(stored ? 0 : 8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(data.length, 24)
    entry.writeUInt16LE(nameBytes.length, 28)
    entry.writeUInt32LE((mode << 16) >>> 0, 38)
    entry.writeUInt32LE(offset, 42)
    local.push(front, nameBytes, extra, packed)
    directory.push(entry, nameBytes)
    offset += front.length + nameBytes.length + extra.length + packed.length
  }
  const end = header(0x06054b50, 22)
  end.writeUInt16LE(contents.length, 10)
  end.writeUInt32LE(Buffer.concat(directory).length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...local, ...directory, end])
}
