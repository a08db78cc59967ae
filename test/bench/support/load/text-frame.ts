/** One unmasked WebSocket frame of text, as a server writes it: the load is not to be the limit of what it feeds. */
export const textFrame = (text: string): Buffer => {
  const length = Buffer.byteLength(text)
  if (length > 0xffff) throw new RangeError('longer than two bytes of length can say')
  const head = length < 126 ? 2 : 4
  const frame = Buffer.allocUnsafe(head + length)
  // The last frame of a text message.
  frame[0] = 0x81
  if (head === 2) frame[1] = length
  else {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  }
  frame.write(text, head)
  return frame
}
